"""Headings that are never read, that make no groups, and that are asked about before they become a level.

The words are data (`protected.yaml`), in the six languages of the systems whose extracts are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: Roles whose words become groups of people.
OF_GROUPS = ("department", "level", "contract")

_person = (
    "employee", "worker", "person", "mitarbeiter", "mitarbeiters", "personal", "salarie", "employe", "empleado",
    "trabajador", "dipendente", "lavoratore", "medewerker", "werknemer", "first", "last", "middle", "full",
    "legal", "preferred", "maiden", "display", "complete", "completo", "famille", "familia", "given", "family",
    "manager", "supervisor", "vorgesetzter", "collaborateur",
)  # fmt: skip
_name = ("name", "names", "nom", "nombre", "nome", "naam")
#: With these a name is that of a thing.
_thing = (
    "entity",
    "company",
    "department",
    "unit",
    "team",
    "group",
    "organisation",
    "organization",
    "centre",
    "center",
    "job",
)
_long = 7  # letters from which on the beginning of a word is looked for anywhere
_ends = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_never_read(heading: str) -> bool:
    """Whether a column is about a person's health, union, family, origin, belief, name, bank and the like."""
    words, whole = _plain_words(heading), _whole(heading)
    if whole in _content()["fine"]:
        return False
    if whole in _name or (
        not {*_name}.isdisjoint(words) and not {*_person}.isdisjoint(words) and {*_thing}.isdisjoint(words)
    ):
        return True
    return any(_says(kind, words, whole) for kind in _content()["never"].values())


def is_against_people(heading: str) -> bool:
    """Whether groups of such a column would single people out: ratings, engagement, overtime, absence."""
    return _says(_content()["not_for_groups"], _plain_words(heading), _whole(heading))


def may_be_level(heading: str) -> bool:
    """Whether a heading says that its column holds levels; another is asked about."""
    words = _plain_words(heading)
    return any(word.startswith(tuple(_content()["levels"])) for word in words) or any(
        len(sign) >= 5 and sign in _whole(heading) for sign in _content()["levels"]
    )


def _says(kind: Mapping[str, list[str]], words: list[str], whole: str) -> bool:
    return (
        any(word.startswith(tuple(kind["begins"])) for word in (*words, whole))
        or not set(kind["words"]).isdisjoint((*words, whole))
        or any(
            sign in whole
            for sign in (*kind["within"], *(sign for sign in kind["begins"] if len(sign) >= _long))
        )
    )


def _plain_words(heading: str) -> list[str]:
    """The words of a heading in plain small letters, `EmployeeName` and `employee_name` in two."""
    return re.findall(r"[a-z]+", _plain(_ends.sub(" ", heading)))


def _whole(heading: str) -> str:
    return "".join(re.findall(r"[a-z0-9]+", _plain(heading)))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _content() -> dict[str, Any]:
    text = files("tandem.experiments.intake.meaning").joinpath("protected.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content

"""A user's own answers: which family a department or a job title belongs to, or its exposure itself.

A YAML file, or a mapping in the configuration (`organisation.families`), with names on the left and on the
right a job family, several of them with " + " between, or a number from 0 to 1:

    Vertriebsinnendienst: office and administration
    Legal Counsel: 0.45
    Wizard*: computing
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.model.errors import InputError
from tandem.model.organisation.families.matching import (
    OWN,
    Answer,
    Lookup,
    Meaning,
    Phrase,
    shipped_lookup,
    shipped_phrases,
)
from tandem.model.organisation.families.normal import JOINED, words_of
from tandem.model.organisation.families.scores import families_in, job_families, mixture_of
from tandem.model.received.plain_text import cleaned
from tandem.model.received.plain_yaml import read_yaml

_example = "example: Legal Counsel: legal, or Legal Counsel: 0.45"
Row = tuple[str, Any, str]  # name, answer, where it stands


@dataclass(frozen=True)
class Titles:
    """What names mean to this user.

    Attributes
    ----------
    own : Lookup or None
        The user's answers alone.
    every : Lookup
        The user's answers before the shipped words.
    """

    own: Lookup | None
    every: Lookup

    def stated(self, name: str) -> Meaning | None:
        """What a name means of which the user says something; None where they say nothing.

        Raises
        ------
        InputError
            If a part of the name is a stated exposure and another a family.
        """
        if self.own is None or not self.own.answers(name):
            return None
        meaning = self.every.meaning(name)
        if meaning is None:
            raise InputError(
                f"organisation.families: {cleaned(name)!r} is in part an exposure and in part a job family, "
                f"which have no common mean; allowed: one answer to all of it; example: {cleaned(name)}: 0.5"
            )
        return meaning


def shipped_titles() -> Titles:
    """Without answers of the user's own."""
    return Titles(None, shipped_lookup())


def read_titles(chosen: object) -> Titles:
    """The titles of the setting `organisation.families`.

    Parameters
    ----------
    chosen : None, str, Path or mapping
        None; the path of a YAML file; or names with answers.

    Raises
    ------
    InputError
        If the file cannot be read, a name has two answers (also where they differ in case, umlauts or
        punctuation only), an exposure is outside 0 to 1, or a family does not exist; the message names file,
        line and the nearest allowed value.
    """
    if chosen is None:
        return shipped_titles()
    if isinstance(chosen, Mapping):
        return titles_of((str(name), answer, "organisation.families") for name, answer in chosen.items())
    if isinstance(chosen, str | Path) and str(chosen).strip():
        return titles_of(_rows(Path(chosen)))
    raise InputError(
        f"organisation.families: found {chosen!r}; allowed: null, a YAML file, or names with families; "
        "example: organisation.families=my_families.yaml"
    )


def titles_of(rows: Iterable[Row]) -> Titles:
    """The titles of rows (name, answer, where it stands); see `read_titles`."""
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    phrases = []
    for name, answer, where in rows:
        words = words_of(name)
        if not {word.strip("*") for word in words} - {JOINED, ""}:
            raise InputError(f"{where}: found {cleaned(name)!r}, which is no name; {_example}")
        if words in first:
            before, place = first[words]
            raise InputError(
                f"{where}: {cleaned(name)!r} has an answer already ({cleaned(before)!r}, {place}); case, "
                "umlauts and punctuation do not tell names apart. Allowed: each name once; delete one line."
            )
        first[words] = name, where
        phrases.append(Phrase(words, _answer(answer, f"{where}, {cleaned(name)!r}"), OWN))
    return Titles(Lookup(phrases), Lookup((*phrases, *shipped_phrases())))


def _rows(file: Path) -> list[Row]:
    document = read_yaml(file)
    content, lines = document.content, [place[0] for place in document.lines if len(place) == 1]
    if not isinstance(content, dict) or len(content) != len(lines):
        raise InputError(
            f"{cleaned(str(file))}: found no list of names with answers; allowed: one line a name; {_example}"
        )
    return [
        (str(name), answer, f"{cleaned(str(file))}, line {document.lines[name,]}")
        for name, answer in zip(lines, content.values(), strict=True)
    ]


def _answer(answer: object, where: str) -> Answer:
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        if math.isfinite(answer) and 0 <= answer <= 1:
            return float(answer)
        nearest = min(max(float(answer), 0.0), 1.0) if not math.isnan(answer) else 0.0
        hint = f" (or {answer / 100:g}, if per cent were meant)" if 1 < answer <= 100 else ""
        raise InputError(
            f"{where}: found the exposure {answer!r}; allowed: a number from 0 to 1; nearest: "
            f"{nearest:g}{hint}; {_example}"
        )
    if not isinstance(answer, str) or not answer.strip():
        raise InputError(
            f"{where}: found {cleaned(str(answer))!r}; allowed: a number from 0 to 1 or a job family "
            f"({', '.join(job_families())}); {_example}"
        )
    names = " + ".join(" ".join(part.split()).casefold() for part in answer.split("+"))
    try:
        return mixture_of([family.name for family in families_in(cleaned(names))])
    except InputError as error:
        raise InputError(f"{where}: {error}") from None

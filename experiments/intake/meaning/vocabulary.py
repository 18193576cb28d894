"""What headings and words in an extract mean: the data in `aliases.yaml` and `words.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tandem.experiments.intake.meaning.refused import is_never_read
from tandem.model.organisation.currencies import CURRENCIES

#: What a column can be used for, in the order in which an import reports it.
ROLES = (
    "identifier",
    "department",
    "level",
    "contract",
    "status",
    "hire_date",
    "exit_date",
    "exit_reason",
    "voluntary",
    "involuntary",
    "left",
    "hire_year",
    "hire_month",
    "hire_day",
    "exit_year",
    "exit_month",
    "exit_day",
    "observed_months",
    "tenure_years",
    "tenure_months",
    "pay",
    "pay_period",
    "currency",
    "fte",
    # histories of jobs, panels and pay in several columns
    "effective_date",
    "effective_end",
    "as_of",
    "action",
    "hourly_pay",
    "monthly_pay",
    "hours",
)
_long_sign = 4  # letters from which on a hint may be part of a longer word
_of_several_words = ("status", "contract", "exit_reason", "action")
_between_words = re.compile(r"\s+[-–—]\s+|[()\[\]/|:;,>]+")
_in_brackets = re.compile(r"[(\[][^)\]]*[)\]]")


def normal(text: str) -> str:
    """A heading or word without case, accents, blanks and signs: what two spellings have in common."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def words_of(heading: str) -> list[str]:
    """The words of a heading in lower case, `EmployeeName` and `employee_name` in two."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    plain = unicodedata.normalize("NFKD", split).casefold()
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def is_protected(heading: str) -> bool:
    """Whether a column of this heading must not be read: names, birth, ethnicity, gender, health, e-mail."""
    if is_never_read(heading):
        return True
    known = _aliases()["protected"]
    headings = {normal(name) for name in known["headings"]}
    return (
        normal(heading) in headings
        or normal(_in_brackets.sub("", heading)) in headings
        or not set(known["words"]).isdisjoint(words_of(heading))
        or not set(known["words"]).isdisjoint([normal(heading)])
    )


def roles_of(heading: str) -> dict[str, set[str]]:
    """The roles a heading can have, each with the systems that call it so; none for a protected one."""
    if is_protected(heading) or is_planned_end(heading):
        return {}
    table = _headings()
    exact = table.get(normal(heading))
    return dict(exact or table.get(normal(_in_brackets.sub("", heading)), {}))


def is_planned_end(heading: str) -> bool:
    """Whether a column holds planned ends of contracts, which are not days of leaving."""
    return normal(heading) in _planned_ends()


def rank_of(role: str, heading: str, system: str) -> int:
    """Place of a heading among the aliases of a role, those of `system` first; lower is better."""
    entry = _aliases()["roles"][role]
    ordered = [*entry.get(system, []), *(name for names in entry.values() for name in names)]
    forms = [normal(name) for name in ordered]
    for form in (normal(heading), normal(_in_brackets.sub("", heading))):
        if form in forms:
            return forms.index(form)
    return len(forms)


def period_in(heading: str) -> str | None:
    """The pay period that a heading names, if it does."""
    text = " ".join(words_of(heading)).replace("  ", " ")
    for period, signs in _aliases()["pay_periods"].items():
        if any(sign in text or sign in text.replace(" ", "") for sign in signs):
            return str(period)
    return None


def currency_in(heading: str) -> str | None:
    """The currency code in capitals that a heading has in brackets or as a word, as in `Salary (EUR)`."""
    codes = codes_in(heading)
    return codes.pop() if len(codes) == 1 else None


def codes_in(text: str) -> set[str]:
    """Currency codes in a text: usual ones as a word, and any in brackets."""
    words = {
        code for code in re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text) if code in _usual_currencies()
    }
    return words | {code for code in re.findall(r"[(\[]\s*([A-Z]{3})\s*[)\]]", text) if code in CURRENCIES}


def sample_settings(headings: Sequence[str]) -> dict[str, str | int]:
    """Settings that are known of a published sample set, if the headings are those of one."""
    there = {normal(heading) for heading in headings}
    for entry in _aliases()["systems"].values():
        if {normal(name) for name in entry["signature"]} <= there:
            return dict(entry["settings"])
    return {}


def meaning_of(kind: str, word: str) -> str | None:
    """What a word in a column of this kind means, or None.

    Of several words with signs between, as in `Terminated - Voluntary`, those that are known decide, if they
    mean the same.
    """
    whole = _meanings(kind).get(normal(word))
    if whole is not None or kind not in _of_several_words:
        return whole
    parts = {_meanings(kind).get(normal(part)) for part in _between_words.split(word)} - {None}
    return parts.pop() if len(parts) == 1 else None


@cache
def known_words(kind: str) -> frozenset[str]:
    """All words of this kind, in normal form."""
    return frozenset(_meanings(kind))


def currencies() -> frozenset[str]:
    """Currency codes (ISO 4217) that pay can be in."""
    return CURRENCIES


@cache
def _usual_currencies() -> frozenset[str]:
    """Those that are looked for in the words of a heading: `ALL` and `TOP` are currencies, too."""
    return frozenset(_words()["currencies"].split())


def nothing_words(where: str) -> frozenset[str]:
    """Texts in lower case that stand for nothing: `everywhere`, or for an `open_end`."""
    return frozenset(str(word).casefold() for word in _words()["nothing"][where])


def hints_at(kind: str, heading: str) -> bool:
    """Whether words of a heading that is not known hint at a kind of column: `leaving`, `joining`, ..."""
    signs = _aliases()["hints"][kind].split()
    words, whole = words_of(heading), normal(heading)
    return any(sign in words or (len(sign) >= _long_sign and sign in whole) for sign in signs)


def executive_levels() -> set[str]:
    """Levels, in normal form, whose people are on executive contracts."""
    return {normal(word) for word in _words()["executive_levels"]}


@cache
def _planned_ends() -> frozenset[str]:
    return frozenset(normal(name) for name in _aliases()["planned_ends"])


@cache
def _aliases() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_text("aliases.yaml"))
    return content


@cache
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_text("words.yaml"))
    return content


def _text(name: str) -> str:
    return files("tandem.experiments.intake.meaning").joinpath(name).read_text(encoding="utf-8")


@cache
def _headings() -> dict[str, dict[str, set[str]]]:
    table: dict[str, dict[str, set[str]]] = {}
    for role, entry in _aliases()["roles"].items():
        for system, names in entry.items():
            for name in names:
                table.setdefault(normal(name), {}).setdefault(role, set()).add(system)
    return table


@cache
def _meanings(kind: str) -> dict[str, str]:
    return {normal(str(word)): str(meaning) for meaning, entry in _words()[kind].items() for word in entry}

"""What headings and words in a table of groups mean: the data in `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tandem.experiments.intake.meaning.vocabulary import codes_in, is_protected, normal

_in_brackets = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_symbols = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "zł": "PLN", "US$": "USD"}
# Measures by which a second column of the same role may be the one meant.
PERCENT_ROLES = (
    "ai_users_percent",
    "annual_voluntary_quits_percent",
    "all_quits_percent",
    "annual_promotions_percent",
)


def role_of(heading: str) -> str | None:
    """What a column of this heading holds, or None: looked up whole, without brackets, without measures."""
    for form in _forms(heading):
        if form in _roles():
            return _roles()[form]
    return None


def _forms(heading: str) -> list[str]:
    bare = _in_brackets.sub(" ", heading)
    words = [word for word in re.split(r"[\s_/,;:.|–—-]+", bare) if word]
    core = [word for word in words if normal(word) not in _set("measures") and normal(word)]
    return [plain_form(heading), plain_form(bare), plain_form(" ".join(core))]


def plain_form(text: str) -> str:
    """A text without case, accents, blanks and signs; signs alone stay as they are."""
    return normal(text) or text.strip()


def has(kind: str, heading: str) -> bool:
    """Whether a heading has a word of this kind (`actual`, `planned`, `of_month`, `in_percent` …)."""
    parts = re.split(r"[\s_/,;:|()\[\]–—-]+", heading)
    words = {plain_form(part) for part in parts if part} | ({"%"} if "%" in heading else set())
    return not words.isdisjoint(_set(kind)) or plain_form(heading) in _set(kind)


def is_word(kind: str, text: str) -> bool:
    """Whether a whole text is a word of this kind (`total`, `nothing` …)."""
    return plain_form(text) in _set(kind)


def of_a_person(heading: str, surely: bool = False) -> bool:
    """Whether only a list of people has such a column."""
    if role_of(heading) is not None:
        return False
    return is_word("surely_of_a_person" if surely else "of_a_person", heading) or (
        not surely and is_protected(heading)
    )


def total_of(text: str) -> str | None:
    """What a total is of: "" for a word such as `Gesamt`, the rest for `Sales total`; None if it is none."""
    if is_word("total", text.strip(" :=")):
        return ""
    words = text.replace("_", " ").strip(" :").split()
    for size in (2, 1):
        if len(words) > size:
            for first, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
                if is_word("total", " ".join(first).strip(":-–")):
                    return " ".join(rest).strip(" :-–")
    return None


def is_total(text: str, names: Collection[str] = ()) -> bool:
    """Whether a heading or cell names a total: `names` are the (plain) names that it may be the total of.

    `Total Rewards` is none, unless there is a department `Rewards`.
    """
    of = total_of(text)
    if of is None:
        return False
    known = not of or plain_form(of) in names or role_of(of) is not None
    return known or any(is_word(kind, of) for kind in ("planned", "actual", "measures"))


def rank_of_level(text: str) -> float | None:
    """Place of a level from junior to senior, where its name tells; else None."""
    form = plain_form(text)
    if form in _ranks():
        return _ranks()[form]
    bare = plain_form(_in_brackets.sub("", text))
    return _ranks().get(bare)


def grade_of(text: str) -> tuple[str, float] | None:
    """Letters and number of a grade (`L3`, `Grade 10`, `E 9`, `7`), or None."""
    found = re.fullmatch(r"([^\W\d]{0,12})[\s._-]*(\d{1,2})([a-d]?)", text.strip(), re.IGNORECASE)
    if found is None:
        return None
    return found[1].casefold(), int(found[2]) + "abcd".find(found[3].lower() or "a") / 10


def contract_of(text: str) -> str | None:
    """The contract that a word means, or None."""
    return _contracts().get(plain_form(text)) or _contracts().get(plain_form(_in_brackets.sub("", text)))


def currency_in(text: str) -> str | None:
    """The currency that a heading or cell names, if it names one."""
    codes = codes_in(text)
    codes |= {code for sign, code in _symbols.items() if sign in text}
    if re.search(r"(?<![A-Za-z])TEUR", text):
        codes.add("EUR")
    return codes.pop() if len(codes) == 1 else None


def month_number(word: str) -> int | None:
    """The month that a word means, or None."""
    return _months().get(normal(word))


@cache
def _words() -> dict[str, Any]:
    text = files("tandem.experiments.intake.tables").joinpath("words.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(plain_form(word) for word in _words()[kind])


@cache
def _roles() -> dict[str, str]:
    return {plain_form(word): role for role, words in reversed(_words()["roles"].items()) for word in words}


@cache
def _ranks() -> dict[str, float]:
    return {plain_form(word): float(rank) for rank, words in _words()["levels"].items() for word in words}


@cache
def _contracts() -> dict[str, str]:
    return {plain_form(word): contract for contract, words in _words()["contracts"].items() for word in words}


@cache
def _months() -> dict[str, int]:
    return {normal(word): number for number, words in _words()["months"].items() for word in words}

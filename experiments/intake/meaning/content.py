"""What kind of things stand in a column, told from its texts and not from its heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from tandem.experiments.intake.files.column_look import ColumnLook
from tandem.experiments.intake.meaning.dates import looks_like_a_day, never_comes
from tandem.experiments.intake.meaning.markers import marks_nothing
from tandem.experiments.intake.meaning.vocabulary import meaning_of

DAYS, YES_NO, STATUSES, REASONS, CONTRACTS = "days", "yes_no", "statuses", "reasons", "contracts"
ACTIONS = "actions"

_most_words = 60  # different texts of a column of words (assumption)
_nearly_all, _most = 0.8, 0.5  # share of different texts that must be of a kind (assumption)
_identifier = re.compile(r"[A-Za-z]{0,5}[-_/ ]?\d{2,}[-_/ ]?[A-Za-z0-9]{0,6}")
_fewest_identifiers = 10


def kind_of(look: ColumnLook, today: date) -> str | None:
    """Days, yes or no, statuses, reasons, kinds of contract or actions; None if it is none of these."""
    texts = texts_in(look)
    if not texts:
        return None
    if _share(texts, lambda text: looks_like_a_day(text, today)) >= _nearly_all:
        return DAYS
    if len(texts) > _most_words:
        return None
    if _share(texts, _known("yes_no")) == 1:
        return YES_NO
    fits = {
        STATUSES: _share(texts, _known("status")) if _says_who_left(texts) else 0.0,
        REASONS: _share(texts, _known("exit_reason")),
        CONTRACTS: _share(texts, _known("contract")),
        ACTIONS: _share(texts, _known("action"))
        if "joined" in map(partial(meaning_of, "action"), texts)
        else 0.0,
    }
    best = max(fits, key=lambda kind: fits[kind])
    return best if fits[best] >= _most else None


def texts_in(look: ColumnLook) -> list[str]:
    """The different texts of a column that stand for something."""
    nothing = marks_nothing("exit_date")
    return [text for text in look.texts if not nothing(text)]


def says_of_some_only(look: ColumnLook, today: date) -> bool:
    """Whether a column of days leaves some of them open, as one of leaving does and one of joining not."""
    nothing = marks_nothing("exit_date")
    return look.filled < look.rows or any(nothing(text) for text in look.texts) or _has_no_end(look, today)


def looks_like_identifiers(look: ColumnLook) -> bool:
    """Whether every cell holds another number or code."""
    return (
        look.unique
        and look.filled == look.rows >= _fewest_identifiers
        and all(_identifier.fullmatch(text) for text in look.texts)
    )


def _has_no_end(look: ColumnLook, today: date) -> bool:
    return any(never_comes(text, today) for text in look.texts)


def _says_who_left(texts: list[str]) -> bool:
    """Whether a word says that somebody has left or is there in no other kind of column's words."""
    meanings = {meaning_of("status", text) for text in texts if len(text) > 1}
    return "left" in meanings or ("active" in meanings and not any(map(_known("contract"), texts)))


def _known(kind: str) -> Callable[[str], bool]:
    return lambda text: meaning_of(kind, text) is not None


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if test(text)) / len(texts)

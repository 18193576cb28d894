"""What programs write where there is nothing: NA, NULL, a dash; and for an end that has not come: today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from tandem.experiments.intake.meaning.vocabulary import nothing_words

#: NA may be North America, and is nothing in a name only if it is in the file's other columns.
_perhaps_a_name = frozenset({"na"})
NAMES = ("department", "level")
_ends = ("exit_date", "effective_end")
_days = ("hire_date", "exit_date", "effective_date", "effective_end")
_noughts = frozenset({"0", "0.0", "00000000"})


def marks_nothing(role: str, others: Iterable[str] = ()) -> Callable[[str], bool]:
    """Whether a cell's text stands for nothing in a column of this role.

    Parameters
    ----------
    others : iterable of str
        Texts of the file's other columns, which say what its program writes; used for names only.
    """
    nothing = _nothing(role)
    if role in NAMES and not _perhaps_a_name.isdisjoint(text.casefold() for text in others):
        nothing |= _perhaps_a_name
    return lambda text: text.casefold() in nothing


@cache
def _nothing(role: str) -> frozenset[str]:
    words = nothing_words("everywhere")
    if role in NAMES:
        return words - _perhaps_a_name
    if role in _ends:
        words |= nothing_words("open_end")
    if role in _days:
        words |= _noughts
    return words

"""What the words in a row mean: contract, whether the person is there, and why somebody left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.questions import ask_mapping
from tandem.experiments.intake.meaning.vocabulary import meaning_of, normal
from tandem.model.organisation.profile import CONTRACTS

Codes = npt.NDArray[np.int8]

EMPLOYEE, FREELANCER, EXECUTIVE = range(3)
VOLUNTARY, INVOLUNTARY, UNKNOWN = range(3)  # reasons, in the order of the exit columns of a profile
REASONS = ("voluntary", "involuntary", "unknown")
ACTIVE, LEFT = 0, 1
BLANK = -1

JOINED, LEFT_THEN, MOVED = range(3)  # what an action does
_answers = {
    "contract": CONTRACTS,
    "status": ("active", "left"),
    "left": ("active", "left"),
    "yes_no": ("yes", "no"),
    "action": ("joined", "left", "moved"),
}
YES = 0
_most_named = 8


@dataclass(frozen=True)
class Meanings:
    """What the words of a column mean.

    Attributes
    ----------
    codes : int8 array of shape (rows,)
        Place among the meanings of this kind; −1 where the cell is blank.
    not_understood : bool array of shape (rows,)
        Where a reason of leaving is not known by its word; it counts as unknown.
    unsaid : bool array of shape (rows,)
        Where the word itself says that the reason is not known, or is not understood.
    """

    codes: Codes
    not_understood: npt.NDArray[np.bool_]
    unsaid: npt.NDArray[np.bool_]


def read_words(column: Coded, kind: str, own: Mapping[str, str], fewest: int) -> Meanings:
    """What each row's word means.

    Parameters
    ----------
    kind : {"contract", "status", "left", "exit_reason", "yes_no", "action"}
    own : mapping
        A mapping file's own words, which come first.
    fewest : int
        Words that fewer people have are not shown in messages, only counted.

    Raises
    ------
    QuestionError
        If the word of a contract, a status, an action, or a yes or no is not known.
    """
    allowed = REASONS if kind == "exit_reason" else _answers[kind]
    mine = {normal(word): meaning for word, meaning in own.items()}
    found = [mine.get(normal(text)) or _meaning(kind, text) for text in column.texts]
    unknown = [place for place, meaning in enumerate(found) if meaning is None]
    if unknown and kind != "exit_reason":
        _ask(column, kind, unknown, allowed, fewest)
    codes = np.array(
        [allowed.index(meaning) if meaning in allowed else UNKNOWN for meaning in found], dtype=np.int8
    )
    strange = np.array([meaning is None for meaning in found], bool)
    unsaid = np.array([meaning in (None, "unknown") for meaning in found], bool)
    return Meanings(column.spread(codes, BLANK), column.spread(strange, False), column.spread(unsaid, False))


def _meaning(kind: str, text: str) -> str | None:
    """What a word means; one that names a kind of contract says of a status that somebody is there."""
    if kind == "status" and meaning_of("contract", text) is not None:
        return meaning_of("status", text) or "active"
    return meaning_of(kind, text)


def _ask(column: Coded, kind: str, unknown: list[int], allowed: tuple[str, ...], fewest: int) -> None:
    shown, rare = frequent_words(column, unknown, fewest)
    named = ", ".join(repr(text) for text in shown[:_most_named])
    if rare:
        row = column.row_of(rare[0])
        named += (
            f"{', and ' if named else ''}{len(rare)} words of fewer than {fewest} rows (first in row {row})"
        )
    key = "status" if kind in ("left", "status") else kind
    ask_mapping(
        f"{column.file}, column {column.heading}",
        f"what do these words mean: {named}? Allowed: {', '.join(allowed)}",
        [{"values": {key: dict.fromkeys(shown or ["the word"], allowed[0])}}],
    )


def frequent_words(
    column: Coded, places: Sequence[int], fewest: int, rows: npt.NDArray[np.bool_] | None = None
) -> tuple[list[str], list[int]]:
    """Of some texts those that many rows have, cut short, and the places of the others.

    `rows` says which rows count.
    """
    counts = column.counts
    if rows is not None:
        codes = column.codes[rows & (column.codes >= 0)]
        counts = np.bincount(codes, minlength=len(column.texts))
    shown = [place for place in places if counts[place] >= fewest]
    shown.sort(key=lambda place: -counts[place])
    rare = [place for place in places if 0 < counts[place] < fewest]
    return [column.texts[place][:40] for place in shown], rare

"""What the words in a row mean: contract, whether the person is there, and why somebody left."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.questions import QuestionError
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
    "action": ("joined", "left", "moved"),
}
_most_named = 8


def read_words(column: Coded, kind: str, own: Mapping[str, str], fewest: int) -> tuple[Codes, int]:
    """What each row's word means, as a place among the meanings of this kind; −1 where it is blank.

    Parameters
    ----------
    kind : {"contract", "status", "left", "exit_reason", "action"}
    own : mapping
        A mapping file's own words, which come first.
    fewest : int
        Words that fewer people have are not shown in messages, only counted.

    Returns
    -------
    meanings : int8 array of shape (rows,)
    not_understood : int
        Rows whose reason of leaving is not known by its word; they count as unknown.

    Raises
    ------
    QuestionError
        If the word of a contract, a status or an action is not known.
    """
    allowed = REASONS if kind == "exit_reason" else _answers[kind]
    mine = {normal(word): meaning for word, meaning in own.items()}
    found = [mine.get(normal(text)) or meaning_of(kind, text) for text in column.texts]
    unknown = [place for place, meaning in enumerate(found) if meaning is None]
    rows = int(column.counts[unknown].sum()) if unknown else 0
    if unknown and kind != "exit_reason":
        _ask(column, kind, unknown, allowed, fewest)
    codes = np.array(
        [UNKNOWN if meaning is None else allowed.index(meaning) for meaning in found], dtype=np.int8
    )
    return column.spread(codes, BLANK), rows


def _ask(column: Coded, kind: str, unknown: list[int], allowed: tuple[str, ...], fewest: int) -> None:
    counts = column.counts
    shown = [column.texts[place][:40] for place in unknown if counts[place] >= fewest]
    named = ", ".join(repr(text) for text in shown[:_most_named])
    rare = [place for place in unknown if counts[place] < fewest]
    if rare:
        row = column.row_of(rare[0])
        named += (
            f"{', and ' if named else ''}{len(rare)} words of fewer than {fewest} rows (first in row {row})"
        )
    key = "status" if kind == "left" else kind
    example = shown[0] if shown else "the word"
    raise QuestionError(
        f"{column.file}, column {column.heading}: what do these words mean: {named}? Allowed: "
        f"{', '.join(allowed)}.\n  answer in the mapping file:  values: "
        f"{{{key}: {{{example}: {allowed[0]}}}}}"
    )

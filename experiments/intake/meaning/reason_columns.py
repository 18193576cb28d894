"""Why people left, from a column of reasons and columns that say yes or no to one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.words_of_rows import BLANK, INVOLUNTARY, VOLUNTARY, YES, read_words

StrangeWords = tuple[Coded, npt.NDArray[np.bool_]]


def add_reasons(
    frame: pd.DataFrame,
    cells: dict[str, Coded],
    mapping: Mapping,
    fewest: int,
    questions: Questions,
) -> StrangeWords | None:
    """Add why people left: what a column of yes or no says comes before what the words of reasons mean.

    Returns
    -------
    Coded and bool array of shape (rows,), or None
        The column of reasons, and where its word is not understood; None without such a column.
    """
    strange = None
    reason = np.full(len(frame), BLANK, np.int8)
    unsaid = np.zeros(len(frame), bool)
    if "exit_reason" in cells:
        own = mapping.words.get("exit_reason", {})
        meanings = read_words(cells["exit_reason"], "exit_reason", own, fewest)
        reason, unsaid = meanings.codes, meanings.unsaid
        strange = (cells["exit_reason"], meanings.not_understood)
    for role, by_yes in (("voluntary", VOLUNTARY), ("involuntary", INVOLUNTARY)):
        if role in cells:
            said = _yes_or_no(cells[role], mapping, fewest, questions)
            meant = np.where(said == YES, by_yes, VOLUNTARY + INVOLUNTARY - by_yes)
            reason = np.where(said == BLANK, reason, meant).astype(np.int8)
            unsaid &= said == BLANK
    frame["reason"], frame["reason_unsaid"] = reason, unsaid | (reason == BLANK)
    return strange


def _yes_or_no(column: Coded, mapping: Mapping, fewest: int, questions: Questions) -> npt.NDArray[np.int8]:
    own = mapping.words.get("yes_no", {})
    blank = np.full(column.codes.size, BLANK, np.int8)
    return questions.settled(lambda: read_words(column, "yes_no", own, fewest).codes, blank)

"""How many of those who left did so for a reason that is not known, and by which words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.questions import ask_mapping
from tandem.experiments.intake.meaning.words_of_rows import UNKNOWN, frequent_words

_most_unsaid = 0.2  # share of leavers above which unknown reasons are asked about (assumption)
_step = 0.05  # shares in a profile are this coarse, so that one more leaver does not show in them
_most_words = 12


@dataclass(frozen=True)
class UnknownReasons:
    """Leavers whose reason is not known.

    Attributes
    ----------
    leavers, unknown : int
        Who left, and for whom the profile has no reason (retirement and death among them).
    unsaid : int
        Those of them of whom the extract says nothing that is understood.
    words : tuple of str
        Words that are not understood, of many rows each, most frequent first.
    rare_words : int
        Others, which are not shown.
    """

    leavers: int
    unknown: int
    unsaid: int
    words: tuple[str, ...]
    rare_words: int

    @property
    def share(self) -> float:
        """Of all leavers; 0 if nobody left."""
        return self.unknown / max(self.leavers, 1)

    @property
    def rough_share(self) -> float:
        """The share as a profile states it, in steps of five per cent."""
        return round(round(self.share / _step) * _step, 2)


def unknown_reasons(spells: pd.DataFrame, files: list[FileRows], fewest: int) -> UnknownReasons:
    """Count leavers of unknown reason; `fewest` rows must have a word for it to be shown."""
    gone = spells["reason"].to_numpy() >= 0
    words: dict[str, None] = {}
    rare = 0
    for file in files:
        if file.reasons is not None:
            column, strange = file.reasons
            places = np.unique(column.codes[strange]).tolist()
            shown, others = frequent_words(column, places, fewest)
            words |= dict.fromkeys(shown)
            rare += len(others)
    return UnknownReasons(
        int(gone.sum()),
        int((spells["reason"].to_numpy() == UNKNOWN).sum()),
        int(spells["reason_unsaid"].sum()),
        tuple(words),
        rare,
    )


def check_reasons(found: UnknownReasons, files: list[FileRows], mapping: Mapping) -> None:
    """Ask about unknown reasons if they are many and the extract has a column that should say them.

    Raises
    ------
    QuestionError
    """
    named = [file for file in files if {"exit_reason", "voluntary", "involuntary"} & set(file.columns)]
    if not named or mapping.settings.assumed_reason is not None:
        return
    if found.unsaid <= _most_unsaid * found.leavers:
        return
    words = found.words[:_most_words]
    listed = ", ".join(repr(word) for word in words)
    if found.rare_words:
        listed += f"{', and ' if listed else ''}{found.rare_words} words of few rows each"
    why = f"; these words are not understood: {listed}" if listed else ""
    own = {"values": {"exit_reason": dict.fromkeys(words, "voluntary")}}
    rest = {"settings": {"assumed_reason": "unknown"}}
    ask_mapping(
        named[-1].source.path.name,
        f"why {found.unsaid:,} of {found.leavers:,} leavers left is not known{why}. If they count as "
        "unknown, they are split as the others are, which may be wrong. Say what the words mean (voluntary, "
        "involuntary or unknown), or that they are to count as unknown",
        [own, rest] if words else [rest],
    )

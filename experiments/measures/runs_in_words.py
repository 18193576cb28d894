"""In how many of the runs something holds, in words: few runs are said to be too few."""

from __future__ import annotations

from tandem.experiments.measures.certainty import FEWEST_RUNS
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("measures.runs")


def in_runs(part: float, runs: int) -> str:
    """`in 72 % of 200 runs`; `in every run (2 runs: too few to say)`.

    Parameters
    ----------
    part : share of the runs, 0 to 1
    runs : how many there are
    """
    if runs < FEWEST_RUNS:
        few = _text("too_few", count=runs)
        held = round(part * runs)
        if held in (0, runs):
            return _text("every_of_few" if held else "none_of_few", few=few)
        return _text("of_few", held=held, runs=runs)
    if part in (0, 1):
        return _text("every" if part else "none", runs=f"{runs:,}")
    return _text("part", share=share(min(max(part, 0.01), 0.99)), runs=f"{runs:,}")


def too_few(runs: int) -> bool:
    """Whether so few runs make nothing certain."""
    return runs < FEWEST_RUNS

"""Where numbers come from, in words: runs, parameters, reading of the survey, and the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import metadata

from tandem.experiments.wording.numerals import NO_BREAK, count

NOT_CALIBRATED = "Not yet calibrated: parameters drawn from their priors."
_distribution = "tandem-workforce"
_readings = {
    "level": f"88{NO_BREAK}% of those who gain most from AI report burnout",
    "ratio": f"those who gain most from AI are 88{NO_BREAK}% more likely to report burnout",
    "both": f"the 88{NO_BREAK}% of those who gain most from AI taken as a level and as a ratio",
}


@cache
def source() -> str:
    """`Tandem` with its version."""
    try:
        return f"Tandem {metadata.version(_distribution)}"
    except metadata.PackageNotFoundError:
        return "Tandem (not installed)"


def runs_in_words(parameter_sets: Sequence[int], seeds: Sequence[int]) -> str:
    """`200 runs (100 parameter sets, 200 seeds: 1–200)`; only consecutive seeds are named."""
    sets, luck = set(parameter_sets), set(seeds)
    first, last = min(luck), max(luck)
    named = f": {first}–{last}" if last - first == len(luck) - 1 > 0 else ""
    return (
        f"{count(len(seeds), 'run')} ({count(len(sets), 'parameter set')}, {count(len(luck), 'seed')}{named})"
    )


def parameters_in_words(posterior: str) -> str:
    """From where the parameters of the runs were drawn, as a sentence."""
    return NOT_CALIBRATED if posterior == "prior" else f"Parameters drawn from the posterior '{posterior}'."


def reading_in_words(reading: str) -> str:
    """How the survey's 88 % is read."""
    return _readings[reading]

"""Where numbers come from, in words: runs, parameters, reading of the survey, and the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata

from tandem.experiments.wording.catalogue import texts
from tandem.model.structures import BALANCED, STRUCTURES

_text = texts("wording.provenance")
MIXED = "mixed"  # reading of a mixture of posteriors
_distribution = "tandem-workforce"


def source() -> str:
    """`Tandem` with its version."""
    version = _version()
    return _text("version", version=version) if version else _text("not_installed")


@cache
def _version() -> str:
    """Of the installed program; nothing where it is not installed."""
    try:
        return metadata.version(_distribution)
    except metadata.PackageNotFoundError:
        return ""


def runs_in_words(parameter_sets: Sequence[int], seeds: Sequence[int]) -> str:
    """`200 runs (100 parameter sets, 200 seeds: 1–200)`; only consecutive seeds are named."""
    sets, luck = set(parameter_sets), set(seeds)
    first, last = min(luck), max(luck)
    seeds_in_words = _text("seeds", count=len(luck))
    if last - first == len(luck) - 1 > 0:
        seeds_in_words = _text("seeds_from_to", seeds=seeds_in_words, first=first, last=last)
    return _text(
        "runs_of",
        runs=_text("runs", count=len(seeds)),
        parameter_sets=_text("parameter_sets", count=len(sets)),
        seeds=seeds_in_words,
    )


def parameters_in_words(posterior: str, structure: str = BALANCED) -> str:
    """From where the parameters of the runs were drawn, and how AI may work if not both ways."""
    of_priors = posterior == "prior"
    told = _text("prior") if of_priors else _text("posterior", posterior=posterior)
    if structure == BALANCED:
        return told
    known = STRUCTURES[structure]
    return _text(
        "structure" if of_priors else "fitted_under",
        parameters=told,
        title=known.title,
        sentence=known.sentence,
    )


def reading_in_words(reading: str, weights: Mapping[str, float] | None = None) -> str:
    """How the survey's 88 % is read; of a mixture, by which share of the parameter sets in which way."""
    if reading == MIXED:
        return _text("read_as_mixed", parts=_parts(weights)) if weights else _text("read_as_any")
    return _text({"level": "read_as_level", "ratio": "read_as_ratio", "both": "read_as_both"}[reading])


def reading_named(reading: str, weights: Mapping[str, float] | None = None) -> str:
    """`level`, or `mixed, 40 % level, 60 % ratio`."""
    return _text("mixed", parts=_parts(weights)) if reading == MIXED and weights else reading


def _parts(weights: Mapping[str, float]) -> str:
    shares = [(name, weight) for name, weight in weights.items() if weight > 0]
    return ", ".join(_text("part", share=f"{100 * weight:.3g}", reading=name) for name, weight in shares)

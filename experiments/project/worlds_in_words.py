"""AI's part and the sources of the range, in short sentences for the finding and the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, per_cent, share, signed, with_plus

_text = texts("project.worlds_in_words")

_ways: Mapping[str, Callable[[], str]] = {
    "relief": partial(_text, "relief"),
    "targets": partial(_text, "targets"),
    "effort": partial(_text, "effort"),
    "ties": partial(_text, "ties"),
    "clarity": partial(_text, "clarity"),
    "outside_demand": partial(_text, "outside_demand"),
    "outside_offers": partial(_text, "outside_offers"),
}
_sources: Mapping[str, Callable[[], str]] = {
    "structure": partial(_text, "structure"),
    "reading": partial(_text, "reading"),
    "parameters": partial(_text, "parameters"),
    "labour_market": partial(_text, "labour_market"),
    "people": partial(_text, "people"),
}
_most = 2 / 3  # of the range: from here on one source is enough
_points = "per cent"  # units that begin so are told in points


def ai_of_change(entry: Mapping[str, Any]) -> str:
    """AI's part of one measure in a sentence, for a figure; empty where nothing is known."""
    told = ai_told(entry)
    return _text("of_the_change", told=told) if told else ""


def ai_told(entry: Mapping[str, Any] | None) -> str:
    """`+0.5 points (−0.4 to +1.9)`; empty where nothing is known.

    Parameters
    ----------
    entry : of one measure, as in `measures` of `experiments.project.other_worlds.ai_part_of`
    """
    if entry is None or entry["still"]["p50"] is None:
        return ""
    low, middle, high = (entry["still"][name] for name in ("p5", "p50", "p95"))
    if entry["unit"].startswith(_points):
        return _text("points", middle=signed(middle, 1), range=interval(signed(low, 1), signed(high, 1)))
    if not entry["start"]:
        return ""
    low, middle, high = (
        with_plus(per_cent(100 * value / entry["start"], 1)) for value in (low, middle, high)
    )
    return _text("relative", middle=middle, range=interval(low, high))


def ai_of_turnover(part: Mapping[str, Any] | None) -> str:
    """AI's part of turnover, the way that carries most of it, and the assumption that moves it most."""
    entry = None if part is None else part["measures"]["voluntary_turnover"]
    told = ai_told(entry)
    if entry is None or not told:
        return ""
    sentences = [_text("against_still", told=told)]
    if entry["strongest_way"] is not None:
        through = entry["ways"][entry["strongest_way"]]["mean"]
        way = _ways[entry["strongest_way"]]()
        sentences.append(_text("strongest_way", way=way, points=signed(through, 1)))
    if entry["assumption"] is not None:
        sentences.append(_text("assumption", assumption=_briefly(entry["assumption"]["meaning"])))
    return " ".join(sentences)


def way_of(entry: Mapping[str, Any]) -> str:
    """The way that carries most of AI's part of a measure; empty where none can be told from nought."""
    way = entry.get("strongest_way")
    return _ways[way]() if way else ""


def source_of(found: Mapping[str, Any] | None) -> str:
    """Where most of the range of the change in turnover comes from; empty if it is not known."""
    entry = None if found is None else found["measures"].get("voluntary_turnover")
    return "" if entry is None else _sources[max(entry["shares"], key=entry["shares"].__getitem__)]()


def _briefly(meaning: str) -> str:
    """What a parameter is, without what stands in brackets at the end."""
    return meaning.partition(" (")[0]


def range_told(found: Mapping[str, Any] | None) -> str:
    """Where the range of the change in turnover comes from, the largest source first; empty if not known."""
    entry = None if found is None else found["measures"].get("voluntary_turnover")
    if entry is None:
        return ""
    first, second = sorted(entry["shares"].items(), key=lambda item: -item[1])[:2]
    largest = _text("share", source=_sources[first[0]](), share=share(first[1]))
    if first[1] >= _most:
        told = _text("one_source", largest=largest)
    else:
        next_one = _text("share", source=_sources[second[0]](), share=share(second[1]))
        told = _text("two_sources", largest=largest, second=next_one)
    driver = entry["driver"]
    if driver is None:
        return told
    return " ".join(
        (
            told,
            _text(
                "driver_raises" if driver["rank_correlation"] > 0 else "driver_lowers",
                driver=_briefly(driver["meaning"]),
            ),
        )
    )

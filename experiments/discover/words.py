"""A box in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.discover.experiment import Discovered
from tandem.experiments.points.labels import label_of
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, finding_of_sentences
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import share

_text = texts("discover.words")

_holds = 0.1  # by which density may fall on fresh points · assumption


def box_told(limits: Mapping[str, Any], points: pd.DataFrame) -> str:
    """`output_value is below 1.2 and policy is training or guardrails`."""
    told = []
    for name, limit in limits.items():
        plain = name.removeprefix("parameters.")
        if not pd.api.types.is_numeric_dtype(points[name]):
            values = [str(value) for value in limit]
            told.append(_text("one_of", factor=plain, values=_either(values)))
            continue
        low, high = float(points[name].min()), float(points[name].max())
        above, below = limit[0] > low, limit[1] < high
        key = "between" if above and below else "above" if above else "below"
        values_told = {"low": f"{limit[0]:.3g}", "high": f"{limit[1]:.3g}"}
        if key == "between":
            told.append(_text("between", factor=plain, **values_told))
        elif key == "above":
            told.append(_text("above", factor=plain, low=values_told["low"]))
        else:
            told.append(_text("below", factor=plain, high=values_told["high"]))
    return _text("and").join(told)


def question_told(found: Discovered) -> str:
    """`Net value against the status quo is below 0 USD`."""
    asked = found.question
    is_money = re.fullmatch("[A-Z]{3}", found.unit)
    told = money(asked.threshold, found.unit) if is_money else f"{asked.threshold:,.4g} {found.unit}"
    label, value = label_of(asked.measure), told
    if asked.below:
        return _text("question_below", measure=label, value=value)
    return _text("question_above", measure=label, value=value)


def finding_of(found: Discovered) -> Finding:
    """Where it is so, how well that holds, and what to do next."""
    box, fresh = found.box, found.fresh
    what = _text(
        "what",
        question=question_told(found),
        box=box_told(box.limits, found.asked.points) or _text("anywhere"),
    )
    sure = _text("sure", coverage=share(box.coverage), density=share(box.density))
    said = [Sentence("what", MUST, (what,)), Sentence("how_sure", MUST, (sure,))]
    if fresh is not None:
        told = _text(
            "fresh",
            points=f"{found.fresh_points:,}",
            coverage=share(fresh.coverage),
            density=share(fresh.density),
        )
        said.append(Sentence("how_sure", 1, (told,)))
    weak = fresh is not None and fresh.density < box.density - _holds
    said.append(Sentence("next", MUST, (_text("more_points") if weak else _text("next"),)))
    interest = _text("note_interest", hits=int(found.asked.interest.sum()), points=len(found.asked.points))
    return finding_of_sentences(said, (interest, _text("note_method")))


def _either(values: list[str]) -> str:
    *first, last = values
    return _text("either", first=", ".join(first), last=last) if first else last

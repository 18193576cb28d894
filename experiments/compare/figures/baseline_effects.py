"""Effects of policies on leavers: the agents' interval and mean, the mean field's answer beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    axis_over,
    beside,
    draw_axis,
    label,
    sheet,
)
from tandem.experiments.drawing.typography import text_width
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval, signed

_text = texts("compare.baseline_effects")

AGENTS, MEAN_FIELD = style.BLUE, style.ORANGE
BAND = style.tint(AGENTS, 0.25)
MEASURE = "voluntary_exits"
_row, _key = 0.34, 0.34  # inches
_label_width, _words_width = 2.1, 1.85
_axis_left = MARGIN + _label_width + 0.15
_axis_width = WIDTH - _axis_left - _words_width - MARGIN - 0.1


def draw_effects(table: pd.DataFrame, months: int, source_and_runs: str) -> Picture:
    """One row a policy, from the largest fall in voluntary exits to the largest rise.

    Parameters
    ----------
    table : what `experiments.compare.baselines.baselines_of` returns
    months : length of the projection
    source_and_runs : what the caption says besides how to read the figure

    Raises
    ------
    ValueError
        If the table holds no effect.
    """
    records: list[dict[str, Any]] = [dict(row) for _, row in table.iterrows()]
    effects = {
        (row["policy"], row["method"]): row
        for row in records
        if row["quantity"] == "effect" and row["measure"] == MEASURE
    }
    names = sorted(
        dict.fromkeys(policy for policy, _ in effects), key=lambda name: effects[name, "agents"]["mean"]
    )
    if not names:
        raise ValueError("the table holds no effect of a policy")
    rows = [(name, effects[name, "agents"], effects[name, "mean_field"]) for name in names]
    title = _title(rows)
    heading = (
        title,
        _text("lead", months=months),
        _text("how_to_read"),
    )
    words = f"{_text('methods')} {source_and_runs}"
    page, top, bottom = sheet(_key + len(rows) * _row + AXIS_HEIGHT, heading, words)
    values = [agents[key] for _, agents, _ in rows for key in ("p5", "p95", "mean")]
    axis = axis_over([*values, *(average["mean"] for *_, average in rows), 0.0], _axis_left, _axis_width)
    foot = bottom + AXIS_HEIGHT
    draw_axis(page, axis, top - _key, foot)
    page.lines([[(axis.x(0.0), foot), (axis.x(0.0), top - _key)]], style.INK, style.AXIS_WIDTH)
    heights = [top - _key - (place + 0.5) * _row for place in range(len(rows))]
    for y, (_, agents, _) in zip(heights, rows, strict=True):  # colours lie in the order of their first use
        marks.bar(page, axis.x(agents["p5"]), axis.x(agents["p95"]), y, BAND, 0.13)
    _draw_key(page, top - _key / 2)
    for y, (name, agents, average) in zip(heights, rows, strict=True):
        _draw_row(page, axis, y, name, agents, average)
    told = "; ".join(
        _text("policy_means", policy=name, agents=_range(agents), average=signed(average["mean"]))
        for name, agents, average in rows
    )
    return Picture(
        "baselines", page, title, words,
        _text("chart", policies=len(rows), title=title, means=told),
        _numbers(rows),
    )  # fmt: skip


def _range(agents: dict[str, Any]) -> str:
    low, middle, high = (signed(agents[key]) for key in ("p5", "mean", "p95"))
    return f"{middle} ({interval(low, high)})"


def _numbers(rows: Sequence[tuple[str, dict[str, Any], dict[str, Any]]]) -> pd.DataFrame:
    """One row a policy."""
    return pd.DataFrame(
        {
            _text("policy"): name,
            _text("agents_mean"): agents["mean"],
            **quantile_columns({key: agents[key] for key in ("p5", "p95")}, _text("people"), _text("agents")),
            _text("mean_field_mean"): average["mean"],
        }
        for name, agents, average in rows
    )


def _title(rows: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> str:
    """How often the average worker says more than the agents, and how often the opposite."""
    opposite = sum(agents["mean"] * average["mean"] < 0 for _, agents, average in rows)
    larger = sum(abs(average["mean"]) > abs(agents["mean"]) for _, agents, average in rows)
    if opposite:
        return _text("title_opposite", larger=larger, policies=len(rows), opposite=opposite)
    return _text("title", larger=larger, policies=len(rows))


def _draw_key(page: Page, y: float) -> None:
    x = _axis_left
    for word, colour, mark in (
        (_text("agents"), AGENTS, marks.dot),
        (_text("mean_field"), MEAN_FIELD, marks.diamond),
    ):
        mark(page, x + 0.06, y, colour)
        beside(page, x + 0.18, y, word)
        x += 0.5 + text_width(word, style.SMALL_LABEL_SIZE)
    beside(page, _axis_left + _axis_width + 0.15, y, _text("agents_and_mean_field"), bold=True)


def _draw_row(
    page: Page, axis: Axis, y: float, name: str, agents: dict[str, Any], average: dict[str, Any]
) -> None:
    label(page, MARGIN, y, [(name.replace("_", " "), True, style.INK)], _label_width)
    marks.dot(page, axis.x(agents["mean"]), y, AGENTS)
    marks.diamond(page, axis.x(average["mean"]), y, MEAN_FIELD)
    words = f"{signed(agents['mean'])} · {signed(average['mean'])}"
    beside(page, axis.left + axis.width + 0.15, y, words)

"""The front: what mixes cost against the leavers they avoid, coloured by what they do to output."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import heading, quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread, tick_label, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, axis_over, draw_axis, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.optimise.figures.words import About, caption, mixes, role_in_words
from tandem.experiments.optimise.pareto_front import knee_definition
from tandem.experiments.optimise.tables import KNEE
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_unit
from tandem.experiments.wording.numerals import per_cent, plain, signed
from tandem.experiments.wording.words import sentence

_text = texts("optimise.front")

_height, _head, _below = 4.1, 0.30, 0.85  # inches
_gutter, _names = 0.55, 2.45
_radius = 0.075
_faint = style.tint(style.INK, 0.28)
_least_tint = 0.18
_patches = 9  # of the key to colours
_least_change = 0.1  # per cent of output: less of it is drawn pale


def draw_front(table: pd.DataFrame, about: About) -> Picture:
    """Cost across, leavers avoided upwards; knee and runner-up named."""
    shown = mixes(table)
    shown = shown.assign(output_change=100 * shown["output_mean"] / float(about["output_of_status_quo"]))
    knee = shown[shown["role"] == KNEE].iloc[0]
    currency = str(about["currency"])
    title = _text(
        "title", avoided=plain(knee["leavers_avoided_mean"]), cost=money(knee["cost_mean"], currency)
    )
    above = (
        title,
        _text("lead", budget=money(about["budget"], currency)),
        _text("how_to_read"),
    )
    words = caption(about, knee_definition())
    page, top, _ = sheet(_head + _height + _below, above, words)
    top -= _head
    bottom = top - _height
    left, width = MARGIN + _gutter, WIDTH - 2 * MARGIN - _gutter - _names
    axis = axis_over([0.0, *shown["cost_mean"]], left, width, 5)
    lows, highs = shown["leavers_avoided_p5"], shown["leavers_avoided_p95"]
    ticks = value_ticks(min(0.0, *lows), max(1.0, *highs), 6)
    unit = money_unit(*axis.ticks)
    name = _text("axis", unit=unit.heading(currency))
    draw_axis(page, axis, top, bottom, name=name, scale=1 / unit.size)

    def height(value: float) -> float:
        return bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom)

    page.grid([(left, height(tick)), (left + width, height(tick))] for tick in ticks)
    for tick in ticks:
        number = tick_label(tick, ticks[1] - ticks[0])
        page.text(left - 0.08, height(tick) - 0.04, number, style.SMALL_LABEL_SIZE, across="right")
    page.text(MARGIN, top + 0.12, _text("leavers_avoided"), style.SMALL_LABEL_SIZE, bold=True)
    page.lines([[(left, height(0)), (left + width, height(0))]], style.INK, style.AXIS_WIDTH)
    reach = (min(shown["output_change"].min(), 0.0), max(shown["output_change"].max(), 0.0))
    most = max(-reach[0], reach[1], _least_change)
    for _, row in shown.sort_values("role").iterrows():
        _draw_mix(page, axis.x(row["cost_mean"]), row, height, most)
    _draw_names(page, shown, axis.x, height, left + width + 0.22, (bottom, top), currency)
    _draw_key(page, left, bottom - 0.62, reach, most)
    return Picture(
        "front", page, title, words,
        _text("chart", mixes=len(shown), title=title, mixes_in_words=sentence(_told(shown, currency))),
        _numbers(shown, currency),
    )  # fmt: skip


def _told(shown: pd.DataFrame, currency: str) -> str:
    """Knee and runner-up, the cheapest mix and the dearest."""
    rows = [(role_in_words(row["role"]), row) for _, row in shown[shown["role"] != ""].iterrows()]
    rows += [(_text("cheapest"), shown.iloc[0]), (_text("dearest"), shown.iloc[-1])]
    return "; ".join(
        _text(
            "mix_in_words",
            name=name,
            levers=row["levers"],
            cost=money(row["cost_mean"], currency),
            avoided=plain(row["leavers_avoided_mean"]),
            output=_change(row["output_change"]),
        )
        for name, row in rows
    )


def _numbers(shown: pd.DataFrame, currency: str) -> pd.DataFrame:
    """One row a mix."""
    return pd.DataFrame(
        {
            _text("mix"): shown["mix"],
            _text("role"): shown["role"].map(role_in_words),
            _text("levers"): shown["levers"],
            heading(_text("programme_cost"), _text("mean"), currency): shown["cost_mean"],
            _text("avoided_mean"): shown["leavers_avoided_mean"],
            **quantile_columns(
                {key: shown[f"leavers_avoided_{key}"] for key in ("p5", "p95")},
                _text("people"),
                _text("avoided"),
            ),
            _text("output_mean"): shown["output_change"],
        }
    )


def output_colour(value: float, most: float) -> str:
    """Teal for more output, plum for less, the deeper the more."""
    share = _least_tint + (1 - _least_tint) * min(abs(value) / most, 1.0)
    return style.tint(style.TEAL if value >= 0 else style.PLUM, share)


def _draw_mix(page: Page, x: float, row: pd.Series, height: Callable[[float], float], most: float) -> None:
    low, high = height(row["leavers_avoided_p5"]), height(row["leavers_avoided_p95"])
    y = height(row["leavers_avoided_mean"])
    told = bool(row["role"])
    size = 1.5 * _radius if told else _radius
    pieces = [[(x, low), (x, max(low, y - size))], [(x, min(high, y + size)), (x, high)]]
    page.lines(pieces, style.INK if told else _faint, 1.5 if told else style.AXIS_WIDTH)
    marks.dot(page, x, y, style.INK, size + 0.018)
    marks.dot(page, x, y, output_colour(row["output_change"], most), size)


def _draw_names(
    page: Page,
    shown: pd.DataFrame,
    across: Callable[[float], float],
    height: Callable[[float], float],
    left: float,
    ends: tuple[float, float],
    currency: str,
) -> None:
    """Knee and runner-up, named at the side with a line to their dots."""
    told = shown[shown["role"] != ""].sort_values("leavers_avoided_mean")
    size, width = style.CAPTION_SIZE, WIDTH - MARGIN - left
    texts = {place: wrap(row["levers"], width, size, most=8) for place, row in told.iterrows()}
    tallest = max((3.4 + len(lines)) * line_height(size) for lines in texts.values())
    wanted = [height(row["leavers_avoided_mean"]) for _, row in told.iterrows()]
    places = spread(wanted, tallest + 0.1, ends[0] + tallest / 2, ends[1] - tallest / 2)
    for (number, row), middle in zip(told.iterrows(), places, strict=True):
        top = middle + tallest / 2
        x, y = across(row["cost_mean"]) + 1.7 * _radius, height(row["leavers_avoided_mean"])
        page.lines([[(x, y), (left - 0.06, top - 0.1)]], style.REFERENCE, style.HAIR_WIDTH)
        page.text(left, top - 0.13, role_in_words(row["role"]).capitalize(), style.LABEL_SIZE, bold=True)
        below = top - 0.13 - line_height(size)
        page.text(left, below, money(row["cost_mean"], currency), size, bold=True)
        below -= line_height(size)
        page.text(left, below, _gains(row), size, bold=True)
        for line in texts[number]:
            below -= line_height(size)
            page.text(left, below, line, size)


def _change(value: float) -> str:
    """`+0.2 %` of the output without the mix."""
    return f"{signed(value, 1)}{per_cent(0, 0)[1:]}"


def _gains(row: pd.Series) -> str:
    return _text("gains", leavers=signed(-row["leavers_avoided_mean"]), output=_change(row["output_change"]))


def _draw_key(page: Page, left: float, y: float, reach: tuple[float, float], most: float) -> None:
    """What the colours mean: from the least to the most that any mix does to output, nought included."""
    width, tall = 0.24, 0.12
    low, high = reach
    page.text(left, y - 0.04, _text("output"), style.CAPTION_SIZE)
    begin = left + 2.05
    page.text(begin - 0.08, y - 0.04, _change(low), style.CAPTION_SIZE, across="right")
    for patch in range(_patches):
        value = low + (high - low) * patch / (_patches - 1)
        marks.bar(
            page, begin + patch * width, begin + (patch + 1) * width, y, output_colour(value, most), tall
        )
    page.text(begin + _patches * width + 0.08, y - 0.04, _change(high), style.CAPTION_SIZE)

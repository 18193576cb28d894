"""The agents beside simpler forecasts: their fan with the mean field and last year's rate as lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tandem.experiments.drawing import style
from tandem.experiments.drawing.fan import Fan, Floats
from tandem.experiments.drawing.heading import draw_caption, draw_heading
from tandem.experiments.drawing.number_tables import heading, series_table
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import (
    Panel,
    draw_fan,
    draw_month_axis,
    draw_start,
    draw_value_axis,
    value_axis,
)
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread
from tandem.experiments.drawing.series import Series, series
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.project.figures.captions import alternative_text, caption
from tandem.experiments.project.figures.cells import origin_of
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.project.figures.fan_chart import HEIGHT, WIDTH, definition
from tandem.experiments.project.figures.messages import horizon
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.simulation.session import Sums
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.suppression import MINIMUM_CELL, published_cells
from tandem.model.outcomes.measures import MEASURES
from tandem.model.outcomes.sums import cell_sums

_text = texts("project.baselines")

MEAN_FIELD, LAST_YEAR = style.ORANGE, style.INK
_margin, _axis_gutter, _label_gutter = 0.30, 0.62, 2.55  # inches
_below_axis, _above_panel = 0.55, 0.42
_column, _half_capital = 0.22, 0.36


@dataclass(frozen=True)
class Baselines:
    """What is drawn into a fan besides the agents.

    Attributes
    ----------
    agents : the fan of the runs
    mean_field : its median over parameter sets in each month of the fan, (months,)
    last_year : the rate of the twelve months before the start, median over runs
    """

    agents: Series
    mean_field: Floats
    last_year: float


def draw_baselines(projection: Projection, mean_field: Sums, min_cell: int = MINIMUM_CELL) -> Picture:
    """Voluntary turnover: the agents' fan, the mean field's line and last year's rate.

    Parameters
    ----------
    projection : Projection
        The agents.
    mean_field : float64 array (draws, months, groups, TALLIES)
        The mean field of the same draws and months (`experiments.compare.baselines.mean_field_tallies`).
    min_cell : int
        The least number of people that is shown (`model.organisation.suppression`).

    Raises
    ------
    ValueError
        If the two have different shapes.
    InputError
        If the organisation is smaller than `min_cell`.
    """
    if mean_field.shape != projection.tallies.shape:
        raise ValueError(f"mean field: shape {mean_field.shape}; expected {projection.tallies.shape}")
    chart = CHARTS[0]
    cell = published_cells(projection.profile, min_cell)[0]
    values = MEASURES[chart.measure].formula(cell_sums_of(projection, [cell]))[:, 0]
    agents = series(values, projection.first_month, projection.history)
    groups = list(cell.groups)
    contracts = [projection.contracts[group] for group in groups]
    simple = MEASURES[chart.measure].formula(
        cell_sums(mean_field[:, :, groups], contracts, projection.licence_prices)
    )
    middle = np.median(simple, axis=0)[-agents.ends.size :]
    shown = Baselines(agents, middle, agents.fan.at(agents.start)[2])
    words = f"{caption(origin_of(projection), cell, agents)} {_lines()}"
    title = _title(chart, shown)
    page = _draw(chart, shown, title, words)
    told = _text(
        "alternative_text",
        title=title,
        mean_field=chart.numeral(shown.mean_field[-1]),
        last_year=chart.numeral(shown.last_year),
        fan_chart=alternative_text(chart, agents),
    )
    numbers = series_table(agents, chart.unit)
    numbers[heading(_text("mean_field"), chart.unit)] = middle
    numbers[heading(_text("last_year"), chart.unit)] = shown.last_year
    return Picture(f"baselines_{chart.name}", page, title, words, told, numbers)


def _title(chart: Chart, shown: Baselines) -> str:
    agents, simple = shown.agents.fan.at(-1)[2], float(shown.mean_field[-1])
    if not math.isfinite(agents):
        return _text("nobody_left", measure=chart.noun)
    first, second = chart.numeral(agents), chart.numeral(simple)
    if first == second:
        return _text("agree", measure=chart.noun, value=first, unit=chart.of_what)
    return _text("differ", measure=chart.noun, agents=first, average=second)


def _lines() -> str:
    return _text("lines")


def _draw(chart: Chart, shown: Baselines, title: str, words: str) -> Page:
    page = Page(WIDTH, HEIGHT)
    width = WIDTH - 2 * _margin
    fan = shown.agents.fan
    lines = np.concatenate((shown.mean_field, [shown.last_year]))
    lines = lines[np.isfinite(lines)]
    reach = [fan, *([Fan(*np.tile([[lines.min()], [lines.max()]], (1, 5)).T)] if lines.size else [])]
    axis = value_axis(reach, chart.ceiling, 6)
    lead = _text(
        "lead",
        period=chart.period(horizon(shown.agents)),
        low=chart.numeral(fan.at(-1)[0]),
        high=chart.numeral(fan.at(-1)[4]),
    )
    top = draw_heading(page, (title, lead, definition(chart, axis)), _margin, HEIGHT - 0.18, width)
    bottom = draw_caption(page, words, _margin, width) + _below_axis
    panel = Panel(
        left=_margin + _axis_gutter,
        bottom=bottom,
        width=width - _axis_gutter - _label_gutter,
        height=top - _above_panel - bottom,
        begin=min(float(shown.agents.ends[0]), shown.agents.start_line),
        end=float(shown.agents.ends[-1]),
        values=axis,
    )
    draw_value_axis(page, panel, chart.tick_suffix, style.LABEL_SIZE)
    draw_fan(page, panel, shown.agents, chart.colour)
    _draw_lines(page, panel, shown)
    draw_month_axis(page, panel, style.LABEL_SIZE)
    draw_start(page, panel, shown.agents, style.LABEL_SIZE)
    _draw_ends(page, panel, chart, shown)
    return page


def _draw_lines(page: Page, panel: Panel, shown: Baselines) -> None:
    """The mean field from its history on, last year's rate from the start on."""
    ends, start = shown.agents.ends, shown.agents.start
    known = np.isfinite(shown.mean_field)
    page.lines(
        [np.column_stack([panel.x(ends[known]), panel.y(shown.mean_field[known])])],
        MEAN_FIELD,
        style.MEDIAN_WIDTH,
    )
    if math.isfinite(shown.last_year):
        flat = np.full(ends.size - start, shown.last_year)
        path = np.column_stack([panel.x(ends[start:]), panel.y(flat)])
        page.lines([path], LAST_YEAR, style.MEDIAN_WIDTH_BEFORE, dashed=True)


def _draw_ends(page: Page, panel: Panel, chart: Chart, shown: Baselines) -> None:
    """Each line named beside its end, the number in front."""
    low, _, middle, _, high = shown.agents.fan.at(-1)
    labels = [
        (low, _text("one_in_twenty_below"), False, style.REFERENCE),
        (middle, _text("agents_median"), True, chart.colour),
        (high, _text("one_in_twenty_above"), False, style.REFERENCE),
        (float(shown.mean_field[-1]), _text("mean_field"), True, MEAN_FIELD),
        (shown.last_year, _text("last_year"), True, LAST_YEAR),
    ]
    labels = sorted((entry for entry in labels if math.isfinite(entry[0])), key=lambda entry: entry[0])
    size = style.LABEL_SIZE
    targets = [float(panel.y(value)) for value, *_ in labels]
    places = spread(targets, 1.2 * line_height(size), panel.bottom + 0.06, panel.top + 0.1)
    column = panel.right + _column
    numbers = max((text_width(chart.numeral(value), size, bold=True) for value, *_ in labels), default=0.0)
    for (value, word, bold, colour), target, y in zip(labels, targets, places, strict=True):
        page.lines([[(panel.right + 0.04, target), (panel.right + 0.12, y), (column - 0.05, y)]], colour,
                   style.AXIS_WIDTH if bold else style.HAIR_WIDTH)  # fmt: skip
        base = y - _half_capital * size / style.POINTS_PER_INCH
        page.text(column, base, chart.numeral(value), size, bold=bold)
        page.text(column + numbers + 0.07, base, word, size, bold=bold)

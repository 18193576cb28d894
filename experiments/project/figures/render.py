"""All figures of a projection: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial

import pandas as pd

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.number_tables import series_table
from tandem.experiments.drawing.pictures import Picture, drawn
from tandem.experiments.project.figures.captions import (
    alternative_text,
    caption,
    departments_alternative_text,
    departments_caption,
)
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.project.figures.fan_chart import draw_fan_chart
from tandem.experiments.project.figures.messages import (
    Department,
    departments_title,
    lead_with_ai,
    span,
    title,
)
from tandem.experiments.project.figures.overview import draw_overview
from tandem.experiments.project.figures.shown import Shown
from tandem.experiments.project.figures.small_multiples import MOST_PANELS, draw_small_multiples
from tandem.experiments.project.figures.where import draw_where
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.words import sentence

_text = texts("project.render")

LONGEST_ORGANISATION = 40  # letters of its name in a title


def pictures_of(shown: Shown, wanted: Container[str] = EVERY) -> Iterator[Picture]:
    """Every wanted figure: `overview`, `fan_…` of four measures, `departments` and `departments_…` of three.

    Each is drawn when it is its turn; `wanted` holds their names.
    """
    plan = [("overview", partial(_overview, shown))]
    plan += [(f"fan_{chart.name}", partial(_fan, shown, chart)) for chart in CHARTS]
    plan += [("departments", partial(draw_where, shown))]
    plan += [
        (f"departments_{chart.name}", partial(_departments, shown, chart))
        for chart in CHARTS
        if chart.by_department
    ]
    return drawn(plan, wanted)


def _overview(shown: Shown) -> Picture:
    """The four fans on one page."""
    whole = shown.whole()
    longest = max(whole.values(), key=lambda series: series.start)
    words = caption(shown.origin, shown.cells.organisation, longest, shown.ai_runs if shown.ai else 0)
    heading = _text(
        "overview_title", organisation=_short(sentence(shown.origin.organisation)), span=span(longest)
    )
    told = " ".join(
        _text("chart", title=title(chart, series), lead=lead_with_ai(chart, series, _ai(shown, chart)))
        for chart, series in whole.items()
    )
    page = draw_overview(
        [
            (chart, series, _ai(shown, chart), shown.still.get(chart.measure))
            for chart, series in whole.items()
        ],
        heading,
        words,
    )
    numbers = [
        series_table(series, labels={_text("measure"): chart.noun, _text("unit"): chart.unit})
        for chart, series in whole.items()
    ]
    return Picture(
        "overview",
        page,
        heading,
        words,
        _text("overview_text", charts=told),
        pd.concat(numbers, ignore_index=True),
    )


def _fan(shown: Shown, chart: Chart) -> Picture:
    """One measure of the organisation."""
    series = shown.whole()[chart]
    ai = _ai(shown, chart)
    words = caption(shown.origin, shown.cells.organisation, series, shown.ai_runs if ai else 0)
    page = draw_fan_chart(chart, series, words, ai, shown.still.get(chart.measure))
    told = alternative_text(chart, series, ai)
    numbers = series_table(series, chart.unit)
    return Picture(f"fan_{chart.name}", page, title(chart, series), words, told, numbers)


def _departments(shown: Shown, chart: Chart) -> Picture:
    """A measure by department, in the profile's order."""
    cells, series = shown.cells, shown.series[chart.measure]
    whole = series[cells.organisation]
    largest = cells.largest_departments(MOST_PANELS)
    departments = [
        Department(name, series[cell] if cell is not None else None, cells.note_on(name))
        for name, cell in cells.departments.items()
        if name in largest
    ]
    words = departments_caption(shown.origin, cells, whole, len(departments))
    rows = {_text("whole_organisation"): whole} | {
        each.name: each.shown for each in departments if each.shown is not None
    }
    numbers = [
        series_table(shown, chart.unit, projected=True, labels={_text("department"): name})
        for name, shown in rows.items()
    ]
    return Picture(
        f"departments_{chart.name}",
        draw_small_multiples(chart, whole, departments, words),
        departments_title(chart, whole, departments),
        words,
        departments_alternative_text(chart, whole, departments),
        pd.concat(numbers, ignore_index=True),
    )


def _ai(shown: Shown, chart: Chart) -> str:
    """AI's part of a measure in words; empty where it is not known."""
    return shown.ai.get(chart.measure, "")


def _short(name: str) -> str:
    """The organisation's name, cut where it would crowd out the dates."""
    return name if len(name) <= LONGEST_ORGANISATION else f"{name[: LONGEST_ORGANISATION - 1].rstrip()}…"

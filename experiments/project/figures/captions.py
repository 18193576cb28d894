"""Captions and alternative texts: how many runs, of what, what the bands are, and what is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.cells import Cells
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.project.figures.messages import Department, horizon, lead, span, title
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.wording.provenance import (
    parameters_in_words,
    reading_in_words,
    runs_in_words,
    source,
)
from tandem.experiments.wording.words import sentence
from tandem.model.organisation.suppression import Cell

BANDS = (
    "Line: median; bands: the middle 50\u00a0% and 90\u00a0% of the runs in each month "
    "(25th–75th and 5th–95th percentile)."
)
MOST_NAMED = 3  # departments named in a caption; more are counted


def caption(projection: Projection, cell: Cell, shown: Series) -> str:
    """What a chart's reader must know: runs, parameter sets, seeds, bands, calibration, reading, source."""
    history = "The history is simulated by the same runs." if shown.start > 0 else ""
    return _joined(*_facts(projection), _without([cell]), history, _origin(shown), projection.profile.purpose)


def departments_caption(
    projection: Projection, cells: Cells, organisation: Series, panels: int, min_cell: int
) -> str:
    """As `caption`, with which departments are shown."""
    shown = [cell for cell in cells.departments.values() if cell is not None]
    everyone = len(cells.departments)
    most = f"Shown: the {panels} largest of {everyone} departments." if panels < everyone else ""
    small = (
        f"Departments of fewer than {min_cell} people are not shown, nor those that would give one away."
        if len(shown) < everyone
        else ""
    )
    purpose = projection.profile.purpose
    return _joined(*_facts(projection), most, small, _without(shown), _origin(organisation), purpose)


def alternative_text(chart: Chart, shown: Series) -> str:
    """The fan chart in words, for readers who cannot see it."""
    return (
        f"Fan chart, {span(shown)}. {title(chart, shown)}. {lead(chart, shown)} {_end(chart, shown)}"
        f"Shown: {chart.definition}."
    )


def _end(chart: Chart, shown: Series) -> str:
    """The five quantiles at the end; nothing where no run has a value."""
    if not math.isfinite(shown.fan.at(-1)[2]):
        return ""
    low, lower, middle, upper, high = (chart.numeral(value) for value in shown.fan.at(-1))
    return (
        f"At the end the median is {middle}, half of the runs lie between {lower} and {upper}, "
        f"nine in ten between {low} and {high}. "
    )


def departments_alternative_text(
    chart: Chart, organisation: Series, departments: Sequence[Department]
) -> str:
    """The small multiples in words: each department's median at the end, or why it is not shown."""
    ends = "; ".join(
        f"{department.name} {department.note or chart.numeral(department.ended)}"
        for department in departments
    )
    return (
        f"Small multiples of {len(departments)} departments, {span(organisation)}. Medians at the end: "
        f"{ends}; the organisation {chart.numeral(organisation.fan.at(-1)[2])}. Shown: {chart.definition}."
    )


def _facts(projection: Projection) -> tuple[str, str, str]:
    runs = runs_in_words(projection.parameter_sets, projection.seeds)
    return (
        f"{sentence(projection.profile.name)}: {runs}. {BANDS}",
        parameters_in_words(projection.posterior),
        f"Reading of the survey: {projection.reading} ({reading_in_words(projection.reading)}).",
    )


def _origin(shown: Series) -> str:
    return f"Source: {source()}; horizon {horizon(shown)}."


def _without(cells: Sequence[Cell]) -> str:
    """Which part of the workforce is left out of which cells, because it is too small to show."""
    sentences = []
    for part in dict.fromkeys(cell.left_out for cell in cells if cell.left_out):
        names = [cell.department for cell in cells if cell.left_out == part and cell.kind == "department"]
        where = f" in {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else ""
        where = where or (f" in {len(names)} departments" if names else "")
        sentences.append(f"Without {part}{where}: too few to show.")
    return " ".join(sentences)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)

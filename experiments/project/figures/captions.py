"""Captions and alternative texts: how many runs, of what, what the bands are, and what is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.project.figures.messages import Department, horizon, lead_with_ai, span, title
from tandem.experiments.project.figures.shown import Cells, Origin
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.provenance import (
    parameters_in_words,
    reading_in_words,
    runs_in_words,
    source,
)
from tandem.experiments.wording.words import sentence
from tandem.model.organisation.suppression import Cell

_text = texts("project.captions")

MOST_NAMED = 3  # departments named in a caption; more are counted


def caption(
    origin: Origin, cell: Cell, shown: Series, ai_runs: int = 0, others: Sequence[Series] = ()
) -> str:
    """What a chart's reader must know: runs, parameter sets, seeds, bands, calibration, reading, source.

    `ai_runs`: in how many runs the part of AI was found that the chart tells; 0: it tells none. `others` are
    on the same page.
    """
    history = _history(origin, (shown, *others))
    ai = _text("ai", count=ai_runs) if ai_runs else ""
    return _joined(*_facts(origin), _without([cell]), history, ai, _source(shown), origin.purpose)


def departments_caption(
    origin: Origin, cells: Cells, organisation: Series, panels: int, marks: str = ""
) -> str:
    """As `caption`, with which departments are shown; `marks` explains what is drawn, if it is no fan."""
    shown = [cell for cell in cells.departments.values() if cell is not None]
    everyone = len(cells.departments)
    most = _text("largest_departments", shown=panels, departments=everyone) if panels < everyone else ""
    small = _text("small_departments", min_cell=cells.min_cell) if len(shown) < everyone else ""
    return _joined(
        *_facts(origin, marks), most, small, _without(shown), _source(organisation), origin.purpose
    )


def alternative_text(chart: Chart, shown: Series, ai: str = "") -> str:
    """The fan chart in words, for readers who cannot see it; `ai` is AI's part of the measure."""
    return _text(
        "fan_chart",
        span=span(shown),
        title=title(chart, shown),
        lead=lead_with_ai(chart, shown, ai),
        end=_end(chart, shown),
        definition=chart.definition,
    )


def _end(chart: Chart, shown: Series) -> str:
    """The five quantiles at the end; nothing where no run has a value."""
    if not math.isfinite(shown.fan.at(-1)[2]):
        return ""
    low, lower, middle, upper, high = (chart.numeral(value) for value in shown.fan.at(-1))
    return _text("end", middle=middle, lower=lower, upper=upper, low=low, high=high)


def departments_alternative_text(
    chart: Chart, organisation: Series, departments: Sequence[Department]
) -> str:
    """The small multiples in words: each department's median at the end, or why it is not shown."""
    ends = "; ".join(
        _text(
            "department_end",
            department=department.name,
            end=department.note or chart.numeral(department.ended),
        )
        for department in departments
    )
    return _text(
        "small_multiples",
        departments=len(departments),
        span=span(organisation),
        ends=ends,
        whole=chart.numeral(organisation.fan.at(-1)[2]),
        definition=chart.definition,
    )


def _history(origin: Origin, charts: Sequence[Series]) -> str:
    """Whether what lies before the projection is the organisation's own record or simulated."""
    recorded = [shown for shown in charts if shown.start > 0 and shown.record_end is not None]
    simulated = any(shown.start > 0 and shown.record_end is None for shown in charts)
    record = origin.record
    if not recorded or record is None:
        return _text("simulated_history") if simulated else ""
    months = {"first_month": record["first_month"], "last_month": record["last_month"]}
    told = _text("own_record", **months) if record["by_month"] else _text("own_record_of_window", **months)
    since = any(not shown.from_record[shown.start] for shown in recorded)
    return _joined(
        told,
        _text("record_with_freelancers") if record["freelancers_in_it"] else "",
        _text("carried_on") if since else "",
        _text("simulated_elsewhere") if simulated else "",
    )


def _facts(origin: Origin, marks: str = "") -> tuple[str, str, str]:
    runs = runs_in_words(origin.parameter_sets, origin.seeds)
    return (
        _text("runs", organisation=sentence(origin.organisation), runs=runs, bands=marks or _text("bands")),
        parameters_in_words(origin.posterior, origin.structure),
        _text(
            "reading", reading=origin.reading, meaning=reading_in_words(origin.reading, dict(origin.weights))
        ),
    )


def _source(shown: Series) -> str:
    return _text("source", source=source(), horizon=horizon(shown))


def _without(cells: Sequence[Cell]) -> str:
    """Which part of the workforce is left out of which cells, because it is too small to show."""
    sentences = []
    for part in dict.fromkeys(cell.left_out for cell in cells if cell.left_out):
        names = [cell.department for cell in cells if cell.left_out == part and cell.kind == "department"]
        if not names:
            told = _text("without", part=part)
        elif len(names) <= MOST_NAMED:
            told = _text("without_in", part=part, departments=", ".join(names))
        else:
            told = _text("without_in_many", part=part, departments=len(names))
        sentences.append(told)
    return " ".join(sentences)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)

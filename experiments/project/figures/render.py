"""All figures of a projection, written into a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tandem.experiments.drawing.pictures import Picture, _garbage_left_alone
from tandem.experiments.drawing.series import Cells, Series
from tandem.experiments.drawing.words import sentence, source
from tandem.experiments.project.figures.captions import (
    alternative_text,
    caption,
    departments_alternative_text,
    departments_caption,
)
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.project.figures.fan_chart import draw_fan_chart
from tandem.experiments.project.figures.messages import Department, departments_title, lead, span, title
from tandem.experiments.project.figures.overview import draw_overview
from tandem.experiments.project.figures.small_multiples import MOST_PANELS, draw_small_multiples
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell

INDEX = "figures.json"
LONGEST_ORGANISATION = 40  # letters of its name in a title


def draw_figures(projection: Projection, folder: Path, min_cell: int = MINIMUM_CELL) -> list[Path]:
    """Draw the figures of a projection as PNG (150 dots an inch) and SVG.

    Parameters
    ----------
    projection : Projection
    folder : Path
        Made if it does not exist.
    min_cell : int
        Departments of fewer people are not shown, nor any that would give one away (see
        `model.organisation.suppression`).

    Returns
    -------
    The files written: `overview`, `fan_…` of four measures and `departments_…` of three, each `.png` and
    `.svg`, and `figures.json` with title, alternative text and caption of each.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _garbage_left_alone():
        return _write_all(projection, folder, min_cell)


def _write_all(projection: Projection, folder: Path, min_cell: int) -> list[Path]:
    written: list[Path] = []
    entries = []
    for picture in pictures(projection, min_cell):
        files = picture.page.save(folder / picture.name, picture.title, picture.alternative_text, source())
        written += files
        entries.append(
            {
                "files": [file.name for file in files],
                "title": picture.title,
                "alt_text": picture.alternative_text,
                "caption": picture.caption,
            }
        )
    index = folder / INDEX
    index.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*written, index]


def pictures(projection: Projection, min_cell: int) -> Iterator[Picture]:
    """Every figure, the overview first."""
    cells = Cells(projection, min_cell)
    series = {chart: cells.series_of(chart.measure) for chart in CHARTS}
    whole = {chart: series[chart][cells.organisation] for chart in CHARTS}
    yield _overview(projection, cells.organisation, whole)
    for chart, shown in whole.items():
        words = caption(projection, cells.organisation, shown)
        page = draw_fan_chart(chart, shown, words)
        yield Picture(f"fan_{chart.name}", page, title(chart, shown), alternative_text(chart, shown), words)
    for chart in CHARTS:
        if chart.by_department:
            yield _departments(projection, cells, chart, series[chart], min_cell)


def _overview(projection: Projection, cell: Cell, whole: Mapping[Chart, Series]) -> Picture:
    """The four fans on one page."""
    longest = max(whole.values(), key=lambda shown: shown.start)
    words = caption(projection, cell, longest)
    heading = f"{_short(sentence(projection.profile.name))}: projection from {span(longest)}"
    told = " ".join(f"{title(chart, shown)}. {lead(chart, shown)}" for chart, shown in whole.items())
    page = draw_overview(list(whole.items()), heading, words)
    return Picture("overview", page, heading, f"Four fan charts. {told}", words)


def _departments(
    projection: Projection, cells: Cells, chart: Chart, series: Mapping[Cell, Series], min_cell: int
) -> Picture:
    """A measure by department, in the profile's order."""
    whole = series[cells.organisation]
    departments = [
        Department(name, series[cell] if cell is not None else None, cells.note_on(name))
        for name, cell in cells.departments.items()
        if name in cells.largest_departments(MOST_PANELS)
    ]
    words = departments_caption(projection, cells, whole, len(departments), min_cell)
    page = draw_small_multiples(chart, whole, departments, words)
    return Picture(
        f"departments_{chart.name}",
        page,
        departments_title(chart, whole, departments),
        departments_alternative_text(chart, whole, departments),
        words,
    )


def _short(name: str) -> str:
    """The organisation's name, cut where it would crowd out the dates."""
    return name if len(name) <= LONGEST_ORGANISATION else f"{name[: LONGEST_ORGANISATION - 1].rstrip()}…"

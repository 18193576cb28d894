"""Everything that the figures of a projection show, apart from its runs, and the figures' files made of it.

What draws is imported only when it is drawn: a command can have that done in another process.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.files import Files
from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.cells import Cells, Origin, cells_of, origin_of, series_of
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import MINIMUM_CELL, Cell

#: The one picture that says most.
HEADLINE = ("overview",)


@dataclass(frozen=True)
class Shown:
    """What all figures of a projection show, as plain data.

    Attributes
    ----------
    origin : where the numbers come from
    cells : the organisation and its departments
    series : of each measure that is drawn, in every cell shown
    """

    origin: Origin
    cells: Cells
    series: Mapping[str, Mapping[Cell, Series]]

    def whole(self) -> dict[Chart, Series]:
        """The series of the whole organisation, by chart."""
        return {chart: self.series[chart.measure][self.cells.organisation] for chart in CHARTS}


def shown_of(projection: Projection, min_cell: int = MINIMUM_CELL) -> Shown:
    """What the figures of a projection show.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    cells = cells_of(projection, min_cell)
    series = series_of(projection, cells.shown, [chart.measure for chart in CHARTS])
    return Shown(origin_of(projection), cells, series)


def files_of_figures(shown: Shown, wanted: Container[str] = EVERY) -> list[Files]:
    """The files of the wanted figures."""
    from tandem.experiments.drawing.pictures import files_of
    from tandem.experiments.project.figures.render import pictures_of

    return list(files_of(pictures_of(shown, wanted)))


def get_ready() -> None:
    """Import what draws, and draw a page that nobody sees, so that the first figure takes no longer."""
    from tandem.experiments.drawing.pictures import get_ready
    from tandem.experiments.project.figures import render  # noqa: F401

    get_ready()

"""What the figures of a projection show, as plain data without the runs, and the figures' files made of it.

Nothing that simulates is imported, and what draws only when it is drawn: a command can have that done in
another process.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.files import Files
from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.charts import CHARTS, Chart
from tandem.experiments.wording.catalogue import texts

if TYPE_CHECKING:
    from tandem.experiments.project.against_rest import Standing
    from tandem.model.organisation.suppression import Cell

_text = texts("project.cells")

#: The one picture that says most.
HEADLINE = ("overview",)


@dataclass(frozen=True)
class Cells:
    """The cells that the figures show: the organisation and its departments.

    Attributes
    ----------
    organisation : Cell
    departments : mapping of every department, in the profile's order, to its cell; None where it is not shown
    headcounts : people in each department, shown or not
    min_cell : the least number of people that is shown
    """

    organisation: Cell
    departments: Mapping[str, Cell | None]
    headcounts: Mapping[str, int]
    min_cell: int

    @property
    def shown(self) -> list[Cell]:
        """The cells that are shown."""
        return [self.organisation, *(cell for cell in self.departments.values() if cell is not None)]

    def largest_departments(self, most: int) -> frozenset[str]:
        """The `most` departments with the most people (the earlier in the profile where they are equal)."""
        return frozenset(sorted(self.headcounts, key=lambda name: -self.headcounts[name])[:most])

    def note_on(self, department: str) -> str:
        """Why a department is not shown; empty where it is."""
        if self.departments[department] is not None:
            return ""
        if self.headcounts[department] < self.min_cell:
            return _text("too_small")
        return _text("hidden")


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from, for captions.

    Attributes
    ----------
    organisation, purpose : name of the organisation, and what an imported profile may be used for
    parameter_sets, seeds : of each run
    posterior, reading, structure : what the parameters were drawn from
    weights : of a mixture, the share of the parameter sets under each reading
    record : what is said of the organisation's own record (`experiments.simulation.past`); None: it has none
    """

    organisation: str
    purpose: str
    parameter_sets: tuple[int, ...]
    seeds: tuple[int, ...]
    posterior: str
    reading: str
    structure: str
    weights: tuple[tuple[str, float], ...] = ()
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Shown:
    """What all figures of a projection show, as plain data.

    Attributes
    ----------
    origin : where the numbers come from
    cells : the organisation and its departments
    series : of each measure that is drawn, in every cell shown
    standings : each department shown against the rest of the organisation
    ai : by measure AI's part of it, in words
    ai_runs : in how many runs AI's part was found
    still : by measure, where its median would end if AI stood still from the start on
    """

    origin: Origin
    cells: Cells
    series: Mapping[str, Mapping[Cell, Series]]
    standings: tuple[Standing, ...]
    ai: Mapping[str, str] = field(default_factory=dict)
    ai_runs: int = 0
    still: Mapping[str, float] = field(default_factory=dict)

    def whole(self) -> dict[Chart, Series]:
        """The series of the whole organisation, by chart."""
        return {chart: self.series[chart.measure][self.cells.organisation] for chart in CHARTS}


def files_of_figures(shown: Shown, wanted: Container[str] = EVERY, heading: str = "") -> list[Files]:
    """The files of the wanted figures; `heading` tells the run from others."""
    from tandem.experiments.drawing.pictures import files_of
    from tandem.experiments.project.figures.render import pictures_of

    return list(files_of(pictures_of(shown, wanted), heading))


def get_ready() -> None:
    """Import what draws, and draw a page that nobody sees, so that the first figure takes no longer."""
    from tandem.experiments.drawing.pictures import get_ready
    from tandem.experiments.project.figures import render  # noqa: F401

    get_ready()

"""The figures of a projection, drawn in this process."""

from collections.abc import Container, Iterator

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.project.figures.cells import shown_of
from tandem.experiments.project.figures.render import pictures_of
from tandem.experiments.simulation.projection import Projection


def project_pictures(
    projection: Projection, min_cell: int = 10, wanted: Container[str] = EVERY
) -> Iterator[Picture]:
    return pictures_of(shown_of(projection, min_cell), wanted)

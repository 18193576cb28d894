"""The figures of a projection: fan charts, small multiples by department and an overview page."""

from tandem.experiments.project.figures.render import draw_figures

__all__ = ["draw_figures"]

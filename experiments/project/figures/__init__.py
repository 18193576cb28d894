"""The figures of a projection: fan charts, small multiples by department and an overview page."""

from tandem.experiments.project.figures.render import HEADLINE, draw_figures, project_pictures

__all__ = ["HEADLINE", "draw_figures", "project_pictures"]

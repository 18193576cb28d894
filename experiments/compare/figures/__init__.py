"""The figures of a comparison: effect intervals, cost and benefit, value over time, departments."""

from tandem.experiments.compare.figures.render import draw_comparison

__all__ = ["draw_comparison"]

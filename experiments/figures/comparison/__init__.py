"""The figures of a comparison: effect intervals, cost and benefit, value over time, departments."""

from experiments.figures.comparison.render import draw_comparison

__all__ = ["draw_comparison"]

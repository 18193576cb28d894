"""The figures of a comparison: effect intervals, cost and benefit, value over time, departments."""

from tandem.experiments.compare.figures.render import HEADLINE, comparison_pictures

__all__ = ["HEADLINE", "comparison_pictures"]

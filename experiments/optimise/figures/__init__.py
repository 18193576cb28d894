"""Figures of a search for mixes of levers."""

from tandem.experiments.optimise.figures.render import draw_optimise as draw_optimise

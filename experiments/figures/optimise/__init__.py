"""Figures of a search for mixes of levers."""

from experiments.figures.optimise.render import draw_optimise as draw_optimise

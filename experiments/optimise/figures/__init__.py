"""The figures of a search for mixes of levers: the front, its mixes, and what is worth knowing."""

from tandem.experiments.optimise.figures.render import HEADLINE, optimise_pictures

__all__ = ["HEADLINE", "optimise_pictures"]

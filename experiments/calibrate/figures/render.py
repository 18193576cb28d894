"""All figures of a calibration: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from tandem.experiments.calibrate.account import Account
from tandem.experiments.calibrate.figures.backcast import draw_back_cast
from tandem.experiments.calibrate.figures.contraction import draw_contraction
from tandem.experiments.calibrate.figures.crosscheck import draw_crosscheck
from tandem.experiments.calibrate.figures.facts import draw_facts
from tandem.experiments.calibrate.figures.heat_map import draw_heat_map
from tandem.experiments.calibrate.figures.pairs import draw_pairs
from tandem.experiments.calibrate.figures.ranks import draw_ranks
from tandem.experiments.calibrate.figures.readings import draw_readings
from tandem.experiments.calibrate.figures.sensitivity import draw_sensitivity
from tandem.experiments.calibrate.figures.targets import draw_fit, draw_left_out
from tandem.experiments.calibrate.scoreboard import is_scored
from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.pictures import Picture, drawn, write_pictures

#: The pictures that say most.
HEADLINE = ("fit", "informed")

# file name → how it is drawn, and the part of the account it needs
FIGURES: dict[str, tuple[Callable[[str, Account], Picture], str]] = {
    "fit": (draw_fit, "fit"),
    "informed": (draw_contraction, "contraction"),
    "left_out": (draw_left_out, "left_out"),
    "informs": (draw_heat_map, "informs"),
    "facts": (draw_facts, "facts"),
    "backcast": (draw_back_cast, "backcast"),
    "selection": (draw_sensitivity, "selection"),
    "readings": (draw_readings, "readings"),
    "simulated_data": (draw_ranks, "simulation_based"),
    "crosscheck": (draw_crosscheck, "crosscheck"),
}


def draw_calibration(
    name: str, account: Account, draws: Sequence[Mapping[str, float]], folder: Path
) -> dict[str, str]:
    """Draw all figures into a folder (see `write_pictures`); returns title by file name."""
    index = write_pictures(calibration_pictures(name, account, draws), folder)
    return {entry["name"]: entry["title"] for entry in index}


def calibration_pictures(
    name: str, account: Account, draws: Sequence[Mapping[str, float]], wanted: Container[str] = EVERY
) -> Iterator[Picture]:
    """Every wanted figure that the account has the numbers for.

    Parameters
    ----------
    name : of the posterior
    draws : of the posterior, parameter values by name; none: no scatter plots
    wanted : names of the figures; each is drawn when it is its turn
    """
    plan = [
        (stem, partial(draw, name, account))
        for stem, (draw, part) in FIGURES.items()
        if account.get(part) and (stem != "facts" or is_scored(account))
    ]
    if account.get("dependence") and draws:
        plan.append(("pairs", partial(draw_pairs, name, account, draws)))
    return drawn(plan, wanted)

"""All figures of a calibration, written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tandem.experiments.calibrate.account import Account
from tandem.experiments.calibrate.figures.contraction import draw_contraction
from tandem.experiments.calibrate.figures.crosscheck import draw_crosscheck
from tandem.experiments.calibrate.figures.facts import draw_facts
from tandem.experiments.calibrate.figures.heat_map import draw_heat_map
from tandem.experiments.calibrate.figures.pairs import draw_pairs
from tandem.experiments.calibrate.figures.ranks import draw_ranks
from tandem.experiments.calibrate.figures.readings import draw_readings
from tandem.experiments.calibrate.figures.sensitivity import draw_sensitivity
from tandem.experiments.calibrate.figures.targets import draw_fit, draw_left_out
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.page_set import save_pages

Draw = Callable[[str, Account], tuple[Page, str]]

# file name → how it is drawn, and the part of the account it needs
FIGURES: dict[str, tuple[Draw, str]] = {
    "fit": (draw_fit, "fit"),
    "informed": (draw_contraction, "contraction"),
    "left_out": (draw_left_out, "left_out"),
    "informs": (draw_heat_map, "informs"),
    "facts": (draw_facts, "facts"),
    "causal_share": (draw_sensitivity, "causal_share"),
    "readings": (draw_readings, "readings"),
    "simulated_data": (draw_ranks, "simulation_based"),
    "crosscheck": (draw_crosscheck, "crosscheck"),
}


def pages(
    name: str, account: Account, draws: Sequence[Mapping[str, float]]
) -> Iterator[tuple[str, Page, str]]:
    """File name, page and title of every figure that the account has the numbers for."""
    for stem, (draw, part) in FIGURES.items():
        if account.get(part):
            page, title = draw(name, account)
            yield stem, page, title
    if account.get("dependence") and draws:
        page, title = draw_pairs(name, account, draws)
        yield "pairs", page, title


def draw_calibration(
    name: str, account: Account, draws: Sequence[Mapping[str, float]], folder: Path
) -> dict[str, str]:
    """Draw everything as PNG and SVG, with an index `figures.json`; returns title by file name."""
    return save_pages(pages(name, account, draws), folder)

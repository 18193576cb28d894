"""All figures of a search, written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from experiments.figures.optimise.front import draw_front
from experiments.figures.optimise.mix_map import draw_mix_map
from experiments.figures.optimise.words import About, caption
from experiments.figures.page import Page
from experiments.figures.page_set import save_pages
from experiments.figures.value_of_information import draw_value_of_information
from experiments.mixes import Design, MixSpace
from experiments.value_of_information import Entry


def draw_optimise(
    table: pd.DataFrame,
    space: MixSpace,
    designs: Design,
    entries: Sequence[Entry],
    everything: float,
    about: About,
    folder: Path,
) -> None:
    """Draw everything as PNG and SVG, with an index `figures.json`."""
    drawn = _pages(table, space, designs, entries, everything, about)
    save_pages(((stem, page, title) for stem, (page, title) in drawn), folder)


def _pages(
    table: pd.DataFrame,
    space: MixSpace,
    designs: Design,
    entries: Sequence[Entry],
    everything: float,
    about: About,
) -> Iterator[tuple[str, tuple[Page, str]]]:
    yield "front", draw_front(table, about)
    yield "mixes", draw_mix_map(table, space, designs, about)
    if entries:
        words = caption(about, "Choice between the mixes of the front and the status quo, by net value.")
        yield (
            "value_of_information",
            draw_value_of_information(entries, everything, str(about["currency"]), about["headcount"], words),
        )

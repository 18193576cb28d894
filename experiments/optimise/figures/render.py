"""All figures of a search, written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.page_set import save_pages
from tandem.experiments.drawing.value_of_information import draw_value_of_information
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.figures.front import draw_front
from tandem.experiments.optimise.figures.mix_map import draw_mix_map
from tandem.experiments.optimise.figures.words import About, caption
from tandem.experiments.optimise.mixes import Design, MixSpace


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

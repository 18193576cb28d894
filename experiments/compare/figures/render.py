"""All figures of a comparison, written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.figures.baseline_effects import draw_effects
from tandem.experiments.compare.figures.departments import draw_departments
from tandem.experiments.compare.figures.intervals import draw_intervals
from tandem.experiments.compare.figures.mechanisms import draw_mechanisms
from tandem.experiments.compare.figures.plane import draw_plane
from tandem.experiments.compare.figures.value_over_time import draw_value_over_time
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.page_set import save_pages
from tandem.experiments.drawing.value_of_information import draw_value_of_information
from tandem.experiments.measures.value_of_information import Entry


def draw_comparison(
    comparison: Comparison,
    effects: PairedEffects,
    table: pd.DataFrame,
    parts: Mapping[str, pd.DataFrame],
    information: Sequence[Entry],
    everything: float,
    folder: Path,
    min_cell: int,
) -> dict[str, str]:
    """Draw everything as PNG and SVG, with an index `figures.json`; returns title by file name.

    Parameters
    ----------
    table : effects under all readings (`experiments.compare.tables.effects_table`)
    parts : further tables by name (`mechanisms`, `baselines`)
    information, everything : value of knowing each parameter, and all of them
    """
    pages = [*_pages(comparison, effects, table, min_cell)]
    if "mechanisms" in parts:
        pages.append(("mechanisms", draw_mechanisms(comparison, parts["mechanisms"])))
    if "baselines" in parts:
        base = comparison.baseline
        table_of_effects = pa.Table.from_pandas(parts["baselines"], preserve_index=False)
        picture = draw_effects(table_of_effects, base.profile.name, base.months)
        pages.append(("baselines", (picture.page, picture.title)))
    if information:
        profile = comparison.baseline.profile
        drawn = draw_value_of_information(
            information, everything, profile.currency, profile.headcount, comparison_caption(comparison)
        )
        pages.append(("value_of_information", drawn))
    return save_pages(((stem, page, title) for stem, (page, title) in pages), folder)


def _pages(
    comparison: Comparison, effects: PairedEffects, table: pd.DataFrame, min_cell: int
) -> Iterator[tuple[str, tuple[Page, str]]]:
    yield "effects", draw_intervals(comparison, table)
    yield "cost_and_benefit", draw_plane(comparison, table)
    yield "value_over_time", draw_value_over_time(comparison, effects)
    yield "departments", draw_departments(comparison, effects, table, min_cell)

"""All figures of a comparison: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.effects import Comparison, PairedEffects
from tandem.experiments.compare.figures.baseline_effects import draw_effects
from tandem.experiments.compare.figures.cash import draw_cash
from tandem.experiments.compare.figures.departments import draw_departments
from tandem.experiments.compare.figures.intervals import draw_intervals
from tandem.experiments.compare.figures.mechanisms import draw_mechanisms
from tandem.experiments.compare.figures.plane import draw_plane
from tandem.experiments.compare.figures.prices import draw_prices
from tandem.experiments.compare.figures.ranking import draw_ranking
from tandem.experiments.compare.figures.value_over_time import draw_value_over_time
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.pictures import Picture, drawn
from tandem.experiments.drawing.value_of_information import draw_value_of_information
from tandem.experiments.measures.value_of_information import Entry

#: The pictures that say most.
HEADLINE = ("effects", "cost_and_benefit", "cash", "who_wins_when", "structures")


def comparison_pictures(
    comparison: Comparison,
    effects: PairedEffects,
    table: pd.DataFrame,
    parts: Mapping[str, pd.DataFrame],
    information: Sequence[Entry],
    everything: float,
    min_cell: int,
    wanted: Container[str] = EVERY,
    decision: Decision | None = None,
) -> Iterator[Picture]:
    """Every wanted figure that there are numbers for.

    Parameters
    ----------
    table : effects under all readings (`experiments.compare.tables.effects_table`)
    parts : further tables by name (`mechanisms`, `baselines`, `structures`)
    information, everything : value of knowing each parameter, and all of them
    wanted : names of the figures; each is drawn when it is its turn
    decision : break-even, cash and ranking; None: they are not drawn
    """
    base = comparison.baseline
    plan = [
        ("effects", partial(draw_intervals, comparison, table)),
        ("cost_and_benefit", partial(draw_plane, comparison, table)),
        ("value_over_time", partial(draw_value_over_time, comparison, effects)),
        ("departments", partial(draw_departments, comparison, effects, table, min_cell)),
    ]
    if decision is not None:
        plan.append(("prices", partial(draw_prices, comparison, decision)))
        plan.append(("cash", partial(draw_cash, comparison, decision)))
        if not decision.ranking.empty:
            plan.append(("who_wins_when", partial(draw_ranking, comparison, decision)))
    if "structures" in parts:
        from tandem.experiments.compare.figures.structures import draw_structures

        plan.append(("structures", partial(draw_structures, comparison, parts["structures"])))
    words = comparison_caption(comparison)
    if "mechanisms" in parts:
        plan.append(("mechanisms", partial(draw_mechanisms, comparison, parts["mechanisms"])))
    if "baselines" in parts:
        plan.append(("baselines", partial(draw_effects, parts["baselines"], base.months, words)))
    if information:
        asked = (base.profile.currency, base.profile.headcount, words)
        information_figure = partial(draw_value_of_information, information, everything, *asked)
        plan.append(("value_of_information", information_figure))
    return drawn(plan, wanted)

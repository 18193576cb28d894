"""All figures of a search: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import partial

import pandas as pd

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.pictures import Picture, drawn
from tandem.experiments.drawing.value_of_information import draw_value_of_information
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.figures.front import draw_front
from tandem.experiments.optimise.figures.mix_map import draw_mix_map
from tandem.experiments.optimise.figures.words import About, caption
from tandem.experiments.optimise.mixes import Design, MixSpace
from tandem.experiments.wording.catalogue import texts

_text = texts("optimise.render")

#: The one picture that says most.
HEADLINE = ("front",)


def optimise_pictures(
    table: pd.DataFrame,
    space: MixSpace,
    designs: Design,
    entries: Sequence[Entry],
    everything: float,
    about: About,
    wanted: Container[str] = EVERY,
) -> Iterator[Picture]:
    """Every wanted figure that there are numbers for.

    Parameters
    ----------
    table : from `experiments.optimise.tables.front_table`
    designs : of its rows without the status quo, (mixes, columns)
    entries, everything : value of knowing each parameter, and all of them
    about : what every output says (`experiments.optimise.report.about_of`)
    wanted : names of the figures; each is drawn when it is its turn
    """
    plan = [
        ("front", partial(draw_front, table, about)),
        ("mixes", partial(draw_mix_map, table, space, designs, about)),
    ]
    if entries:
        words = caption(about, _text("value_of_information"))
        asked = (str(about["currency"]), about["headcount"], words)
        information_figure = partial(draw_value_of_information, entries, everything, *asked)
        plan.append(("value_of_information", information_figure))
    return drawn(plan, wanted)

"""From the runs of a point to a few numbers: what is measured, and how it is reduced over the draws."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.compare.effects import EFFECTS, PairedEffects
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.recorded import values_of
from tandem.experiments.measures.spread import QUANTILES, standard_errors, statistics
from tandem.experiments.project.summary import cell_statistics
from tandem.experiments.simulation.projection import Projection
from tandem.model.errors import InputError
from tandem.model.organisation.suppression import Cell
from tandem.model.outcomes.measures import MEASURES
from tandem.model.outcomes.sums import CellSums

Floats = npt.NDArray[np.float64]

EFFECT, CHANGE = "effect_", "change_"  # begin the names of paired effects, and of changes since the start
#: What is kept of each point where nobody says: levels at the projection's end, and all paired effects.
USUAL = (
    "voluntary_turnover", "burnout", "quit_intention", "headcount", "ai_users", "output", "output_per_head",
    "true_gain", "total_people_cost", *(f"{EFFECT}{name}" for name in EFFECTS),
)  # fmt: skip
#: Numbers of each measure over the draws.
NUMBERS = ("mean", "sd", "standard_error", *QUANTILES, "above_zero", "draws")


@dataclass(frozen=True)
class Reduced:
    """The measures of a point.

    Attributes
    ----------
    numbers : (measures, NUMBERS), NaN where no draw has a value
    units : of each measure
    """

    numbers: Floats
    units: tuple[str, ...]


def known_measures() -> tuple[str, ...]:
    """Every name that may be asked for."""
    headline = [name for name, measure in MEASURES.items() if measure.headline]
    changes = [f"{CHANGE}{name}" for name in headline]
    return (*headline, *changes, *(f"{EFFECT}{name}" for name in EFFECTS))


def checked_measures(names: Iterable[str] | None) -> tuple[str, ...]:
    """The measures that are asked for; None: the usual ones.

    Raises
    ------
    InputError
        If one does not exist; the nearest is named.
    """
    if names is None:
        return USUAL
    known, asked = known_measures(), tuple(names)
    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3)
            meant = f" Did you mean {' or '.join(repr(each) for each in near)}?" if near else ""
            raise InputError(f"measures: there is no measure '{name}'.{meant} There are: {', '.join(known)}.")
    if not asked:
        raise InputError("measures: found none; example: measures=[voluntary_turnover,effect_net_value]")
    return tuple(dict.fromkeys(asked))


def needs_effects(measures: Iterable[str]) -> bool:
    """Whether a point is to be held against the status quo."""
    return any(name.startswith(EFFECT) for name in measures)


def reduced(
    names: Sequence[str],
    projection: Projection,
    cell: Cell,
    sums: CellSums | None,
    effects: PairedEffects | None,
) -> Reduced:
    """Reduce the runs of a point; `effects` are those against the status quo, None where nothing is done."""
    cells = (cell,)
    sums = cell_sums_of(projection, cells) if sums is None else sums
    values = np.empty((projection.draws, len(names)))
    known: dict[str, Mapping[str, Floats]] = {}
    for place, name in enumerate(names):
        if name.startswith(EFFECT):
            values[:, place] = 0.0 if effects is None else effects.values[name.removeprefix(EFFECT)][0, :, 0]
            continue
        plain = name.removeprefix(CHANGE)
        if plain not in known:
            measure = MEASURES[plain]
            known[plain] = cell_statistics(
                measure, values_of(measure, sums, cells, projection)[:, 0], projection
            )
        values[:, place] = known[plain]["change" if name.startswith(CHANGE) else "value"]
    return Reduced(_numbers(values, projection.parameter_sets), units_of(names, projection.profile.currency))


def units_of(names: Iterable[str], currency: str) -> tuple[str, ...]:
    """The unit of each measure."""
    return tuple(
        EFFECTS[name.removeprefix(EFFECT)].unit.format(currency=currency)
        if name.startswith(EFFECT)
        else MEASURES[name.removeprefix(CHANGE)].unit_in(currency)
        for name in names
    )


def _numbers(values: Floats, parameter_sets: Sequence[int]) -> Floats:
    """NUMBERS of each column of (draws, measures)."""
    found = np.full((values.shape[1], len(NUMBERS)), np.nan)
    summary = statistics(values[:, np.newaxis, :])[:, 0]  # mean, quantiles, draws
    known = ~np.isnan(values)
    found[:, 0] = summary[0]
    several = known.sum(axis=0) > 1
    if several.any():
        found[several, 1] = np.nanstd(values[:, several], axis=0, ddof=1)
    found[:, 2] = standard_errors(values.T, parameter_sets)
    found[:, 3 : 3 + len(QUANTILES)] = summary[1:-1].T
    above = np.where(known, values > 0, np.nan)
    counted = known.any(axis=0)
    found[counted, -2] = np.nanmean(above[:, counted], axis=0)
    found[:, -1] = summary[-1]
    return found

"""A comparison: the projections of several policies on the same luck, and their paired effects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.discounting import discount_factors
from tandem.experiments.measures.net_value import net_value_of, worth_of_output
from tandem.experiments.simulation.paired import Paid
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import Cell, published_cells
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import MONTHS_A_YEAR, CellSums, closing, ratio

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """Policies on the same luck; the first is the baseline.

    Attributes
    ----------
    names : tuple of str
    projections : tuple of Projection
        One a policy; draw by draw they share parameters, history and luck.
    same_persons : float64 array (policies − 1, draws), optional
        Mean change of burnout from the baseline in the last month, SD, of those in post under both; NaN where
        it is not known.
    paid : tuple of Paid
        What each policy's levers are paid for; empty where it is not known.
    """

    names: tuple[str, ...]
    projections: tuple[Projection, ...]
    same_persons: Floats | None = None
    paid: tuple[Paid, ...] = ()

    @property
    def baseline(self) -> Projection:
        """The projection that all others are held against."""
        return self.projections[0]


@dataclass(frozen=True)
class Effect:
    """What a policy changes, in one number a run.

    Attributes
    ----------
    label, unit : `{currency}` stands for the organisation's
    definition : one plain sentence
    good : +1 where more is better, −1 where less is, 0 where neither
    measure : from sums (and the worth of a worker-month) over the projection to a value a draw and cell
    sign : −1 where the effect is stated as what is avoided
    """

    label: str
    unit: str
    definition: str
    good: int
    measure: Callable[[CellSums, Floats], Floats]
    sign: int = 1


def _per_year(sums: CellSums, _worth: Floats) -> Floats:
    """Voluntary quits per year and 100 people of the average headcount of employees and executives."""
    staff = sums.staff
    months = staff.shape[-1]
    headcount = ((staff[tally.PRESENT] + closing(staff)) / 2).mean(axis=-1)
    return 100 * ratio(staff[tally.QUITS].sum(axis=-1) * MONTHS_A_YEAR / months, headcount)


def _average_share(index: int) -> Callable[[CellSums, Floats], Floats]:
    """A tally as per cent of the people present, over all months."""
    return lambda sums, _worth: 100 * ratio(sums.of(index).sum(axis=-1), sums.of(tally.PRESENT).sum(axis=-1))


def _total(*indexes: int) -> Callable[[CellSums, Floats], Floats]:
    return lambda sums, _worth: sums.of(*indexes).sum(axis=-1)


def _people_cost(sums: CellSums, _worth: Floats) -> Floats:
    licences = sums.of(tally.AI_USERS) * sums.licence_price
    total: Floats = (sums.of(tally.PAYROLL, tally.REPLACEMENT) + licences + sums.programmes).sum(axis=-1)
    return total


#: Leavers avoided if as many people were there as under the baseline: closing seats avoids nobody's leaving.
SAME_HEADCOUNT = "leavers_avoided_same_headcount"

EFFECTS: dict[str, Effect] = {
    "leavers_avoided": Effect(
        "Leavers avoided", "people",
        "Voluntary quits of employees and executives under the baseline − under the policy, over the "
        "projection.",
        1, lambda sums, _worth: sums.staff[tally.QUITS].sum(axis=-1), -1,
    ),
    SAME_HEADCOUNT: Effect(
        "Leavers avoided at the same headcount", "people",
        "Change of voluntary quits per head and month × the baseline's headcount of employees and "
        "executives, over the projection.",
        1, lambda sums, _worth: sums.staff[tally.QUITS].sum(axis=-1), -1,
    ),
    "turnover": Effect(
        "Voluntary turnover", "points",
        "Change of voluntary quits per year and 100 employees and executives, over the projection.",
        -1, _per_year,
    ),
    "burnout": Effect(
        "Experiencing burnout", "points",
        "Change of the share of people who say they experience burnout, over the projection.",
        -1, _average_share(tally.BURNED_OUT),
    ),
    "burnout_score": Effect(
        "Burnout of whoever is there", "SD",
        "Change of the mean burnout score of the people present in the last month, whoever they are.",
        -1, lambda sums, _worth: ratio(sums.of(tally.BURNOUT_SUM), sums.of(tally.PRESENT))[..., -1],
    ),
    "output": Effect(
        "Output", "worker-months", "Change of output over the projection, in worker-months of a fully "
        "ramped, average worker without AI.",
        1, _total(tally.OUTPUT_SUM),
    ),
    "headcount": Effect(
        "People present", "person-months", "Change of the people present, summed over the months.",
        0, _total(tally.PRESENT),
    ),
    "programme_cost": Effect(
        "Programmes", "{currency}", "What the policy's levers cost, raises, bonuses and severance included.",
        -1, lambda sums, _worth: sums.programmes.sum(axis=-1),
    ),
    "people_cost": Effect(
        "Cost of people", "{currency}",
        "Change of payroll + replacement cost + AI licences + programmes.",
        0, _people_cost,
    ),
    "net_value": Effect(
        "Net value", "{currency}",
        "Change of the value of output − payroll − replacement cost − AI licences − programmes, over the "
        "projection.",
        1, lambda sums, worth: net_value_of(sums, worth).sum(axis=-1),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class PairedEffects:
    """Differences of every policy from the baseline, run by run.

    Attributes
    ----------
    cells : the organisation and the departments that may be shown
    values : effect → float64 array (policies − 1, draws, cells)
    cumulative : float64 array (policies − 1, draws, months): net value of the organisation up to each month
    by_policy : effect → float64 array (policies, draws): level of the organisation under each policy
    """

    cells: tuple[Cell, ...]
    values: dict[str, Floats]
    cumulative: Floats
    by_policy: dict[str, Floats]


@dataclass(frozen=True)
class Levels:
    """What a projection comes to in every run.

    Attributes
    ----------
    totals : effect → float64 array (draws, cells)
    monthly : float64 array (draws, months): net value of the organisation
    staff_months : float64 array (draws, cells): employees and executives present, summed over the months
    """

    totals: dict[str, Floats]
    monthly: Floats
    staff_months: Floats


def shown_cells(comparison: Comparison, min_cell: int) -> tuple[Cell, ...]:
    """The organisation and the departments that may be shown."""
    shown = published_cells(comparison.baseline.profile, min_cell)
    return tuple(cell for cell in shown if cell.kind in ("organisation", "department"))


def levels_of(
    projection: Projection, cells: Sequence[Cell], worth: Floats, discount: Floats | None = None
) -> Levels:
    """The levels of a projection; `worth` is the value of a worker-month in each run."""
    return levels_of_sums(cell_sums_of(projection, cells), projection.start, worth, discount)


def levels_of_sums(sums: CellSums, start: int, worth: Floats, discount: Floats | None = None) -> Levels:
    """The levels from the sums of the cells.

    Parameters
    ----------
    start : where the projection begins in the sums
    discount : (months,), what money of each month is worth at the start; None: nothing is discounted
    """
    projected = sums.months(slice(start, None))
    staff = projected.staff[tally.PRESENT].sum(axis=-1)
    if discount is not None:
        projected, worth = _discounted(projected, discount), worth[:, np.newaxis] * discount
    totals = {name: effect.measure(projected, worth) for name, effect in EFFECTS.items()}
    return Levels(totals, net_value_of(projected, worth)[:, 0], staff)


def paired_effects(
    comparison: Comparison, min_cell: int, discount_rate: float | None = None
) -> PairedEffects:
    """The paired differences of a comparison; groups of fewer than `min_cell` people are left out."""
    cells, worth = shown_cells(comparison, min_cell), worth_of_output(comparison.baseline)
    discount = None if discount_rate is None else discount_factors(comparison.baseline.months, discount_rate)
    return differences(
        cells, [levels_of(projection, cells, worth, discount) for projection in comparison.projections]
    )


def differences(cells: tuple[Cell, ...], levels: Sequence[Levels]) -> PairedEffects:
    """The paired differences of levels from the first of them."""
    totals = {name: [each.totals[name] for each in levels] for name in EFFECTS}
    totals[SAME_HEADCOUNT] = [_at_headcount_of(levels[0], each) for each in levels]
    return PairedEffects(
        cells,
        {name: _differences(totals[name], effect.sign) for name, effect in EFFECTS.items()},
        np.cumsum(_differences([each.monthly for each in levels], 1), axis=-1),
        {name: np.stack([level[:, 0] for level in rows]) for name, rows in totals.items()},
    )


def _at_headcount_of(base: Levels, other: Levels) -> Floats:
    """Quits per head and month × the headcount of another projection; nought where nobody is left to quit."""
    heads = ratio(base.staff_months, other.staff_months)
    restated: Floats = other.totals[SAME_HEADCOUNT] * np.nan_to_num(heads)
    return restated


def _discounted(sums: CellSums, discount: Floats) -> CellSums:
    """The same with its money discounted by month; people and output stay as they are."""
    everybody = sums.everybody.copy()
    for money in (tally.PAYROLL, tally.REPLACEMENT):
        everybody[money] *= discount
    return CellSums(everybody, sums.staff, sums.licence_price * discount, sums.programmes * discount)


def _differences(levels: Sequence[Floats], sign: int) -> Floats:
    return sign * (np.stack(levels[1:]) - levels[0])

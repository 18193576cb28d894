"""What simpler forecasts say beside the agents: the mean field, and last year's figures carried on.

- `agents`: the engine, person by person.
- `mean_field`: one average worker a group, no luck (`model/mean_field/cohort_model.py`),
  with each run's parameters.
- `last_year`: everything goes on as in the twelve months before the start; leavers are last year's rate times
  the headcount at the start. It knows nothing of policies: their effect is nought.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tandem.experiments.measures.spread import standard_error
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run, in_threads
from tandem.experiments.simulation.session import Levers, Sums
from tandem.experiments.simulation.setting import Setting
from tandem.model.mean_field.cohort_model import mean_field
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import MEASURES
from tandem.model.outcomes.sums import MONTHS_A_YEAR, cell_sums, closing
from tandem.model.outcomes.tally import TALLIES

Floats = npt.NDArray[np.float64]

METHODS = ("agents", "mean_field", "last_year")
#: Measures that are compared; what is stated of each is its `statistic` over the projection.
COMPARED = ("voluntary_exits", "voluntary_turnover", "output", "burnout")
LEVEL, EFFECT = "level", "effect"
PERCENTILES = (5, 25, 50, 75, 95)
COLUMNS = (
    "policy", "measure", "unit", "quantity", "method", "mean", "standard_error",
    "p5", "p25", "p50", "p75", "p95", "agents_minus", "agents_minus_se",
)  # fmt: skip


def baselines_of(
    setting: Setting,
    policies: Mapping[str, Levers],
    runs: Sequence[Run],
    tallies_by_policy: Mapping[str, Sums],
    contracts_by_column: Sequence[str] | None = None,
    reference: str | None = None,
    threads: int = 1,
) -> pa.Table:
    """Agents, mean field and last year's figures side by side, for every policy.

    Parameters
    ----------
    setting : what all policies share
    policies : levers of each policy, by name
    runs : the runs of the agents; the mean field takes their parameter sets
    tallies_by_policy : sums of the agents, (runs, HISTORY_MONTHS + months, groups, TALLIES) a policy, or by
        part instead of by group
    contracts_by_column : contract of each of their columns; None: the groups'
    reference : the policy that effects are differences from; None: the first
    threads : threads of the mean field

    Returns
    -------
    pyarrow.Table
        One row a policy × measure × quantity (`level`; `effect` for all policies but the reference) × method.
        `mean` and percentiles are over runs, of an effect over the paired differences within runs;
        `agents_minus` is the mean over runs of agents − method. Standard errors (of the luck and the
        parameter sets drawn) take the runs of a parameter set together; null for one set. A number is null
        where a run has nothing to divide by.

    Raises
    ------
    KeyError
        If `tallies_by_policy` lacks a policy, or there is no policy `reference`.
    """
    base = next(iter(policies)) if reference is None else reference
    contracts = [group.contract for group in setting.profile.groups]
    found: dict[str, dict[str, dict[str, Floats]]] = {}
    for name, levers in policies.items():
        agents = tallies_by_policy[name]
        average = mean_field_tallies(setting, levers, runs, threads)
        found[name] = {
            "agents": stated_of(agents, contracts_by_column or contracts),
            "mean_field": stated_of(average, contracts),
            "last_year": last_year_of(agents, contracts_by_column or contracts),
        }
    sets = np.empty(len(runs), np.int64)
    sets[[run.draw for run in runs]] = [run.parameter_set for run in runs]
    rows = []
    for name, methods in found.items():
        for measure in COMPARED:
            levels = {method: methods[method][measure] for method in METHODS}
            rows += _rows(name, measure, setting.profile.currency, LEVEL, levels, sets)
            if name != base:
                effects = {method: levels[method] - found[base][method][measure] for method in METHODS}
                rows += _rows(name, measure, setting.profile.currency, EFFECT, effects, sets)
    return pa.table({column: [row[column] for row in rows] for column in COLUMNS})


def mean_field_tallies(setting: Setting, levers: Levers, runs: Sequence[Run], threads: int = 1) -> Sums:
    """The mean field of every run, (runs, HISTORY_MONTHS + months, groups, TALLIES).

    Runs of one parameter set are the same: the mean field has no luck.
    """
    policy = replace(setting, levers=levers)
    months = HISTORY_MONTHS + setting.months
    sums = np.empty((len(runs), months, len(setting.profile.groups), TALLIES))
    of_set: dict[int, list[Run]] = {}
    for run in runs:
        of_set.setdefault(run.parameter_set, []).append(run)
    full_time = np.array([group.full_time for group in setting.profile.groups])

    def work(alike: list[Run]) -> None:
        number = alike[0].parameter_set
        stated = setting.described(number) if setting.anchored else None
        average = mean_field(policy.scenario(alike[0].values, number), stated)
        average[..., tally.OUTPUT_SUM] *= full_time
        sums[[run.draw for run in alike]] = average[-months:]

    in_threads(work, of_set.values(), threads, lambda: None)
    return sums


def stated_of(tallies: Sums, contracts: Sequence[str]) -> dict[str, Floats]:
    """What is stated of each compared measure, (runs,): total, last year or last month of the projection."""
    sums = cell_sums(tallies, contracts, np.zeros(tallies.shape[0]))
    values = {name: MEASURES[name].formula(sums) for name in COMPARED}
    return {
        name: monthly[:, HISTORY_MONTHS:].sum(axis=1)
        if MEASURES[name].statistic == "total"
        else monthly[:, -1]
        for name, monthly in values.items()
    }  # fmt: skip


def last_year_of(tallies: Sums, contracts: Sequence[str]) -> dict[str, Floats]:
    """The compared measures if all goes on as in the twelve months before the start, (runs,).

    `tallies` (runs, HISTORY_MONTHS + months, groups, TALLIES) are of the agents; what lies after the start is
    not looked at.
    """
    months = tallies.shape[1] - HISTORY_MONTHS
    before = tallies[:, :HISTORY_MONTHS]
    sums = cell_sums(before, contracts, np.zeros(tallies.shape[0]))
    last = {name: MEASURES[name].formula(sums)[:, -MONTHS_A_YEAR:] for name in COMPARED}
    return {
        "voluntary_exits": last_years_rate(before, contracts, months).sum(axis=1),
        "voluntary_turnover": last["voluntary_turnover"][:, -1],
        "output": last["output"].sum(axis=1) * months / MONTHS_A_YEAR,
        "burnout": last["burnout"][:, -1],
    }


def last_years_rate(history: Sums, contracts: Sequence[str], months: int) -> Floats:
    """Leavers of each coming month: the last twelve months' rate × headcount at the start.

    Parameters
    ----------
    history : (runs, twelve months or more, groups, TALLIES), sums up to the start
    contracts : contract of each group; freelancers do not quit and are left out
    months : how many months are forecast

    Returns
    -------
    float64 array (runs, months)
        Quits of employees and executives, the same every month.

    Raises
    ------
    ValueError
        If there are fewer than twelve months of history.
    """
    if history.shape[1] < MONTHS_A_YEAR:
        raise ValueError(f"last year's rate needs twelve months of history; got {history.shape[1]}")
    sums = cell_sums(history, contracts, np.zeros(history.shape[0]))
    yearly = sums.turnover(tally.QUITS)[:, -1] / 100
    headcount = closing(sums.staff)[:, -1]
    monthly = np.nan_to_num(yearly) * headcount / MONTHS_A_YEAR
    return np.repeat(monthly[:, np.newaxis], months, axis=1)


def _rows(
    policy: str,
    measure: str,
    currency: str,
    quantity: str,
    values: Mapping[str, Floats],
    sets: npt.NDArray[np.int64],
) -> list[dict[str, Any]]:
    """One row a method; percentiles by linear interpolation."""
    rows = []
    for method in METHODS:
        mean, error = _mean_and_error(values[method], sets)
        apart, apart_error = _mean_and_error(values["agents"] - values[method], sets)
        quantiles = np.percentile(values[method], PERCENTILES)
        texts = (policy, measure, MEASURES[measure].unit_in(currency), quantity, method)
        numbers = [
            None if number is None or math.isnan(number) else number
            for number in (mean, error, *quantiles.tolist(), apart, apart_error)
        ]
        rows.append(dict(zip(COLUMNS, (*texts, *numbers), strict=True)))
    return rows


def _mean_and_error(values: Floats, sets: npt.NDArray[np.int64]) -> tuple[float, float | None]:
    """Mean over runs and its standard error; None for one parameter set."""
    error = standard_error(values, sets)
    return float(values.mean()), None if math.isnan(error) else error

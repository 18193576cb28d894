"""Tandem's forecast at an origin: base rates fitted to what was known, then the simulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from tandem.calibration.base_rates.history import History, history_by_department
from tandem.calibration.base_rates.rates import BaseRates
from tandem.calibration.base_rates.regression import Regression
from tandem.experiments.backtest.plan import YEAR, FloatArray, Plan, column_of, profile_at, start_of
from tandem.experiments.settings.schema import EnvironmentChoices
from tandem.experiments.simulation.own_data import OwnData
from tandem.experiments.simulation.past import past_before
from tandem.experiments.simulation.runs import luck_seed
from tandem.experiments.simulation.setting import Setting, environment_of
from tandem.experiments.simulation.surveyed import in_november_2022
from tandem.model.anchors import anchor_at_start, with_vacancies
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.settings import SeatSettings
from tandem.model.outcomes.sums import EXITS
from tandem.model.parameters import central_values


def known_at(plan: Plan, origin: int) -> History:
    """The history by department before an origin."""
    departments = plan.departments or (ALL_DEPARTMENTS,)
    return history_by_department(plan.monthly, departments, plan.months[origin])


def setting_at(
    plan: Plan,
    origin: int,
    profile: Profile,
    seats: SeatSettings,
    environment: EnvironmentChoices,
    regression: Regression,
    seed: int,
    real: type[np.floating[Any]],
) -> Setting:
    """What all draws of an origin share: the organisation then, base rates fitted to what was known then.

    Raises
    ------
    NotConvergedError
        If the regression's chains disagree.
    """
    stated = profile_at(plan, profile, origin)
    fitted = regression.sample(known_at(plan, origin), seed)
    # A department that the monthly table does not show, even among others, has the organisation's rate.
    weights = plan.opening[origin, : fitted.annual.shape[1]]
    whole = fitted.annual @ (weights / max(weights.sum(), 1))
    annual = np.column_stack([fitted.annual, whole])
    places = [column_of(plan, group.department) for group in stated.groups]
    past = past_before(plan.monthly, plan.months[origin])
    own = OwnData(seed, BaseRates(annual[:, places], {}), None, {}, past)
    described = with_vacancies(own.on_average(stated), central_values())
    return Setting(
        stated, described, build_seats(described, seed, seats), True, environment_of(environment), (),
        start_of(plan, origin), plan.horizon, real, own,
    )  # fmt: skip


def forecast(
    plan: Plan,
    setting: Setting,
    parameters: Sequence[Mapping[str, float]],
    threads: int,
    done: Callable[[], None],
) -> FloatArray:
    """Leavers of any reason in every draw, shape (draws, horizon, departments + 1).

    A freelancer's end of contract counts as leaving, as in the monthly table.
    """
    places = np.array([column_of(plan, group.department) for group in setting.stated.groups])
    leavers = np.zeros((len(parameters), plan.horizon, len(plan.columns)))

    def work(number: int) -> None:
        groups = _run(setting, parameters[number], number)
        for column in range(len(plan.columns) - 1):
            leavers[number, :, column] = groups[:, places == column].sum(axis=1)
        leavers[number, :, -1] = groups.sum(axis=1)

    with ThreadPoolExecutor(threads, thread_name_prefix="run") as pool:
        for _ in pool.map(work, range(len(parameters))):
            done()
    return leavers


def _run(setting: Setting, values: Mapping[str, float], number: int) -> FloatArray:
    """Leavers by month and group in one draw."""
    scenario = setting.scenario(values, number)
    seed = luck_seed(setting.own.seed, number, setting.start)
    environment = scenario.environment_of(seed)
    population = in_november_2022(setting, seed, environment, scenario)
    last_year = scenario.run(population, environment, setting.start, YEAR)
    anchor_at_start(population, scenario, setting.described(number), environment, last_year)
    sums = scenario.run(population, environment, setting.months)
    leavers: FloatArray = sums[..., list(EXITS)].sum(axis=-1)
    return leavers

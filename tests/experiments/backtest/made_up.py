"""Histories for back-tests: from the model itself, or from a rate that is given."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tandem.calibration.base_rates.history import History
from tandem.calibration.base_rates.regression import Fitted, Regression
from tandem.experiments.backtest.plan import Plan, plan_of
from tandem.experiments.simulation.own_data import OwnData
from tandem.experiments.simulation.runs import luck_seed
from tandem.experiments.simulation.setting import Setting
from tandem.model.anchors import with_vacancies
from tandem.model.environment import Environment
from tandem.model.organisation.folder.imported import PURPOSE, ImportedProfile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, MONTHLY_COLUMNS
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.settings import SeatSettings
from tandem.model.outcomes.tally import PRESENT, QUITS
from tandem.model.parameters import central_values

SEATS = SeatSettings(8, 4, 12, 0.2, 3.9, 0.22, 1.0)
WORLD = Environment(0.5, 0.1, 1.0, 1.0, 0.5, 3.0)


@dataclass(frozen=True)
class GammaPoisson(Regression):
    """Stands for the regression: each department's rate of the last year on its own, in closed form."""

    compiled: None = None
    draws: int = 400

    def sample(self, history: History, seed: int, cores: int = 2) -> Fitted:
        rng = np.random.default_rng(seed)
        size = (self.draws, history.asked)
        annual = 12 * rng.gamma(history.voluntary + 0.5, 1 / history.at_risk, size)
        return Fitted(annual, np.zeros(self.draws), 1.0, 1000.0, 0)


def profile(headcounts=(400, 300)) -> Profile:
    groups = tuple(
        Group(f"D{place}", "all", "employee", people, 60_000.0, 5.0)
        for place, people in enumerate(headcounts)
    )
    return Profile("Made up", "USD", groups, "made up")


def imported(monthly: pd.DataFrame | None, described: Profile) -> ImportedProfile:
    return ImportedProfile(described, None, monthly, {"purpose": PURPOSE})


def monthly_table(first: str, leavers: np.ndarray, headcount: np.ndarray) -> pd.DataFrame:
    """`leavers`, `headcount`: (months, departments)."""
    months = pd.period_range(first, periods=len(leavers), freq="M").strftime("%Y-%m")
    names = [*(f"D{place}" for place in range(leavers.shape[1])), ALL_DEPARTMENTS]
    gone = np.column_stack([leavers, leavers.sum(axis=1)]).astype(int)
    people = np.column_stack([headcount, headcount.sum(axis=1)]).astype(int)
    rows = [
        (month, name, people[t, d], people[t, d], gone[t, d], gone[t, d], 0, 0)
        for t, month in enumerate(months)
        for d, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=list(MONTHLY_COLUMNS))


def poisson_history(rates: np.ndarray, seed: int, headcounts=(400, 300), first="2021-11") -> Plan:
    """A plan on Poisson leavers at the monthly rates given."""
    rng = np.random.default_rng(seed)
    people = np.tile(np.array(headcounts, float), (len(rates), 1))
    leavers = rng.poisson(rates[:, None] * people)
    table = monthly_table(first, leavers, people)
    return plan_of(imported(table, profile(headcounts)), 24, 12, 1, "made up")


def history_from_the_model(values, seed: int, months: int, described: Profile) -> pd.DataFrame:
    """What the model itself lets happen from November 2022 on, as a monthly table."""
    stated = with_vacancies(described, central_values())
    setting = Setting(
        described, stated, build_seats(stated, seed, SEATS), False, WORLD, (), 12, months - 12, np.float32,
        OwnData(seed, None, None, {}),
    )  # fmt: skip
    scenario = setting.scenario(values)
    luck = luck_seed(seed, 0, 999)
    sums = scenario.run(scenario.population(luck), scenario.environment_of(luck), months)
    return monthly_table("2022-11", sums[..., QUITS], sums[..., PRESENT])

"""A steady state: an organisation without AI in which as many people come as go.

Those with burnout, and those who tend to leave by nature, go sooner: people who stay are others than those
who are hired. With base rate e, tenure weights w and a person's fixed tendency v (SD s of the log hazard),
the chance to stay for k months is exp(−Σ e·w·((1 − α) + α·m·exp(s·v))), so among stayers v has the density
φ(v)·exp(−B·exp(s·v)) with the exposure B = Σ e·w·α·m (frailty models; Vaupel, Manton & Stallard 1979). The
rest of a trait is independent of v and keeps its distribution. All follows from the parameters; nothing is
simulated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from tandem.model.engine.formulas import (
    LONGEST_TENURE,
    numbers_of,
    rates_without_ai,
    tenure_log_multiplier,
)
from tandem.model.engine.workforce_by_tenure import (
    Stayed,
    Workforce,
    freelancers_of,
    stayed_by_exposure,
    workforce_of,
)
from tandem.model.organisation.profile import Contract

Floats = npt.NDArray[np.float64]

USUAL_TEAM = 8.0  # people, where no team is known (configs/organisation/default.yaml)
EXPOSURES, SCORES = 40, 101  # size of the table of stayers
WIDEST = 5.0  # SD of a score in it
_fine = np.linspace(-7, 7, 141)
_rounds = 4  # of the fixed point


class SteadyState(NamedTuple):
    """The steady state of a workforce; contracts in the order of `model.organisation.profile.CONTRACTS`.

    Attributes
    ----------
    stayers : (EXPOSURES, SCORES)
        Tendency of somebody who stayed, SD, by exposure (a row) and by the score it would have among those
        hired (a column, −WIDEST to WIDEST): the same quantile of both distributions.
    row : (contracts, LONGEST_TENURE + 1)
        Row of `stayers` (fractional) after so many months of tenure.
    direction : (4,)
        Unit vector of the tendency among the luck of role pressure, burnout, intention and clarity.
    tenure : (contracts, LONGEST_TENURE + 1)
        Share of people with at most so many months of tenure.
    quits, dismissals : (contracts,)
        Share of people in post who leave in a month, of their own accord and otherwise.
    vacant : (contracts,)
        Share of seats that stand empty in a month.
    load : float
        Work of empty seats that each person does, share of the normal.
    burnout, intention, clarity : float
        Mean scores of employees, SD around those of people as hired: who stays is less burned out, has less
        of a mind to leave, and sees more of a purpose.
    worn : float
        The stable part of that burnout.
    mood_centre : float
        What is taken off moods so that the avoidable share of employees' quits is avoidable.
    """

    stayers: Floats
    row: Floats
    direction: Floats
    tenure: Floats
    quits: Floats
    dismissals: Floats
    vacant: Floats
    load: float
    burnout: float
    intention: float
    clarity: float
    worn: float
    mood_centre: float


def steady_state(
    values: Mapping[str, float], team: float = USUAL_TEAM, vacancies: float = 1.0
) -> SteadyState:
    """The steady state without AI that follows from parameter `values`.

    `team` is the usual team, people; `vacancies` is how many seats fall vacant, one after another, when one
    employee leaves (promotion).
    """
    n = numbers_of(values)
    rates = rates_without_ai(values)
    direction, spread = _tendency_to_leave(n)
    stayed = stayed_by_exposure(spread)
    found = _employees(values, n, team, stayed, vacancies)
    employees = found.workforce
    weights = np.exp(tenure_log_multiplier(values, np.float64))
    executives = workforce_of(rates[Contract.EXECUTIVE], weights, found.answers, n, stayed)
    freelancers = freelancers_of(rates[Contract.FREELANCER])
    all_contracts = [employees, freelancers, executives]  # in the order of CONTRACTS
    dismissed = n["dismissal_rate"]
    fills = np.array([n["fill_rate"], n["freelancer_fill_rate"], n["executive_fill_rate"]])
    chains = np.array([vacancies, 1.0, 1.0])
    dismissals = np.array([dismissed, 0.0, dismissed])
    exposure = np.array([each.exposure for each in all_contracts])
    burnout, intention, clarity = _mean_scores(n, direction * employees.tendency, found.strain)
    return SteadyState(
        stayers=_stayers(exposure.max(), spread),
        row=np.cbrt(exposure / exposure.max()) * (EXPOSURES - 1),
        direction=direction,
        tenure=np.array([each.tenure for each in all_contracts]),
        quits=np.array([employees.quits, 0.0, executives.quits]),
        dismissals=dismissals,
        vacant=_vacant((np.array([each.quits for each in all_contracts]) + dismissals) * chains, fills),
        load=found.load,
        burnout=burnout,
        intention=intention,
        clarity=clarity,
        worn=burnout - found.strain,
        mood_centre=found.mood_centre,
    )


def _mean_scores(n: Mapping[str, float], luck: Floats, strain: float) -> tuple[float, float, float]:
    """Mean burnout, intention and clarity from the mean luck of (role, burnout, intention, clarity)."""
    role, worn, restless, sure = luck
    burnout = n["burnout_trait_sd"] * (n["role_to_trait"] * role + n["own_to_trait"] * worn) + strain
    clarity = n["clarity_spread"] * sure
    trait = n["role_to_intention"] * role + n["own_to_intention"] * restless
    intention = n["intention_trait_sd"] * trait + n["burnout_to_intention"] * burnout
    return float(burnout), float(intention - n["clarity_to_intention"] * clarity), float(clarity)


def steady_quits(values: Mapping[str, float], team: float = USUAL_TEAM, vacancies: float = 1.0) -> float:
    """Chance of an employee to quit in a month of the steady state; arguments as of `steady_state`."""
    n = numbers_of(values)
    _, spread = _tendency_to_leave(n)
    found = _employees(values, n, team, stayed_by_exposure(spread), vacancies)
    return -math.expm1(-found.workforce.quits)


class _Employees(NamedTuple):
    """Employees and what their steady state goes with.

    Attributes
    ----------
    workforce : people by tenure
    answers : the part of the hazard that answers to moods, by month of tenure, for an average tendency
    load, strain : work of empty seats a person (share), and burnout by it (SD)
    mood_centre : as in `SteadyState`
    """

    workforce: Workforce
    answers: Floats
    load: float
    strain: float
    mood_centre: float


def _employees(
    values: Mapping[str, float], n: Mapping[str, float], team: float, stayed: Stayed, vacancies: float = 1.0
) -> _Employees:
    """Who is there depends on how they answer to moods, and moods on who is there: a fixed point."""
    rate = rates_without_ai(values)[Contract.EMPLOYEE]
    weights = np.exp(tenure_log_multiplier(values, np.float64))
    moods, centre = _mean_of_moods(n), n["mood_centre"]
    workforce = workforce_of(rate, weights, n["avoidable_share"] * moods * math.exp(-centre), n, stayed)
    for _ in range(_rounds):
        empty = _vacant((workforce.quits + n["dismissal_rate"]) * vacancies, n["fill_rate"])
        load = n["empty_seat_work"] * empty / (1 - empty)
        pull = _contagion(n, team * workforce.quits, team * n["dismissal_rate"])
        strain = n["demands_to_burnout"] * n["demands_per_sd"] * load
        usual = n["intention_to_quit"] * n["burnout_to_intention"] * strain + n["mood_per_log_ratio"] * pull
        centre = usual + math.log((moods * weights) @ workforce.pushed / (weights @ workforce.people))
        answers = n["avoidable_share"] * moods * math.exp(usual - centre)
        workforce = workforce_of(rate, weights, answers, n, stayed)
    return _Employees(workforce, answers, load, strain, centre)


def _tendency_to_leave(n: Mapping[str, float]) -> tuple[Floats, float]:
    """Unit vector among (role, burnout, intention, clarity) luck of the fixed log hazard, and its SD."""
    burnout = n["burnout_to_intention"] * n["burnout_trait_sd"]
    weights = n["intention_to_quit"] * np.array(
        [
            burnout * n["role_to_trait"] + n["intention_trait_sd"] * n["role_to_intention"],
            burnout * n["own_to_trait"],
            n["intention_trait_sd"] * n["own_to_intention"],
            -n["clarity_to_intention"] * n["clarity_spread"],
        ]
    )
    spread = float(np.linalg.norm(weights))
    return weights / max(spread, 1e-12), spread


def _mean_of_moods(n: Mapping[str, float]) -> Floats:
    """Mean over moods of exp(mood), by month of tenure.

    Moods start at nought when somebody is hired and spread out (first-order autoregressions); managers differ
    from the first month on.
    """
    months = np.arange(1, LONGEST_TENURE + 2)
    of_managers = n["mood_per_log_ratio"] * n["manager_on_quits"] / math.sqrt(3)  # SD
    variance = np.zeros(months.size)
    for effect, shock, persistence in (
        (1.0, n["intention_shock_sd"], n["intention_persistence"]),
        (n["burnout_to_intention"], n["burnout_shock_sd"], n["burnout_persistence"]),
    ):
        lasting = shock**2 / (1 - persistence**2)
        variance += effect**2 * lasting * (1 - np.exp(2 * math.log(persistence) * months))
    return np.asarray(np.exp((n["intention_to_quit"] ** 2 * variance + of_managers**2) / 2))


def _vacant(exits: Any, fill_rate: Any) -> Any:
    """Share of seats that stand empty when `exits` of the people leave a month and seats are filled again."""
    return exits / (exits - np.expm1(-fill_rate))


def _contagion(n: Mapping[str, float], quits: float, dismissals: float) -> float:
    """Mean pull of recent leavers of a team of which so many leave a month."""
    pull = n["contagion_per_leaver"] * quits + n["contagion_involuntary"] * dismissals
    return float(min(pull / (1 - n["contagion_decay"]), n["contagion_ceiling"]))


def _stayers(highest: float, spread: float) -> Floats:
    """The table of stayers; rows are spaced by the cube root of the exposure."""
    exposure = highest * (np.arange(EXPOSURES) / (EXPOSURES - 1)) ** 3
    density = np.exp(-(_fine**2) / 2 - exposure[:, np.newaxis] * np.exp(spread * _fine))
    density /= density.sum(axis=1, keepdims=True)
    reached = np.cumsum(density, axis=1) - density / 2
    scores = np.linspace(-WIDEST, WIDEST, SCORES)
    table = np.array([np.interp(ndtr(scores), row, _fine) for row in reached])
    table[0] = scores
    return table

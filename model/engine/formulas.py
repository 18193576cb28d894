"""From the parameter register to the numbers that rules and organisations are made of, by formulas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.draws import normal_quantile
from tandem.model.organisation.families.exposure import usual_exposure

DAYS_PER_MONTH = 365.25 / 12
LONGEST_TENURE = 720  # months; the tenure table's last entry stands for all that is longer


def numbers_of(values: Mapping[str, float]) -> dict[str, float]:
    """Every parameter and what follows from it by a formula of its own, by name."""
    v = values
    intention_rest = _intention_rest(v)
    noisy = math.hypot(1, v["reporting_noise"])
    avoidable = v["avoidable_share"]
    mood_effect = v["intention_to_quit"] / avoidable
    derived = {
        # The hazard is (1 − α) + α·exp(b·x/α − centre) times the rest. For x standard normal and the centre
        # (b/α)²/2 its mean is one and its Poisson regression slope on x, cov(hazard, x) ÷ mean, is b: what
        # studies state. The centre is then set for people who stayed (`steady_state.py`).
        "intention_to_quit": mood_effect,
        "mood_per_log_ratio": 1 / avoidable,
        "mood_centre": mood_effect**2 / 2,
        "unavoidable_share": 1 - avoidable,
        "contagion_decay": 0.1 ** (1 / v["contagion_window"]),  # a tenth is left after the window
        "adoption_centre": v["adoption_affinity"] ** 2 / 2,
        "never_adopts_below": float(ndtri(1 - v["adoption_ceiling"])),
        "role_to_affinity": v["use_role_loading"],
        "own_to_affinity": math.sqrt(1 - v["use_role_loading"] ** 2),
        "learning_rate": 1 / v["proficiency_time"],
        **_graded_use(v),
        "hired_proficiency": v["hired_proficiency"] * v["untrained_ceiling"],
        "gain_novice": v["novice_multiplier"],
        # A rank from −1 to 1 has the SD 1/√3.
        "manager_on_quits": math.sqrt(3) * v["manager_on_quits"],
        # Ties pull each other along: of what is added to the team's bond, t ÷ (1 − t) lasts in its mean.
        "manager_on_connection": math.sqrt(3)
        * v["manager_on_connection"]
        * (1 / v["team_on_connection"] - 1),
        "gain_expert": 2 - v["novice_multiplier"],  # linear in experience, mean one
        "rework_novice": v["rework_tax"] * v["rework_of_novices"],
        "rework_expert": v["rework_tax"] * (2 - v["rework_of_novices"]),
        "level_to_skill": v["level_on_skill"],
        "own_to_skill": math.sqrt(1 - v["level_on_skill"] ** 2),
        "skill_to_performance": v["skill_on_performance"],
        "own_to_performance": math.sqrt(1 - v["skill_on_performance"] ** 2),
        "optimism_common": v["optimism_spread"] * v["optimism_role_loading"],
        "optimism_own": v["optimism_spread"] * math.sqrt(1 - v["optimism_role_loading"] ** 2),
        "ratchet_up_rate": 1 - math.exp(-1 / v["ratchet_up_time"]),
        "ratchet_down_rate": 1 - math.exp(-1 / v["ratchet_down_time"]),
        "demands_per_sd": 1 / v["workload_sd"],
        "effort_of_gap": v["effort_share"] / v["effort_ceiling"],
        "adaptation_decay": 0.5 ** (1 / v["adaptation_half_life"]),
        # Users of the trial differ like any: those above full use have no more, so that the mean is less.
        "relief_per_time": v["relief_by_ai"]
        / v["relief_full_use"]
        / (2 * float(ndtr(-v["time_with_ai_spread"] / 2))),
        "burnout_trait_sd": math.sqrt(v["burnout_trait_share"]),
        "burnout_shock_sd": math.sqrt((1 - v["burnout_trait_share"]) * (1 - v["burnout_persistence"] ** 2)),
        "role_to_trait": v["burnout_role_loading"],
        "own_to_trait": math.sqrt(1 - v["burnout_role_loading"] ** 2),
        "role_to_intention": v["intention_role_loading"],
        "own_to_intention": math.sqrt(1 - v["intention_role_loading"] ** 2),
        "intention_trait_sd": math.sqrt(intention_rest * v["intention_trait_share"]),
        "intention_shock_sd": math.sqrt(
            intention_rest * (1 - v["intention_trait_share"]) * (1 - v["intention_persistence"] ** 2)
        ),
        "fill_rate": math.log(2) * DAYS_PER_MONTH / v["time_to_fill"],  # exponential with that median
        "executive_fill_rate": math.log(2) * DAYS_PER_MONTH / v["executive_time_to_fill"],
        "freelancer_fill_rate": math.log(2) * DAYS_PER_MONTH / v["freelancer_time_to_fill"],
        "offers_to_quit": -v["pay_to_quit"]
        * v["ai_pay_premium"],  # for an average proficient user, April 2025
        "freelancer_target_share": 1 - v["freelancer_time_share"],
        "freelancer_faster": v["freelancer_learning"] - 1,
        "freelancer_worn": 0.0,  # then set for people who stayed (`steady_state.py`), like moods
        "ramp_rate": math.log(10) / v["ramp_up_months"],  # a tenth of the way is left after the ramp-up
        "ramp_ai_speed": 1 / v["ai_ramp_ratio"] - 1,
        "replacement_cost_centre": v["replacement_cost_spread"] ** 2 / 2,
        "top_performer_above": float(normal_quantile(1 - v["top_performer_share"])),
        "month_share": 1 / 12,
        "freelancer_log_exit": math.log(v["freelancer_end_rate"]),
        # Scores are about standard normal: noise of the answers spreads them by √(1 + noise²).
        "threshold_burned_out": v["threshold_burned_out"] / noisy,
        "threshold_considering": v["threshold_considering"] / noisy,
        "threshold_clarity": v["threshold_clarity"] / noisy,
    }
    return {**v, **derived}


def _graded_use(v: Mapping[str, float]) -> dict[str, float]:
    """Time with AI: log-normal between users, in proportion to exposure and never above it."""
    usual, exposed, spread = v["ai_share_of_work"], usual_exposure(v), v["time_with_ai_spread"]
    mean = capped_mean(usual, exposed, math.log(exposed / usual), spread)
    return {
        "affinity_to_time": v["time_affinity_loading"],
        "own_to_time": math.sqrt(1 - v["time_affinity_loading"] ** 2),
        "time_per_exposure": usual / exposed,
        "optimism_per_exposure": 1 / exposed,
        "time_spread": spread,
        "time_centre": spread**2 / 2,
        "use_per_time": 1 / (v["untrained_ceiling"] * float(mean)),  # 1 for an average experienced user
    }


def capped_mean(mean: Any, highest: Any, room: float, spread: float) -> Any:
    """Mean of what is log-normal (`spread`, SD of the logarithm, above 0) but never above `highest`.

    `mean` is that without the cap, `room` the logarithm of `highest` ÷ `mean`; numbers or arrays.
    """
    return mean * ndtr(room / spread - spread / 2) + highest * ndtr(-room / spread - spread / 2)


def tenure_log_multiplier(values: Mapping[str, float], real: type[np.floating[Any]] = np.float32) -> Reals:
    """Log quit-hazard multiplier by whole months of tenure, shape (LONGEST_TENURE + 1,).

    Weibull hazard over tenure, times the first-year multiplier, scaled so that its mean is one over the
    tenures of a steady organisation: the survival that this very hazard causes at the base quit rate.
    """
    shape, first_year = values["tenure_shape"], values["first_year_multiplier"]
    return _tenure_log_multiplier(shape, first_year, values["employee_quit_rate"]).astype(real)


@lru_cache(maxsize=256)
def _tenure_log_multiplier(shape: float, first_year: float, base: float) -> npt.NDArray[np.float64]:
    month = np.arange(LONGEST_TENURE + 1, dtype=np.float64)
    hazard = ((month + 0.5) / 12) ** (shape - 1)
    hazard[:12] *= first_year
    for _ in range(20):
        survival = np.exp(-base * np.concatenate([[0.0], np.cumsum(hazard)[:-1]]))
        survival[-1] /= 1 - math.exp(-base * hazard[-1])  # the last entry stands for all longer tenures
        hazard = hazard / np.average(hazard, weights=survival)
    logarithm = np.log(hazard)
    logarithm.flags.writeable = False
    return logarithm


def _intention_rest(values: Mapping[str, float]) -> float:
    """Variance of intention beyond burnout, such that the variance of all of it is one.

    Burnout and the intention trait both load on role pressure; with b the effect of burnout (SD 1) and x² the
    rest, of which a share s is the trait, 1 = b² + x² + 2 b x √s · (correlation of trait and burnout).
    """
    effect, share = values["burnout_to_intention"], values["intention_trait_share"]
    shared = values["intention_role_loading"] * values["burnout_role_loading"]
    shared *= math.sqrt(values["burnout_trait_share"])
    half = effect * math.sqrt(share) * shared
    return float((math.sqrt(half**2 + 1 - effect**2) - half) ** 2)


def base_quit_rates(values: Mapping[str, float]) -> tuple[float, float, float]:
    """Monthly exit rate by contract, in the order of `CONTRACTS`, with AI as in 2024; contracts end."""
    return values["employee_quit_rate"], values["freelancer_end_rate"], values["executive_quit_rate"]


def rates_without_ai(values: Mapping[str, float]) -> tuple[float, float, float]:
    """The same as base rates of the hazard: quits without AI, so that 2024's come out with it.

    `quits_with_ai` is worked out in `model/base_quits.py`; where it is not known yet it counts as one.
    """
    employee, freelancer, executive = base_quit_rates(values)
    factor = values.get("quits_with_ai", 1.0)
    return employee / factor, freelancer, executive / factor


def log_exposure_ratio(
    exposure: npt.NDArray[np.float64], values: Mapping[str, float]
) -> npt.NDArray[np.float64]:
    """Log of exposure ÷ the usual exposure, (n,); a thousandth stands for none at all."""
    ratio: npt.NDArray[np.float64] = np.log(np.maximum(exposure, 1e-3) / usual_exposure(values))
    return ratio


def adoption_log_ratio(values: Mapping[str, float], level: str, contract: str) -> float:
    """Log hazard ratio of taking up AI, against an individual contributor."""
    if contract == "executive":
        return values["adoption_executive_ratio"]
    return values["adoption_manager_ratio"] if level == "manager" else 0.0

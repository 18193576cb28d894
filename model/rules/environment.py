"""Phase 1, environment: what holds for everybody in a department this month."""

from __future__ import annotations

from typing import NamedTuple

from tandem.model.numerics.arithmetic import complement
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import exponential, logarithm
from tandem.model.rules.coefficients import Coefficients

# Columns of the environment table (one row a month)
TOOL_QUALITY = 0  # gain of the tools against those of April 2025
LABOUR_MARKET = 1  # log ratio of the economy-wide quit rate to its mean
TALENT_DEMAND = 2  # outside demand for AI skills against people who have them, April 2025 = 1
MARKET_USERS = 3  # share of AI users among people on the labour market
TOOL_PROGRESS = 4  # speed of tool improvement against that of 2023–2025
MARKET_NICHES = 5  # share of those freelancers among them who have found a niche
ENVIRONMENT_COLUMNS = 6

# Named rates that policies modify (one entry a month, department and rate; neutral is 0 for all)
MODIFY_ADOPTION = 0  # log hazard ratio
MODIFY_EXPERIMENTATION = 1  # change in time to experiment, as a share of today's
MODIFY_OUT_OF_REACH = (
    2  # log share of the distance from the untrained to full proficiency that stays out of reach
)
MODIFY_TARGETS = 3  # log ratio of the share of the gain turned into targets
MODIFY_DEMANDS = 4  # share of workload
MODIFY_CONNECTION = 5  # SD
MODIFY_CLARITY = 6  # SD
MODIFY_BURNOUT = 7  # SD, at equilibrium
MODIFY_INTENTION = 8  # SD
MODIFY_QUITS = 9  # log hazard ratio
MODIFY_HOURS_OFF = 10  # share of the usual week not worked
MODIFY_HIRING = 11  # log rate ratio
MODIFY_LAYOFF = 12  # hazard a month (seats are closed)
MODIFY_RESILIENCE = 13  # SD of burnout, at equilibrium, for all but the severely burned out
MODIFY_WORK = 14  # log share of the work that is still done
MODIFY_REFILL = 15  # log share of the seats left by leavers that stay open, to be filled again
MODIFY_OWN_HIRES = 16  # log share of the seats filled with employees rather than freelancers
MODIFY_SUPPORT = 17  # log hazard ratio of quits through managers, in a team of an average one
MODIFY_GUARDRAILS = 18  # SD of burnout at equilibrium by workload limits, in a team of an average manager
MODIFIER_COLUMNS = 19


class Conditions(NamedTuple):
    """The month as a worker meets it."""

    tool_quality: float
    talent_demand: float
    market_adoption: float
    market_niches: float
    adoption_multiplier: float
    learning_rate: float
    proficiency_in_reach: float
    target_share: float
    demands_shift: float
    connection_shift: float
    clarity_shift: float
    burnout_shift: float
    intention_shift: float
    log_labour_market: float
    quit_shift: float
    fill_rate: float
    executive_fill_rate: float
    layoff_rate: float
    resilience_shift: float
    hours_off: float
    work_done: float
    refill_share: float
    own_hire_share: float
    freelancer_fill_rate: float
    support_shift: float
    guardrail_shift: float


@rule
def adoption_so_far(users: float) -> float:
    """Hazard of taking AI up, added up, at which a share `users` of those who ever would use it."""
    return -logarithm(complement(users))


@rule
def conditions_of(environment: Reals, modifiers: Reals, c: Coefficients) -> Conditions:
    """Conditions from a row of the environment, a row of policy modifiers and the coefficients.

    Better tools are taken up faster. Learning adds up the survey's four stated sources of gain; each
    policy scales its own source. What proficiency is in reach depends
    on training.
    """
    hiring = exponential(modifiers[MODIFY_HIRING])
    learning = (
        c.learning_experimentation + c.learning_experimentation * modifiers[MODIFY_EXPERIMENTATION]
        + c.learning_tools * environment[TOOL_PROGRESS]
        + c.learning_self
        + c.learning_employer
    )  # fmt: skip
    out_of_reach = complement(c.untrained_ceiling) * exponential(modifiers[MODIFY_OUT_OF_REACH])
    return Conditions(
        environment[TOOL_QUALITY],
        environment[TALENT_DEMAND],
        adoption_so_far(environment[MARKET_USERS]),
        environment[MARKET_NICHES],
        environment[TOOL_QUALITY] * exponential(modifiers[MODIFY_ADOPTION] - c.adoption_centre),
        c.learning_rate * learning,
        complement(out_of_reach),
        c.gain_to_targets * exponential(modifiers[MODIFY_TARGETS]),
        modifiers[MODIFY_DEMANDS],
        complement(c.connection_persistence) * modifiers[MODIFY_CONNECTION],
        complement(c.connection_persistence) * modifiers[MODIFY_CLARITY],
        modifiers[MODIFY_BURNOUT],
        modifiers[MODIFY_INTENTION],
        environment[LABOUR_MARKET],
        modifiers[MODIFY_QUITS],
        c.fill_rate * hiring,
        c.executive_fill_rate * hiring,
        modifiers[MODIFY_LAYOFF],
        modifiers[MODIFY_RESILIENCE],
        modifiers[MODIFY_HOURS_OFF],
        exponential(modifiers[MODIFY_WORK]),
        exponential(modifiers[MODIFY_REFILL]),
        exponential(modifiers[MODIFY_OWN_HIRES]),
        c.freelancer_fill_rate * hiring,
        modifiers[MODIFY_SUPPORT],
        modifiers[MODIFY_GUARDRAILS],
    )

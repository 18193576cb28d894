"""Statistics of held-out facts that a market shows as it lives: work, hires, burnout since AI came."""

from __future__ import annotations

import math

import numpy as np

from tandem.calibration.checks.held_out.history import (
    AUGUST_2025,
    END_2023,
    END_2024,
    END_2025,
    SPRING_2025,
    SUMMER_2025,
    SUMMER_2026,
    History,
)
from tandem.calibration.checks.held_out.people import Mask, mean_of, ratio, share_of, staff
from tandem.model.engine.population import Population

EXPERTS = 0.8  # rank in skill from which somebody is one: the top fifth
KNOWN_OF_2025 = 0.447  # share of tech workers burned out in 2025 (BURN_tech26)


def users_burned_out(history: History) -> float:
    """Share burned out (very often) of weekly users against that of people who do not use AI, April 2025."""
    people = history.at[SPRING_2025]
    burned = people.column("burnout") > history.values["threshold_very_often"]
    often = people.column("ai_time") >= history.values["weekly_use_from"]
    never = people.column("uses_ai") == 0
    return ratio(share_of(staff(people) & often, burned), share_of(staff(people) & never, burned))


def experts_task_time(history: History) -> float:
    """Change of the time for the same work by AI, of engineers in the top fifth of skill who use it."""
    people = history.at[END_2025]
    coders = history.coder & staff(people) & (people.column("uses_ai") == 1)
    return -mean_of(people, "true_gain", coders & (people.column("skill") >= EXPERTS))


def productivity_growth(history: History) -> float:
    """Change of the mean gain of all employees (users or not) from the end of 2024 to that of 2025."""
    late, early = history.at[END_2025], history.at[END_2024]
    return mean_of(late, "true_gain", staff(late)) - mean_of(early, "true_gain", staff(early))


def hours_of_exposed(history: History) -> float:
    """Hours a week that the most exposed departments work more than the rest because of AI, end of 2023."""
    people, without = history.at[END_2023], history.without_ai[END_2023]

    def hours(which: Population, members: Mask) -> float:
        return history.values["working_week"] * mean_of(which, "hours", members & staff(which))

    added = [hours(people, who) - hours(without, who) for who in (history.exposed, ~history.exposed)]
    return added[0] - added[1]


def entry_hires(history: History) -> float:
    """Change by AI of hires at the entry level, the most exposed departments against the rest."""
    juniors = (history.junior & history.exposed, history.junior & ~history.exposed)
    exposed, others = (
        ratio(float(history.hires[who].sum()), float(history.hires_without[who].sum())) for who in juniors
    )
    return ratio(exposed, others) - 1


def entry_employment(history: History) -> float:
    """Change by AI of employees in post at the entry level, most exposed departments against the rest."""
    with_ai, without = (staff(each[AUGUST_2025]) for each in (history.at, history.without_ai))
    juniors = (history.junior & history.exposed, history.junior & ~history.exposed)
    exposed, others = (ratio(float(with_ai[who].sum()), float(without[who].sum())) for who in juniors)
    return ratio(exposed, others) - 1


def ask_ai_first(history: History) -> float:
    """Share of employees who trust AI more than colleagues, April 2025 (people without AI do not)."""
    people = history.at[SPRING_2025]
    trusts = people.column("trust") > history.values["threshold_trust"]
    return share_of(staff(people), trusts & (people.column("uses_ai") == 1))


def burned_out_next_year(history: History) -> float:
    """Share burned out in mid 2026: that known of 2025 and what the model adds in the year."""
    late, early = history.at[SUMMER_2026], history.at[SUMMER_2025]
    threshold = history.values["threshold_burned_out"]
    shares = [share_of(staff(each), each.column("burnout") > threshold) for each in (late, early)]
    return KNOWN_OF_2025 + shares[0] - shares[1]


def users_disconnected(history: History) -> float:
    """Connection to colleagues (SD) of weekly AI users less that of the others, April 2025."""
    people = history.at[SPRING_2025]
    often = people.column("ai_time") >= history.values["weekly_use_from"]
    here = staff(people)
    return mean_of(people, "connection", here & often) - mean_of(people, "connection", here & ~often)


def users_intend_to_leave(history: History) -> float:
    """Correlation of using AI with quit intention among employees, April 2025."""
    people = history.at[SPRING_2025]
    here = staff(people)
    uses, intends = (people.column(name)[here].astype(np.float64) for name in ("uses_ai", "intention"))
    if min(float(uses.std()), float(intends.std())) == 0:
        return math.nan
    return float(np.corrcoef(uses, intends)[0, 1])

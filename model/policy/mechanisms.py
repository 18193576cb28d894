"""Mechanisms that can be held fixed, to show through which of them a policy works (ablation).

A mechanism is held fixed by coefficients: a state stays as it is at the projection's start, or an effect on
something else is nought. History before the start runs in full, so that every variant starts alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.model.rules.coefficients import Coefficients


@dataclass(frozen=True)
class Mechanism:
    """What is held fixed, and the coefficients that do it."""

    title: str
    coefficients: dict[str, float]


MECHANISMS: dict[str, Mechanism] = {
    "adoption": Mechanism(
        "Who uses AI", {"adoption_innovation": 0, "adoption_imitation": 0, "abandonment_rate": 0}
    ),
    "peer_imitation": Mechanism("Taking AI up after peers", {"adoption_imitation": 0}),
    "learning": Mechanism("Proficiency with AI", {"learning_rate": 0}),
    "expectation_ratchet": Mechanism(
        "Targets raised with the gain", {"ratchet_up_rate": 0, "ratchet_down_rate": 0}
    ),
    "vacancy_load": Mechanism("Work of empty and closed seats", {"empty_seat_work": 0}),
    "effort": Mechanism("Effort in answer to targets", {"effort_of_gap": 0}),
    "good_will": Mechanism("Giving or withholding for a share of the gain", {"sharing_on_output": 0}),
    "relief": Mechanism("AI takes disliked work away", {"relief_per_time": 0}),
    "isolation": Mechanism("AI loosens ties to coworkers", {"ai_on_connection": 0}),
    "asking_ai_first": Mechanism("Asking AI first loosens ties", {"trust_on_connection": 0}),
    "lost_clarity": Mechanism("AI clouds the purpose", {"gain_on_clarity": 0}),
    "burnout": Mechanism(
        "Burnout of each person", {"burnout_persistence": 1, "burnout_shock_sd": 0, "relief_per_time": 0}
    ),
    "burnout_spiral": Mechanism("Burnout makes work feel like more", {"burnout_on_demands": 0}),
    "burnout_to_intention": Mechanism("Burnout makes people want to leave", {"burnout_to_intention": 0}),
    "clarity_to_intention": Mechanism(
        "Lack of purpose makes people want to leave", {"clarity_to_intention": 0}
    ),
    "connection_to_intention": Mechanism(
        "Loneliness makes people want to leave", {"connection_to_intention": 0}
    ),
    "outside_demand": Mechanism("Outside demand for AI skills", {"talent_demand_to_intention": 0}),
    "outside_offers": Mechanism("The market bids for people who are good with AI", {"offers_to_quit": 0}),
    "managers": Mechanism(
        "Teams differ in their managers", {"manager_on_quits": 0, "manager_on_connection": 0}
    ),
    "promotion": Mechanism("Promotion from within the team", {"promotion_share": 0}),
    "contagion": Mechanism(
        "Leavers draw others along", {"contagion_per_leaver": 0, "contagion_involuntary": 0}
    ),
    "ramp_up": Mechanism("Newcomers ramp up faster with AI", {"ramp_ai_speed": 0}),
    "burnout_on_output": Mechanism("Burnout costs output", {"burnout_on_output": 0}),
}


def held_fixed(coefficients: Coefficients, names: Sequence[str]) -> Coefficients:
    """The coefficients with the named mechanisms held fixed (`coefficients` itself for none)."""
    changed = {
        name: type(coefficients.month_share)(value)
        for mechanism in names
        for name, value in MECHANISMS[mechanism].coefficients.items()
    }
    return coefficients._replace(**changed) if changed else coefficients

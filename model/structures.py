"""The structures: by which ways AI may move burnout and quits. The survey fits all alike and cannot choose.

A structure is a set of priors: it holds some parameters at a value, and leaves the others to be drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CausalStructure:
    """One way in which AI may move burnout and quits.

    Attributes
    ----------
    title : in figures and text
    sentence : what it supposes, in one plain sentence
    fixed : parameters of the register that it holds, each at a value within its range
    """

    title: str
    sentence: str
    fixed: Mapping[str, float]


#: The structure that supposes least, and the one that posteriors are fitted under.
BALANCED = "balanced"

STRUCTURES: dict[str, CausalStructure] = {
    BALANCED: CausalStructure(
        "relief and pressure",
        "AI may relieve people of work, and targets may outrun what it really saves.",
        {},
    ),
    "relief": CausalStructure(
        "relief alone",
        "AI relieves people of work, and targets follow no more than what it really saves.",
        {"reported_gain_believed": 0.0},
    ),
    "ratchet": CausalStructure(
        "pressure alone",
        "AI relieves nobody, and targets follow the gain that people report.",
        {"relief_by_ai": 0.0},
    ),
    "selection": CausalStructure(
        "selection alone",
        "AI moves neither burnout nor quits: those who gain most were under more pressure before.",
        {
            "relief_by_ai": 0.0,
            "reported_gain_believed": 0.0,
            "ai_on_connection": 0.0,
            "trust_on_connection": 0.0,
            "ai_pay_premium": 0.0,
            "freelancer_time_share": 0.0,
            "gain_on_clarity": 0.0,
            "slack_taken": 0.0,
            "novice_multiplier": 2.0,
            "talent_demand_to_intention": 0.0,
        },
    ),
}

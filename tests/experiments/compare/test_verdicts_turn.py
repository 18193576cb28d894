"""No verdict is built in: each ready-made policy wins or loses by unknowns that the register names.

The unknowns move within their ranges, nothing else changes. docs/expectations.md says what came over all.
"""

from __future__ import annotations

from typing import Any

import pytest

import tandem
from tandem.model.parameters import register
from tests.experiments.compare.verdicts_study import of_the_whole, ready_policies
from tests.places import REPOSITORY

DRAWS = 16
# Of these no unknown turns the verdict: docs/policies.md says why.
NEVER_PAYS = {
    "retention_pay": {
        "site_pay": 2.0, "transport": 1.0, "transport_spread": 1.0, "pay_to_quit": -3.0,
        "replacement_cost": 0.8, "employee_quit_rate": 0.014,
    },
}  # fmt: skip

# policy: unknowns at which it pays, and unknowns at which it does not
TURNS: dict[str, tuple[dict[str, float], dict[str, float]]] = {
    "alignment": (
        {"site_strategy_alignment": 2.0, "alignment_on_clarity": 0.7, "clarity_to_burnout": 0.2,
         "in_place_strategy_alignment": 0.0},
        {"site_strategy_alignment": 0.0},
    ),
    "augment": (
        {"sharing_on_output": 0.06, "training_closes": 0.7, "true_gain": 0.12},
        {"sharing_on_output": -0.02},
    ),
    "connection": ({"site_human_connection": 1.0}, {"site_human_connection": -1.0}),
    "cost_cutting": ({"output_value": 0.8}, {"output_value": 1.8}),
    "entry_level": ({"output_value": 0.8}, {"output_value": 1.8}),
    "experimentation": (
        {"experimentation_closes": 0.3, "true_gain": 0.15},
        {"experimentation_closes": 0.1},
    ),
    "flexible_work": ({"site_flexible_work": 0.0}, {"site_flexible_work": -2.0}),
    "gain_sharing": ({"sharing_on_output": 0.06}, {"sharing_on_output": -0.02}),
    "guardrails": ({"guardrails_work_dropped": 0.0}, {"guardrails_work_dropped": 0.03}),
    "layoff_example": ({"output_value": 0.8}, {"output_value": 1.8}),
    "manager_support": ({"site_manager_support": 1.0}, {"site_manager_support": -2.0}),
    "replace": ({"output_value": 0.8}, {"output_value": 1.8}),
    "replace_sharing": ({"output_value": 0.8}, {"output_value": 1.8}),
    "survey_recommendations": (
        {"site_human_connection": 2.0, "training_closes": 0.7, "true_gain": 0.12},
        {"site_human_connection": 0.0},
    ),
    "training": ({"training_closes": 0.7, "true_gain": 0.1}, {"training_closes": 0.0}),
    "wellness": ({"site_wellness": 1.0}, {"site_wellness": -2.0}),
}  # fmt: skip


def net_value(policy: str, unknowns: dict[str, Any]) -> float:
    """Mean net value of the policy, currency, with the unknowns held."""
    session = tandem.Session(draws=DRAWS, posterior="prior", parameters=unknowns)
    whole = of_the_whole(session.answer(policy).effects)
    return float(whole.loc["net_value", "mean"])


@pytest.mark.parametrize("policy", TURNS)
def test_the_verdict_turns_round_within_the_ranges_of_named_unknowns(policy):
    pays, does_not = TURNS[policy]
    assert net_value(policy, pays) > 0
    assert net_value(policy, does_not) < 0


def test_raising_targets_neither_always_pays_nor_never():
    """From .95 of the reported gain down to .4, read the other way round."""
    session = tandem.Session(draws=60, posterior="prior", parameters={"gain_to_targets": 0.95})
    lever = {"kind": "gain_sharing", "intensity": 1 - 0.4 / 0.95}
    whole = of_the_whole(session.answer({"name": "lower targets", "levers": {"lower": lever}}).effects)
    assert 0.05 < whole.loc["net_value", "better"] < 0.95


@pytest.mark.parametrize("policy", NEVER_PAYS)
def test_a_verdict_that_does_not_turn_is_said_to_be_so(policy):
    assert net_value(policy, NEVER_PAYS[policy]) < 0
    page = (REPOSITORY / "docs" / "policies.md").read_text(encoding="utf-8")
    assert f"`{policy}` never pays here" in page


def test_every_ready_policy_is_held_to_it():
    assert set(ready_policies()) == set(TURNS) | set(NEVER_PAYS)


def test_the_page_names_the_unknowns_that_are_moved_here():
    page = (REPOSITORY / "docs" / "what-would-have-to-be-true.md").read_text(encoding="utf-8")
    for policy, sides in TURNS.items():
        cells = (f"`{policy}`", *map(_told, sides))
        assert f"| {' | '.join(cells)} |" in page, policy
    assert all(f"No unknown turns `{policy}`" in page for policy in NEVER_PAYS)


def _told(unknowns: dict[str, float]) -> str:
    """`NAME VALUE (LOW to HIGH)` of each."""
    known = register()
    return "; ".join(
        f"`{name}` {value:g} ({known[name].low:g} to {known[name].high:g})"
        for name, value in unknowns.items()
    )

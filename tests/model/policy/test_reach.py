"""What arrives of a published effect: transport, the site, who has it already, more than its strength."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.parameters import central_values, register
from tandem.model.policy.catalogue import LEVERS, PROGRAMMES
from tandem.model.policy.cost import programme_costs
from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Cost, Lever, effective_intensity, reach, share_without, transported
from tandem.model.rules import environment as columns
from tests.model.engine.cases import organisation, scenario
from tests.model.policy.published import AS_PUBLISHED

PROFILE, SEATS = organisation(300)
MONTHS = 30
# Programmes whose effect on an outcome is in proportion to what arrives
OUTCOME = {
    "strategy_alignment": columns.MODIFY_CLARITY,
    "workload_guardrails": columns.MODIFY_GUARDRAILS,
    "human_connection": columns.MODIFY_CONNECTION,
    "manager_support": columns.MODIFY_SUPPORT,
    "recognition": columns.MODIFY_QUITS,
    "flexible_work": columns.MODIFY_QUITS,
    "wellness": columns.MODIFY_RESILIENCE,
    "ai_training": columns.MODIFY_ADOPTION,
    "encouraged_rollout": columns.MODIFY_ADOPTION,
}
PAY = ("relative_raise", "uniform_raise", "retention_bonus")


def effect(lever, values):
    """Modifiers of everybody, (months, MODIFIER_COLUMNS)."""
    return policy_in_force((lever,), values, SEATS, MONTHS).modifiers[:, 0]


def strong(kind):
    """A lever as strong as it may be, up to 1."""
    return Lever(kind, start=4, intensity=min(1.0, LEVERS[kind].highest), cost=Cost(100.0, 10.0, 2.0))


@settings(deadline=None)
@given(mean=st.floats(0.2, 1.1), spread=st.floats(0.3, 1.0), site=st.floats(-2.5, 2.5))
def test_transport_is_the_average_elsewhere_and_how_this_site_differs(mean, spread, site):
    values = {"transport": mean, "transport_spread": spread, "site_wellness": site}
    assert transported(values, "wellness") == pytest.approx(mean + spread * site)


@pytest.mark.parametrize("kind", [*OUTCOME, *PAY])
@pytest.mark.parametrize("site", [-2.0, 0.0, 1.0])
def test_every_programme_and_every_raise_is_transported(kind, site):
    name = next(name for name in LEVERS[kind].parameters if name.startswith("site_"))
    here = AS_PUBLISHED | {"transport": 0.6, "transport_spread": 0.5, name: site}
    column = OUTCOME.get(kind, columns.MODIFY_QUITS)
    arrived, published = (effect(strong(kind), values)[:, column] for values in (here, AS_PUBLISHED))
    assert published.any()
    np.testing.assert_allclose(arrived, (0.6 + 0.5 * site) * published, atol=1e-12)


def test_what_is_learnt_by_experimenting_is_an_assumption_about_any_site():
    here, elsewhere = (
        effect(Lever("experimentation_time", 4, intensity=4.0), AS_PUBLISHED | {"transport": share})
        for share in (1.0, 0.3)
    )
    np.testing.assert_array_equal(here, elsewhere)
    assert here[10, columns.MODIFY_OUT_OF_REACH] < 0


def test_sharing_the_gain_hiring_and_hours_are_no_findings_to_transport():
    elsewhere = AS_PUBLISHED | {"transport": 0.3, **{n: 2.0 for n in register() if n.startswith("site_")}}
    for kind in (
        "gain_sharing",
        "shorter_hours",
        "hiring_freeze",
        "faster_hiring",
        "no_backfill",
        "freelance_mix",
    ):
        lever = Lever(kind, start=4, intensity=0.5)
        np.testing.assert_array_equal(effect(lever, elsewhere), effect(lever, AS_PUBLISHED))


# --- in place already ---------------------------------------------------------------------------------


def test_every_programme_has_its_parameter_and_every_parameter_its_programme():
    known = {name.removeprefix("in_place_") for name in register() if name.startswith("in_place_")}
    assert set(PROGRAMMES) == known


@pytest.mark.parametrize("kind", [kind for kind in LEVERS if LEVERS[kind].programme])
def test_where_everybody_has_it_a_programme_does_nothing_and_costs_no_heads_and_no_hours(kind):
    everywhere = AS_PUBLISHED | {f"in_place_{LEVERS[kind].programme}": 1.0}
    assert not effect(strong(kind), everywhere).any()
    assert effect(strong(kind), AS_PUBLISHED).any()
    sums = scenario(300, MONTHS).run(
        scenario(300, MONTHS).population(1), scenario(300, MONTHS).environment_of(1), MONTHS
    )
    lever = Lever(kind, 4, cost=Cost(per_head_month=10.0), intensity=strong(kind).intensity)
    all_of_it, none = (
        programme_costs((lever,), sums, 0, PROFILE, SEATS, values) for values in (AS_PUBLISHED, everywhere)
    )
    assert all_of_it.any() and not none.any()


@pytest.mark.parametrize("kind", list(OUTCOME))
def test_a_programme_adds_for_those_who_do_not_have_it_and_takes_their_hours(kind):
    some = AS_PUBLISHED | {f"in_place_{LEVERS[kind].programme}": 0.3}
    arrived, published = (effect(strong(kind), values) for values in (some, AS_PUBLISHED))
    np.testing.assert_allclose(arrived[:, OUTCOME[kind]], 0.7 * published[:, OUTCOME[kind]], atol=1e-12)
    hours = Lever("recognition", 4, intensity=1.0, cost=Cost(hours_per_week=2.0))
    left = effect(hours, AS_PUBLISHED | {"in_place_recognition": 0.3})[10, columns.MODIFY_WORK]
    assert left == pytest.approx(np.log(1 - 0.7 * 2 / 40))


# --- strength beyond the study's ----------------------------------------------------------------------


@settings(deadline=None)
@given(overlap=st.floats(0, 1), intensity=st.floats(0, 2))
def test_more_than_the_strength_studied_overlaps_with_itself(overlap, intensity):
    strength = effective_intensity(Lever("wellness", 0, intensity=intensity), {"overlap": overlap})
    assert strength == pytest.approx(intensity if intensity <= 1 else 1 + (1 - overlap) * (intensity - 1))


@pytest.mark.parametrize("kind", [kind for kind in OUTCOME if LEVERS[kind].highest == 2])
def test_double_strength_does_less_than_double(kind):
    values = central_values()
    once, twice = (
        np.abs(effect(Lever(kind, 4, intensity=intensity), values)[20, OUTCOME[kind]])
        for intensity in (1.0, 2.0)
    )
    assert once < twice < 2 * once
    assert twice == pytest.approx((2 - values["overlap"]) * once)


def test_reach_is_intensity_transport_and_those_without():
    values = central_values({"site_recognition": 0.5, "in_place_recognition": 0.4})
    expected = (1 + 0.5 * 0.5) * (0.6 + 0.5 * 0.5) * 0.6
    assert reach(Lever("recognition", 0, intensity=1.5), values, "recognition") == pytest.approx(expected)
    assert share_without(values, "recognition") == pytest.approx(0.6)

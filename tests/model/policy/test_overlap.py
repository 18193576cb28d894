"""Programmes that aim at the same outcome overlap: bounds, limits, and harm in full."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Lever
from tandem.model.policy.overlap import OUTCOMES, joint_effect
from tandem.model.rules import environment as columns
from tests.model.engine.cases import organisation
from tests.model.policy.published import AS_PUBLISHED

SIZE = columns.MODIFIER_COLUMNS
OF_OUTCOMES = {column for outcome in OUTCOMES for column in outcome.columns}
MONTHS = 2


def any_effects(lowest=-1.0, highest=1.0):
    """Effects of one to five levers in two months."""
    values = st.floats(lowest, highest).map(lambda size: round(size, 6))
    return st.integers(1, 5).flatmap(lambda many: arrays(np.float64, (many, MONTHS, SIZE), elements=values))


def helpful(effects, outcome):
    """How far each lever helps with an outcome, (levers, months)."""
    return np.maximum(outcome.better * effects[..., list(outcome.columns)], 0).sum(axis=-1)


def harmful(effects, outcome):
    """How far each lever does harm to an outcome."""
    return np.maximum(-outcome.better * effects[..., list(outcome.columns)], 0).sum(axis=-1)


def net(joint, outcome):
    """The joint effect, positive where it helps."""
    return outcome.better * joint[..., list(outcome.columns)].sum(axis=-1)


@settings(deadline=None)
@given(effects=any_effects(), overlap=st.floats(0, 1), seed=st.integers(0, 99))
def test_the_order_does_not_matter(effects, overlap, seed):
    shuffled = effects[np.random.default_rng(seed).permutation(len(effects))]
    np.testing.assert_allclose(joint_effect(shuffled, overlap), joint_effect(effects, overlap), atol=1e-12)


@settings(deadline=None)
@given(effects=any_effects(), overlap=st.floats(0, 1))
def test_help_lies_between_the_largest_and_the_sum_and_harm_counts_in_full(effects, overlap):
    joint = joint_effect(effects, overlap)
    for outcome in OUTCOMES:
        helps, harms = helpful(effects, outcome), harmful(effects, outcome).sum(axis=0)
        found = net(joint, outcome) + harms
        assert np.all(found <= helps.sum(axis=0) + 1e-12)
        assert np.all(found >= helps.max(axis=0) - 1e-12)
        largest = helps.max(axis=0)
        np.testing.assert_allclose(found, largest + (1 - overlap) * (helps.sum(axis=0) - largest), atol=1e-9)


@settings(deadline=None)
@given(effects=any_effects())
def test_without_overlap_effects_add_up_and_with_all_of_it_the_largest_counts(effects):
    np.testing.assert_allclose(joint_effect(effects, 0.0), effects.sum(axis=0))
    everything = joint_effect(effects, 1.0)
    for outcome in OUTCOMES:
        expected = helpful(effects, outcome).max(axis=0) - harmful(effects, outcome).sum(axis=0)
        np.testing.assert_allclose(net(everything, outcome), expected, atol=1e-12)


@settings(deadline=None)
@given(effects=any_effects(), overlap=st.floats(0, 1))
def test_rates_shares_and_hours_are_no_outcomes_and_add_up(effects, overlap):
    rest = [column for column in range(SIZE) if column not in OF_OUTCOMES]
    np.testing.assert_allclose(joint_effect(effects, overlap)[..., rest], effects.sum(axis=0)[..., rest])


@settings(deadline=None)
@given(effects=any_effects(), overlap=st.floats(0, 1))
def test_one_lever_alone_does_all_it_does(effects, overlap):
    np.testing.assert_array_equal(joint_effect(effects[:1], overlap), effects[0])


@settings(deadline=None)
@given(effects=any_effects(-1.0, 1.0), overlap=st.floats(0, 0.9))
def test_another_helpful_lever_never_makes_things_worse(effects, overlap):
    """Every outcome's help grows with one lever more that does no harm."""
    added = np.zeros((1, MONTHS, SIZE))
    for outcome in OUTCOMES:
        added[..., list(outcome.columns)] = 0.2 * outcome.better
    more = joint_effect(np.concatenate((effects, added)), overlap)
    for outcome in OUTCOMES:
        assert np.all(net(more, outcome) >= net(joint_effect(effects, overlap), outcome) - 1e-12)


def test_what_a_lever_does_to_burnout_of_all_and_of_the_resilient_is_one_outcome():
    """Guardrails lower everybody's burnout, wellness that of the less burned out: the two overlap."""
    guardrails, wellness = np.zeros((2, 1, SIZE))
    guardrails[0, columns.MODIFY_BURNOUT], wellness[0, columns.MODIFY_RESILIENCE] = -0.3, -0.2
    joint = joint_effect(np.stack((guardrails, wellness)), 0.5)[0]
    total = joint[columns.MODIFY_BURNOUT] + joint[columns.MODIFY_RESILIENCE]
    assert total == pytest.approx(-(0.3 + 0.5 * 0.2))
    assert joint[columns.MODIFY_BURNOUT] / joint[columns.MODIFY_RESILIENCE] == pytest.approx(3 / 2)


def test_levers_of_a_policy_overlap_where_they_cover_the_same_people_only():
    _, seats = organisation(300)
    values = AS_PUBLISHED | {"overlap": 0.5}
    recognition, flexible = (Lever(kind, 0, ramp_up=0.0) for kind in ("recognition", "flexible_work"))
    both = policy_in_force((recognition, flexible), values, seats, 4).modifiers[3, :, columns.MODIFY_QUITS]
    one, other = values["recognition_on_quits"], values["flexibility_on_quits"]
    np.testing.assert_allclose(both, min(one, other) + 0.5 * max(one, other))

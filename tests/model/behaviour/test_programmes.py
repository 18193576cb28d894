"""Programmes: they overlap, only part of quits answers to them, and what they cost in work is lost."""

from __future__ import annotations

import pytest

from tandem.model.outcomes import tally
from tests.model.behaviour.firm import burnout_of_same_persons, course, from_start

AGAINST_QUITS = (
    "human_connection", "manager_support", "recognition", "flexible_work", "workload_guardrails", "wellness",
    "strategy_alignment",
)  # fmt: skip


def all_at(strength):
    return (
        *(from_start(kind, strength) for kind in AGAINST_QUITS),
        from_start("relative_raise", 0.1 * strength),
    )


def change(policy, baseline, kind=tally.EXPECTED_QUITS):
    return (
        policy.total(kind)
        / policy.total(tally.PRESENT)
        / (baseline.total(kind) / baseline.total(tally.PRESENT))
        - 1
    )


def test_everything_at_once_and_at_double_strength_stays_within_the_avoidable_share():
    baseline, once, twice = course(), course(all_at(1.0)), course(all_at(2.0))
    assert -0.6 < change(twice, baseline) < change(once, baseline) < -0.1
    assert change(twice, baseline) > 2 * change(once, baseline)


def test_even_the_strongest_programmes_leave_the_unavoidable_quits():
    """All assumptions at the end that favours programmes: no overlap, full transport, a receptive site."""
    fixed = {
        "overlap": 0.0, "transport": 1.1, "transport_spread": 0.3, "avoidable_share": 0.6,
        "ai_pay_premium": 0.0,  # offers from outside add to the avoidable quits
        **{f"site_{kind}": 2.5 for kind in (*AGAINST_QUITS, "pay")},
    }  # fmt: skip
    assert -0.65 < change(course(all_at(2.0), fixed), course(fixed=fixed)) < -0.4


def test_together_programmes_do_less_than_the_sum_of_each():
    baseline = course()
    kinds = ("human_connection", "flexible_work", "recognition")
    alone = [change(course((from_start(kind),)), baseline) for kind in kinds]
    together = change(course(tuple(from_start(kind) for kind in kinds)), baseline)
    assert sum(alone) < together < min(alone)


def test_guardrails_leave_work_undone_and_more_hours_off_relieve_more():
    baseline, guarded = course(), course((from_start("workload_guardrails"),))
    both = course((from_start("workload_guardrails"), from_start("shorter_hours", 5.0)))
    assert guarded.total(tally.OUTPUT_SUM) < 0.995 * baseline.total(tally.OUTPUT_SUM)
    assert burnout_of_same_persons(both, baseline) < burnout_of_same_persons(guarded, baseline) - 0.05
    lost = 1 - both.total(tally.OUTPUT_SUM) / guarded.total(tally.OUTPUT_SUM)
    assert lost == pytest.approx(0.85 * 5 / 40, abs=0.03)


def test_hours_diverted_to_a_programme_cost_output_and_do_not_relieve():
    only_hours = {"trust_on_connection": 0.0, "ai_on_connection": 0.0}  # what is learnt loosens ties
    baseline = course(fixed=only_hours)
    open_ended = course((from_start("experimentation_time", 4.0),), only_hours)
    lost = 1 - open_ended.total(tally.OUTPUT_SUM) / baseline.total(tally.OUTPUT_SUM)
    assert 0.06 < lost < 0.11  # four hours of forty, less those who had them and what is learnt
    assert burnout_of_same_persons(open_ended, baseline) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("kind, strength", [("ai_training", 1.0), ("experimentation_time", 2.0)])
def test_what_has_been_learnt_stays_when_the_lever_and_its_hours_end(kind, strength):
    baseline, ended = course(), course((from_start(kind, strength, months=6),))
    last = slice(-12, None)
    gain = (ended.sums[last, tally.TRUE_SUM] / ended.sums[last, tally.AI_USERS]).mean()
    usual = (baseline.sums[last, tally.TRUE_SUM] / baseline.sums[last, tally.AI_USERS]).mean()
    assert gain > 1.005 * usual
    assert ended.sums[last, tally.OUTPUT_SUM].sum() > baseline.sums[last, tally.OUTPUT_SUM].sum()


def test_a_programme_adds_nothing_where_everybody_has_it():
    baseline = course()
    had = course((from_start("flexible_work"),), {"in_place_flexible_work": 0.6})
    rarer = course((from_start("flexible_work"),), {"in_place_flexible_work": 0.1})
    assert change(rarer, baseline) < change(had, baseline) < 0
    assert change(had, baseline) / change(rarer, baseline) == pytest.approx(0.4 / 0.9, abs=0.1)

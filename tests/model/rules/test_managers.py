"""Managers: who leads how well, and what it does to quits, ties, support and limits, by closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import integrate

from tandem.model.rules.burnout import strain
from tandem.model.rules.exits import exit_probability
from tandem.model.rules.manager import bond_by_manager, lead, limits_kept, need_of_support, pull_of_manager
from tests.model.rules.months import central, coefficients, for_any, neutral_month, within

ranks = st.floats(0, 1)


@for_any(rank=ranks)
def test_lead_runs_from_minus_one_to_one_and_is_the_averages_while_nobody_leads(rank):
    assert lead.py_func(rank, 1.0) == pytest.approx(2 * rank - 1)
    assert lead.py_func(rank, 0.0) == 0


@for_any(effect=within("manager_on_quits"), ties=within("manager_on_connection"))
def test_a_standard_deviation_of_people_skills_has_the_effect_of_the_register(effect, ties):
    """Ranks are uniform: the slope over managers in SD of rank, by quadrature.

    Ties of a team that takes a part t of the bond settle where x = t · (x + b): at t ÷ (1 − t) of b.
    """
    c = coefficients(manager_on_quits=effect, manager_on_connection=ties)
    over_managers = lambda function: integrate.quad(function, 0, 1)[0]  # noqa: E731
    spread = math.sqrt(over_managers(lambda rank: lead.py_func(rank, 1.0) ** 2))
    taken = float(c.team_on_connection)
    for rule, expected in ((pull_of_manager, effect), (bond_by_manager, ties * (1 - taken) / taken)):
        moved = lambda rank: rule.py_func(lead.py_func(rank, 1.0), c)  # noqa: B023, E731
        slope = over_managers(lambda rank: moved(rank) * lead.py_func(rank, 1.0)) / spread  # noqa: B023
        assert slope == pytest.approx(expected, abs=1e-9)
        assert over_managers(moved) == pytest.approx(0, abs=1e-12)


@for_any(rank=ranks)
def test_support_is_needed_where_limits_are_not_kept_and_both_are_one_on_average(rank):
    skills = lead.py_func(rank, 1.0)
    need, kept = need_of_support.py_func(skills), limits_kept.py_func(skills)
    assert need == pytest.approx(2 - 2 * rank) and kept == pytest.approx(2 * rank)
    assert need + kept == pytest.approx(2)
    assert need_of_support.py_func(0.0) == limits_kept.py_func(0.0) == 1


@for_any(need=st.floats(0, 2), shift=st.floats(-1, 0.5), pull=st.floats(-0.5, 0.5), offers=st.floats(0, 0.5))
def test_quits_answer_to_leavers_manager_offers_and_support_as_to_one_log_ratio(need, shift, pull, offers):
    c = coefficients()
    m = neutral_month(c, support_shift=shift, quit_shift=0.1)
    avoidable, rate = central("avoidable_share"), 0.01
    moved = (pull + offers + 0.1 + need * shift) / avoidable
    hazard = rate * (1 - avoidable + avoidable * math.exp(moved - c.mood_centre))
    found = exit_probability.py_func(math.log(rate), 0.0, 0.0, pull, offers, need, 0.0, 0.0, c, m)
    assert found == pytest.approx(-math.expm1(-hazard))


@for_any(kept=st.floats(0, 2), shift=st.floats(-1, 0.5))
def test_limits_act_as_far_as_they_are_kept(kept, shift):
    c = coefficients()
    with_limits = strain.py_func(0.1, 0.2, 0.3, 0.0, kept, c, neutral_month(c, guardrail_shift=shift))
    without = strain.py_func(0.1, 0.2, 0.3, 0.0, kept, c, neutral_month(c))
    assert with_limits - without == pytest.approx(kept * shift)


def test_over_all_managers_programmes_have_their_published_sizes():
    ranks = (np.arange(2000) + 0.5) / 2000
    skills = [lead.py_func(rank, 1.0) for rank in ranks]
    assert np.mean([need_of_support.py_func(each) for each in skills]) == pytest.approx(1)
    assert np.mean([limits_kept.py_func(each) for each in skills]) == pytest.approx(1)

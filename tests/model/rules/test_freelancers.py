"""Freelancers: own targets, learning, niches, fees, know-how and days to find one, by closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st

from tandem.model.environment import niches_of
from tandem.model.rules.clarity import clarity_next
from tandem.model.rules.demands import demands, raised_target_next
from tandem.model.rules.effort import effort, slack
from tandem.model.rules.exits import exit_probability
from tandem.model.rules.freelance import arrives_in_niche, extra_fees, niche_next, own_worth
from tandem.model.rules.good_will import good_will
from tandem.model.rules.hiring import stays_employed
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.output import output, payroll
from tests.model.rules.months import central, coefficients, for_any, neutral_month, repeated, within

C = coefficients()
M = neutral_month(C)


@for_any(kept=within("freelancer_time_share"), perceived=st.floats(-0.5, 1), true=st.floats(-0.1, 0.3))
def test_targets_converge_to_what_is_truly_gained_and_not_kept_as_time(kept, perceived, true):
    """Whatever users report, and whatever share of the gain the firm turns into targets."""
    c = coefficients(freelancer_time_share=kept)
    for m in (neutral_month(c), neutral_month(c, target_share=0.0)):
        step = lambda raised: raised_target_next.py_func(raised, perceived, true, 1.0, c, m)  # noqa: B023, E731
        assert repeated(step, 0.3, 1200) == pytest.approx((1 - kept) * max(true, 0), abs=1e-9)


@for_any(kept=within("freelancer_time_share"), true=st.floats(0, 0.3))
def test_what_targets_leave_is_kept_as_time_and_relieves_in_full(kept, true):
    raised = (1 - kept) * true
    spare = slack.py_func(raised, true, 1.0, C)
    assert spare == pytest.approx(kept * true)
    assert effort.py_func(raised, true, C) == 0
    felt = demands.py_func(raised, true, 0.0, spare, 0.0, 0.0, C, M)
    assert felt == pytest.approx(-min(kept * true, central("workload_limit")))


@for_any(faster=within("freelancer_learning"), closes=within("freelancer_closes"))
def test_freelancers_learn_faster_and_reach_further(faster, closes):
    c = coefficients(freelancer_learning=faster, freelancer_closes=closes)
    m = neutral_month(c)
    ceiling = central("untrained_ceiling")
    reach = ceiling + closes * (1 - ceiling)
    step = min(faster * m.learning_rate, 1)
    found = repeated(lambda level: proficiency_next.py_func(level, 1.0, 1.0, c, m), 0.0, 6)
    assert found == pytest.approx(reach * (1 - (1 - step) ** 6))
    assert proficiency_next.py_func(0.3, 0.0, 1.0, c, m) == 0.3


@for_any(
    rate=within("niche_rate"),
    use=st.floats(0, 3),
    luck=st.floats(0, 0.999),
    niche=st.sampled_from([0.0, 1.0]),
)
def test_a_niche_is_found_at_its_rate_times_use_and_kept(rate, use, luck, niche):
    c = coefficients(niche_rate=rate)
    assert niche_next.py_func(niche, 1.0, use, luck, c) == max(niche, float(luck < rate * use))
    assert niche_next.py_func(0.0, 0.0, use, luck, c) == 0  # employees find none


@for_any(share=st.floats(0, 1), luck=st.floats(0, 0.999))
def test_newcomers_bring_niches_as_the_market_has_them(share, luck):
    assert arrives_in_niche.py_func(1.0, 1.0, luck, share) == float(luck < share)
    assert arrives_in_niche.py_func(1.0, 0.0, luck, share) == 0
    assert arrives_in_niche.py_func(0.0, 1.0, luck, share) == 0


def test_niches_of_a_market_whose_users_are_as_many_all_the_time_follow_the_hazard():
    months = np.arange(40)
    np.testing.assert_allclose(niches_of(np.full(40, 0.6), 0.03), 1 - 0.97**months)
    assert not niches_of(np.zeros(5), 0.03).any()
    growing = niches_of(np.linspace(0.02, 0.8, 40), 0.03)
    assert np.all(growing <= 1 - 0.97**months + 1e-12)  # new users have found none yet
    assert np.all(np.diff(growing) > 0)


@for_any(raised=st.floats(0, 0.5), niche=st.sampled_from([0.0, 1.0]), worth=within("niche_on_fees"))
def test_fees_are_the_pay_the_extra_work_and_the_niche(raised, niche, worth):
    c = coefficients(niche_on_fees=worth)
    fees = extra_fees.py_func(1.0, raised, niche, c)
    assert fees == pytest.approx(raised + worth * niche)
    assert payroll.py_func(120_000.0, 1.0, 1.0, fees, c) == pytest.approx(
        10_000 * (1 + raised + worth * niche)
    )
    assert extra_fees.py_func(0.0, raised, 0.0, c) == 0
    salaried = payroll.py_func(120_000.0, 1.0, 0.0, 0.0, c)
    assert salaried == pytest.approx(10_000 * central("payroll_load"))


def test_output_lacks_know_how_and_gains_by_a_niche():
    for niche in (0.0, 1.0):
        worth = own_worth.py_func(1.0, niche, C)
        assert worth == pytest.approx(central("niche_on_output") * niche - central("missing_know_how"))
        made = output.py_func(1.0, 1.0, 0.1, 0.0, 0.0, worth, 0.0, C, M)
        assert made == pytest.approx((1 + central("performance_sd") + worth) * 1.1)
    assert own_worth.py_func(0.0, 0.0, C) == 0


@for_any(effect=within("niche_on_ends"), rate=st.floats(0.01, 0.3))
def test_contracts_end_at_another_hazard_in_a_niche(effect, rate):
    c = coefficients(niche_on_ends=effect)
    chances = [
        exit_probability.py_func(math.log(rate), 0.4, 2.0, 0.3, 0.2, 1.0, 1.0, niche, c, neutral_month(c))
        for niche in (0.0, 1.0)
    ]
    hazards = [-math.log1p(-chance) for chance in chances]
    assert hazards[0] == pytest.approx(rate)
    assert hazards[1] / hazards[0] == pytest.approx(math.exp(effect))


@for_any(share=st.floats(0, 3), perceived=st.floats(0, 1))
def test_nobody_shares_a_gain_with_them_and_they_see_what_it_is_for(share, perceived):
    m = neutral_month(C, target_share=share)
    assert good_will.py_func(1.0, 1.0, C, m) == 0
    unmoved = repeated(lambda level: clarity_next.py_func(level, 0.4, perceived, 1.0, C, m), 0.0, 600)
    assert unmoved == pytest.approx(0.4)


@for_any(own=st.floats(0, 1), refilled=st.floats(0.01, 1))
def test_the_stated_part_of_seats_that_fall_vacant_goes_to_freelancers(own, refilled):
    """Among luck at which a seat is filled again, evenly below the refill share, a part `own` stays."""
    m = neutral_month(C, own_hire_share=own, refill_share=refilled)
    luck = (np.arange(2000) + 0.5) / 2000 * refilled
    stays = np.mean([stays_employed.py_func(each, m) for each in luck])
    assert stays == pytest.approx(own, abs=1e-3)

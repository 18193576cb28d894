"""Each rule against its closed form: what the parameter says is what the rule does."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from tandem.model.engine.formulas import DAYS_PER_MONTH
from tandem.model.parameters import register
from tandem.model.rules.adoption import adoption_probability, uses_ai_next
from tandem.model.rules.clarity import clarity_next
from tandem.model.rules.connection import connection_next, trust_next
from tandem.model.rules.demands import demands, raised_target_next
from tandem.model.rules.exits import dismissal_probability, exit_probability, involuntary_probability
from tandem.model.rules.gain import gross_gain, perceived_gain, true_gain
from tandem.model.rules.hiring import arrives_with_ai, fill_probability, ramp_next, ramp_reached
from tandem.model.rules.intention import intention
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.output import output, replacement_cost
from tandem.model.rules.team import contagion, recent_exits, team_connection, vacancy_load
from tests.model.rules.months import coefficients, neutral_month


def within(name):
    """Any value in a parameter's range."""
    return st.floats(register()[name].low, register()[name].high)


def for_any(**values):
    """`hypothesis.given`, without a deadline: a rule may be compiled by its first call."""
    return lambda test: settings(deadline=None)(given(**values)(test))


def central(name):
    return register()[name].central


def repeated(step, start, months):
    state = start
    for _ in range(months):
        state = step(state)
    return state


# --- team ---------------------------------------------------------------------------------------------


@for_any(window=st.integers(3, 6))
def test_a_tenth_of_a_leavers_pull_is_left_after_the_window(window):
    c = coefficients(contagion_window=float(window))
    assert repeated(lambda recent: recent_exits.py_func(recent, 0.0, c), 1.0, window) == pytest.approx(0.1)


@for_any(voluntary=st.floats(0, 30), involuntary=st.floats(0, 30))
def test_contagion_grows_with_leavers_up_to_its_ceiling(voluntary, involuntary):
    c = coefficients()
    pull = contagion.py_func(voluntary, involuntary, c)
    sum_of_both = c.contagion_per_leaver * voluntary + c.contagion_involuntary * involuntary
    assert pull == min(sum_of_both, c.contagion_ceiling)
    assert contagion.py_func(1.0, 0.0, c) == pytest.approx(math.log(1.12), abs=0.005)  # the design: +12 %


def test_an_empty_team_has_neither_load_nor_ties():
    c = coefficients()
    assert vacancy_load.py_func(5, 0, c) == team_connection.py_func(0.0, 0) == 0
    assert vacancy_load.py_func(2, 8, c) == pytest.approx(c.vacancy_spillover * 2 / 8)


# --- adoption and learning ----------------------------------------------------------------------------


@for_any(peers=st.floats(0, 1), affinity=st.floats(-5, 5), log_ratio=st.floats(-1, 1))
def test_adoption_is_a_bass_hazard_scaled_by_affinity(peers, affinity, log_ratio):
    c = coefficients()
    chance = adoption_probability.py_func(peers, affinity, log_ratio, c, neutral_month(c))
    if affinity <= c.never_adopts_below:
        assert chance == 0
    else:
        spread = central("adoption_affinity")
        inclination = math.exp(spread * affinity + log_ratio - spread**2 / 2)
        hazard = central("adoption_innovation") + central("adoption_imitation") * peers
        assert chance == pytest.approx(1 - math.exp(-hazard * inclination), rel=1e-12)


def test_share_of_those_who_would_ever_use_ai_is_the_ceiling_parameter():
    for ceiling in (0.8, 0.88, 0.95):
        c = coefficients(adoption_ceiling=ceiling)
        affinity = np.random.default_rng(1).standard_normal(40_000)
        ever = np.mean([adoption_probability.py_func(1.0, a, 0.0, c, neutral_month(c)) > 0 for a in affinity])
        assert ever == pytest.approx(ceiling, abs=0.006)


@for_any(use=st.sampled_from([0.0, 1.0]), start=st.floats(0, 1), luck=st.floats(0.001, 0.999))
def test_users_stop_at_the_abandonment_rate_and_others_start_at_their_chance(use, start, luck):
    c = coefficients(abandonment_rate=0.01)
    expected = float(luck >= 0.01) if use else float(luck < start)
    assert uses_ai_next.py_func(use, start, luck, c) == expected


@for_any(time=within("proficiency_time"))
def test_proficiency_closes_the_same_part_of_the_distance_each_month(time):
    """At April 2025's tools the four sources of learning add up to about one: the time constant's step."""
    c = coefficients(proficiency_time=time)
    m = neutral_month(c)
    assert m.learning_rate == pytest.approx(1 / time, rel=0.05)
    step = min(m.learning_rate, 1.0)
    reached = repeated(lambda level: proficiency_next.py_func(level, 1.0, m), 0.0, 10)
    assert reached == pytest.approx(1 - (1 - step) ** 10)
    assert proficiency_next.py_func(0.4, 0.0, m) == 0.4
    assert proficiency_next.py_func(0.4, 1.0, m._replace(learning_rate=7.0)) == 1.0


# --- gain ---------------------------------------------------------------------------------------------


@for_any(novice=within("novice_multiplier"), gain=within("true_gain"))
def test_gain_averages_to_its_parameter_over_skill(novice, gain):
    c = coefficients(novice_multiplier=novice, true_gain=gain)
    m = neutral_month(c)
    mean, _ = integrate.quad(lambda skill: gross_gain.py_func(1.0, 1.0, skill, c, m), 0, 1)
    assert mean == pytest.approx(gain, rel=1e-9)
    assert gross_gain.py_func(1.0, 1.0, 0.0, c, m) == pytest.approx(novice * gain)
    assert gross_gain.py_func(1.0, 1.0, 1.0, c, m) == pytest.approx((2 - novice) * gain)
    assert gross_gain.py_func(0.0, 1.0, 0.3, c, m) == 0


@for_any(gross=st.floats(-0.2, 0.4), tax=within("rework_tax"))
def test_rework_takes_from_gains_and_adds_to_losses(gross, tax):
    c = coefficients(rework_tax=tax)
    assert true_gain.py_func(gross, c) == pytest.approx(gross * (1 - tax if gross > 0 else 1 + tax))
    assert true_gain.py_func(gross, c) <= gross


def test_the_perceived_gain_of_a_non_user_is_none():
    assert perceived_gain.py_func(0.0, 0.0, 0.4) == 0
    assert perceived_gain.py_func(0.06, 1.0, 0.4) == pytest.approx(0.46)


# --- demands ------------------------------------------------------------------------------------------


@for_any(perceived=st.floats(-0.5, 1), share=within("gain_to_targets"), start=st.floats(0, 1))
def test_the_ratchet_converges_to_its_share_of_the_perceived_gain(perceived, share, start):
    c = coefficients(gain_to_targets=share)
    m = neutral_month(c)
    target = repeated(lambda raised: raised_target_next.py_func(raised, perceived, c, m), start, 1200)
    assert target == pytest.approx(share * max(perceived, 0), abs=1e-9)


@pytest.mark.parametrize(("start", "goal", "name"), [(0.0, 0.5, "up"), (0.5, 0.0, "down")])
def test_targets_rise_and_fall_with_their_own_time_constants(start, goal, name):
    time = 12
    c = coefficients(**{f"ratchet_{name}_time": float(time)})
    m = neutral_month(c, target_share=1.0)
    target = repeated(lambda raised: raised_target_next.py_func(raised, goal, c, m), start, time)
    assert (target - goal) / (start - goal) == pytest.approx(math.exp(-1))


@for_any(raised=st.floats(0, 0.5), gain=st.floats(-0.1, 0.3), load=st.floats(0, 1), burnout=st.floats(-3, 3))
def test_only_the_true_gain_helps_to_meet_targets_and_only_by_the_causal_route(raised, gain, load, burnout):
    selected = coefficients(causal_share=0.0)
    m = neutral_month(selected)
    without_ai = demands.py_func(0.0, 0.0, load, burnout, selected, m)
    assert demands.py_func(raised, gain, load, burnout, selected, m) == without_ai
    causal = coefficients(causal_share=1.0)
    assert demands.py_func(raised, gain, load, burnout, causal, m) - without_ai == pytest.approx(
        central("association") * central("causal_amplifier") * (raised - gain)
    )


# --- connection, trust, clarity -----------------------------------------------------------------------


@for_any(use=st.floats(0, 1), perceived=st.floats(0, 1), persistence=within("connection_persistence"))
def test_ties_trust_and_clarity_settle_at_their_equilibria(use, perceived, persistence):
    c = coefficients(causal_share=1.0, connection_persistence=persistence)
    m, scale = neutral_month(c), central("association") * central("causal_amplifier")
    bond = repeated(lambda level: connection_next.py_func(level, use, 0.0, c, m), 0.0, 600)
    trust = repeated(lambda level: trust_next.py_func(level, use, bond, c), 0.0, 600)
    clear = repeated(lambda level: clarity_next.py_func(level, 0.4, perceived, c, m), 0.0, 600)
    assert bond == pytest.approx(-scale * central("ai_on_connection") * use, abs=1e-9)
    drawn = central("ai_on_trust") * use - central("connection_on_trust") * bond
    assert trust == pytest.approx(drawn, abs=1e-9)
    assert clear == pytest.approx(0.4 - scale * central("gain_on_clarity") * perceived, abs=1e-9)


# --- intention and exits ------------------------------------------------------------------------------


def test_intention_rises_with_each_of_its_drivers():
    c = coefficients()
    m = neutral_month(c, talent_demand=2.0)
    calm = intention.py_func(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, c, m)
    burned_out, unclear, disconnected, sought = (
        intention.py_func(0.0, 0.0, *drivers, c, m) - calm
        for drivers in ((1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, 1))
    )
    assert burned_out == pytest.approx(central("burnout_to_intention"))
    assert unclear == pytest.approx(central("clarity_to_intention"))
    assert disconnected == pytest.approx(central("connection_to_intention"))
    assert sought == pytest.approx(2 * central("talent_demand_to_intention"))


@for_any(rate=st.floats(0.001, 0.1), tenure=st.floats(-1, 1), mood=st.floats(-4, 4), pull=st.floats(0, 0.6))
def test_quit_hazard_is_log_linear_and_a_contract_ends_whatever_the_mood(rate, tenure, mood, pull):
    c = coefficients()
    m = neutral_month(c, log_quit_shift=0.2)
    quits = exit_probability.py_func(math.log(rate), tenure, mood, pull, 0.0, c, m)
    assert quits == pytest.approx(
        -math.expm1(-rate * math.exp(tenure + central("intention_to_quit") * mood + pull + 0.2))
    )
    ends = exit_probability.py_func(math.log(rate), tenure, mood, pull, 1.0, c, m)
    assert ends == pytest.approx(-math.expm1(-rate))


@for_any(layoff=st.floats(0, 2))
def test_layoffs_and_dismissals_are_competing_risks(layoff):
    c = coefficients()
    m = neutral_month(c, layoff_rate=layoff)
    assert dismissal_probability.py_func(1.0, c) == 0.0
    assert involuntary_probability.py_func(1.0, c, m) == pytest.approx(-math.expm1(-layoff))
    assert involuntary_probability.py_func(0.0, c, m) == pytest.approx(
        -math.expm1(-layoff - central("dismissal_rate"))
    )


# --- hiring and output --------------------------------------------------------------------------------


@for_any(days=within("time_to_fill"), executive_days=within("executive_time_to_fill"))
def test_half_of_all_vacancies_are_filled_by_the_median_time(days, executive_days):
    c = coefficients(time_to_fill=days, executive_time_to_fill=executive_days)
    m = neutral_month(c)
    for executive, median in ((0.0, days), (1.0, executive_days)):
        still_open = 1 - fill_probability.py_func(executive, m)
        assert still_open ** (median / DAYS_PER_MONTH) == pytest.approx(0.5)


@for_any(months=within("ramp_up_months"), ratio=within("ai_ramp_ratio"), whole=st.integers(1, 40))
def test_ramp_up_takes_its_months_and_ai_shortens_them(months, ratio, whole):
    c = coefficients(ramp_up_months=months, ai_ramp_ratio=ratio)
    left = (1 - ramp_reached.py_func(months, c)) / (1 - c.ramp_start)
    assert left == pytest.approx(0.1)
    step_by_step = repeated(lambda ramp: ramp_next.py_func(ramp, 0.0, c), c.ramp_start, whole)
    assert step_by_step == pytest.approx(ramp_reached.py_func(whole, c))
    with_ai = repeated(lambda ramp: ramp_next.py_func(ramp, 1.0, c), c.ramp_start, whole)
    assert with_ai == pytest.approx(ramp_reached.py_func(whole / ratio, c))


def test_those_who_would_never_use_ai_do_not_arrive_with_it():
    c = coefficients()
    assert arrives_with_ai.py_func(c.never_adopts_below - 1, 0.01, 0.9, c) == 0
    assert arrives_with_ai.py_func(c.never_adopts_below + 1, 0.01, 0.9, c) == 1
    assert arrives_with_ai.py_func(c.never_adopts_below + 1, 0.95, 0.9, c) == 0


def test_output_is_one_for_a_fully_ramped_average_worker_without_ai():
    c = coefficients()
    m = neutral_month(c)
    assert output.py_func(1.0, 0.0, 0.0, 0.0, c, m) == 1
    assert output.py_func(1.0, 1.0, 0.0, 0.0, c, m) == pytest.approx(1 + central("performance_sd"))
    assert output.py_func(1.0, 0.0, 0.0, 1.0, c, m) == pytest.approx(1 + central("burnout_on_output"))
    assert output.py_func(0.5, 0.0, 0.1, 0.0, c, m) == pytest.approx(0.55)
    assert output.py_func(1.0, -9.0, 0.0, 0.0, c, m) == 0
    assert output.py_func(1.0, 0.0, 0.0, 0.0, c, m._replace(working_time=0.9)) == pytest.approx(0.9)


@for_any(spread=within("replacement_cost_spread"), cost=within("replacement_cost"))
def test_mean_replacement_cost_is_its_parameter(spread, cost):
    c = coefficients(replacement_cost=cost, replacement_cost_spread=spread)
    density = lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    mean, _ = integrate.quad(lambda z: density(z) * replacement_cost.py_func(1000.0, z, c), -10, 10)
    assert mean == pytest.approx(1000 * cost, rel=1e-6)

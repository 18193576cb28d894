"""Each rule against its closed form: what the parameter says is what the rule does."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import integrate

from tandem.model.engine.formulas import DAYS_PER_MONTH
from tandem.model.rules.adoption import adoption_probability, affinity_of, uses_ai_next
from tandem.model.rules.clarity import clarity_next
from tandem.model.rules.connection import connection_next, trust_next
from tandem.model.rules.demands import raised_target_next
from tandem.model.rules.exits import dismissal_probability, involuntary_probability
from tandem.model.rules.gain import gross_gain, perceived_gain, true_gain
from tandem.model.rules.hiring import arrives_with_ai, fill_probability, ramp_next, ramp_reached
from tandem.model.rules.intention import intention
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.output import replacement_cost
from tandem.model.rules.relief import relief
from tandem.model.rules.team import contagion, recent_exits, team_connection
from tests.model.rules.months import central, coefficients, for_any, neutral_month, repeated, within

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


def test_an_empty_team_has_no_ties():
    assert team_connection.py_func(0.0, 0) == 0
    assert team_connection.py_func(-3.0, 6) == -0.5


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


@for_any(loading=within("use_role_loading"), role=st.floats(-4, 4), own=st.floats(-4, 4))
def test_affinity_is_standard_normal_and_loads_on_role_pressure(loading, role, own):
    c = coefficients(use_role_loading=loading)
    assert affinity_of.py_func(role, own, c) == pytest.approx(loading * role + (1 - loading**2) ** 0.5 * own)
    assert c.role_to_affinity**2 + c.own_to_affinity**2 == pytest.approx(1)


@for_any(time=within("proficiency_time"), ceiling=within("untrained_ceiling"))
def test_proficiency_closes_the_same_part_of_the_distance_to_what_is_in_reach_each_month(time, ceiling):
    """At April 2025's tools the four sources of learning add up to about one: the time constant's step."""
    c = coefficients(proficiency_time=time, untrained_ceiling=ceiling)
    m = neutral_month(c)
    assert m.learning_rate == pytest.approx(1 / time, rel=0.05)
    assert m.proficiency_in_reach == pytest.approx(ceiling)
    step = min(m.learning_rate, 1.0)
    reached = repeated(lambda level: proficiency_next.py_func(level, 1.0, 0.0, c, m), 0.0, 10)
    assert reached == pytest.approx(ceiling * (1 - (1 - step) ** 10))
    assert proficiency_next.py_func(0.4, 0.0, 0.0, c, m) == 0.4
    at_once = m._replace(learning_rate=7.0)
    assert proficiency_next.py_func(0.1, 1.0, 0.0, c, at_once) == pytest.approx(ceiling)


@for_any(level=st.floats(0, 1), reach=st.floats(0, 1), rate=st.floats(0, 3))
def test_what_has_been_learnt_stays_when_less_is_in_reach(level, reach, rate):
    c = coefficients()
    m = neutral_month(c, proficiency_in_reach=reach, learning_rate=rate)
    after = proficiency_next.py_func(level, 1.0, 0.0, c, m)
    assert level <= after <= max(level, reach) + 1e-12


# --- gain ---------------------------------------------------------------------------------------------


@for_any(novice=within("novice_multiplier"), gain=within("true_gain"))
def test_gain_averages_to_its_parameter_over_experience(novice, gain):
    c = coefficients(novice_multiplier=novice, true_gain=gain)
    mean, _ = integrate.quad(lambda rank: gross_gain.py_func(1.0, rank, c), 0, 1)
    assert mean == pytest.approx(gain, rel=1e-9)
    assert gross_gain.py_func(1.0, 0.0, c) == pytest.approx(novice * gain)
    assert gross_gain.py_func(1.0, 1.0, c) == pytest.approx((2 - novice) * gain)
    assert gross_gain.py_func(0.0, 0.3, c) == 0


@for_any(gross=st.floats(-0.2, 0.4), tax=within("rework_tax"))
def test_rework_takes_from_gains_and_adds_to_losses(gross, tax):
    """The average user, half experienced, loses the parameter's share."""
    c = coefficients(rework_tax=tax)
    assert true_gain.py_func(gross, 0.5, c) == pytest.approx(gross * (1 - tax if gross > 0 else 1 + tax))
    assert true_gain.py_func(gross, 0.5, c) <= gross


def test_the_perceived_gain_of_a_non_user_is_none():
    assert perceived_gain.py_func(0.0, 0.0, 0.4) == 0
    assert perceived_gain.py_func(0.06, 1.0, 0.4) == pytest.approx(0.46)


# --- targets ------------------------------------------------------------------------------------------


@for_any(
    perceived=st.floats(-0.5, 1), true=st.floats(-0.1, 0.2), share=within("gain_to_targets"),
    start=st.floats(0, 1), believed=st.sampled_from([0.0, 1.0]),
)  # fmt: skip
def test_the_ratchet_converges_to_its_share_of_the_gain_believed(perceived, true, share, start, believed):
    c = coefficients(gain_to_targets=share, reported_gain_believed=believed)
    m = neutral_month(c)
    step = lambda raised: raised_target_next.py_func(raised, perceived, true, 0.0, c, m)  # noqa: E731
    target = repeated(step, start, 1200)
    gain = perceived if believed else true
    assert target == pytest.approx(share * max(gain, 0), abs=1e-9)


@pytest.mark.parametrize(("start", "goal", "name"), [(0.0, 0.5, "up"), (0.5, 0.0, "down")])
def test_targets_rise_and_fall_with_their_own_time_constants(start, goal, name):
    time = 12
    c = coefficients(**{f"ratchet_{name}_time": float(time)})
    m = neutral_month(c, target_share=1.0)
    target = repeated(lambda raised: raised_target_next.py_func(raised, goal, 0.0, 0.0, c, m), start, time)
    assert (target - goal) / (start - goal) == pytest.approx(math.exp(-1))


# --- connection, trust, clarity -----------------------------------------------------------------------


@for_any(use=st.floats(0, 1), perceived=st.floats(0, 1), persistence=within("connection_persistence"))
def test_ties_trust_and_clarity_settle_at_their_equilibria(use, perceived, persistence):
    """Of ties and trust, who loosen each other: two linear equations in two unknowns."""
    c = coefficients(connection_persistence=persistence)
    m = neutral_month(c)
    bond = trust = 0.0
    for _ in range(600):
        bond = connection_next.py_func(bond, use, trust, 0.0, c, m)
        trust = trust_next.py_func(trust, use, perceived, bond, c)
    clear = repeated(lambda level: clarity_next.py_func(level, 0.4, perceived, 0.0, c, m), 0.0, 600)
    each_other = np.array([[1, central("trust_on_connection")], [central("connection_on_trust"), 1]])
    drawn = central("ai_on_trust") * use + central("gain_on_trust") * perceived
    settled = np.linalg.solve(each_other, [-central("ai_on_connection") * use, drawn])
    assert [bond, trust] == pytest.approx(settled.tolist(), abs=1e-9)
    assert clear == pytest.approx(0.4 - central("gain_on_clarity") * perceived, abs=1e-9)


# --- relief -------------------------------------------------------------------------------------------


@for_any(size=within("relief_by_ai"), full=within("relief_full_use"), spread=within("time_with_ai_spread"))
def test_relief_is_in_full_on_average_over_users_of_a_trial_and_in_proportion_below(size, full, spread):
    """Users of the trial: log-normal time with AI, its mean the trial's use; quadrature over them."""
    c = coefficients(relief_by_ai=size, relief_full_use=full, time_with_ai_spread=spread)
    density = lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    time = lambda z: full * math.exp(spread * z - spread**2 / 2)  # noqa: E731
    mean, _ = integrate.quad(lambda z: density(z) * relief.py_func(time(z), c), -10, 10, points=[spread / 2])
    assert mean == pytest.approx(size, rel=1e-6)
    assert relief.py_func(full / 2, c) == pytest.approx(relief.py_func(full, c) / 2)
    assert relief.py_func(2 * full, c) == relief.py_func(full, c)
    assert relief.py_func(0.0, c) == 0


# --- intention and exits ------------------------------------------------------------------------------


def test_intention_rises_with_each_of_its_drivers():
    c = coefficients()
    c = c._replace(talent_demand_to_intention=0.1)  # its central value is nought
    m = neutral_month(c, talent_demand=2.0)
    calm = intention.py_func(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, c, m)
    burned_out, unclear, disconnected, sought = (
        intention.py_func(0.0, 0.0, *drivers, c, m) - calm
        for drivers in ((1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, 1))
    )
    assert burned_out == pytest.approx(central("burnout_to_intention"))
    assert unclear == pytest.approx(central("clarity_to_intention"))
    assert disconnected == pytest.approx(central("connection_to_intention"))
    assert sought == pytest.approx(2 * 0.1)


@for_any(layoff=st.floats(0, 2))
def test_layoffs_and_dismissals_are_competing_risks(layoff):
    c = coefficients()
    m = neutral_month(c, layoff_rate=layoff)
    assert dismissal_probability.py_func(1.0, c) == 0.0
    assert involuntary_probability.py_func(1.0, c, m) == pytest.approx(-math.expm1(-layoff))
    assert involuntary_probability.py_func(0.0, c, m) == pytest.approx(
        -math.expm1(-layoff - central("dismissal_rate"))
    )


# --- hiring and its cost --------------------------------------------------------------------------------


@for_any(
    days=within("time_to_fill"), executive_days=within("executive_time_to_fill"),
    freelancer_days=within("freelancer_time_to_fill"),
)  # fmt: skip
def test_half_of_all_vacancies_are_filled_by_the_median_time(days, executive_days, freelancer_days):
    c = coefficients(
        time_to_fill=days, executive_time_to_fill=executive_days, freelancer_time_to_fill=freelancer_days
    )
    m = neutral_month(c)
    for kind, median in (((0.0, 0.0), days), ((1.0, 0.0), executive_days), ((0.0, 1.0), freelancer_days)):
        still_open = 1 - fill_probability.py_func(*kind, m)
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
    assert arrives_with_ai.py_func(c.never_adopts_below - 1, 0.0, 0.01, 0.9, c) == 0
    assert arrives_with_ai.py_func(c.never_adopts_below + 1, 0.0, 0.01, 0.9, c) == 1
    assert arrives_with_ai.py_func(c.never_adopts_below + 1, 0.0, 0.95, 0.9, c) == 0


@for_any(spread=within("replacement_cost_spread"), cost=within("replacement_cost"))
def test_mean_replacement_cost_is_its_parameter(spread, cost):
    c = coefficients(replacement_cost=cost, replacement_cost_spread=spread)
    density = lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    mean, _ = integrate.quad(lambda z: density(z) * replacement_cost.py_func(1000.0, z, c), -10, 10)
    assert mean == pytest.approx(1000 * cost, rel=1e-6)

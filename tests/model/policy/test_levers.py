"""Levers: what they move, when and for whom; and that none at all is the status quo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.parameters import register, sample_prior
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Cost, Coverage, Lever
from tandem.model.rules import environment as columns
from tests.model.engine.cases import organisation
from tests.model.policy.published import AS_PUBLISHED

_, SEATS = organisation(300)
DEPARTMENTS = SEATS.departments
MONTHS = 72
VALUES = AS_PUBLISHED

# kind → which named rates it moves, by the design; all others it leaves alone
MOVES = {
    "ai_training": {"ADOPTION", "OUT_OF_REACH"},
    "experimentation_time": {"EXPERIMENTATION", "OUT_OF_REACH", "WORK"},
    "strategy_alignment": {"CLARITY"},
    "workload_guardrails": {"GUARDRAILS", "WORK", "HOURS_OFF"},
    "shorter_hours": {"HOURS_OFF", "WORK", "DEMANDS"},
    "gain_sharing": {"TARGETS"},
    "human_connection": {"CONNECTION", "BURNOUT", "QUITS"},
    "manager_support": {"SUPPORT"},
    "recognition": {"QUITS"},
    "flexible_work": {"QUITS"},
    "wellness": {"RESILIENCE"},
    "relative_raise": {"QUITS"},
    "uniform_raise": {"QUITS"},
    "retention_bonus": {"QUITS"},
    "freelance_mix": {"OWN_HIRES"},
    "encouraged_rollout": {"ADOPTION", "WORK"},
    "mandated_rollout": {"ADOPTION", "INTENTION", "WORK"},
    "hiring_freeze": {"HIRING"},
    "faster_hiring": {"HIRING"},
    "no_backfill": {"REFILL"},
    "entry_level_hiring": {"REFILL"},
    "layoff": {"LAYOFF", "QUITS"},
}
PROGRAMMES = dict.fromkeys(
    (
        "ai_training",
        "strategy_alignment",
        "workload_guardrails",
        "human_connection",
        "manager_support",
        "recognition",
        "flexible_work",
    ),
    "organisational_half_life",
) | {"wellness": "individual_half_life"}  # all other kinds are rules, or happen once
NAMES = {
    getattr(columns, name): name.removeprefix("MODIFY_")
    for name in vars(columns)
    if name.startswith("MODIFY_")
}


LOGS_OF_SHARES = [columns.MODIFY_WORK, columns.MODIFY_OUT_OF_REACH]


def effect(*levers, values=VALUES):
    """Modifiers by month and department, as no lever here covers a part of one."""
    policy = policy_in_force(levers, values, SEATS, MONTHS)
    assert policy.seat_class is None
    return policy.modifiers


def by_seat(*levers, values=VALUES):
    """Modifiers by month and seat."""
    policy = policy_in_force(levers, values, SEATS, MONTHS)
    place = SEATS.department if policy.seat_class is None else policy.seat_class
    return policy.modifiers[:, place]


def test_no_lever_is_neutral():
    assert effect().shape == (MONTHS, len(DEPARTMENTS), columns.MODIFIER_COLUMNS)
    assert not effect().any()


def test_every_kind_is_described_here():
    assert set(MOVES) == set(LEVERS)
    assert len(NAMES) == columns.MODIFIER_COLUMNS


@pytest.mark.parametrize("kind", list(LEVERS))
def test_zero_intensity_is_the_status_quo(kind):
    idle = Lever(kind, start=5, intensity=0.0, cost=Cost(1000, 10, 2))
    assert not effect(idle).any()
    assert not by_seat(replace(idle, coverage=Coverage(levels=("junior",), share=(0.2, 0.7)))).any()


@pytest.mark.parametrize("kind", list(LEVERS))
def test_a_lever_moves_its_own_rates_after_its_start_in_its_departments_only(kind):
    moved = effect(Lever(kind, start=20, coverage=Coverage(DEPARTMENTS[1:2]), intensity=0.3))
    elsewhere = [place for place in range(len(DEPARTMENTS)) if place != 1]
    assert not moved[:20].any()
    assert not moved[:, elsewhere].any()
    assert moved[20, 1].any()
    touched = {NAMES[column] for column in np.flatnonzero(moved.any(axis=(0, 1)))}
    assert touched == MOVES[kind]


@pytest.mark.parametrize("kind", list(LEVERS))
def test_a_lever_beyond_the_horizon_does_nothing(kind):
    assert not effect(Lever(kind, start=MONTHS, intensity=0.3, cost=Cost(0, 0, 1))).any()


@pytest.mark.parametrize("kind", [kind for kind in LEVERS if kind not in ("layoff", "retention_bonus")])
def test_after_its_end_a_rule_is_gone_and_a_programme_fades(kind):
    """Shares fade as shares, not as their logs; what training puts in reach is in reach while it lasts."""
    lever = Lever(kind, start=6, intensity=0.4)
    whole, ended = effect(lever), effect(replace(lever, end=20))
    np.testing.assert_array_equal(ended[:21], whole[:21])
    ended[..., LOGS_OF_SHARES] = 1 - np.exp(ended[..., LOGS_OF_SHARES])
    assert not ended[21:, :, columns.MODIFY_OUT_OF_REACH].any()
    ended[..., columns.MODIFY_OUT_OF_REACH] = 0
    half_life = PROGRAMMES.get(kind)
    fading = 0.5 ** (np.arange(1, MONTHS - 20) / VALUES[half_life]) if half_life else np.zeros(MONTHS - 21)
    np.testing.assert_allclose(ended[21:], fading[:, np.newaxis, np.newaxis] * ended[20], atol=1e-12)


@pytest.mark.parametrize("kind", ["recognition", "ai_training", "mandated_rollout"])
def test_the_hours_of_a_programme_are_back_as_soon_as_it_ends(kind):
    lever = Lever(kind, start=6, end=20, intensity=0.4, cost=Cost(hours_per_week=2.0))
    taken = (
        effect(lever)[..., columns.MODIFY_WORK]
        - effect(replace(lever, cost=Cost()))[..., columns.MODIFY_WORK]
    )
    np.testing.assert_allclose(taken[6:21], np.log(1 - 0.4 * 2 / VALUES["working_week"]))
    assert not taken[:6].any() and not taken[21:].any()


@pytest.mark.parametrize("kind", list(LEVERS))
def test_its_parameters_in_the_catalogue_are_those_its_effect_depends_on(kind):
    """Each named parameter of the effect exists, and no parameter that is not named moves the effect."""
    lever = Lever(kind, start=3, intensity=0.3)
    common = {"lever_ramp_up", "organisational_half_life", "individual_half_life", "working_week", "overlap"}
    known = common | set(LEVERS[kind].parameters)
    assert set(LEVERS[kind].parameters) <= set(register())
    drawn = sample_prior(seed=2, draws=1)[0]
    others = VALUES | {name: value for name, value in drawn.items() if name not in known}
    if kind == "human_connection":  # what runs through the rules is taken off by the rules' coefficients
        others |= {name: VALUES[name] for name in register() if name.endswith(("_to_intention", "to_quit"))}
        others |= {name: VALUES[name] for name in ("connection_to_burnout", "team_on_connection")}
    np.testing.assert_array_equal(effect(lever, values=others), effect(lever))


# --- composition --------------------------------------------------------------------------------------


def any_lever():
    def of_kind(kind):
        return st.builds(
            Lever,
            st.just(kind),
            start=st.integers(0, MONTHS),
            end=st.none() | st.integers(MONTHS, 2 * MONTHS),
            coverage=st.builds(
                Coverage,
                departments=st.none() | st.sets(st.sampled_from(DEPARTMENTS), min_size=1).map(tuple),
                levels=st.none() | st.sets(st.sampled_from(SEATS.levels), min_size=1).map(tuple),
                contracts=st.none() | st.just(("employee",)),
                share=st.sampled_from([(0.0, 1.0), (0.0, 0.5), (0.25, 0.75)]),
            ),
            intensity=st.floats(0, LEVERS[kind].highest),
            cost=st.builds(Cost, hours_per_week=st.floats(0, 4)),
        )

    return st.sampled_from(list(LEVERS)).flatmap(of_kind)


@settings(deadline=None, max_examples=60)
@given(levers=st.lists(any_lever(), max_size=5), overlap=st.floats(0, 1), data=st.data())
def test_the_order_of_levers_does_not_matter_and_without_overlap_they_add_up(levers, overlap, data):
    values = VALUES | {"overlap": overlap}
    shuffled = data.draw(st.permutations(levers))
    together = by_seat(*levers, values=values)
    assert np.all(np.isfinite(together))
    np.testing.assert_allclose(by_seat(*shuffled, values=values), together, atol=1e-9)
    layoffs = [lever for lever in levers if lever.kind == "layoff"][1:]  # of several the strongest counts
    additive = [lever for lever in levers if not any(lever is other for other in layoffs)]
    one_by_one = sum((by_seat(lever) for lever in additive), np.zeros_like(together))
    np.testing.assert_allclose(one_by_one, by_seat(*additive), atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(lever=any_lever(), cut=st.floats(0.1, 0.9))
def test_two_parts_of_the_people_are_all_of_them_bit_for_bit(lever, cut):
    named = replace(lever.coverage, share=(0.0, 1.0))
    if lever.kind == "layoff":  # its survivors' shock is the departments', and comes with each part
        lever = replace(lever, kind="no_backfill", intensity=0.4)
    whole = by_seat(replace(lever, coverage=named))
    parts = [replace(lever, coverage=replace(named, share=share)) for share in ((0.0, cut), (cut, 1.0))]
    np.testing.assert_array_equal(by_seat(*parts), whole)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("gain_sharing", columns.MODIFY_TARGETS),
        ("freelance_mix", columns.MODIFY_OWN_HIRES),
        ("no_backfill", columns.MODIFY_REFILL),
        ("hiring_freeze", columns.MODIFY_HIRING),
    ],
)
def test_shares_leave_the_product_of_what_each_leaves(kind, column):
    two = effect(Lever(kind, start=0, intensity=0.5), Lever(kind, start=0, intensity=0.2))
    np.testing.assert_allclose(np.exp(two[..., column]), 0.5 * 0.8)


def test_hours_of_programmes_and_of_experiments_leave_the_product_of_working_time():
    experiments = Lever("experimentation_time", start=0, intensity=4.0)
    meetings = Lever("recognition", start=0, intensity=0.5, cost=Cost(hours_per_week=2.0))
    left = np.exp(effect(experiments, meetings)[..., columns.MODIFY_WORK])
    np.testing.assert_allclose(left, (1 - 4 / 40) * (1 - 0.5 * 2 / 40))


def test_a_phased_rollout_starts_department_by_department():
    chosen = (DEPARTMENTS[2], DEPARTMENTS[0], DEPARTMENTS[3])
    phased = Lever("mandated_rollout", 10, coverage=Coverage(chosen), intensity=1.0, phase_months=4)
    adoption = effect(phased)[..., columns.MODIFY_ADOPTION]
    starts = [int(np.flatnonzero(adoption[:, DEPARTMENTS.index(name)])[0]) for name in chosen]
    assert starts == [10, 14, 18]
    assert not adoption[:, 1].any()
    np.testing.assert_allclose(adoption[18, [2, 0, 3]], VALUES["mandate_on_adoption"])


# --- single kinds against their numbers ---------------------------------------------------------------


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
def test_a_layoff_takes_its_share_in_one_month_and_shakes_survivors_for_a_while(share):
    moved = effect(Lever("layoff", start=10, intensity=share))[:, 0]
    laid_off = 1 - np.exp(-moved[:, columns.MODIFY_LAYOFF])
    assert laid_off[10] == pytest.approx(share)
    assert laid_off.sum() == pytest.approx(share)
    shock = moved[:, columns.MODIFY_QUITS]
    assert not shock[:11].any()
    assert shock[11] == pytest.approx(VALUES["layoff_survivor_effect"])
    half_life = int(register()["layoff_survivor_half_life"].central)
    assert shock[11 + half_life] == pytest.approx(VALUES["layoff_survivor_effect"] / 2)
    assert np.all(np.diff(shock[11:]) < 0)


def test_a_layoff_of_some_people_shakes_all_in_their_departments():
    some = Coverage(DEPARTMENTS[:1], levels=("junior",))
    moved = by_seat(Lever("layoff", start=10, coverage=some, intensity=0.2))
    junior = (SEATS.department == 0) & (SEATS.level == SEATS.levels.index("junior"))
    np.testing.assert_array_equal(moved[10, :, columns.MODIFY_LAYOFF] > 0, junior)
    np.testing.assert_array_equal(moved[11, :, columns.MODIFY_QUITS] > 0, SEATS.department == 0)


def test_raises_move_quits_by_their_elasticity():
    relative = effect(Lever("relative_raise", start=4, intensity=0.05))
    uniform = effect(Lever("uniform_raise", start=4, intensity=0.05))
    for raised, name in ((relative, "pay_to_quit"), (uniform, "uniform_pay_to_quit")):
        ratio = np.exp(raised[4:, :, columns.MODIFY_QUITS])
        np.testing.assert_allclose(ratio, 1.05 ** VALUES[name])


def test_a_bonus_puts_quits_off_while_it_binds_and_a_share_comes_afterwards():
    shift = effect(Lever("retention_bonus", start=4, intensity=0.1))[:, 0, columns.MODIFY_QUITS]
    binding = int(VALUES["bonus_binding"])
    put_off = VALUES["pay_to_quit"] * np.log(1.1)
    assert put_off < 0
    np.testing.assert_allclose(shift[4 : 4 + binding], put_off)
    rebound = shift[4 + binding : 4 + 2 * binding]
    np.testing.assert_allclose(rebound, -VALUES["bonus_rebound"] * put_off)
    assert not shift[4 + 2 * binding :].any()


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8])
def test_faster_hiring_cuts_the_time_to_fill_by_its_share(cut):
    rate = np.exp(effect(Lever("faster_hiring", start=4, intensity=cut))[4:, :, columns.MODIFY_HIRING])
    np.testing.assert_allclose(1 / rate, 1 - cut)

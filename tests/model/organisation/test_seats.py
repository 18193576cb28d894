"""Seats are the profile, seat for seat; their teams, pay and tenure are as described and as published."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.profile import CONTRACTS, Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.tenure import published_tenure, tenure_of_mean

PROFILE, SETTINGS = default_organisation()
AS_PUBLISHED = replace(
    SETTINGS, median_tenure_years=3.9, first_year_tenure_share=0.22, freelancer_mean_tenure_years=1.0
)


@st.composite
def profiles(draw):
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from("ABCDE"), st.sampled_from("xyz"), st.sampled_from(CONTRACTS)),
            min_size=1,
            max_size=30,
            unique=True,
        )
    )
    groups = tuple(
        Group(
            department=key[0],
            level=key[1],
            contract=key[2],
            headcount=draw(st.integers(1, 400)),
            mean_salary=draw(st.floats(1, 1e7)),
            mean_tenure_years=draw(st.none() | st.floats(0, 50)),
        )
        for key in keys
    )
    return Profile("generated", "USD", groups, "test")


seeds = st.integers(0, 2**64 - 1)


@settings(deadline=None, max_examples=100)
@given(profile=profiles(), seed=seeds)
def test_seats_are_the_profile_exactly(profile, seed):
    seats = build_seats(profile, seed, SETTINGS)
    assert len(seats) == profile.headcount
    assert seats.seat_id.tolist() == list(range(len(seats)))
    counts = np.bincount(seats.group, minlength=len(profile.groups))
    assert counts.tolist() == [group.headcount for group in profile.groups]
    for index, group in enumerate(profile.groups):
        own = seats.group == index
        assert {seats.departments[code] for code in seats.department[own]} == {group.department}
        assert {seats.levels[code] for code in seats.level[own]} == {group.level}
        assert {CONTRACTS[code] for code in seats.contract[own]} == {group.contract}
        assert seats.salary[own].mean() == pytest.approx(group.mean_salary, rel=1e-9)
    assert (seats.salary > 0).all()
    stated = np.array([group.mean_tenure_years is not None for group in profile.groups])[seats.group]
    assert ((seats.tenure[stated] >= 0) & (seats.tenure[stated] <= 600)).all()
    assert np.isnan(seats.tenure[~stated]).all()  # the steady state says it


@settings(deadline=None, max_examples=100)
@given(
    profile=profiles(),
    seed=seeds,
    smallest=st.integers(1, 8),
    spread=st.integers(0, 8),
    place=st.floats(0, 1),
)
def test_teams_are_contiguous_within_a_department_and_in_range(profile, seed, smallest, spread, place):
    chosen = replace(
        SETTINGS,
        smallest_team=smallest,
        largest_team=smallest + spread,
        team_size=smallest + place * spread,
    )
    seats = build_seats(profile, seed, chosen)
    assert (np.diff(seats.department) >= 0).all() and (np.isin(np.diff(seats.team), (0, 1))).all()
    assert seats.team_offsets[0] == 0 and seats.team_offsets[-1] == len(seats)
    for team, (start, stop) in enumerate(zip(seats.team_offsets, seats.team_offsets[1:], strict=False)):
        assert (seats.team[start:stop] == team).all()
        assert len(set(seats.department[start:stop])) == 1
    sizes = np.diff(seats.team_offsets)
    assert sizes.sum() == len(seats) and sizes.min() >= 1 and sizes.max() <= chosen.largest_team
    for department in range(len(seats.departments)):
        people = int((seats.department == department).sum())
        own = sizes[seats.department[seats.team_offsets[:-1]] == department]
        if any(count * smallest <= people <= count * chosen.largest_team for count in range(1, people + 1)):
            assert own.min() >= min(smallest, people)


def test_team_sizes_of_the_default_organisation_vary_around_the_span_of_control():
    sizes = np.diff(build_seats(PROFILE, 1, SETTINGS).team_offsets)
    assert sizes.mean() == pytest.approx(8, abs=0.1)
    assert set(range(4, 13)) == set(sizes.tolist())


def test_every_team_of_the_default_organisation_is_led_and_mixed():
    seats = build_seats(PROFILE, 1, SETTINGS)
    leaders = seats.level[seats.team_offsets[:-1]]
    assert {seats.levels[code] for code in leaders} == {"manager", "executive"}
    for start, stop in zip(seats.team_offsets, seats.team_offsets[1:], strict=False):
        assert seats.level[start] == seats.level[start:stop].max()
        assert len(set(seats.level[start:stop])) >= 3


def test_small_and_large_teams_have_the_same_mix_of_levels():
    seats = build_seats(PROFILE, 1, SETTINGS)
    size = np.diff(seats.team_offsets)[seats.team]
    others = ~np.isin(seats.seat_id, seats.team_offsets[:-1])  # without the leaders
    small, large = (seats.level[others & (size >= low) & (size <= high)] for low, high in ((4, 6), (10, 12)))
    assert small.mean() == pytest.approx(large.mean(), abs=0.15)


def test_few_managers_lead_one_team_each():
    groups = (Group("A", "staff", "employee", 77, 5e4), Group("A", "head", "employee", 3, 9e4))
    profile = Profile("x", "USD", groups, "test", levels=("staff", "head"))
    seats = build_seats(profile, 3, SETTINGS)
    heads = np.flatnonzero(seats.level == 1)
    assert len(set(seats.team[heads])) == 3 and set(heads) <= set(seats.team_offsets)


def test_same_seed_same_seats_other_seed_other_seats():
    first, again, other = (build_seats(PROFILE, seed, SETTINGS) for seed in (7, 7, 8))
    for column in fields(first):
        np.testing.assert_array_equal(getattr(first, column.name), getattr(again, column.name))
    assert not np.array_equal(first.salary, other.salary)
    assert not np.array_equal(first.team_offsets, other.team_offsets)


def one_group(headcount: int, **values) -> Profile:
    return Profile("x", "USD", (Group("A", "b", "employee", headcount, 60000.0, **values),), "test")


def test_tenure_where_not_given_is_left_to_the_steady_state():
    assert SETTINGS.median_tenure_years is None and SETTINGS.freelancer_mean_tenure_years is None
    assert np.isnan(build_seats(PROFILE, 1, SETTINGS).tenure).all()


def test_tenure_where_not_given_may_be_as_published_for_the_united_states():
    """BLS_tenure_med: median 3.9 years; BLS_tenure_1y: 22 per cent with 12 months or less."""
    tenure = build_seats(one_group(400_000), 1, AS_PUBLISHED).tenure
    error = 3 * 0.5 / np.sqrt(tenure.size)  # three standard errors of a share
    assert (tenure <= 3.9 * 12).mean() == pytest.approx(0.50, abs=error)
    assert (tenure <= 12).mean() == pytest.approx(0.22, abs=error)
    assert tenure.max() <= 600


@pytest.mark.parametrize(("median", "share"), [(3.9, 0.22), (3.5, 0.25), (10.0, 0.05), (1.5, 0.4)])
def test_published_tenure_has_the_published_quantiles(median, share):
    years = published_tenure(np.array([0.5, share]), median, share)
    np.testing.assert_allclose(years, [median, 1.0], rtol=1e-9)


@pytest.mark.parametrize("mean", [0.01, 0.5, 4.5, 20.0, 25.0, 30.0, 49.0])
def test_tenure_has_the_mean_asked_for(mean):
    """The integral of the quantile function is the mean."""
    found, _ = integrate.quad(
        lambda u: tenure_of_mean(np.array([u]), np.array([mean]), np.array([0], np.int32))[0],
        0,
        1,
        epsabs=1e-9,
        limit=500,
    )
    assert found == pytest.approx(mean, rel=1e-4)


@pytest.mark.parametrize("mean", [0.0, 6.0, 50.0])
def test_a_groups_tenure_has_its_mean(mean):
    tenure = build_seats(one_group(500, mean_tenure_years=mean), 1, SETTINGS).tenure
    assert tenure.mean() / 12 == pytest.approx(mean, rel=1e-6, abs=1e-6)


def test_freelancers_may_have_been_there_a_short_time():
    seats = build_seats(PROFILE, 1, AS_PUBLISHED)
    freelancers = seats.contract == CONTRACTS.index("freelancer")
    assert seats.tenure[freelancers].mean() == pytest.approx(12, rel=1e-6)
    assert seats.tenure[~freelancers].mean() > 48


def test_salaries_are_lognormal_with_the_variation_asked_for():
    salary = build_seats(one_group(200_000), 1, SETTINGS).salary
    assert salary.std() / salary.mean() == pytest.approx(0.20, rel=0.01)
    logs = np.log(salary)
    assert ((logs - logs.mean()) ** 3).mean() / logs.std() ** 3 == pytest.approx(0, abs=0.03)


def test_salary_and_tenure_are_unrelated():
    seats = build_seats(one_group(100_000), 1, AS_PUBLISHED)
    assert abs(np.corrcoef(seats.salary, seats.tenure)[0, 1]) < 0.015


def test_a_seed_out_of_range_is_refused():
    with pytest.raises(InputError, match="seed: found -1"):
        build_seats(PROFILE, -1, SETTINGS)


@pytest.mark.slow
def test_ten_million_seats():
    groups = tuple(
        Group(f"D{department}", level, "employee", 25_000, 5e4, tenure)
        for department in range(100)
        for level, tenure in zip("abcd", (None, 1.0, 5.0, 30.0), strict=True)
    )
    seats = build_seats(Profile("x", "USD", groups, "test"), 1, AS_PUBLISHED)
    assert (np.bincount(seats.group) == 25_000).all()
    assert np.diff(seats.team_offsets).max() <= 12 and np.diff(seats.team_offsets).min() >= 4

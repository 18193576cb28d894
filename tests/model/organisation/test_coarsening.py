"""A table is coarsened before it is simulated: no small group, nobody lost, no one's pay kept."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.agents.workforce import Workforce
from tandem.model.errors import InputError
from tandem.model.organisation.coarsening import check_coarse, coarsened
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.profile import CONTRACTS, Group, Profile
from tandem.model.organisation.rounding import mean_pay
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.suppression import published_cells, suppressed_cells
from tests.model.agents.small import small_scenario

LEVELS = ("junior", "senior", "executive")


def of_people(*rows) -> Profile:
    return Profile("Firm", "EUR", tuple(Group(*row) for row in rows), "firm.csv", of_people=True)


FIRM = of_people(
    ("Sales", "junior", "employee", 14, 40_000),
    ("Sales", "senior", "employee", 12, 70_000),
    ("Sales", "executive", "executive", 1, 412_000),
    ("Law", "senior", "employee", 3, 95_000),
    ("Engineering", "junior", "employee", 30, 50_000),
)


@st.composite
def organisations(draw):
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from("ABCDE"), st.sampled_from(LEVELS), st.sampled_from(CONTRACTS)),
            min_size=1, max_size=30, unique=True,
        )
    )  # fmt: skip
    rows = [(*key, draw(st.integers(1, 40)), draw(st.floats(20_000, 900_000))) for key in keys]
    return of_people(*rows)


@settings(deadline=None, max_examples=150)
@given(organisations(), st.sampled_from([5, 10, 20]))
def test_every_group_has_enough_people_and_nobody_is_lost(profile, fewest):
    if profile.headcount < fewest:
        return
    coarse = coarsened(profile, fewest)
    assert min(group.headcount for group in coarse.profile.groups) >= fewest
    assert coarse.profile.headcount == profile.headcount
    assert sorted(place for its in coarse.members for place in its) == list(range(len(profile.groups)))
    for group, its in zip(coarse.profile.groups, coarse.members, strict=True):
        own = [profile.groups[place] for place in its]
        assert sum(member.headcount for member in own) == group.headcount
        assert {coarse.department_of[member.department] for member in own} == {group.department}
    assert not suppressed_cells(coarse.profile, fewest)
    check_coarse(coarse.profile)


def test_a_lone_executive_and_a_small_department_are_counted_with_others():
    coarse = coarsened(FIRM, 10).profile
    shown = {(group.department, group.level, group.contract): group.headcount for group in coarse.groups}
    # Law alone would be the whole minus the others, so the smallest department joins it.
    assert shown[("Engineering", "junior", "employee")] == 30
    assert sum(people for (department, *_), people in shown.items() if department == "Other") == 30
    assert "executive" in coarse.merged and "Law" in coarse.merged


@pytest.mark.parametrize("pay", [180_000.0, 412_000.0, 640_000.0, 5_000_000.0])
def test_the_pay_of_one_does_not_show_beside_twelve(pay):
    # Above three times the median the mean is the same whatever the one earns.
    joint = mean_pay(np.array([70_000.0, pay]), np.array([12, 1]))
    assert joint == mean_pay(np.array([70_000.0, 210_000.0]), np.array([12, 1])) or pay < 210_000
    assert joint <= (12 * 70_000 + 210_000) / 13 + 5_000


@given(st.lists(st.tuples(st.floats(1e4, 1e6), st.integers(1, 30)), min_size=1, max_size=8))
def test_a_mean_of_groups_is_that_of_their_people(pairs):
    pay, people = np.array([pay for pay, _ in pairs]), np.array([count for _, count in pairs])
    each = np.repeat(pay, people)
    capped = np.minimum(each, 3 * np.median(each))
    found = mean_pay(pay, people)
    assert found == pytest.approx(capped.mean(), rel=2.5 / each.size + 1e-9)


def test_the_minimum_travels_with_the_profile():
    coarse = coarsened(FIRM, 20).profile
    assert all(cell.headcount >= 20 for cell in published_cells(coarse, 5))


def test_workers_are_not_drawn_from_groups_of_one():
    scenario = small_scenario()
    seats = build_seats(FIRM, 3, default_organisation(10)[1])
    with pytest.raises(InputError, match="carry the pay of persons"):
        Workforce(replace(scenario, profile=FIRM, seats=seats))
    coarse = coarsened(FIRM, 10).profile
    seats = build_seats(coarse, 3, default_organisation(10)[1])
    assert Workforce(replace(scenario, profile=coarse, seats=seats)).headcount > 0

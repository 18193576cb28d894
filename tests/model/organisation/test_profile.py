"""Profiles refuse impossible values, and their hash follows the content and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tandem.model.errors import InputError
from tandem.model.organisation.profile import Group, Profile

GROUP = Group("Sales", "senior", "employee", 25, 64000.0, 4.5, 0.45, 0.135)
OTHER = replace(GROUP, level="junior")
PROFILE = Profile("firm", "USD", (GROUP, OTHER), "firm.csv")

WRONG = [
    ("department", " "),
    ("contract", "staff"),
    ("headcount", 0),
    ("headcount", -1),
    ("headcount", 2.0),
    ("headcount", 10_000_001),
    ("mean_salary", 0.0),
    ("mean_salary", float("nan")),
    ("mean_salary", 1e8),
    ("mean_tenure_years", -0.1),
    ("mean_tenure_years", 51.0),
    ("ai_users", 45.0),
    ("annual_voluntary_quits", 13.5),
    ("annual_voluntary_quits", float("inf")),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_impossible_group_is_refused_by_field(field, value):
    with pytest.raises(InputError, match=field):
        replace(GROUP, **{field: value})


def test_impossible_profile_is_refused():
    with pytest.raises(InputError, match="no groups"):
        Profile("firm", "USD", (), "f")
    with pytest.raises(InputError, match="appears twice"):
        Profile("firm", "USD", (GROUP, GROUP), "f")
    with pytest.raises(InputError, match="USD; found 'usd'"):
        Profile("firm", "usd", (GROUP,), "f")
    with pytest.raises(InputError, match="lacks junior"):
        Profile("firm", "USD", (GROUP, OTHER), "f", levels=("senior",))
    with pytest.raises(InputError, match="20,000,000 people"):
        big = replace(GROUP, headcount=10_000_000)
        Profile("firm", "USD", (big, replace(big, level="junior")), "f")


def test_levels_and_hash_are_filled_in():
    assert PROFILE.levels == ("senior", "junior")
    assert len(PROFILE.data_hash) == 64


def test_hash_follows_the_content_only():
    same = Profile("other name", "USD", (replace(GROUP, mean_salary=64000), OTHER), "other.xlsx")
    assert same.data_hash == PROFILE.data_hash
    changed = [
        Profile("firm", "EUR", (GROUP, OTHER), "f"),
        Profile("firm", "USD", (OTHER, GROUP), "f"),
        Profile("firm", "USD", (GROUP, OTHER), "f", levels=("junior", "senior")),
        Profile("firm", "USD", (replace(GROUP, ai_users=None), OTHER), "f"),
        Profile("firm", "USD", (replace(GROUP, headcount=26), OTHER), "f"),
    ]
    assert len({profile.data_hash for profile in [PROFILE, *changed]}) == 6

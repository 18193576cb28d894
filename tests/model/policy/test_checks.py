"""Impossible levers are refused with the key of what is wrong, what was found and what is allowed."""

from __future__ import annotations

import re

import pytest

from tandem.model.errors import InputError
from tandem.model.organisation.profile import Group, Profile
from tandem.model.policy.in_force import check_freelance_mix, check_levers
from tandem.model.policy.lever import Coverage, Lever

DEPARTMENTS, LEVELS = ("Sales", "Finance", "Support"), ("junior", "senior")
GOOD = Lever("workload_guardrails", start=0, label="good")


def check(*levers):
    check_levers(levers, DEPARTMENTS, LEVELS)


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        (Lever("free_lunch", 3), "policy.levers.free_lunch.kind: there is no lever 'free_lunch'"),
        (
            Lever("layoff", 3, coverage=Coverage(("Legal",)), label="cut"),
            "policy.levers.cut.departments: there is no department 'Legal' in this organisation. "
            "It has: Sales, Finance, Support",
        ),
        (
            Lever("wellness", 3, coverage=Coverage(levels=("intern",)), label="well"),
            "well.levels: there is no level 'intern' in this organisation. It has: junior, senior",
        ),
        (
            Lever("wellness", 3, coverage=Coverage(contracts=("temp",)), label="well"),
            "policy.levers.well.contracts: there is no contract 'temp'",
        ),
        (Lever("wellness", 3, coverage=Coverage(share=(0.5, 0.5))), "wellness.share: found 0.5 to 0.5"),
        (Lever("wellness", 3, coverage=Coverage(share=(0.0, 1.5))), "wellness.share: found 0 to 1.5"),
        (Lever("wellness", 3, coverage=Coverage(share=(-0.1, 0.5))), "wellness.share: found -0.1 to 0.5"),
        (Lever("layoff", 3, intensity=0.95), "layoff.intensity: found 0.95; allowed: 0 to 0.9"),
        (Lever("faster_hiring", 3, intensity=1.0), "faster_hiring.intensity: found 1; allowed: 0 to 0.8"),
        (Lever("wellness", 3, intensity=-0.1), "wellness.intensity: found -0.1; allowed: 0 to 2"),
        (Lever("wellness", 3, intensity=float("nan")), "wellness.intensity: found nan; allowed: 0 to 2"),
        (Lever("wellness", 9, end=3), "wellness.end: it lies before the start"),
        (
            Lever("wellness", 9, coverage=Coverage(("Sales",)), phase_months=3),
            "wellness.phase_months: found 3; a phased lever needs two departments or more",
        ),
    ],
)
def test_impossible_levers_are_refused_by_name(lever, message):
    with pytest.raises(InputError, match=re.escape(message)):
        check(GOOD, lever)
    check(GOOD)


def test_freelancers_need_a_group_to_be_hired_into():
    profile = Profile(
        "small", "USD",
        (
            Group("Sales", "junior", "employee", 30, 50_000.0),
            Group("Sales", "senior", "employee", 12, 90_000.0),
            Group("Sales", "senior", "freelancer", 8, 80_000.0),
            Group("Finance", "junior", "employee", 25, 70_000.0),
        ),
        "test", "none",
    )  # fmt: skip
    for possible in (Coverage(), Coverage(("Sales",)), Coverage(levels=("senior",))):
        check_freelance_mix((Lever("freelance_mix", 0, coverage=possible, label="mix"),), profile)
    for impossible in (Coverage(("Finance",)), Coverage(levels=("junior",))):
        with pytest.raises(InputError, match=r"policy\.levers\.mix: the organisation has no freelancers"):
            check_freelance_mix((Lever("freelance_mix", 0, coverage=impossible, label="mix"),), profile)

"""Whom ready policies cover in organisations whose levels have other names."""

from typing import Any

import numpy as np
import pytest

from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.option_files import policy_settings
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.schema import CostChoices, LeverChoices
from tandem.experiments.simulation.coverage import staff_levels
from tandem.experiments.simulation.policies import checked_policy
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Group, Profile


def organisation(heads, contract="employee"):
    """One department of these levels, in order, with so many people each."""
    groups = tuple(Group("Sales", level, contract, count, 60_000.0) for level, count in heads.items())
    return Profile("made up", "EUR", groups, "made up", levels=tuple(heads))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ({"junior": 5, "intermediate": 5, "senior": 5, "manager": 90, "executive": 1}, 3),  # by name
        ({"L1": 40, "L2": 30, "L3": 16, "L4": 9, "L5": 5}, 3),  # 14 of 100 above
        ({"L1": 40, "L2": 30, "L3": 15, "L4": 10, "L5": 5}, 3),  # 15 of 100, just
        ({"L1": 40, "L2": 29, "L3": 15, "L4": 11, "L5": 5}, 4),  # 16 would be too many
        ({"Analyst": 10, "Partner": 10}, 2),  # none is told from the rest
        ({"all": 10}, 1),
        ({"Manager": 10}, 1),  # somebody is covered
    ],
)
def test_staff_is_found_by_name_or_by_headcount(heads, expected):
    assert staff_levels(organisation(heads)) == tuple(heads)[:expected]


@pytest.mark.parametrize("name", sorted(options_of("policy")))
@pytest.mark.parametrize(
    "heads", [{"L1": 40, "L2": 30, "L3": 16, "L4": 9, "L5": 5}, {"Associate": 50, "Partner": 9}]
)
def test_every_ready_policy_covers_somebody_in_any_organisation(name, heads):
    profile = organisation(heads)
    policy = checked_policy(policy_settings(name), name, 38, 36, profile)
    for lever in policy.levers:
        assert lever.coverage.levels is None or set(lever.coverage.levels) <= set(heads)
    stated, kept = policy.settings["levers"], {lever.label for lever in policy.levers}
    for label in stated:
        assert label in kept or any(f"“{label}” is left out" in note for note in policy.notes)
        if isinstance(stated[label].get("levels"), str) and label in kept:
            assert any(f"“{label}” covers" in note for note in policy.notes)


def test_a_lever_of_ones_own_that_covers_nobody_is_refused():
    mine: dict[str, Any] = {"name": "mine", "levers": {"mix": {"kind": "freelance_mix", "intensity": 0.1}}}
    with pytest.raises(InputError, match="no freelancers"):
        checked_policy(mine, "mine", 38, 36, organisation({"L1": 40}))
    mine["levers"]["mix"]["if_possible"] = True
    assert checked_policy(mine, "mine", 38, 36, organisation({"L1": 40})).levers == ()


@pytest.mark.parametrize("key", ["cost", "share"])
def test_a_range_upside_down_says_so_and_which_way_round_it_goes(key):
    lever = {"kind": "wellness", "intensity": 1}
    changed, where = (
        ({"cost": {"range": [1.5, 0.5]}}, "cost.range") if key == "cost" else ({"share": [0.9, 0.2]}, "share")
    )
    with pytest.raises(InputError) as error:
        check_limits(LeverChoices, lever | changed)
    told = str(error.value)
    assert f"{where}: found" in told and "upside down" in told and f"example: {where}=[0." in told
    ends = [float(end) for end in told.rsplit("[", 1)[1].rstrip("]").split(",")]
    assert ends == sorted(ends)


def test_ends_that_are_out_of_range_either_way_are_not_called_upside_down():
    with pytest.raises(InputError) as error:
        check_limits(CostChoices, {"range": [200, -1]})
    assert "upside down" not in str(error.value)
    assert build(CostChoices, {"range": [0.5, 0.5]}).range == [0.5, 0.5]
    assert np.isfinite(build(CostChoices, {}).range).all()

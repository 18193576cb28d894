"""Structures: sets of held parameters, refused where a posterior was fitted under another one."""

import json
from typing import Any

import pytest

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.backtest.command import COMMAND as BACKTEST
from tandem.experiments.compare.command import COMMAND as COMPARE
from tandem.experiments.optimise.command import COMMAND as OPTIMISE
from tandem.experiments.project.command import COMMAND as PROJECT
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.model.parameters import check_fixed, register
from tandem.model.structures import BALANCED, STRUCTURES

PRIORS: dict[str, Any] = {"posterior": "prior", "draws": 4, "runs_per_parameter_set": 1, "seed": 7}
SMALL: dict[str, Any] = {
    "posterior": "prior", "organisation": {"headcount": 60}, "draws": 2, "months": 2, "figures": "none",
}  # fmt: skip


def sets_of(**settings):
    return parameter_sets(PROJECT.choices_of(composed(PROJECT, {**PRIORS, **settings})))


@pytest.mark.parametrize("name", STRUCTURES)
def test_what_a_structure_holds_is_in_the_register_and_in_range(name):
    assert check_fixed(STRUCTURES[name].fixed) == STRUCTURES[name].fixed
    assert STRUCTURES[name].title and STRUCTURES[name].sentence.endswith(".")


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_held_ones_are_held_and_the_others_drawn_as_ever(name):
    held = STRUCTURES[name].fixed
    for values, balanced in zip(sets_of(structure=name), sets_of(), strict=True):
        assert {key: values[key] for key in held} == held
        assert all(values[key] == balanced[key] for key in balanced if key not in held)


def test_a_parameter_of_the_users_own_comes_first():
    for values in sets_of(structure="ratchet", parameters={"relief_by_ai": -0.3}):
        assert values["relief_by_ai"] == -0.3


@pytest.mark.parametrize("command", [PROJECT, COMPARE, OPTIMISE, BACKTEST], ids=lambda each: each.name)
def test_every_command_has_the_setting_and_refuses_what_it_does_not_know(command):
    config = composed(command, {"posterior": "prior", "organisation": "default"})
    assert command.choices_of(config).structure == BALANCED
    with pytest.raises(
        tandem.InputError, match="structure: found 'relieve'; allowed: balanced or relief or"
    ) as told:
        command.choices_of({**config, "structure": "relieve"})
    assert "example: structure=balanced" in str(told.value)


def test_a_run_says_its_structure():
    result = tandem.project(structure="selection", **SMALL)
    summary = json.loads((result.folder / "summary.json").read_text("utf-8"))
    manifest = result.manifest
    assert summary["structure"] == manifest["structure"] == manifest["config"]["structure"] == "selection"
    assert "structure: selection (selection alone)" in " ".join(summary["notes"])
    balanced = tandem.project(**SMALL)
    other = json.loads((balanced.folder / "summary.json").read_text("utf-8"))
    assert "structure" not in " ".join(other["notes"])


def test_ai_moves_nobody_where_all_is_selection():
    known = register()
    held = STRUCTURES["selection"].fixed
    assert {"relief_by_ai", "ai_on_connection", "gain_on_clarity"} <= set(held) <= set(known)

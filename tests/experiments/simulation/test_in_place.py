"""Programmes in place: shares from 0 to 1 that the organisation states, beyond the range of their priors."""

from typing import Any

import pytest

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.in_place import in_place_values
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.model.parameters import register
from tandem.model.policy.catalogue import PROGRAMMES
from tests.experiments.settings.test_written_by_0_1 import WRITTEN

SMALL = {"posterior": "prior", "draws": 4, "runs_per_parameter_set": 1}


def sets_of(in_place=None, **settings):
    organisation = {} if in_place is None else {"organisation": {"in_place": in_place}}
    return parameter_sets(COMMAND.choices_of(composed(COMMAND, {**SMALL, **organisation, **settings})))


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("share", [0, 0.95, 1])
def test_a_stated_share_holds_whatever_the_range_of_the_prior(programme, share):
    name = f"in_place_{programme}"
    for values, drawn in zip(sets_of({programme: share}), sets_of(), strict=True):
        assert values[name] == share
        assert all(values[key] == drawn[key] for key in drawn if key != name)


def test_every_programme_has_its_parameter():
    named = {name.removeprefix("in_place_") for name in register() if name.startswith("in_place_")}
    assert named == set(PROGRAMMES)


def test_a_parameter_of_the_users_own_comes_first():
    held = {"in_place_recognition": 0.4}
    for values in sets_of({"recognition": 0.9, "wellness": 0.9}, parameters=held):
        assert (values["in_place_recognition"], values["in_place_wellness"]) == (0.4, 0.9)


@pytest.mark.parametrize(
    ("in_place", "words"),
    [
        ({"recogntion": 0.5}, ("in_place.recogntion", "Did you mean 'recognition'?", "wellness")),
        ({"layoff": 0.5}, ("in_place.layoff: there is no such programme", "Allowed: ai_training")),
        ({"recognition": 1.2}, ("in_place.recognition: found 1.2", "from 0", "example: organisation")),
        ({"recognition": -0.1}, ("in_place.recognition: found -0.1",)),
        ({"recognition": "half"}, ("in_place.recognition: found 'half'",)),
        ({"recognition": True}, ("in_place.recognition: found True",)),
        ({"recognition": float("nan")}, ("in_place.recognition: found nan",)),
        ({"recognition": None}, ("in_place.recognition: found None",)),
        (["recognition"], ("organisation.in_place: found ['recognition']", "by programme", "example:")),
        (0.5, ("organisation.in_place: found 0.5",)),
    ],
)  # fmt: skip
def test_wrong_ones_are_told(in_place, words):
    with pytest.raises(tandem.InputError) as told:
        in_place_values({"in_place": in_place})
    for word in words:
        assert word in str(told.value)


@pytest.mark.parametrize("organisation", [{}, {"in_place": None}, {"in_place": {}}])
def test_nothing_stated_leaves_all_to_the_priors(organisation):
    assert in_place_values(organisation) == {}


@pytest.mark.parametrize("command", ["project", "compare", "optimise"])
def test_an_older_run_folder_takes_it_from_the_command_line(command, capsys):
    from tests.answers import answer_of

    typed = (command, "--config-path", str(WRITTEN / command), "organisation.in_place.wellness=0.7")
    answer = answer_of((*typed, "--cfg", "job", "--package", "organisation.in_place"), capsys)
    assert answer.code == 0, answer.err
    assert "wellness: 0.7" in answer.out


def test_a_lever_does_nothing_for_those_who_have_it():
    shared: dict[str, Any] = {
        "draws": 2,
        "months": 6,
        "posterior": "prior",
        "reading_draws": 0,
        "figures": "none",
    }
    organisation = {"headcount": 120, "in_place": {"wellness": 1}}
    effects = tandem.compare(["status_quo", "wellness"], organisation=organisation, **shared).effects
    assert (effects.loc[effects["effect"] == "burnout", ["p5", "p50", "p95"]] == 0).all(axis=None)

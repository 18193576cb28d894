"""Programmes in place: shares from 0 to 1 that the organisation states, beyond the range of their priors."""

import re
from typing import Any

import numpy as np
import pytest
import yaml

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.optimise.command import COMMAND as OPTIMISE
from tandem.experiments.optimise.evaluation import evaluator_of
from tandem.experiments.optimise.mixes import mix_space
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.in_place import in_place_values
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import NO_POLICY, prepared
from tandem.experiments.simulation.runs import runs_of
from tandem.model.parameters import register
from tandem.model.policy.catalogue import IN_PLACE, LEVERS, PROGRAMMES
from tests.experiments.settings.test_written_by_0_1 import WRITTEN
from tests.places import REPOSITORY

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
        ({"layoff": 0.5}, ("in_place.layoff: nobody has this already", "allowed: ai_training", "example:")),
        ({"encouraged_rollout": 0.5}, ("organisation.in_place.rollout=0.5",)),
        ({"mandated_rollout": 0.5}, ("organisation.in_place.rollout=0.5",)),
        ({"gain_sharing": 0.5}, ("parameters.gain_to_targets=0.5",)),
        ({"shorter_hours": 0.5}, ("parameters.working_week=35",)),
        ({"freelance_mix": 0.5}, ("organisation.freelancer_share=0.1",)),
        ({"flexible_work": 40}, ("people who work at least two days a week at home", "nearest: 0.4;")),
        ({"recognition": 1.2}, ("found 1.2", "from 0", "nearest: 1;", "example: organisation")),
        ({"recognition": -0.1}, ("in_place.recognition: found -0.1", "nearest: 0;")),
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


@pytest.mark.parametrize("command", ["project", "compare", "optimise"])
def test_help_asks_for_every_programme_in_words(command):
    footer = yaml.safe_load((REPOSITORY / f"configs/hydra/help/{command}.yaml").read_text("utf-8"))["footer"]
    for programme, question in IN_PLACE.items():
        assert re.search(rf"^  {programme} +{re.escape(question)}$", footer, re.MULTILINE), programme


@pytest.mark.parametrize(
    ("page", "line"),
    [
        *(
            (f"configs/organisation/{option}.yaml", "#   {}: {}\n")
            for option in ("default", "table", "profile")
        ),
        ("docs/policies.md", "- `{}`: {}\n"),
    ],
)
def test_comments_and_docs_ask_for_every_programme_in_words(page, line):
    text = (REPOSITORY / page).read_text("utf-8")
    for programme, question in IN_PLACE.items():
        assert line.format(programme, question) in text, programme


def test_the_questions_are_those_of_the_programmes():
    assert tuple(IN_PLACE) == PROGRAMMES


@pytest.mark.parametrize("kind", LEVERS)
def test_what_is_no_programme_says_where_it_belongs(kind):
    if LEVERS[kind].programme == kind:
        assert in_place_values({"in_place": {kind: 0.5}}) == {f"in_place_{kind}": 0.5}
    else:
        with pytest.raises(tandem.InputError, match=f"organisation.in_place.{kind}: "):
            in_place_values({"in_place": {kind: 0.5}})


EVERYBODY_HAS_IT = dict.fromkeys(PROGRAMMES, 1)
PROGRAMME_LEVERS = [kind for kind, lever in LEVERS.items() if lever.programme]
SMALL_RUNS: dict[str, Any] = {"draws": 2, "months": 6, "posterior": "prior", "figures": "none"}
PRICE = {"per_head_month": 50, "hours_per_week": 1}


def test_no_lever_does_or_costs_anything_for_those_who_have_it_in_a_comparison():
    mine = [
        {"name": kind, "levers": {"mine": {"kind": kind, "start": 1, "intensity": 1, "cost": PRICE}}}
        for kind in PROGRAMME_LEVERS
    ]
    organisation = {"headcount": 120, "in_place": EVERYBODY_HAS_IT}
    effects = tandem.compare(
        ["status_quo", *mine], organisation=organisation, reading_draws=0, **SMALL_RUNS
    ).effects
    assert set(effects["policy"]) >= set(PROGRAMME_LEVERS)
    effects = effects[effects["effect"] != "payback_month"]  # what costs nothing has paid in the first
    assert (effects[["p5", "p50", "p95"]].fillna(0) == 0).all(axis=None)


def test_nor_in_a_search():
    """The draws of a mix of all programmes are those of the status quo, and it costs nothing."""
    levers = {kind: {"kind": kind, "start": 1, "intensity": 1, "cost": PRICE} for kind in PROGRAMME_LEVERS}
    given = {**SMALL_RUNS, "budget": 1e6, "levers": levers, "draws": 8, "runs_per_parameter_set": 1}
    organisation = {"headcount": 120, "in_place": EVERYBODY_HAS_IT}
    choices = OPTIMISE.choices_of(composed(OPTIMISE, {**given, "organisation": organisation}))
    setting = prepared(choices, NO_POLICY)
    space = mix_space(choices, setting.start, setting.stated)
    runs = runs_of(parameter_sets(choices), 1, choices.seed)
    evaluator = evaluator_of(setting, space, runs, 10, 0.25, (0.01, 0.005), 1, lambda: None)
    everything = np.array(space.sizes) - 1
    assert len(space.levers(everything)) == len(PROGRAMME_LEVERS)
    mix, base = evaluator.draws(everything), evaluator.status_quo
    assert mix.cost == 0
    assert (mix.leavers == base.leavers).all() and (mix.output == base.output).all()

"""A point's numbers, held against a projection and a comparison of the same settings."""

from typing import Any

import numpy as np
import pytest

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.compare.command import COMMAND as COMPARE
from tandem.experiments.compare.effects import paired_effects
from tandem.experiments.compare.experiment import compare
from tandem.experiments.points.evaluation import Evaluator
from tandem.experiments.points.reduction import NUMBERS, checked_measures
from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import ProjectChoices
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError
from tests.experiments.points.conftest import MEASURES, SMALL


def test_a_point_is_what_a_projection_and_a_comparison_say(small):
    data, tasks = small
    task = next(t for t in tasks if t.values == {"policy": "guardrails", "parameters.true_gain": 0.06})
    found = Evaluator(MEASURES).reduced(data.definition.config_of(task.values))
    numbers = {
        name: dict(zip(NUMBERS, row, strict=True)) for name, row in zip(MEASURES, found.numbers, strict=True)
    }
    settings: dict[str, Any] = {
        **SMALL,
        "runs_per_parameter_set": 1,
        "parameters": {"true_gain": 0.06},
        "figures": "none",
    }
    summary = tandem.project(policy="guardrails", **settings).summary["measures"]
    for name, entry in (("burnout", "value"), ("voluntary_turnover", "value"), ("change_burnout", "change")):
        told = summary[name.removeprefix("change_")][entry]
        for quantile in ("p5", "p50", "p95"):
            assert numbers[name][quantile] == pytest.approx(told[quantile], rel=2e-6)
    policies = {"policies": ["status_quo", "guardrails"], "value_of_information": False}
    choices = COMPARE.choices_of(composed(COMPARE, {**settings, **policies, "duration": None}))
    effects = paired_effects(compare(choices, Progress()).comparison, choices.min_cell)
    net = effects.values["net_value"][0, :, 0].mean()
    assert numbers["effect_net_value"]["mean"] == pytest.approx(net, rel=1e-12)
    assert numbers["effect_net_value"]["draws"] == 2


def test_the_order_of_points_changes_nothing(small):
    data, tasks = small
    configs = [data.definition.config_of(task.values) for task in tasks]
    one, other = Evaluator(MEASURES), Evaluator(MEASURES, threads=2)
    forward = [one.reduced(config).numbers for config in configs]
    backward = [other.reduced(config).numbers for config in reversed(configs)][::-1]
    np.testing.assert_array_equal(forward, backward)


@pytest.mark.parametrize("posterior", ["prior", "upwork_2025"])
def test_held_parameters_are_laid_over_draws_that_are_made_once(small, composing, posterior):
    data, _tasks = small
    evaluator = Evaluator(MEASURES)
    base = dict(composing({"posterior": posterior}))
    for held in ({}, {"true_gain": 0.05}, {"true_gain": 0.07, "output_value": 1.2}):
        config = {**{key: base[key] for key in data.definition.base}, "parameters": held}
        choices = build(ProjectChoices, config)
        assert evaluator.parameter_sets(choices, config) == parameter_sets(choices)


def test_without_levers_nothing_changes(small):
    data, tasks = small
    task = next(t for t in tasks if t.values["policy"] == "status_quo")
    found = Evaluator(("effect_net_value",)).reduced(data.definition.config_of(task.values)).numbers[0]
    assert dict(zip(NUMBERS, found, strict=True))["mean"] == 0


def test_a_measure_that_does_not_exist_is_named_with_the_nearest():
    with pytest.raises(InputError, match="'burnout'"):
        checked_measures(["burnot"])
    with pytest.raises(InputError, match="'effect_net_value'"):
        checked_measures(["net_value"])

"""Designs and what they mean."""

import numpy as np
import pytest

from tandem.experiments.optimise.mixes import doses, mix_space
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.setting import levers_of
from tandem.model.errors import InputError
from tests.experiments.optimise.conftest import LEVERS


def test_sizes_count_the_choices(small):
    # intensities and off, coverages, starts
    assert small.space.sizes == (3, 2, 1, 2, 2, 2, 2, 1, 1)


def test_a_design_in_words(small):
    design = np.array([1, 0, 0, 1, 1, 1, 0, 0, 0])
    assert small.space.describe(design) == (
        "Workload guardrails (intensity 0.5, 50 % of the people covered), Human connection (intensity 1, "
        "from month 7)"
    )
    assert small.space.describe(small.space.status_quo) == "status quo"
    assert doses(small.space, design[np.newaxis])[0] == pytest.approx([0.25, 1, 0])


def test_levers_that_are_off_make_equal_designs(small):
    designs = np.array([[0, 1, 0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0, 0, 0, 0]])
    one, two = small.space.canonical(designs)
    assert (one == two).all()
    assert small.space.levers(designs[0]) == small.space.levers(designs[1])


def test_a_mix_written_as_a_policy_is_read_back_as_the_same_levers(small):
    for design in small.space.alone():
        settings = small.space.settings(design, "a mix")
        check_limits(PolicyChoices, settings)
        choices = build(PolicyChoices, settings)
        read = levers_of(choices, small.setting.start, small.choices.months, small.setting.stated)
        assert read == small.space.levers(design)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "layoff"}, "levers.guardrails.kind: there is no lever 'layoff' to choose from"),
        ({"kind": "workload_guardrail"}, "Did you mean 'workload_guardrails'"),
        ({"intensity": [0, 1]}, "levers.guardrails.intensity: found"),
        ({"intensity": [1, 3]}, "levers.guardrails.intensity: found 3; allowed: 0 to 2"),
        ({"start": [1, 13]}, "levers.guardrails.start: found"),
        ({"departments": ["Nowhere"]}, "there is no department 'Nowhere'"),
    ],
)
def test_ranges_that_cannot_be_are_refused(small, change, told):
    from dataclasses import replace

    from tandem.experiments.optimise.schema import LeverRangeChoices

    levers = {"guardrails": build(LeverRangeChoices, LEVERS["guardrails"] | change)}
    with pytest.raises(InputError) as error:
        mix_space(replace(small.choices, levers=levers), small.setting.start, small.setting.stated)
    assert told in str(error.value)


def test_a_further_lever_is_searched_if_it_is_allowed_and_a_slip_is_told(small):
    from dataclasses import replace

    def labels(allow):
        choices = replace(small.choices, allow=allow)
        return [lever.label for lever in mix_space(choices, small.setting.start, small.setting.stated).ranges]

    assert labels(None) == ["guardrails", "connection", "raise"]
    assert set(labels(["recognition"])) == set(labels(["all"])) == {*labels(None), "recognition"}
    with pytest.raises(InputError, match="allow: there is no further lever 'recogniton'"):
        labels(["recogniton"])


def test_the_entry_level_is_the_lowest_level_alone_as_in_a_policy(small):
    from dataclasses import replace

    from tandem.experiments.optimise.schema import LeverRangeChoices

    lever = {"kind": "entry_level_hiring", "intensity": [0.25, 0.5]}
    levers = {"fewer_juniors": build(LeverRangeChoices, lever)}
    start, profile = small.setting.start, small.setting.stated
    space = mix_space(replace(small.choices, levers=levers), start, profile)
    (found,) = space.levers(space.alone()[0])
    assert found.coverage.levels == profile.levels[:1]
    choices = build(PolicyChoices, space.settings(space.alone()[0], "a mix"))
    assert levers_of(choices, start, small.choices.months, profile) == (found,)

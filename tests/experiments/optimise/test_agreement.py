"""A search and a comparison say the same of the same lever: duration, price, overlap, value."""

from typing import Any

import numpy as np
import pytest
import yaml

import tandem
from tandem.experiments.optimise.judgement import judge
from tandem.experiments.optimise.mixes import PER_LEVER, mix_space
from tandem.experiments.optimise.schema import OptimiseChoices, register_schema
from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.runs import runs_of
from tandem.experiments.simulation.setting import setting_of
from tandem.model.policy.catalogue import LEVERS
from tests.experiments.compare.verdicts_study import of_the_whole, ready_policies
from tests.places import REPOSITORY

DEFAULTS: dict[str, Any] = yaml.safe_load((REPOSITORY / "configs" / "optimise.yaml").read_text("utf-8"))
RANGES: dict[str, dict[str, Any]] = {**DEFAULTS["levers"], **DEFAULTS["further"]}
# Ready-made policies of one lever that are also in the search: its name there
SAME = {
    name: label
    for name, policy in ready_policies().items()
    for label, searched in RANGES.items()
    if len(policy["levers"]) == 1 and next(iter(policy["levers"].values()))["kind"] == searched["kind"]
}
SMALL = ("organisation.headcount=400", "months=18", "draws=8", "runs_per_parameter_set=1", "posterior=prior")


def test_every_lever_but_layoffs_can_be_searched():
    assert {lever["kind"] for lever in RANGES.values()} == set(LEVERS) - {"layoff"}
    assert len(RANGES) == len(DEFAULTS["levers"]) + len(DEFAULTS["further"])


@pytest.mark.parametrize("policy", [name for name in SAME if name != "layoff_example"])
def test_prices_durations_and_people_are_those_of_the_ready_made_policy(policy):
    (lever,) = ready_policies()[policy]["levers"].values()
    searched = RANGES[SAME[policy]]
    assert searched.get("cost", {}) == lever.get("cost", {})
    assert searched.get("lasts") == lever.get("end")
    for covered in ("levels", "contracts", "departments"):
        assert searched.get(covered) == lever.get(covered)
    ends = searched["intensity"]
    assert ends[0] <= lever["intensity"] <= ends[1]


@pytest.fixture(scope="module")
def whole():
    """All levers that can be searched, on a small organisation, with the runs that a comparison has."""
    from hydra import compose, initialize_config_module
    from omegaconf import OmegaConf

    register_schema()
    with initialize_config_module("configs", version_base="1.3"):
        config: Any = OmegaConf.to_container(compose("optimise", overrides=[*SMALL, "allow=[all]"]))
    choices = build(OptimiseChoices, config | {"reading": "level"})
    setting = setting_of(choices, PolicyChoices(name="none", levers={}))
    space = mix_space(choices, setting.start, setting.stated)
    return setting, space, runs_of(parameter_sets(choices), 1, choices.seed)


def test_every_lever_alone_and_all_together_are_worth_what_a_comparison_finds(whole):
    """Levers of one kind overlap, and so do their prices: the whole list at once is the harder half."""
    setting, space, runs = whole
    fullest = np.array(space.sizes) - 1
    fullest[2::PER_LEVER] = 0
    place = {lever.label: number for number, lever in enumerate(space.ranges)}
    lever_of = np.arange(fullest.size) // PER_LEVER
    few = ["guardrails", "training", "retention_pay", "sharing", "no_backfill"]
    designs = np.stack(
        [
            *(np.where(lever_of == place[label], fullest, 0) for label in few),
            np.where(np.isin(lever_of, [place[label] for label in few]), fullest, 0),
        ]
    )
    judged = judge(setting, space, designs, runs, 2, lambda: None)
    session = tandem.Session(
        organisation={"headcount": 400}, months=18, draws=8, runs_per_parameter_set=1, posterior="prior",
        reading="level",
    )  # fmt: skip
    for row, design in enumerate(designs, start=1):
        effects = of_the_whole(session.answer(space.settings(design, "mix")).effects)
        found = judged.gained("net_value")[row]
        assert found.mean() == pytest.approx(effects.loc["net_value", "mean"], rel=1e-6, abs=1.0)
        assert (found > 0).mean() == pytest.approx(effects.loc["net_value", "better"])

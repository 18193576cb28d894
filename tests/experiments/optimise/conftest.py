"""A small organisation, a few levers, and the command in a folder of its own."""

from dataclasses import dataclass
from typing import Any

import pytest

from tandem.experiments.optimise.evaluation import Evaluator, evaluator_of
from tandem.experiments.optimise.experiment import _runs
from tandem.experiments.optimise.mixes import MixSpace, mix_space
from tandem.experiments.optimise.schema import OptimiseChoices, register_schema
from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.setting import Setting, setting_of

LEVERS = {
    "guardrails": {
        "kind": "workload_guardrails", "intensity": [0.5, 1], "coverage": [0.5, 1], "start": 1,
        "cost": {"fixed": 5_000, "per_head_month": 15},
    },
    "connection": {
        "kind": "human_connection", "intensity": 1, "coverage": [0.5, 1], "start": [1, 7], "lasts": 3,
        "cost": {"fixed": 2_000, "per_head_month": 15, "hours_per_week": 0.5},
    },
    "raise": {
        "kind": "relative_raise", "intensity": 0.03, "levels": ["senior"], "contracts": ["employee"],
    },
}  # fmt: skip
FURTHER = {"recognition": {"kind": "recognition", "intensity": [0.5, 1]}}
SMALL = (
    "organisation.headcount=200", "months=12", "draws=8", "fresh_draws=40", "evaluations=40", "population=12",
    "steps=2", "budget=60000",
)  # fmt: skip


@dataclass(frozen=True)
class Small:
    """What is searched in these tests."""

    choices: OptimiseChoices
    setting: Setting
    space: MixSpace
    evaluator: Evaluator


@pytest.fixture(scope="session")
def small():
    """200 seats over 12 months, three levers, eight draws."""
    from hydra import compose, initialize_config_module
    from omegaconf import OmegaConf

    register_schema()
    with initialize_config_module("configs", version_base="1.3"):
        composed = compose("optimise", overrides=list(SMALL))
    config: Any = OmegaConf.to_container(composed, resolve=True)
    config |= {"levers": LEVERS, "further": FURTHER}
    choices = build(OptimiseChoices, config)
    setting = setting_of(choices, PolicyChoices(name="none", levers={}))
    space = mix_space(choices, setting.start, setting.stated)
    runs, _ = _runs(choices)
    evaluator = evaluator_of(setting, space, runs, 10, 0.25, (0.01, 0.005), 1, lambda: None)
    return Small(choices, setting, space, evaluator)

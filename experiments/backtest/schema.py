"""The schema of `tandem backtest`: every setting's type and range.

Values stand in `configs/backtest.yaml`. The bounds catch slips; each is an `assumption`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.limits import one_of, text, whole, with_default
from tandem.experiments.settings.schema import MIXED, READINGS, EnvironmentChoices, PosteriorChoices
from tandem.model.structures import BALANCED, STRUCTURES

LARGEST_SEED = 2**31 - 1  # what every sampler takes


@dataclass
class BacktestChoices:
    """All settings of `tandem backtest`."""

    name: str | None = text("pilot", optional=True)
    scenario: str | None = with_default(text("after the merger", optional=True), None)
    # The organisation and the parameters have checks of their own, in `model`.
    organisation: dict[str, Any] = field(default_factory=dict)
    environment: EnvironmentChoices = field(default_factory=EnvironmentChoices)
    posterior: PosteriorChoices = field(default_factory=PosteriorChoices)
    parameters: dict[str, Any] = field(default_factory=dict)
    history: int = whole(6, 240, 24)
    horizon: int = whole(1, 36, 12)
    every: int = whole(1, 24, 1)
    draws: int = whole(20, 10_000, 200)
    seed: int = whole(0, LARGEST_SEED, 1)
    reading: str = one_of(*READINGS, MIXED)
    structure: str = with_default(one_of(*STRUCTURES), BALANCED)
    precision: str = one_of("float32", "float64")
    threads: int | None = whole(1, 1_024, 8, optional=True)
    output: str | None = text("outputs/my_backtest", ".+", "a folder that does not exist yet", optional=True)


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/backtest.yaml` gives it."""
    ConfigStore.instance().store(name="backtest_schema", node=BacktestChoices, provider="tandem")

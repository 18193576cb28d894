"""The schema of `tandem sweep`: a projection's settings, and how points are made, shared out and kept."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.points.design import DESIGNS, MOST_POINTS
from tandem.experiments.settings.limits import flag, names, number, one_of, text, whole
from tandem.experiments.settings.schema import ProjectChoices

EXECUTORS = ("pool", "ray", "here")


@dataclass
class SweepChoices(ProjectChoices):
    """All settings of `tandem sweep`, what is varied apart."""

    store: str | None = text(
        "outputs/my_sweep", ".+", "a new folder, or the store of this sweep", optional=True
    )
    design: str = one_of(*DESIGNS)
    points: int | None = whole(1, MOST_POINTS, 256, optional=True)
    file: str | None = text("points.csv", ".+", "a file of points (.csv or .parquet)", optional=True)
    measures: Any = names("[voluntary_turnover,effect_net_value]")
    executor: str = one_of(*EXECUTORS)
    workers: int | None = whole(1, 100_000, 2, optional=True)
    address: str | None = text("auto", ".+", "the address of a Ray cluster", optional=True)
    batch_seconds: float = number(0.1, 3_600, 2)
    shard: str | None = text(
        "1/4", r"[1-9]\d{0,6}/[1-9]\d{0,6}", "a part of the points, as 1/4", optional=True
    )
    compact: bool = flag("true")
    detail: Any = names("[0123456789abcdef]", words=("all",))


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/sweep.yaml` gives it."""
    ConfigStore.instance().store(name="sweep_schema", node=SweepChoices, provider="tandem")

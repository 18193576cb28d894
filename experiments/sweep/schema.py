"""The schema of `tandem sweep`: a projection's settings, and how points are made, shared out and kept."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.points.design import DESIGNS, MOST_POINTS
from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.settings.limits import names, one_of, text, whole


@dataclass
class SweepChoices(PointsChoices):
    """All settings of `tandem sweep`, what is varied apart."""

    design: str = one_of(*DESIGNS)
    points: int | None = whole(1, MOST_POINTS, 256, optional=True)
    file: str | None = text("points.csv", ".+", "a file of points (.csv or .parquet)", optional=True)
    measures: Any = names("[voluntary_turnover,effect_net_value]")
    shard: str | None = text(
        "1/4", r"[1-9]\d{0,6}/[1-9]\d{0,6}", "a part of the points, as 1/4", optional=True
    )
    detail: Any = names("[0123456789abcdef]", words=("all",))


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/sweep.yaml` gives it."""
    ConfigStore.instance().store(name="sweep_schema", node=SweepChoices, provider="tandem")

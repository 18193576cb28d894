"""The schema of `tandem optimise`: its settings' types and ranges."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.limits import (
    entries_of,
    flag,
    names,
    number,
    span,
    text,
    whole,
    with_default,
)
from tandem.experiments.settings.schema import SENIOR_STAFF, STAFF, CommonChoices, CostChoices


@dataclass
class LeverRangeChoices:
    """One lever of the search: from what to what each of its settings goes. Off is always among them."""

    kind: str = text("workload_guardrails")
    intensity: Any = span(0, 20, "[0.25, 1]")  # the range of each kind stands in model/policy/catalogue.py
    coverage: Any = with_default(span(0.01, 1, "[0.25, 1]"), [1, 1])
    start: Any = with_default(span(1, 120, "[1, 13]"), [1, 1])
    lasts: int | None = with_default(whole(1, 120, 12, optional=True), None)
    departments: Any = with_default(names("[Sales]"), None)
    levels: Any = with_default(names("[junior]", words=(STAFF, SENIOR_STAFF)), None)
    contracts: Any = with_default(names("[employee]"), None)
    cost: CostChoices = field(default_factory=CostChoices)


@dataclass
class WorseOffChoices:
    """What counts as worse off: rise of a department's leavers, as a share, and of its burnout, in shares."""

    leavers: float = number(0.0001, 1, 0.01)
    burnout: float = number(0.0001, 1, 0.005)


@dataclass
class OptimiseChoices(CommonChoices):
    """All settings of `tandem optimise`."""

    draws: int = whole(8, 10_000, 48)
    budget: float = number(0, 1e15, 500_000)
    turnover_below: float | None = number(0, 100, 12, optional=True)
    no_department_worse_off: bool = flag("true")
    worse_off: WorseOffChoices = field(default_factory=WorseOffChoices)
    caution: float = number(0, 1, 0.5)
    tail: float = number(0.05, 1, 0.2)
    levers: dict[str, Any] = entries_of(LeverRangeChoices)
    allow: Any = with_default(names("[recognition]"), None)
    further: dict[str, Any] = entries_of(LeverRangeChoices)
    steps: int = whole(2, 10, 4)
    evaluations: int = whole(20, 1_000_000, 2_000)
    population: int = whole(10, 1_000, 50)
    front_size: int = whole(3, 100, 24)
    fresh_draws: int = whole(20, 10_000, 200)
    fresh_runs_per_parameter_set: int = whole(1, 1_000, 2)
    work: str = text("outputs/work", ".+", "a folder for what is interrupted")


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/optimise.yaml` gives it."""
    ConfigStore.instance().store(name="optimise_schema", node=OptimiseChoices, provider="tandem")

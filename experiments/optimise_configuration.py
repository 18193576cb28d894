"""The schema of `tandem optimise`: its settings' types and ranges."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore

from experiments.configuration import (
    LARGEST_SEED,
    CostChoices,
    EnvironmentChoices,
    PolicyChoices,
    PosteriorChoices,
    ProjectChoices,
)
from experiments.limits import (
    MONTH,
    entries_of,
    flag,
    names,
    number,
    one_of,
    span,
    text,
    whole,
    with_default,
)


@dataclass
class LeverRangeChoices:
    """One lever of the search: from what to what each of its settings goes. Off is always among them."""

    kind: str = text("workload_guardrails")
    intensity: Any = span(0, 20, "[0.25, 1]")  # the range of each kind stands in model/levers/catalogue.py
    coverage: Any = with_default(span(0.01, 1, "[0.25, 1]"), [1, 1])
    start: Any = with_default(span(1, 120, "[1, 13]"), [1, 1])
    departments: Any = with_default(names("[Sales]"), None)
    levels: Any = with_default(names("[junior]"), None)
    contracts: Any = with_default(names("[employee]"), None)
    cost: CostChoices = field(default_factory=CostChoices)


@dataclass
class WorseOffChoices:
    """What counts as worse off: rise of a department's leavers, as a share, and of its burnout, in shares."""

    leavers: float = number(0.0001, 1, 0.01)
    burnout: float = number(0.0001, 1, 0.005)


@dataclass
class OptimiseChoices:
    """All settings of `tandem optimise`."""

    name: str | None = text("pilot", optional=True)
    organisation: dict[str, Any] = field(default_factory=dict)
    environment: EnvironmentChoices = field(default_factory=EnvironmentChoices)
    posterior: PosteriorChoices = field(default_factory=PosteriorChoices)
    parameters: dict[str, Any] = field(default_factory=dict)
    held_fixed: Any = names("[contagion]")
    start: str = text("2026-01", MONTH, "a month as YYYY-MM, 2024-11 to 2062-11")
    months: int = whole(1, 120, 36)
    draws: int = whole(8, 10_000, 48)
    runs_per_parameter_set: int = whole(1, 1_000, 1)
    seed: int = whole(0, LARGEST_SEED, 1)
    reading: str = one_of("level", "ratio", "both")
    min_cell: int = whole(5, 100, 10)
    precision: str = one_of("float32", "float64")
    threads: int | None = whole(1, 1_024, 8, optional=True)
    output: str | None = text("outputs/my_run", ".+", "a folder that does not exist yet", optional=True)

    budget: float = number(0, 1e15, 500_000)
    turnover_below: float | None = number(0, 100, 12, optional=True)
    no_department_worse_off: bool = flag("true")
    worse_off: WorseOffChoices = field(default_factory=WorseOffChoices)
    caution: float = number(0, 1, 0.5)
    tail: float = number(0.05, 1, 0.2)
    levers: dict[str, Any] = entries_of(LeverRangeChoices)
    steps: int = whole(2, 10, 4)
    evaluations: int = whole(20, 1_000_000, 2_000)
    population: int = whole(10, 1_000, 50)
    front_size: int = whole(3, 100, 24)
    fresh_draws: int = whole(20, 10_000, 200)
    fresh_runs_per_parameter_set: int = whole(1, 1_000, 2)
    work: str = text("outputs/optimise/work", ".+", "a folder for what is interrupted")


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/optimise.yaml` gives it."""
    ConfigStore.instance().store(name="optimise_schema", node=OptimiseChoices, provider="tandem")


def project_choices(choices: OptimiseChoices, draws: int, runs_per_parameter_set: int) -> ProjectChoices:
    """The settings that a projection of the status quo shares, with other numbers of draws."""
    shared = {
        name: getattr(choices, name) for name in ProjectChoices.__dataclass_fields__ if name != "policy"
    }
    shared |= {"draws": draws, "runs_per_parameter_set": runs_per_parameter_set}
    return ProjectChoices(**shared, policy=PolicyChoices("status quo", {}))

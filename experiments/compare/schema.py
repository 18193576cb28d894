"""The schema of `tandem compare`: its settings beyond those that all experiments share."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.limits import flag, number, one_of, policy_list, whole, with_default
from tandem.experiments.settings.schema import CommonChoices, ReportChoices
from tandem.model.structures import BALANCED, STRUCTURES

ALL_STRUCTURES = "all"


@dataclass
class CompareChoices(CommonChoices):
    """All settings of `tandem compare`."""

    structure: str = with_default(one_of(*STRUCTURES, ALL_STRUCTURES), BALANCED)
    policies: Any = policy_list("[status_quo,guardrails]")
    reading_draws: int = whole(0, 100_000, 40)
    mechanisms: bool = flag("true")
    mechanism_draws: int = whole(2, 100_000, 40)
    value_of_information: bool = flag("true")
    baselines: bool = flag("true")
    duration: int | None = with_default(whole(1, 120, 12, optional=True), None)
    fiscal_year_start: int = with_default(whole(1, 12, 4), 1)
    report: ReportChoices = field(default_factory=ReportChoices)
    discount_rate: float | None = with_default(number(0, 1, 0.08, optional=True), None)


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/compare.yaml` gives it."""
    ConfigStore.instance().store(name="compare_schema", node=CompareChoices, provider="tandem")

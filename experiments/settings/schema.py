"""The schema of `tandem project`: every setting's type and range.

Values stand in `configs/`, never here. The bounds catch slips (a year for a month, per cent for a share);
they carry no information about organisations, and each is an `assumption`.
"""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.allowed import MONTH
from tandem.experiments.settings.limits import (
    entries_of,
    flag,
    month,
    names,
    number,
    one_of,
    share_of_people,
    span,
    text,
    weights_of,
    whole,
    with_default,
)
from tandem.model.structures import BALANCED, STRUCTURES

# Names of policies stand in tables that spreadsheets open: no formula there can call anything.
NO_FORMULA = r"(?![=@])(?![+-].*[|(!]).*"
READINGS = ("level", "ratio", "both")  # of the survey's 88 %
MIXED = "mixed"  # parameter sets of several readings, each labelled with its own
UNCERTAIN = [0.5, 1.5]  # a price that nobody has checked: half to one and a half of it · assumption
STAFF = "staff"  # all levels below the managers', as `simulation.coverage` finds them
SENIOR_STAFF = "senior_staff"  # the highest of these
LARGEST_SEED = 2**63 - 1  # what a signed 64-bit integer holds, so that every reader of a run folder keeps it


@dataclass
class AiProgress:
    """AI tools: see `model.environment.Environment`."""

    quality_at_start: float = number(0, 1, 0.5)
    quality_growth: float = number(-1, 5, 0.1)
    tool_progress: float = number(0, 10, 1)


@dataclass
class LabourMarket:
    """Economy-wide quits from the projection's start on ÷ their long-run mean."""

    quit_ratio: float = number(0.2, 5, 1)


@dataclass
class AiTalentDemand:
    """Outside demand for AI skills (April 2025 = 1): change a year and highest level."""

    growth: float = number(-1, 20, 0.5)
    ceiling: float = number(0, 20, 3)


@dataclass
class EnvironmentChoices:
    """The world outside the organisation."""

    ai_progress: AiProgress = field(default_factory=AiProgress)
    labour_market: LabourMarket = field(default_factory=LabourMarket)
    ai_talent_demand: AiTalentDemand = field(default_factory=AiTalentDemand)


@dataclass
class CostChoices:
    """What a lever costs; hours are working time taken from the covered.

    Money is in the organisation's currency, or a share of its mean monthly pay (`…_of_pay`), which holds in
    any currency; a price in money takes its place. `range` says between which multiples of the prices the
    true ones lie.
    """

    fixed: float = with_default(number(0, 1e12, 20_000), 0)
    per_head_month: float = with_default(number(0, 1e6, 15), 0)
    hours_per_week: float = with_default(number(0, 40, 1), 0)
    fixed_of_pay: float = with_default(number(0, 1e5, 4), 0)  # months of mean pay
    per_head_month_of_pay: float = with_default(number(0, 10, 0.002), 0)  # share of a month's mean pay
    currency: str | None = with_default(
        text("EUR", "[A-Z]{3}", "a three-letter code in capitals", optional=True), None
    )
    price_year: int | None = with_default(
        whole(1_990, 2_100, 2_026, optional=True), None
    )  # named, not converted
    range: Any = with_default(span(0, 100, "[0.8,1.2]"), UNCERTAIN)


@dataclass
class LeverChoices:
    """One lever. Months are dates (YYYY-MM) or months of the projection (1 = the first)."""

    kind: str = text("workload_guardrails")
    intensity: float = number(0, 20, 1)  # the range of each kind stands in model/policy/catalogue.py
    start: Any = with_default(month("1"), 1)
    end: Any = with_default(month("12", optional=True), None)
    departments: Any = with_default(names("[Sales]"), None)  # checked against the organisation too
    levels: Any = with_default(names("[junior]", words=(STAFF, SENIOR_STAFF)), None)
    contracts: Any = with_default(names("[employee]"), None)
    share: Any = with_default(share_of_people("0.5"), 1.0)
    ramp_up: Any = with_default(number(0, 120, 3, optional=True), None)
    half_life: Any = with_default(number(0, 1_200, 12, optional=True), None)
    phase_months: int = with_default(whole(0, 24, 3), 0)
    if_possible: bool = with_default(flag("true"), False)  # left out, and said so, where it covers nobody
    cost: CostChoices = field(default_factory=CostChoices)


@dataclass
class PolicyChoices:
    """What the organisation does: levers by label."""

    name: str = text("status quo", NO_FORMULA, "a text that no spreadsheet takes for a formula")
    levers: dict[str, Any] = entries_of(LeverChoices)


@dataclass
class PosteriorChoices:
    """Where the values of the parameters come from."""

    kind: str = one_of("prior", "fitted", "mixture")
    name: str = text("upwork_2025_level", r"[^/\\]+", "a name, without a path")
    folder: str | None = text("outputs/calibration/pulse", ".+", "a folder with a posterior", optional=True)
    reading: str = one_of(*READINGS, MIXED)
    # Of a mixture alone: the share of the parameter sets under each reading (experiments.simulation.mixture)
    weights: Any = weights_of("{level:0.5,ratio:0.5,both:0}")


@dataclass
class CommonChoices:
    """The settings that all experiments share."""

    name: str | None = text("pilot", optional=True)
    scenario: str | None = with_default(text("high growth", optional=True), None)
    # The organisation and the parameters have checks of their own, in `model`.
    organisation: dict[str, Any] = field(default_factory=dict)
    environment: EnvironmentChoices = field(default_factory=EnvironmentChoices)
    posterior: PosteriorChoices = field(default_factory=PosteriorChoices)
    parameters: dict[str, Any] = field(default_factory=dict)
    held_fixed: Any = names("[contagion]")
    start: str | None = text("2026-01", MONTH, "a month as YYYY-MM, 2024-11 to 2062-11", optional=True)
    months: int = whole(1, 120, 36)
    draws: int = whole(1, 100_000, 200)
    runs_per_parameter_set: int = whole(1, 1_000, 2)
    seed: int = whole(0, LARGEST_SEED, 1)
    reading: str = one_of(*READINGS, MIXED)
    structure: str = with_default(
        one_of(*STRUCTURES, described="all of them: tandem compare structure=all"), BALANCED
    )
    min_cell: int = whole(5, 100, 10)
    precision: str = one_of("float32", "float64")
    threads: int | None = whole(1, 1_024, 8, optional=True)
    figures: str = with_default(one_of("none", "headline", "all"), "all")
    output: str | None = text("outputs/my_run", ".+", "a folder that does not exist yet", optional=True)


@dataclass
class ReportChoices:
    """Documents that are made of a run once it is done."""

    to: str = with_default(one_of("none", "html", "pptx", "xlsx", "pdf", "all"), "none")
    template: str | None = with_default(text("client.pptx", ".+", "a PowerPoint file", optional=True), None)
    language: str = with_default(one_of("en", "de"), "en")
    paper: str = with_default(one_of("a4", "letter"), "a4")
    short: bool = with_default(flag("true"), False)


@dataclass
class ProjectChoices(CommonChoices):
    """All settings of `tandem project`."""

    policy: PolicyChoices = field(default_factory=PolicyChoices)
    table: str = with_default(one_of("monthly", "draws"), "monthly")
    report: ReportChoices = field(default_factory=ReportChoices)


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/project.yaml` gives it."""
    ConfigStore.instance().store(name="project_schema", node=ProjectChoices, provider="tandem")

"""Every lever by name: what it does, what its intensity means and how far it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tandem.model.policy.lever import Effect, Floats, Lever, Values
from tandem.model.policy.levers import (
    ai_training,
    experimentation_time,
    flexible_work,
    freelance_mix,
    gain_sharing,
    hiring,
    human_connection,
    layoff,
    manager_support,
    recognition,
    relative_raise,
    retention_bonus,
    rollout,
    strategy_alignment,
    uniform_raise,
    wellness,
    workload_guardrails,
)

_evidence = "1 = as strong as in the studies behind the parameter"


@dataclass(frozen=True)
class LeverKind:
    """A kind of lever.

    Attributes
    ----------
    title : name in figures and text
    effect : from a lever, parameter values and months to its modifiers
    parameters : what its effect depends on, names in the register
    intensity : what the intensity means
    highest : largest intensity allowed
    payroll_share : extra pay as a share of a month's payroll, (months,); None: none
    """

    title: str
    effect: Callable[[Lever, Values, int], Effect]
    parameters: tuple[str, ...]
    intensity: str = _evidence
    highest: float = 2.0
    payroll_share: Callable[[Lever, int], Floats] | None = None


LEVERS: dict[str, LeverKind] = {
    "ai_training": LeverKind(
        "AI training", ai_training.effect, ("training_on_adoption", "training_on_learning")
    ),
    "experimentation_time": LeverKind(
        "Time to experiment", experimentation_time.effect, ("experimentation_per_hour", "working_week"),
        "hours a week and person", 20.0,
    ),
    "strategy_alignment": LeverKind(
        "Strategy alignment", strategy_alignment.effect, ("alignment_on_clarity",)
    ),
    "workload_guardrails": LeverKind(
        "Workload guardrails", workload_guardrails.effect, ("guardrails_on_burnout",)
    ),
    "gain_sharing": LeverKind(
        "Sharing the gain", gain_sharing.effect, ("gain_to_targets",),
        "share of the reported gain that is not turned into higher targets", 1.0,
    ),
    "human_connection": LeverKind(
        "Human connection", human_connection.effect,
        ("human_connection_on_burnout", "human_connection_on_quits", "human_connection_on_connection"),
    ),
    "manager_support": LeverKind("Manager support", manager_support.effect, ("manager_support_on_quits",)),
    "recognition": LeverKind("Recognition", recognition.effect, ("recognition_on_quits",)),
    "flexible_work": LeverKind("Flexible work", flexible_work.effect, ("flexibility_on_quits",)),
    "wellness": LeverKind("Individual wellness", wellness.effect, ("wellness_on_burnout",)),
    "relative_raise": LeverKind(
        "Relative raise", relative_raise.effect, ("pay_to_quit",), "raise as a share of salary", 0.5,
        relative_raise.payroll_share,
    ),
    "uniform_raise": LeverKind(
        "Uniform raise", uniform_raise.effect, ("uniform_pay_to_quit",), "raise as a share of salary", 0.5,
        uniform_raise.payroll_share,
    ),
    "retention_bonus": LeverKind(
        "Retention bonus", retention_bonus.effect, ("pay_to_quit", "bonus_rebound", "bonus_binding"),
        "bonus as a share of annual salary", 0.5, retention_bonus.payroll_share,
    ),
    "freelance_mix": LeverKind(
        "Freelance mix", freelance_mix.effect, ("freelancer_pay_ratio", "freelancer_end_rate"),
        "share of hires on employees' seats that are freelancers", 1.0,
    ),
    "encouraged_rollout": LeverKind(
        "Encouraged rollout", rollout.encouraged, ("encouragement_on_adoption",)
    ),
    "mandated_rollout": LeverKind(
        "Mandated rollout", rollout.mandated, ("mandate_on_adoption", "mandate_on_intention"),
        "1 = use required of everybody", 1.0,
    ),
    "hiring_freeze": LeverKind("Hiring freeze", hiring.freeze, (), "share of hiring that stops", 1.0),
    "faster_hiring": LeverKind(
        "Faster hiring", hiring.faster, ("time_to_fill", "executive_time_to_fill"),
        "share by which the time to fill is cut", 0.8,
    ),
    "no_backfill": LeverKind(
        "No backfill", hiring.no_backfill, (), "share of leavers' seats that are closed", 1.0
    ),
    "layoff": LeverKind(
        "Layoff", layoff.effect,
        ("layoff_survivor_effect", "layoff_survivor_half_life", "severance"),
        "share of the people covered who are laid off", 0.9,
    ),
}  # fmt: skip

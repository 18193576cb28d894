"""Every lever by name: what it does, what its intensity means and how far it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tandem.model.policy.lever import Effect, Floats, Lever, Values
from tandem.model.policy.lever import share_without as without
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
    shorter_hours,
    strategy_alignment,
    uniform_raise,
    wellness,
    workload_guardrails,
)

_evidence = "1 = as strong as in the studies behind the parameter"
_site = ("transport", "transport_spread")

Grade = Literal[
    "meta-analysis of trials", "one trial", "quasi-experiment", "observational", "vendor", "by definition",
    "assumption",
]  # fmt: skip


@dataclass(frozen=True)
class LeverKind:
    """A kind of lever.

    Attributes
    ----------
    title : name in figures and text
    effect : from a lever, parameter values and months to its modifiers
    parameters : what its effect depends on, names in the register
    grade : the best evidence behind it
    price : what it costs besides the prices that a policy gives, in plain words
    intensity : what the intensity means
    highest : largest intensity allowed
    programme : name under which people may have it already (`in_place_…` in the register); empty: nobody has
    payroll_share : extra pay as a share of a month's payroll, (months,); None: none
    entry_level : whether it covers the organisation's lowest level and no other
    pays_by_itself : whether what it costs is in the model anyway (pay, fees, hours, work of seats), so that a
        policy need not state a price
    """

    title: str
    effect: Callable[[Lever, Values, int], Effect]
    parameters: tuple[str, ...]
    grade: Grade
    price: str
    intensity: str = _evidence
    highest: float = 2.0
    programme: str = ""
    payroll_share: Callable[[Lever, int], Floats] | None = None
    entry_level: bool = False
    pays_by_itself: bool = False

    def share_without(self, values: Mapping[str, Any]) -> Any:
        """Share of the people who do not have the programme already: a number, or an array as in `values`."""
        return without(values, self.programme) if self.programme else 1.0


LEVERS: dict[str, LeverKind] = {
    "ai_training": LeverKind(
        "AI training", ai_training.effect,
        ("training_on_adoption", "training_closes", "site_ai_training", "in_place_ai_training", *_site),
        "one trial", "the hours that the policy states, while it lasts", programme="ai_training",
    ),
    "experimentation_time": LeverKind(
        "Time to experiment", experimentation_time.effect,
        ("experimentation_per_hour", "experimentation_closes", "working_week",
         "in_place_experimentation_time"),
        "assumption", "its hours, diverted from work while it lasts", "hours a week and person", 20.0,
        "experimentation_time",
        pays_by_itself=True,
    ),
    "strategy_alignment": LeverKind(
        "Strategy alignment", strategy_alignment.effect,
        ("alignment_on_clarity", "site_strategy_alignment", "in_place_strategy_alignment", *_site),
        "vendor", "the hours that the policy states", programme="strategy_alignment",
    ),
    "workload_guardrails": LeverKind(
        "Workload guardrails", workload_guardrails.effect,
        ("guardrails_on_burnout", "guardrails_work_dropped", "site_workload_guardrails",
         "in_place_workload_guardrails", *_site),
        "meta-analysis of trials", "work that is not done (`guardrails_work_dropped`)",
        programme="workload_guardrails",
    ),
    "shorter_hours": LeverKind(
        "Shorter hours", shorter_hours.effect, ("hours_elasticity", "working_week"),
        "assumption", "work that is not done, at the same pay", "hours a week off", 10.0,
        pays_by_itself=True,
    ),
    "gain_sharing": LeverKind(
        "Sharing the gain", gain_sharing.effect,
        ("gain_to_targets", "effort_share", "unmet_weight", "slack_taken", "sharing_on_output",
         "ratchet_down_time"),
        "assumption", "effort that people no longer make; good will may make up for it",
        "share of the reported gain that is not turned into higher targets", 1.0,
    ),
    "human_connection": LeverKind(
        "Human connection", human_connection.effect,
        ("human_connection_on_burnout", "human_connection_on_quits", "human_connection_on_connection",
         "site_human_connection", "in_place_human_connection", *_site),
        "one trial", "the hours that the policy states", programme="human_connection",
    ),
    "manager_support": LeverKind(
        "Manager support", manager_support.effect,
        ("manager_support_on_quits", "site_manager_support", "in_place_manager_support", *_site),
        "quasi-experiment",
        "nothing but the prices that the policy states: the time of managers is to be in them",
        programme="manager_support",
    ),
    "recognition": LeverKind(
        "Recognition", recognition.effect,
        ("recognition_on_quits", "site_recognition", "in_place_recognition", *_site),
        "observational",
        "nothing but the prices that the policy states: thanks take hardly any time", programme="recognition",
    ),
    "flexible_work": LeverKind(
        "Flexible work", flexible_work.effect,
        ("flexibility_on_quits", "site_flexible_work", "in_place_flexible_work", *_site),
        "one trial", "nothing but the prices that the policy states: the trial found no loss of output",
        programme="flexible_work",
    ),
    "wellness": LeverKind(
        "Individual wellness", wellness.effect,
        ("wellness_on_burnout", "site_wellness", "in_place_wellness", *_site),
        "meta-analysis of trials",
        "nothing but the prices that the policy states: it takes people's own time", programme="wellness",
    ),
    "relative_raise": LeverKind(
        "Relative raise", relative_raise.effect, ("pay_to_quit", "site_pay", *_site),
        "quasi-experiment", "the raise, for everybody covered", "raise as a share of salary", 0.5,
        payroll_share=relative_raise.payroll_share,
        pays_by_itself=True,
    ),
    "uniform_raise": LeverKind(
        "Uniform raise", uniform_raise.effect, ("uniform_pay_to_quit", "site_pay", *_site),
        "quasi-experiment", "the raise, for everybody covered", "raise as a share of salary", 0.5,
        payroll_share=uniform_raise.payroll_share,
        pays_by_itself=True,
    ),
    "retention_bonus": LeverKind(
        "Retention bonus", retention_bonus.effect,
        ("pay_to_quit", "bonus_rebound", "bonus_binding", "site_pay", *_site),
        "quasi-experiment", "the bonus, for everybody covered", "bonus as a share of annual salary", 0.5,
        payroll_share=retention_bonus.payroll_share,
        pays_by_itself=True,
    ),
    "freelance_mix": LeverKind(
        "Freelance mix", freelance_mix.effect, ("freelancer_pay_ratio", "freelancer_end_rate"),
        "assumption", "freelancers' fees, and contracts that end sooner",
        "share of employees' seats that fall vacant and go to freelancers", 1.0,
        pays_by_itself=True,
    ),
    "encouraged_rollout": LeverKind(
        "Encouraged rollout", rollout.encouraged,
        ("encouragement_on_adoption", "encouragement_hours", "working_week", "site_rollout",
         "in_place_rollout", *_site),
        "observational",
        "hours of briefings and help (`encouragement_hours`), and a licence for each new user",
        programme="rollout",
        pays_by_itself=True,
    ),
    "mandated_rollout": LeverKind(
        "Mandated rollout", rollout.mandated,
        ("mandate_on_adoption", "mandate_on_intention", "encouragement_hours", "working_week"),
        "assumption", "hours of briefings and help (`encouragement_hours`), and a licence for each new user",
        "1 = use required of everybody", 1.0,
        pays_by_itself=True,
    ),
    "hiring_freeze": LeverKind(
        "Hiring freeze", hiring.freeze, ("empty_seat_work", "left_work_automated"), "by definition",
        "work of empty seats: part of it is done by the team, the rest is lost",
        "share of hiring that stops", 1.0,
        pays_by_itself=True,
    ),
    "faster_hiring": LeverKind(
        "Faster hiring", hiring.faster, ("time_to_fill", "executive_time_to_fill"), "by definition",
        "nothing but the prices that the policy states: recruiters' time is not modelled, state it",
        "share by which the time to fill is cut", 0.8,
    ),
    "no_backfill": LeverKind(
        "No backfill", hiring.no_backfill,
        ("empty_seat_work", "adaptation_half_life", "left_work_automated"), "by definition",
        "work of closed seats: it presses on the team until the organisation has adapted, the rest is lost",
        "share of leavers' seats that are closed", 1.0,
        pays_by_itself=True,
    ),
    "entry_level_hiring": LeverKind(
        "Entry-level hiring", hiring.no_backfill,
        ("empty_seat_work", "adaptation_half_life", "left_work_automated", "promotion_share"),
        "by definition", "work of closed seats, and fewer people to promote later",
        "share of vacancies at the entry level that are not filled", 1.0, entry_level=True,
        pays_by_itself=True,
    ),
    "layoff": LeverKind(
        "Layoff", layoff.effect,
        ("layoff_survivor_effect", "layoff_survivor_half_life", "layoff_studied_size", "severance",
         "empty_seat_work", "adaptation_half_life", "left_work_automated", "site_layoff", *_site),
        "observational", "severance, and the work of closed seats, which presses on those who stay",
        "share of the people covered who are laid off", 0.9,
        pays_by_itself=True,
    ),
}  # fmt: skip

#: Programmes that people may have already, by the name that `organisation.in_place` uses.
PROGRAMMES: tuple[str, ...] = tuple(
    dict.fromkeys(kind.programme for kind in LEVERS.values() if kind.programme)
)

#: What to ask for the share in place of each programme: the share of people who …
IN_PLACE: Mapping[str, str] = {
    "ai_training": "took a course on AI that they found adequate",
    "experimentation_time": "have time kept free every week to try things with AI",
    "strategy_alignment": "were told, and asked about, what the use of AI is for",
    "workload_guardrails": "have limits to their workload that are kept",
    "human_connection": "are in a programme that brings coworkers together",
    "manager_support": "have a manager who was trained and is supported",
    "recognition": "are regularly thanked for what they do",
    "flexible_work": "work at least two days a week at home",
    "wellness": "are offered coaching or other help with stress of their own",
    "rollout": "have an employer who encourages the use of AI",
}

"""The levers as a person sets them: strength, months, price, hours and whom, starting from what ships.

What is not touched stays as a policy that ships says, or where none has the lever, as `tandem optimise` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from tandem.experiments.settings.option_files import policy_settings
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.simulation.prices import mean_monthly_pay
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.policy.catalogue import LEVERS

#: In which order, and under which heading, levers are offered.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "people": (
        "human_connection", "workload_guardrails", "manager_support", "flexible_work", "wellness",
        "recognition", "strategy_alignment", "gain_sharing", "shorter_hours",
    ),
    "ai": ("ai_training", "experimentation_time", "encouraged_rollout", "mandated_rollout"),
    "pay": ("relative_raise", "uniform_raise", "retention_bonus"),
    "seats": (
        "freelance_mix", "faster_hiring", "hiring_freeze", "no_backfill", "entry_level_hiring", "layoff",
    ),
}  # fmt: skip
MOST_HOURS, HOURS_STEP = 4.0, 0.25  # of a slider, a week and person


@dataclass(frozen=True)
class Choice:
    """A lever in a policy; None: as it ships.

    Attributes
    ----------
    kind : key of `model.policy.catalogue.LEVERS`
    strength : intensity
    hours : a week and person covered
    price : a head and month, in the organisation's currency
    months : in force, from the projection's first; 0: to its end
    share : of the people, 0 to 1
    department : the only one covered; empty: all
    """

    kind: str
    strength: float | None = None
    hours: float | None = None
    price: float | None = None
    months: int | None = None
    share: float | None = None
    department: str = ""


@cache
def shipped(kind: str) -> tuple[str, Mapping[str, Any]]:
    """Label and settings of a lever as it ships; not to be written to.

    Raises
    ------
    InputError
        If there is no such lever.
    """
    if kind not in LEVERS:
        raise InputError(f"lever: found '{kind[:60]}'; allowed: {', '.join(LEVERS)}; example: ai_training")
    single = [name for name in options_of("policy") if len(policy_settings(name).get("levers") or {}) == 1]
    for name in single:
        ((label, settings),) = policy_settings(name)["levers"].items()
        if settings["kind"] == kind:
            return label, {"start": 1, **settings}
    return _searched(kind)


def _searched(kind: str) -> tuple[str, Mapping[str, Any]]:
    """The lever as `configs/optimise.yaml` has it, at the upper end of its range; else a plain one."""
    from importlib.resources import files

    from tandem.model.received.plain_yaml import read_yaml

    content = read_yaml(files("tandem.configs").joinpath("optimise.yaml"), dates=False).content
    for label, entry in {**content["levers"], **content["further"]}.items():
        if entry["kind"] == kind:
            kept = {key: entry[key] for key in ("levels", "contracts", "cost") if key in entry}
            end = {"end": entry["lasts"]} if "lasts" in entry else {}
            return label, {"kind": kind, "start": 1, "intensity": entry["intensity"][1], **end, **kept}
    return kind, {"kind": kind, "start": 1, "intensity": min(1.0, LEVERS[kind].highest)}


def settings_of(choice: Choice) -> tuple[str, dict[str, Any]]:
    """Label and settings of a lever, as a policy in `configs/policy` has them."""
    label, usual = shipped(choice.kind)
    found: dict[str, Any] = deepcopy(dict(usual))
    cost = dict(found.get("cost") or {})
    if choice.strength is not None:
        found["intensity"] = choice.strength
    if choice.hours is not None:
        cost["hours_per_week"] = choice.hours
    if choice.price is not None:
        cost.pop("per_head_month_of_pay", None)
        cost["per_head_month"] = choice.price
    if choice.months or (choice.months == 0 and usual.get("end") is not None):
        found["end"] = choice.months or None
    if choice.share is not None:
        found["share"] = choice.share
    if choice.department:
        found["departments"] = [choice.department]
    if cost:
        found["cost"] = cost
    return label, found


def choice_of(settings: Mapping[str, Any]) -> Choice:
    """The choice that has these settings.

    Raises
    ------
    InputError
        If no choice on the page comes to them.
    """
    cost = settings.get("cost") or {} if isinstance(settings, Mapping) else None
    if not isinstance(cost, Mapping):
        raise InputError("levers: found something that is no lever; allowed: kind, intensity, cost and so on")
    kind = str(settings.get("kind"))
    _, usual = shipped(kind)
    usual_cost = usual.get("cost") or {}
    departments = settings.get("departments")
    found = Choice(
        kind,
        _if_other(settings.get("intensity"), usual.get("intensity")),
        _if_other(cost.get("hours_per_week"), usual_cost.get("hours_per_week")),
        _if_other(cost.get("per_head_month"), usual_cost.get("per_head_month")),
        None if settings.get("end") == usual.get("end") else settings.get("end") or 0,
        _if_other(settings.get("share"), usual.get("share")),
        departments[0] if isinstance(departments, list) and len(departments) == 1 else "",
    )
    if settings_of(found)[1] != dict(settings):
        raise InputError(
            f"the lever {kind} is set in a way that the page has no place for; run the file with tandem "
            "compare instead"
        )
    return found


def usual_price(kind: str, profile: Profile) -> float:
    """What a lever costs a head and month as it ships, in the organisation's currency."""
    cost = shipped(kind)[1].get("cost") or {}
    money = float(cost.get("per_head_month", 0.0))
    return money or float(cost.get("per_head_month_of_pay", 0.0)) * mean_monthly_pay(profile)


def most_price(profile: Profile) -> float:
    """The right end of a price's slider: a round number of about a fiftieth of a month's mean pay."""
    rough = mean_monthly_pay(profile) / 50
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 1.0
    return max(power * round(rough / power), 1.0)


def _if_other(value: Any, usual: Any) -> float | None:
    """A number that is not the usual one; None else."""
    if value is None or value == usual:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"found {value!r} where a number belongs; example: 0.5")
    return float(value)

"""The form of every lever: what it is, what it costs besides money, its evidence, and its sliders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tandem.experiments.dashboard.levers import (
    GROUPS,
    HOURS_STEP,
    MOST_HOURS,
    Choice,
    most_price,
    shipped,
    usual_price,
)
from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.profile import Profile
from tandem.model.parameters import register
from tandem.model.policy.catalogue import IN_PLACE, LEVERS, PROGRAMMES

_text = texts("dashboard.lever_forms")

_steps = 20  # of a strength slider


@dataclass(frozen=True)
class Slider:
    """A number with its range; `usual` is where it stands as long as nobody moves it."""

    name: str
    label: str
    unit: str
    least: str
    most: str
    step: str
    usual: str
    value: str
    shown: str


@dataclass(frozen=True)
class LeverForm:
    """A lever as it is offered.

    Attributes
    ----------
    kind, title : key of `LEVERS`, and its name
    on : whether it is in the policy
    sliders : strength, hours, price, share of the people
    months, usual_months : in force; 0: to the end
    department : the only one covered; empty: all
    grade, price, evidence : of `why?`
    """

    kind: str
    title: str
    on: bool
    sliders: tuple[Slider, ...]
    months: int
    usual_months: int
    department: str
    strength_means: str
    grade: str
    price: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Levers under one heading."""

    title: str
    levers: tuple[LeverForm, ...]


def forms_of(chosen: Sequence[Choice], profile: Profile) -> list[Group]:
    """Every lever, with what is chosen of it."""
    known = {each.kind: each for each in chosen}
    titles = {
        "people": _text("people"), "ai": _text("ai"), "pay": _text("pay"), "seats": _text("seats"),
    }  # fmt: skip
    return [
        Group(titles[group], tuple(_form(kind, known.get(kind), profile) for kind in kinds))
        for group, kinds in GROUPS.items()
    ]


def in_place_forms(in_place: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """Name, question and answer (per cent; empty: not known) of each programme people may have already."""
    return [
        (f"have.{name}", IN_PLACE[name], f"{100 * in_place[name]:g}" if name in in_place else "")
        for name in PROGRAMMES
    ]


def _form(kind: str, choice: Choice | None, profile: Profile) -> LeverForm:
    lever, (_, usual) = LEVERS[kind], shipped(kind)
    set_to, cost = choice or Choice(kind), usual.get("cost") or {}
    price = usual_price(kind, profile)
    step = lever.highest / _steps
    numbers = (
        ("strength", _text("strength"), "", lever.highest, step, float(usual["intensity"]), set_to.strength),
        ("hours", _text("hours"), _text("hours_unit"), MOST_HOURS, HOURS_STEP,
         float(cost.get("hours_per_week", 0.0)), set_to.hours),
        ("price", _text("price", currency=profile.currency), _text("price_unit"),
         max(most_price(profile), 2 * price), most_price(profile) / 100, price, set_to.price),
        ("share", _text("share"), "", 1.0, 0.05, float(usual.get("share", 1.0)), set_to.share),
    )  # fmt: skip
    usual_months = int(usual.get("end") or 0)
    return LeverForm(
        kind,
        lever.title,
        choice is not None,
        tuple(_slider(kind, *entry) for entry in numbers),
        usual_months if set_to.months is None else set_to.months,
        usual_months,
        set_to.department,
        lever.intensity,
        lever.grade,
        lever.price.replace("`", ""),
        tuple(register()[name].meaning for name in lever.parameters[:2] if name in register()),
    )


def _slider(
    kind: str, name: str, label: str, unit: str, most: float, step: float, usual: float, value: float | None
) -> Slider:
    at = usual if value is None else value
    return Slider(
        f"{kind}.{name}",
        label,
        unit,
        f"{step:.6g}" if name == "share" else "0",  # nobody cannot be covered
        f"{max(most, at):.6g}",
        f"{step:.6g}",
        _on_step(usual, step),
        _on_step(usual, step) if value is None else f"{value:.10g}",
        f"{at:.4g}",
    )


def _on_step(value: float, step: float) -> str:
    """The nearest place at which a slider can stand."""
    return f"{round(round(value / step) * step, 6):.6g}"

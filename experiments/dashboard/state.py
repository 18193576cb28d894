"""What a page shows, as a link holds it: organisation, world, months, what is in place, policy and pins.

A link is data from anybody: every value is held against what is allowed, and nothing else is taken from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tandem.experiments.dashboard.levers import Choice, settings_of
from tandem.experiments.settings.overrides import options_of
from tandem.model.errors import InputError
from tandem.model.policy.catalogue import LEVERS, PROGRAMMES

DEFAULT = "default"  # the organisation that ships
WORLD: Mapping[str, str] = {"ai_progress": "steady", "labour_market": "base", "ai_talent_demand": "rising"}
MONTHS, SHORTEST, LONGEST = 36, 6, 120
PINS = ("A", "B", "C", "D")
DRAFT = "your policy"
_most_letters = 20_000  # of a link
_number_fields = {"strength": 20.0, "hours": 40.0, "price": 1e6, "share": 1.0}  # with their largest value

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class State:
    """What a page shows.

    Attributes
    ----------
    organisation : `default`, or the name of an upload of this visitor's
    world : option of each group of `configs/environment`
    months : of the projection
    in_place : share of people who have a programme already, by programme, 0 to 1
    levers : the policy that is being made
    pins : policies kept for comparison, by letter
    """

    organisation: str = DEFAULT
    world: Mapping[str, str] = field(default_factory=lambda: dict(WORLD))
    months: int = MONTHS
    in_place: Mapping[str, float] = field(default_factory=dict)
    levers: tuple[Choice, ...] = ()
    pins: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    def link(self) -> str:
        """As the query of an address; empty for what a new visitor sees."""
        pairs: list[tuple[str, str]] = []
        if self.organisation != DEFAULT:
            pairs.append(("organisation", self.organisation))
        pairs += [(name, self.world[name]) for name in WORLD if self.world[name] != WORLD[name]]
        if self.months != MONTHS:
            pairs.append(("months", str(self.months)))
        pairs += [(f"have.{name}", _text_of(100 * share)) for name, share in self.in_place.items()]
        pairs += _pairs_of(self.levers)
        pairs += [(f"pin.{name}", urlencode(_pairs_of(levers))) for name, levers in self.pins.items()]
        return urlencode(pairs)

    def policies(self) -> dict[str, dict[str, Any]]:
        """The policy that is being made and the pins, as settings; those without a lever are left out."""
        named = {DRAFT: self.levers, **{name: self.pins[name] for name in PINS if name in self.pins}}
        return {name: policy_of(name, levers) for name, levers in named.items() if levers}

    def with_organisation(self, organisation: str) -> State:
        """The same about another organisation, whose departments have other names."""
        anywhere = tuple(replace(each, department="") for each in self.levers)
        pins = {
            name: tuple(replace(each, department="") for each in levers) for name, levers in self.pins.items()
        }
        return replace(self, organisation=organisation, levers=anywhere, pins=pins)


def policy_of(name: str, levers: Iterable[Choice]) -> dict[str, Any]:
    """A policy's settings, as a file of `configs/policy` has them."""
    return {"name": name, "levers": dict(map(settings_of, levers))}


def state_of(query: str) -> State:
    """The state that a link holds; what it does not say is as a new visitor sees it.

    Raises
    ------
    InputError
        If it holds a value that is not allowed.
    """
    if len(query) > _most_letters:
        raise InputError(f"link: found {len(query):,} letters; allowed: {_most_letters:,}")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=400, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise InputError("link: it cannot be read; open the page anew") from None
    given = dict(pairs)
    return State(
        organisation=_word(given.get("organisation") or DEFAULT),
        world={name: _option(name, given.get(name) or usual) for name, usual in WORLD.items()},
        months=_whole("months", given.get("months") or str(MONTHS), SHORTEST, LONGEST),
        in_place={
            name: _number(f"have.{name}", value, 100.0) / 100
            for name in PROGRAMMES
            if (value := given.get(f"have.{name}", "").strip())
        },
        levers=_levers_of(pairs),
        pins={
            name: levers
            for name in PINS
            if (levers := _levers_of(parse_qsl(given.get(f"pin.{name}", ""), max_num_fields=400)))
        },
    )


def _levers_of(pairs: Pairs) -> tuple[Choice, ...]:
    """The levers that are switched on, each with what is said of it."""
    given = dict(pairs)
    kinds = list(dict.fromkeys(value for key, value in pairs if key == "lever"))
    found = []
    for kind in kinds:
        if kind not in LEVERS:
            raise InputError(f"lever: found '{kind[:60]}'; allowed: {', '.join(LEVERS)}")
        numbers = {
            name: _number(
                f"{kind}.{name}", text, min(most, LEVERS[kind].highest) if name == "strength" else most
            )
            for name, most in _number_fields.items()
            if (text := given.get(f"{kind}.{name}", "").strip())
        }
        if numbers.get("share") == 0:
            raise InputError(f"{kind}.share: found 0; allowed: above 0 up to 1, or switch the lever off")
        months = given.get(f"{kind}.months", "").strip()
        found.append(
            Choice(
                kind,
                **numbers,
                months=_whole(f"{kind}.months", months, 0, LONGEST) if months else None,
                department=given.get(f"{kind}.department", "")[:200],
            )
        )
    return tuple(found)


def _pairs_of(levers: Iterable[Choice]) -> list[tuple[str, str]]:
    pairs = []
    for each in levers:
        pairs.append(("lever", each.kind))
        for name in _number_fields:
            value = getattr(each, name)
            if value is not None:
                pairs.append((f"{each.kind}.{name}", _text_of(value)))
        if each.months is not None:
            pairs.append((f"{each.kind}.months", str(each.months)))
        if each.department:
            pairs.append((f"{each.kind}.department", each.department))
    return pairs


def _option(name: str, value: str) -> str:
    known = options_of(f"environment/{name}")
    if value not in known:
        raise InputError(f"{name}: found '{value[:60]}'; allowed: {', '.join(known)}; example: {known[0]}")
    return value


def _word(value: str) -> str:
    """The name of an upload: letters, figures, - and _."""
    if len(value) > 64 or not value.replace("-", "").replace("_", "").isalnum() or not value.isascii():
        raise InputError("organisation: the link names none of yours; drop your sheet on Your data")
    return value


def _number(key: str, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise InputError(f"{key}: found '{text[:40]}'; allowed: a number from 0 to {most:g}; example: 0.5")
    return value


def _whole(key: str, text: str, least: int, most: int) -> int:
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if not least <= value <= most:
        raise InputError(f"{key}: found '{text[:40]}'; allowed: {least} to {most}; example: {MONTHS}")
    return value


def _text_of(value: float) -> str:
    return f"{value:.10g}"

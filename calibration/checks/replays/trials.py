"""Every trial that is replayed: what the prior and its transport make one expect, and what came.

A trial's size enters the model as a prior, so to find it again proves that rules and levers do what is
written, and nothing about the world. Held-out facts (`calibration/checks/held_out`) are the test of that.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tandem.calibration.checks.replays.firm import START, Firm, burnout_of_same_persons
from tandem.calibration.checks.replays.scribes import give_scribes
from tandem.model.policy.lever import Lever, share_without, transported

AT_ONCE = 0.0  # months: a trial has its full effect from the start, without a lever's ramp-up
SMALL_LAYOFF = 0.005  # of the people, as studied (Trevor & Nyberg 2008)


@dataclass(frozen=True)
class Found:
    """What a replay was expected to give and what came, in the replay's unit."""

    expected: float
    came: float


@dataclass(frozen=True)
class Replay:
    """A trial behind a prior.

    Attributes
    ----------
    parameter : that holds the trial's size
    unit : of size and tolerance: `SD` of burnout, or `log ratio` of quits
    tolerance : difference that counts as the same, in that unit; wider than the luck of 8,000 people
    run : the replay in one firm
    """

    parameter: str
    unit: str
    tolerance: float
    run: Callable[[Firm], Found]


def hazard_change(firm: Firm, lever: Lever, first: int, last: int) -> float:
    """Log ratio of quits a person under a lever to those under the status quo, over some months."""
    return math.log(firm.course(lever).quits(first, last) / firm.baseline.quits(first, last))


def lever_at_once(kind: str, intensity: float = 1.0) -> Lever:
    """A lever for everybody from the trial's first month on."""
    return Lever(kind, START, intensity=intensity, ramp_up=AT_ONCE, label=kind)


def here(firm: Firm, programme: str) -> float:
    """What is left of a published effect in this draw: transport and site, for those without a programme."""
    return transported(firm.values, programme) * float(share_without(firm.values, programme))


def scribes(firm: Firm) -> Found:
    """Two months of AI scribes for half of the people (Lukac et al. 2025): burnout; not transported.

    The relief is a rule of the model and no lever, so that its prior holds here as it is.
    """
    return Found(firm.values["relief_by_ai"], give_scribes(firm, months=2).change())


def hybrid_work(firm: Firm) -> Found:
    """Six months of two days from home for everybody (Bloom, Han & Liang 2024): quits."""
    expected = firm.values["flexibility_on_quits"] * here(firm, "flexible_work")
    return Found(expected, hazard_change(firm, lever_at_once("flexible_work"), 0, 6))


def belonging_on_burnout(firm: Firm) -> Found:
    """Messages of belonging among dispatchers (Linos, Ruffini & Wilcoxen 2022): burnout in the end."""
    expected = firm.values["human_connection_on_burnout"] * here(firm, "human_connection")
    course = firm.course(lever_at_once("human_connection"))
    return Found(expected, burnout_of_same_persons(course, firm.baseline))


def belonging_on_quits(firm: Firm) -> Found:
    """The same trial, quits: the direct part acts at once, what runs through burnout within a year."""
    expected = firm.values["human_connection_on_quits"] * here(firm, "human_connection")
    return Found(expected, hazard_change(firm, lever_at_once("human_connection"), 12, 36))


def layoff_survivors(firm: Firm) -> Found:
    """Quits in the three months after a layoff of half a per cent (Trevor & Nyberg 2008)."""
    values = firm.values
    calming = sum(0.5 ** (month / values["layoff_survivor_half_life"]) for month in range(3)) / 3
    expected = values["layoff_survivor_effect"] * transported(values, "layoff") * calming
    return Found(expected, hazard_change(firm, lever_at_once("layoff", SMALL_LAYOFF), 1, 4))


REPLAYS: dict[str, Replay] = {
    "scribes": Replay("relief_by_ai", "SD", 0.04, scribes),
    "hybrid_work": Replay("flexibility_on_quits", "log ratio", 0.05, hybrid_work),
    "belonging_on_burnout": Replay("human_connection_on_burnout", "SD", 0.04, belonging_on_burnout),
    "belonging_on_quits": Replay("human_connection_on_quits", "log ratio", 0.05, belonging_on_quits),
    "layoff_survivors": Replay("layoff_survivor_effect", "log ratio", 0.05, layoff_survivors),
}

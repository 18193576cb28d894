"""The world as a person chooses it: three questions with three answers each, and the months."""

from __future__ import annotations

from dataclasses import dataclass

from tandem.experiments.dashboard.state import State
from tandem.experiments.wording.catalogue import texts

_text = texts("dashboard.world")

MONTHS_OFFERED = (12, 24, 36, 60)


@dataclass(frozen=True)
class Question:
    """A part of the world.

    Attributes
    ----------
    name : of its group in `configs/environment`
    label, help : in words
    options : value, words and whether it is chosen
    """

    name: str
    label: str
    help: str
    options: tuple[tuple[str, str, bool], ...]


def world_of(state: State) -> list[Question]:
    """The questions, with what the state answers."""
    known = {
        "ai_progress": (
            _text("ai_progress"), _text("ai_progress_help"),
            {"plateau": _text("plateau"), "steady": _text("steady"), "agents_surge": _text("agents_surge")},
        ),
        "labour_market": (
            _text("labour_market"), _text("labour_market_help"),
            {"slack": _text("slack"), "base": _text("base"), "tight": _text("tight")},
        ),
        "ai_talent_demand": (
            _text("ai_talent_demand"), _text("ai_talent_demand_help"),
            {"flat": _text("flat"), "rising": _text("rising"), "surge": _text("surge")},
        ),
    }  # fmt: skip
    asked = [
        Question(
            name,
            label,
            told,
            tuple((value, words, state.world[name] == value) for value, words in options.items()),
        )
        for name, (label, told, options) in known.items()
    ]
    offered = sorted({*MONTHS_OFFERED, state.months})
    months = tuple((str(each), _text("months", count=each), each == state.months) for each in offered)
    return [*asked, Question("months", _text("how_long"), _text("how_long_help"), months)]

"""The effects of a policy in words: which are shown, in which order, and how each number is told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.experiments.api.session import Answer
from tandem.experiments.compare.cash import CAPACITY_VALUE, CASH, CHANGE, PROJECTION
from tandem.experiments.compare.tables import ALL_RUNS, WHOLE
from tandem.experiments.settings.schema import READINGS
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_with_range
from tandem.experiments.wording.numerals import NO_BREAK, plain, ranged, share, signed

_text = texts("dashboard.effect_words")

HALF = 0.5  # of the runs, in which a policy is to pay
_clear = 0.9  # share of the runs that agree, from which on an effect is told from nought
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """A number in words.

    Attributes
    ----------
    label, value : what, and how much with its range
    help : what it means
    tone : `good`, `bad` or empty where the runs do not agree
    """

    label: str
    value: str
    help: str
    tone: str = ""


def rows_of(answer: Answer, department: str = WHOLE, reading: str | None = None) -> dict[str, Row]:
    """The effects on a department by name, in all runs or those of a reading."""
    table = answer.effects
    named = table["reading"].iloc[0] if reading is None else reading
    chosen = table[(table["department"] == department) & (table["runs"] == ALL_RUNS)]
    records = chosen[chosen["reading"] == named].to_dict("records")
    return {str(row["effect"]): {str(key): value for key, value in row.items()} for row in records}


def headline_of(answer: Answer, currency: str) -> list[Told]:
    """The numbers beside the levers."""
    rows = rows_of(answer)
    cash, capacity = _changes(answer, CASH), _changes(answer, CAPACITY_VALUE)
    net = rows["net_value"]
    return [
        Told(
            _text("leavers"),
            _counted(rows["leavers_avoided"]),
            _text("leavers_help"),
            _tone(rows["leavers_avoided"]),
        ),
        Told(_text("turnover"), _points(rows["turnover"]), _text("turnover_help"), _tone(rows["turnover"])),
        Told(_text("burnout"), _points(rows["burnout"]), _text("burnout_help"), _tone(rows["burnout"])),
        Told(_text("output"), _counted(rows["output"]), _text("output_help"), _tone(rows["output"])),
        Told(_text("cash"), _money(_negative(cash), currency), _text("cash_help")),
        Told(_text("capacity"), _money(capacity, currency), _text("capacity_help")),
        Told(_text("net"), _money(net, currency), _text("net_help"), _tone(net)),
        Told(_text("pays"), share(net["better"]), _text("pays_help")),
        *_break_even(answer, currency),
    ]


def departments_of(answer: Answer, currency: str) -> list[tuple[str, list[str]]]:
    """Leavers avoided, burnout and net value of each department shown."""
    names = [name for name in dict.fromkeys(answer.effects["department"]) if name != WHOLE]
    found = []
    for name in names:
        rows = rows_of(answer, name)
        told = [
            _counted(rows["leavers_avoided"]),
            _points(rows["burnout"]),
            _money(rows["net_value"], currency),
        ]
        found.append((str(name), told))
    return found


def readings_of(answer: Answer, currency: str) -> list[tuple[str, list[str]]]:
    """The same for the whole organisation under each reading of the survey."""
    known = [name for name in READINGS if (answer.effects["reading"] == name).any()]
    found = []
    for name in known:
        rows = rows_of(answer, reading=name)
        told = [
            plain(rows["net_value"]["n"]),
            _counted(rows["leavers_avoided"]),
            _points(rows["burnout"]),
            _money(rows["net_value"], currency),
            share(rows["net_value"]["better"]),
        ]
        found.append((name, told))
    return found


def side_by_side(answers: Mapping[str, Answer], currency: str) -> list[tuple[str, str, list[str]]]:
    """Label, help and one value a policy, row by row."""
    columns = [headline_of(answer, currency) for answer in answers.values()]
    return [
        (first.label, first.help, [column[place].value for column in columns])
        for place, first in enumerate(columns[0])
    ]


def said_aloud(told: Sequence[Told]) -> str:
    """The headline in a sentence, for those who listen."""
    return "; ".join(f"{each.label} {each.value}" for each in told[:3]) + "."


def _break_even(answer: Answer, currency: str) -> list[Told]:
    """Up to which price and how many hours it pays in half of the runs."""
    table = answer.break_even
    row = table[table["pays_in"] == HALF].iloc[0]
    price, hours = row["most_per_head_month"], row["most_hours_per_week"]
    missing = row["no_price"]
    return [
        Told(
            _text("most_price"),
            _text("up_to", most=money(price, currency)) if _known(price) else _text("at_no_price"),
            _text("no_price_given", levers=missing) if missing else _text("most_price_help"),
        ),
        Told(
            _text("most_hours"),
            _text("up_to", most=_text("hours", hours=plain(hours, 2)))
            if _known(hours)
            else _text("at_no_hours"),
            _text("most_hours_help"),
        ),
    ]


def _changes(answer: Answer, item: str) -> Row:
    table = answer.cash
    chosen = (table["quantity"] == CHANGE) & (table["kind"] == PROJECTION) & (table["item"] == item)
    found: Row = dict(table[chosen].iloc[0])
    return found


def _negative(row: Row) -> Row:
    """The same with the other sign: what is spent counts as minus."""
    return {"p5": -row["p95"], "p50": -row["p50"], "p95": -row["p5"]}


def _counted(row: Row) -> str:
    decimals = 0 if max(abs(row["p5"]), abs(row["p95"])) >= 10 else 1
    return ranged(*(signed(row[key], decimals) for key in ("p50", "p5", "p95")))


def _points(row: Row) -> str:
    middle, low, high = (signed(row[key], 1) for key in ("p50", "p5", "p95"))
    return ranged(f"{middle}{NO_BREAK}{_text('points')}", low, high)


def _money(row: Row, currency: str) -> str:
    return money_with_range(row["p50"], row["p5"], row["p95"], currency)


def _tone(row: Row) -> str:
    """Whether nearly all runs agree that the policy is better, or worse."""
    if not _known(row["better"]):
        return ""
    return "good" if row["better"] >= _clear else "bad" if row["better"] <= 1 - _clear else ""


def _known(value: Any) -> bool:
    return value is not None and math.isfinite(value)

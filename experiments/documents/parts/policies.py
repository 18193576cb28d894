"""What policies buy, what they may cost, and which of them lead."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tandem.experiments.documents.content import Message, Standing
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit
from tandem.experiments.wording.precision import digits_of
from tandem.model.errors import InputError

_text = texts("documents.policies")

LEAVERS, BURNOUT, OUTPUT, NET = "leavers_avoided_same_headcount", "burnout", "output", "net_value"
_likely = 2 / 3  # share of the runs from which on a policy is told from doing nothing
_few = 20  # runs below which shares are not spoken of as certainty
_quantiles = ("p5", "p50", "p95")
_effect_columns = ("policy", "reading", "department", "runs", "effect", "p5", "p50", "p95", "better")
_break_even_columns = (
    "policy", "pays_in", "months_in_force", "price_per_head_month", "most_per_head_month", "hours_per_week",
    "most_hours_per_week", "pays_at_low_price", "pays_at_high_price", "no_price", "price_basis", "from_month",
)  # fmt: skip


@dataclass(frozen=True)
class Policies:
    """The policies of a comparison, the leading one first.

    Attributes
    ----------
    run : the comparison
    names : by median net value
    effects : of the whole organisation and all runs, by policy and effect
    break_even : by policy, the price at which it pays in half of the runs
    cash : the run's table of cash and capacity
    robustness : share of cases in which each is best; empty where no cases were tried
    """

    run: Run
    names: tuple[str, ...]
    effects: dict[tuple[str, str], dict[str, float]]
    break_even: dict[str, dict[str, object]]
    cash: pd.DataFrame
    robustness: pd.DataFrame

    @property
    def currency(self) -> str:
        """Of all money."""
        return str(self.run.summary["currency"])

    @property
    def sets(self) -> int:
        """Parameter sets: how many runs are independent."""
        return int(self.run.summary["parameter_sets"])

    def pays(self, name: str) -> bool:
        """Whether a policy probably pays, its price known and not deciding."""
        net = self.effects[name, NET]
        return net["p50"] > 0 and net["better"] >= _likely and not self.hangs_on_price(name)

    def hangs_on_price(self, name: str) -> bool:
        """Whether it pays in most runs at the low end of its prices and not at the high one, or has none."""
        row = self.break_even.get(name)
        if row is None:
            return False
        low, high = number(row["pays_at_low_price"]) or 0.0, number(row["pays_at_high_price"]) or 0.0
        return bool(row["no_price"]) or low > 0.5 >= high

    def change(self, name: str, item: str) -> float | None:
        """Mean change of an item of cash or capacity over the projection."""
        cash = self.cash
        own = cash[
            (cash["policy"] == name)
            & (cash["quantity"] == "change")
            & (cash["kind"] == "projection")
            & (cash["item"] == item)
        ]
        return None if own.empty else number(own["mean"].iloc[0])

    def best_in(self, name: str) -> float | None:
        """Share of the cases in which it is best."""
        own = self.robustness[self.robustness["policy"] == name] if len(self.robustness) else self.robustness
        return None if own.empty else number(own["best_in"].iloc[0])


def policies_of(run: Run) -> Policies:
    """Read a comparison's tables."""
    table = run.table("effects", _effect_columns)
    own = table[
        (table["reading"] == str(run.summary["reading"]))
        & (table["department"] == "all departments")
        & (table["runs"] == "all")
    ]
    effects = {
        (str(row["policy"]), str(row["effect"])): {
            each: float(row[each]) for each in ("p5", "p50", "p95", "better")
        }
        for _, row in own.iterrows()
    }
    stated = [str(name) for name in run.summary["policies"]]
    names = sorted(stated, key=lambda name: -effects[name, NET]["p50"])
    if not names:
        raise InputError(f"'{run.folder}' compares no policies")
    half = run.table("break_even", _break_even_columns)
    half = half[half["pays_in"] == half["pays_in"].min()]
    robustness = (
        run.table("robustness", ("policy", "best_in", "worst_loss", "cases"))
        if run.has("robustness")
        else pd.DataFrame()
    )
    return Policies(
        run,
        tuple(names),
        effects,
        {str(row["policy"]): {str(key): value for key, value in row.items()} for _, row in half.iterrows()},
        run.table("cash", ("policy", "quantity", "kind", "period", "item", "mean", "p5", "p50", "p95")),
        robustness,
    )


def standing(effect: dict[str, float], good: int = 1) -> Standing:
    """Whether the middle 90 % of the runs are on one side of nought."""
    if effect["p5"] > 0:
        return "better" if good > 0 else "worse"
    if effect["p95"] < 0:
        return "worse" if good > 0 else "better"
    return "untold"


def policies_message(policies: Policies, telling: Telling) -> Message:
    """The best buy, or that none is one; how sure that is."""
    name = policies.names[0]
    net = policies.effects[name, NET]
    told = {
        "policy": name,
        "net": net_told(policies, name, telling),
        "baseline": str(policies.run.summary["baseline"]),
    }
    if policies.hangs_on_price(name):
        said = (
            _text("no_price", policy=name) if policies.break_even[name]["no_price"] else
            _text("price_decides", policy=name)
        )  # fmt: skip
    elif int(policies.run.summary["runs"]) < _few:
        said = _text("leads", policy=told["policy"], net=told["net"])
    elif policies.pays(name):
        said = _text("best_buy", policy=told["policy"], net=told["net"])
    elif net["p50"] <= 0 and net["better"] <= 1 - _likely:
        said = _text("none_pays", **told)
    else:
        said = _text("none_told", **told)
    sure = _text(
        "pays_in", share=telling.share(net["better"]), runs=telling.number(int(policies.run.summary["runs"]))
    )
    return Message(_text("head"), f"{said} {sure} {_cash_sentence(policies, name, telling)}")


def net_told(policies: Policies, name: str, telling: Telling) -> str:
    """Net value with its range, in the digits that the runs support."""
    net = policies.effects[name, NET]
    digits = digits_of(net, policies.sets, most=0)
    low, middle, high = (digits.rounded(net[each]) for each in _quantiles)
    return telling.money_range(middle, low or 0.0, high or 0.0, policies.currency)


def leavers_told(policies: Policies, name: str, telling: Telling) -> str:
    """Leavers avoided with their range."""
    found = policies.effects[name, LEAVERS]
    decimals = digits_of(found, policies.sets, most=0).decimals
    low, middle, high = (telling.number(found[each], decimals) for each in _quantiles)
    return telling.ranged(middle, low, high)


def _cash_sentence(policies: Policies, name: str, telling: Telling) -> str:
    cash, capacity = policies.change(name, "cash"), policies.change(name, "capacity_value")
    if cash is None or capacity is None:
        return ""
    amounts = {
        "cash": telling.about(-cash, policies.currency),
        "capacity": telling.about(capacity, policies.currency),
    }
    return _text("cash_and_capacity", leavers=leavers_told(policies, name, telling), **amounts)


def scale_of(policies: Policies) -> float:
    """What money is counted in, in charts and tables of all policies."""
    return money_unit(
        *(value for name in policies.names for value in policies.effects[name, NET].values())
    ).size


def scaled(value: float | None, size: float) -> float | None:
    """An amount counted in `size`."""
    return None if value is None else value / size


def unit_of(size: float, currency: str) -> str:
    """`USD million`."""
    if size == 1:
        return currency
    name = _text({1e3: "thousands", 1e6: "millions", 1e9: "billions", 1e12: "trillions"}[size])
    return _text("unit", currency=currency, scale=name)

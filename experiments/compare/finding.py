"""The finding of a comparison: the best buy, or why none is called so; how sure that is; what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.compare.break_even import Verdict
from tandem.experiments.compare.cash import CAPACITY_VALUE, CASH, CHANGE, PROJECTION
from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.effects import SAME_HEADCOUNT
from tandem.experiments.compare.tables import row_of
from tandem.experiments.measures.runs_in_words import in_runs, too_few
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, briefly, finding_of_sentences
from tandem.experiments.wording.money import money, money_unit
from tandem.experiments.wording.numerals import share, with_plus
from tandem.experiments.wording.precision import counted, digits_of, money_told
from tandem.model.parameters import register

_text = texts("compare.finding")

_likely = 2 / 3  # share of the runs from which on a policy is told from doing nothing, either way
_longest_unknown = 7  # words


@dataclass(frozen=True)
class _Told:
    """The policy with the highest median net value, and what is known of it."""

    policy: str
    net: Mapping[str, float]
    leavers: Mapping[str, float]
    verdict: Verdict | None
    decision: Decision | None
    runs: int
    sets: int
    currency: str

    @property
    def name(self) -> str:
        """Its name, in as many words as there is room for."""
        return briefly(self.policy)

    @property
    def pays(self) -> bool:
        """Whether it probably pays."""
        return self.net["p50"] > 0 and self.net["better"] >= _likely


def comparison_finding(
    table: pd.DataFrame,
    names: Sequence[str],
    about: Mapping[str, Any],
    decision: Decision | None = None,
    information: Sequence[Entry] = (),
    structures: pd.DataFrame | None = None,
    baseline_acts: bool = False,
    notes: Sequence[str] = (),
) -> Finding:
    """The best buy against the baseline, how sure that is and what to do next, at most sixty words.

    Parameters
    ----------
    table : effects (`experiments.compare.tables.effects_table`)
    names : policies, the baseline first
    about : what every output says (`experiments.measures.description`)
    decision : break-even, cash and ranking; None: they are not known, and prices are not spoken of
    information : value of knowing each parameter, the highest first
    structures : what every causal structure says, if all were asked (`experiments.compare.structures`)
    baseline_acts : whether the baseline has a lever; else it is called doing nothing
    notes : what the finding has no room for (`experiments.compare.notes`)
    """
    own = table[table["reading"] == about["reading"]]
    best = max(names[1:], key=lambda name: row_of(own, name, "net_value")["p50"])
    told = _Told(
        best,
        row_of(own, best, "net_value"),
        row_of(own, best, SAME_HEADCOUNT),
        None if decision is None else decision.verdicts[best],
        decision,
        int(about["runs"]),
        int(about["parameter_sets"]),
        str(about["currency"]),
    )
    nothing = _text("policy", policy=briefly(names[0])) if baseline_acts else _text("doing_nothing")
    sentences = (
        _what(told, nothing),
        _cash(told),
        _leavers(told),
        _pays(told),
        _cases(told),
        _structures(structures, names[0], told),
        _unpriced(told),
        _next(told),
        _unknown(told, information),
    )
    return finding_of_sentences(sentences, notes)


def _what(told: _Told, nothing: str) -> Sentence:
    """What the leading policy brings, and whether that is enough to call it the best buy."""
    net = money_told(told.net, told.sets, told.currency)
    if told.verdict is not None and told.verdict.missing:
        most = _break_even(told)["most_per_head_month"]
        short = _text("no_price", policy=told.name)
        if not np.isfinite(most):
            return Sentence("what", MUST, (short,))
        up_to = money(most, told.currency)
        return Sentence("what", MUST, (_text("no_price_up_to", policy=told.name, most=up_to), short))
    if told.verdict is not None and told.verdict.hangs_on_price:
        ends = {"low": share(told.verdict.at_low), "high": share(told.verdict.at_high)}
        long = _text("price_decides_between", policy=told.name, **ends)
        return Sentence("what", MUST, (long, _text("price_decides", policy=told.name)))
    if too_few(told.runs):
        return Sentence("what", MUST, (_text("leads", policy=told.name, net=net),))
    if told.pays:
        return Sentence("what", MUST, (_text("best_buy", policy=told.name, net=net),))
    if told.net["p50"] <= 0 and told.net["better"] <= 1 - _likely:
        return Sentence("what", MUST, (_text("none_pays", policy=told.name, net=net, nothing=nothing),))
    return Sentence("what", MUST, (_text("none_told", policy=told.name, net=net, nothing=nothing),))


def _cash(told: _Told) -> Sentence | None:
    """Mean change of cash and of capacity: what they add up to is the mean net value."""
    if told.decision is None or told.decision.cash.empty:
        return None
    cash = told.decision.cash
    own = cash[
        (cash["policy"] == told.policy) & (cash["quantity"] == CHANGE) & (cash["kind"] == PROJECTION)
    ].set_index("item")
    spent, done = _row_of(own, CASH), _row_of(own, CAPACITY_VALUE)
    amounts = [
        sign * (digits_of(row, told.sets, most=0).rounded(row["mean"]) or 0.0)
        for sign, row in ((-1, spent), (1, done))
    ]
    unit = money_unit(*amounts)
    kept, worked = (with_plus(unit.digits(amount)) for amount in amounts)
    heading = unit.heading(told.currency)
    return Sentence("what", 1, (_text("cash", cash=kept, capacity=worked, unit=heading),))


def _row_of(cash: pd.DataFrame, item: str) -> dict[str, float]:
    row = cash.loc[item, ["mean", "p5", "p50", "p95"]]
    return {str(column): float(value) for column, value in row.to_dict().items()}


def _leavers(told: _Told) -> Sentence:
    digits = digits_of(told.leavers, told.sets, most=0)
    return Sentence(
        "what",
        2,
        (
            _text("leavers", avoided=counted(told.leavers, told.sets)),
            _text("leavers", avoided=digits.plain(told.leavers["p50"])),
        ),
    )


def _pays(told: _Told) -> Sentence:
    """In how many runs it pays, and up to which price."""
    runs = in_runs(told.net["better"], told.runs)
    short = _text("pays", runs=runs)
    if told.decision is None or (told.verdict is not None and told.verdict.missing):
        return Sentence("how_sure", MUST, (short,))
    row = _break_even(told)
    if not np.isfinite(row["most_per_head_month"]) or not row["price_per_head_month"] > 0:
        return Sentence("how_sure", MUST, (short,))
    most, price = (
        money(row[name], told.currency) for name in ("most_per_head_month", "price_per_head_month")
    )
    assumed = "share of pay" in row["price_basis"]
    long = (
        _text("pays_up_to_assumed", runs=runs, most=most, price=price)
        if assumed
        else _text("pays_up_to_stated", runs=runs, most=most, price=price)
    )
    return Sentence("how_sure", MUST, (long, _text("pays_up_to", runs=runs, most=most), short))


def _cases(told: _Told) -> Sentence | None:
    """In how many of the cases that were tried it is best."""
    if told.decision is None or told.decision.robustness.empty:
        return None
    robustness = told.decision.robustness
    row = robustness[robustness["policy"] == told.policy].iloc[0]
    return Sentence("how_sure", 1, (_text("cases", part=share(row["best_in"]), count=int(row["cases"])),))


def _structures(structures: pd.DataFrame | None, baseline: str, told: _Told) -> Sentence | None:
    """In how many accounts of what AI does to people it has the best value."""
    if structures is None:
        return None
    from tandem.experiments.compare.structures import best_values

    best = best_values(structures, baseline)
    count = Counter(best.values())[told.policy]
    return Sentence("how_sure", 1, (_text("accounts", count=count, structures=len(best)),))


def _unpriced(told: _Told) -> Sentence | None:
    """Another policy of which nobody gave a price."""
    verdicts = {} if told.decision is None else told.decision.verdicts
    names = [name for name, verdict in verdicts.items() if verdict.missing and name != told.policy]
    if not names:
        return None
    if len(names) == 1:
        return Sentence("how_sure", 3, (_text("unpriced", policy=briefly(names[0])),))
    return Sentence("how_sure", 3, (_text("unpriced_several", count=len(names)),))


def _next(told: _Told) -> Sentence:
    """What would help most now."""
    if told.verdict is not None and told.verdict.missing:
        missing = told.verdict.missing
        first = briefly(missing[0])
        if len(missing) == 1:
            return Sentence("next", MUST, (_text("find_cost", lever=first),))
        return Sentence("next", MUST, (_text("find_costs", lever=first, count=len(missing) - 1),))
    if told.verdict is not None and told.verdict.hangs_on_price:
        lever, part = told.verdict.find_out
        price = _text(
            {"per_head_month": "per_head", "fixed": "fixed", "hours_per_week": "hours_a_week"}[part]
        )
        return Sentence("next", MUST, (_text("find_price", price=price, lever=briefly(lever)),))
    if too_few(told.runs):
        return Sentence("next", MUST, (_text("more_runs"),))
    if told.pays:
        return Sentence("next", MUST, (_text("real_price"),))
    return Sentence("next", MUST, (_text("other_policies"),))


def _unknown(told: _Told, information: Sequence[Entry]) -> Sentence | None:
    """Which unknown is most worth knowing, if it can be said in a few words."""
    if too_few(told.runs) or not information or not information[0].above_noise:
        return None
    known = register().get(information[0].parameter)
    meaning = "" if known is None else known.meaning.partition(" (")[0]
    if not meaning or len(meaning.split()) > _longest_unknown:
        return None
    return Sentence("next", 4, (_text("worth_knowing", parameter=meaning),))


def _break_even(told: _Told) -> dict[str, Any]:
    """The row of the price at which it pays in half of the runs."""
    if told.decision is None:
        raise ValueError("no break-even is known")
    table = told.decision.break_even
    found: dict[str, Any] = dict(table[table["policy"] == told.policy].iloc[0])
    return found

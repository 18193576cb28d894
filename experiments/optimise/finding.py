"""The finding of a search: the best compromise and what it buys, how sure that is, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.measures.runs_in_words import in_runs, too_few
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.answer import Answer
from tandem.experiments.optimise.tables import KNEE, RUNNER_UP, STATUS_QUO
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, briefly, finding_of_sentences
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import share
from tandem.experiments.wording.precision import counted, digits_of, money_told, range_told
from tandem.model.parameters import register

_text = texts("optimise.finding")

_most_levers = 2  # named; the rest are counted
_longest_unknown = 8  # words


def optimise_finding(
    table: pd.DataFrame,
    about: Mapping[str, Any],
    entries: Sequence[Entry],
    answer: Answer,
    levers: Sequence[str],
    notes: Sequence[str] = (),
) -> Finding:
    """The best compromise, whether it pays and stands out, and what to do next, at most sixty words.

    Parameters
    ----------
    table : from `experiments.optimise.tables.front_table`
    about : as `experiments.optimise.report.about_of` returns it
    entries : value of information, by parameter
    answer : how far the best compromise is an answer
    levers : titles of its levers
    notes : what the finding has no room for (`experiments.optimise.notes`)
    """
    best = table[table["role"] == KNEE].iloc[0]
    sets, currency = int(about["fresh_sets"]), str(about["currency"])
    sentences = (
        _best(best, levers, currency),
        _leavers(best, sets),
        _output(best, about, sets),
        Sentence("how_sure", MUST, (_text("pays", runs=in_runs(float(best["pays"]), about["fresh_draws"])),)),
        _net(best, sets, currency),
        _told_apart(table, answer),
        _most_value(table, best),
        _next(about, entries, answer, currency),
    )
    return finding_of_sentences(sentences, notes)


def _best(best: pd.Series, levers: Sequence[str], currency: str) -> Sentence:
    cost = money(best["cost_mean"], currency)
    named = [briefly(lever) for lever in levers[:_most_levers]]
    others = len(levers) - len(named)
    one = _text("and_others", levers=named[0], count=len(levers) - 1) if len(levers) > 1 else named[0]
    both = _text("two_levers", first=named[0], second=named[1]) if len(named) > 1 else one
    most = _text("and_others", levers=", ".join(named), count=others) if others else both
    return Sentence(
        "what", MUST, (_text("best", levers=most, cost=cost), _text("best", levers=one, cost=cost))
    )


def _leavers(best: pd.Series, sets: int) -> Sentence:
    spread = _spread(best, "leavers_avoided")
    digits = digits_of(spread, sets, most=0)
    long, short = counted(spread, sets), digits.plain(spread["p50"])
    return Sentence("what", 1, (_text("leavers", avoided=long), _text("leavers", avoided=short)))


def _output(best: pd.Series, about: Mapping[str, Any], sets: int) -> Sentence | None:
    """Change of output in per cent of what it is without the mix."""
    without = about.get("output_of_status_quo")
    if not without:
        return None
    change = {name: 100 * value / without for name, value in _spread(best, "output").items()}
    digits = digits_of(change, sets)
    low, middle, high = (digits.relative(change[name]) for name in ("p5", "p50", "p95"))
    long, short = _text("output", change=range_told(low, middle, high)), _text("output", change=middle)
    return Sentence("what", 2, (long, short))


def _net(best: pd.Series, sets: int, currency: str) -> Sentence:
    return Sentence(
        "how_sure", 2, (_text("net", value=money_told(_spread(best, "net_value"), sets, currency)),)
    )


def _told_apart(table: pd.DataFrame, answer: Answer) -> Sentence | None:
    """Whether the runner-up is any worse."""
    if RUNNER_UP not in set(table["role"]) or answer.better is None:
        return None
    if not answer.stands_out:
        return Sentence("how_sure", 1, (_text("not_told_apart"),))
    better, part = answer.better >= 0.5, share(max(answer.better, 1 - answer.better))
    told = _text("beats_runner_up", part=part) if better else _text("runner_up_better", part=part)
    return Sentence("how_sure", 3, (told,))


def _most_value(table: pd.DataFrame, best: pd.Series) -> Sentence | None:
    """That another mix, or none, has the higher net value on average."""
    row = table.iloc[int(table["net_value_mean"].to_numpy().argmax())]
    if row["mix"] == best["mix"]:
        return None
    if row["mix"] == STATUS_QUO:
        return Sentence("how_sure", 1, (_text("nothing_is_cheaper"),))
    return Sentence("how_sure", 4, (_text("other_has_more_value", mix=row["mix"]),))


def _next(about: Mapping[str, Any], entries: Sequence[Entry], answer: Answer, currency: str) -> Sentence:
    if too_few(about["fresh_draws"]):
        return Sentence("next", MUST, (_text("more_runs"),))
    if answer.everything:
        return Sentence("next", MUST, (_text("lower_budget"),))
    above = [entry for entry in entries if entry.above_noise and entry.parameter in register()]
    if above:
        meaning = register()[above[0].parameter].meaning.partition(" (")[0]
        if len(meaning.split()) <= _longest_unknown:
            value = money(above[0].evppi, currency)
            told = _text("learn_first", parameter=meaning, value=value)
            return Sentence("next", MUST, (told, _text("real_prices")))
    return Sentence("next", MUST, (_text("real_prices"),))


def _spread(row: pd.Series, name: str) -> dict[str, float]:
    return {quantile: float(row[f"{name}_{quantile}"]) for quantile in ("p5", "p50", "p95")}

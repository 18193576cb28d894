"""The finding of a search in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.tables import KNEE, RUNNER_UP, STATUS_QUO
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import Tell, interval, plain, share, signed
from tandem.experiments.wording.words import sentence
from tandem.model.parameters import register


def optimise_finding(
    table: pd.DataFrame, about: Mapping[str, Any], entries: Sequence[Entry], everything: float
) -> str:
    """What the search found: the knee, what it buys, how sure, the runner-up, the price of a wrong choice.

    Parameters
    ----------
    table : from `experiments.optimise.tables.front_table`
    about : organisation, currency, first_month, last_month, budget, evaluations, front, search_draws,
        fresh_draws, fresh_sets, calibration, reading
    entries, everything : value of information, by parameter and in all
    """
    currency = str(about["currency"])
    knee = _row(table, "role", KNEE)
    told = [
        f"{sentence(about['organisation'])}, {about['first_month']} to {about['last_month']}: of "
        f"{about['evaluations']:,} mixes tried, {about['front']} within {money(about['budget'], currency)} "
        "are worth having (no other is better in cost, leavers and output at once).",
        f"The best compromise (knee) is {knee['levers']}. {_buys(knee, currency)}",
        _curse(knee),
        _runner_up(table, knee, currency),
        _value(table, knee, currency),
        _information(entries, everything, currency),
        f"Effects are differences from the status quo on the same luck and parameters, and hold if the "
        f"association is causal to the degree drawn. {str(about['calibration']).capitalize()} (search on "
        f"{about['search_draws']} draws, numbers from {about['fresh_draws']} fresh ones of "
        f"{about['fresh_sets']} parameter sets; reading of the survey: {about['reading']}). Costs of "
        "programmes are assumptions.",
        str(about.get("purpose", "")),
    ]
    return " ".join(text for text in told if text)


def _row(table: pd.DataFrame, column: str, value: str) -> pd.Series:
    return table[table[column] == value].iloc[0]


def _buys(row: pd.Series, currency: str) -> str:
    return (
        f"It costs {money(row['cost_mean'], currency)} and avoids {plain(row['leavers_avoided_mean'])} "
        f"leavers on average ({_range(row, 'leavers_avoided', plain)} in {share(0.9)} of draws); output "
        f"changes by {signed(row['output_mean'])} worker-months ({_range(row, 'output', signed)})."
    )


def _range(row: pd.Series, name: str, tell: Tell) -> str:
    return interval(tell(row[f"{name}_p5"]), tell(row[f"{name}_p95"]))


def _curse(row: pd.Series) -> str:
    return (
        f"On the draws it was picked on it seemed to avoid {plain(row['leavers_avoided_searched'])}; these "
        "numbers are from draws that played no part in the choice."
    )


def _runner_up(table: pd.DataFrame, knee: pd.Series, currency: str) -> str:
    if RUNNER_UP not in set(table["role"]):
        return ""
    other = _row(table, "role", RUNNER_UP)
    return (
        f"The runner-up is {other['levers']}: {money(other['cost_mean'], currency)}, "
        f"{plain(other['leavers_avoided_mean'])} leavers avoided, output {signed(other['output_mean'])}. "
        f"Against the best of the front in each parameter set, the knee gives away "
        f"{money(knee['regret'], currency)} of net value on average and the runner-up "
        f"{money(other['regret'], currency)}: the regret of choosing without knowing the parameters."
    )


def _value(table: pd.DataFrame, knee: pd.Series, currency: str) -> str:
    best = table.iloc[int(table["net_value_mean"].to_numpy().argmax())]
    if best["mix"] == knee["mix"]:
        return "In net value it is also the best of the front."
    if best["mix"] == STATUS_QUO:
        return (
            "In money none pays: by net value the status quo is better on average (knee: "
            f"{money(knee['net_value_mean'], currency)}, above nought in {share(knee['pays'])} of draws)."
        )
    return (
        f"By net value alone {best['mix']} is best ({money(best['net_value_mean'], currency)} on average; "
        f"the knee: {money(knee['net_value_mean'], currency)}): {best['levers']}."
    )


def _information(entries: Sequence[Entry], everything: float, currency: str) -> str:
    above = [entry for entry in entries if entry.above_noise]
    if not above:
        return "No single parameter, if known, would change the choice by net value enough to be seen."
    top = above[0]
    meaning = register()[top.parameter].meaning if top.parameter in register() else top.parameter
    return (
        f"Most worth knowing before choosing is “{meaning}”: up to {money(top.evppi, currency)} "
        f"(± {money(top.standard_error, currency)}), of {money(everything, currency)} for knowing all."
    )

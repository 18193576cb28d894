"""The notes of a search: what its finding has no room for, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.answer import Answer
from tandem.experiments.optimise.tables import KNEE, RUNNER_UP, STATUS_QUO
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import Tell, interval, plain, share, signed
from tandem.experiments.wording.provenance import reading_named
from tandem.experiments.wording.words import sentence
from tandem.model.parameters import register

_text = texts("optimise.notes")


def optimise_notes(
    table: pd.DataFrame,
    about: Mapping[str, Any],
    entries: Sequence[Entry],
    everything: float,
    answer: Answer,
) -> list[str]:
    """The best compromise, what it buys, the runner-up and what a wrong choice costs, a note each.

    Parameters
    ----------
    table : from `experiments.optimise.tables.front_table`
    about : organisation, currency, first_month, last_month, budget, evaluations, front, search_draws,
        fresh_draws, fresh_sets, calibration, reading
    entries, everything : value of information, by parameter and in all
    answer : how far the knee is an answer
    """
    currency = str(about["currency"])
    knee = _row(table, "role", KNEE)
    told = [
        _text(
            "worth_having",
            organisation=sentence(about["organisation"]),
            first_month=about["first_month"],
            last_month=about["last_month"],
            evaluations=plain(about["evaluations"]),
            front=about["front"],
            budget=money(about["budget"], currency),
        ),
        _text("knee", levers=knee["levers"], buys=_buys(knee, currency)),
        _text("everything") if answer.everything else "",
        _curse(knee),
        _runner_up(table, knee, currency),
        "" if answer.stands_out else _text("not_told_apart", better=share(answer.better or 0.0)),
        _value(table, knee, currency),
        _information(entries, everything, currency),
        _text(
            "caveat",
            calibration=str(about["calibration"]).capitalize(),
            search_draws=about["search_draws"],
            fresh_draws=about["fresh_draws"],
            fresh_sets=about["fresh_sets"],
            reading=reading_named(about["reading"], about.get("weights")),
        ),
        *about.get("caveats", ()),
        str(about.get("purpose", "")),
    ]
    return [text for text in told if text]


def _row(table: pd.DataFrame, column: str, value: str) -> pd.Series:
    return table[table[column] == value].iloc[0]


def _buys(row: pd.Series, currency: str) -> str:
    return _text(
        "buys",
        cost=money(row["cost_mean"], currency),
        avoided=plain(row["leavers_avoided_mean"]),
        avoided_range=_range(row, "leavers_avoided", plain),
        part=share(0.9),
        output=signed(row["output_mean"]),
        output_range=_range(row, "output", signed),
    )


def _range(row: pd.Series, name: str, tell: Tell) -> str:
    return interval(tell(row[f"{name}_p5"]), tell(row[f"{name}_p95"]))


def _curse(row: pd.Series) -> str:
    return _text("searched", avoided=plain(row["leavers_avoided_searched"]))


def _runner_up(table: pd.DataFrame, knee: pd.Series, currency: str) -> str:
    if RUNNER_UP not in set(table["role"]):
        return ""
    other = _row(table, "role", RUNNER_UP)
    return _text(
        "runner_up",
        levers=other["levers"],
        cost=money(other["cost_mean"], currency),
        avoided=plain(other["leavers_avoided_mean"]),
        output=signed(other["output_mean"]),
        loss_of_best=money(knee["regret"], currency),
        loss=money(other["regret"], currency),
    )


def _value(table: pd.DataFrame, knee: pd.Series, currency: str) -> str:
    best = table.iloc[int(table["net_value_mean"].to_numpy().argmax())]
    if best["mix"] == knee["mix"]:
        return _text("knee_is_best_value")
    if best["mix"] == STATUS_QUO:
        return _text(
            "status_quo_is_best_value",
            value=money(knee["net_value_mean"], currency),
            pays=share(knee["pays"]),
        )
    return _text(
        "best_value",
        mix=best["mix"],
        best=money(best["net_value_mean"], currency),
        compromise=money(knee["net_value_mean"], currency),
        levers=best["levers"],
    )


def _information(entries: Sequence[Entry], everything: float, currency: str) -> str:
    above = [entry for entry in entries if entry.above_noise]
    if not above:
        return _text("nothing_worth_knowing")
    top = above[0]
    meaning = register()[top.parameter].meaning if top.parameter in register() else top.parameter
    return _text(
        "worth_knowing",
        parameter=meaning,
        value=money(top.evppi, currency),
        error=money(top.standard_error, currency),
        everything=money(everything, currency),
    )

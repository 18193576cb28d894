"""Which policy is best when: over readings, prices, value of output, spread between sites, work dropped.

Runs are grouped by what they were drawn with; prices and the value of output are put into the ledger anew.
Nothing is simulated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.ledger import Ledger
from tandem.model.parameters import register

Texts = npt.NDArray[np.str_]

LEAST_RUNS = 5  # a group of fewer runs says nothing of its own · assumption
PRICES = ("low", "stated", "high")
HALVES = ("low", "high")
#: Runs are told apart by the halves of these parameters.
GROUPED = {"site_spread": "transport_spread", "work_dropped": "guardrails_work_dropped"}


@dataclass(frozen=True)
class Booked:
    """What the ranking needs of a comparison: its ledgers, and by axis what each run was drawn with."""

    ledgers: tuple[Ledger, ...]
    drawn: Mapping[str, npt.NDArray[Any]]


def drawn_with(comparison: Comparison) -> dict[str, npt.NDArray[Any]]:
    """Reading, structure, and the parameters of `GROUPED` by axis, (draws,) each."""
    base = comparison.baseline
    return {
        "reading": np.array(base.readings),
        "structure": np.full(base.draws, base.structure),
        **{
            axis: np.array([values.get(parameter, 0.0) for values in base.values])
            for axis, parameter in GROUPED.items()
        },
    }


def labels_of(books: Sequence[Booked]) -> dict[str, Texts]:
    """What each run was drawn with, by axis, (draws,) each: reading, structure, and halves of parameters.

    The runs of several books follow each other; halves are those of all runs. An axis on which all runs are
    alike is left out.
    """
    labels = {axis: np.concatenate([each.drawn[axis] for each in books]) for axis in books[0].drawn}
    for axis in GROUPED:
        labels[axis] = np.where(labels[axis] <= np.median(labels[axis]), *HALVES)
    return {axis: found for axis, found in labels.items() if len(set(found.tolist())) > 1}


def output_values() -> tuple[float, ...]:
    """Values of a worker-month tried: ends and centre of the parameter's range, and half way up."""
    known = register()["output_value"]
    return (known.low, known.central, (known.central + known.high) / 2, known.high)


def ranking_table(ledgers: Sequence[Ledger], labels: Mapping[str, Texts], baseline: str) -> pd.DataFrame:
    """One row a case and policy, the baseline among them.

    Returns
    -------
    DataFrame with a column an axis of `labels`, and prices, output_value, case, policy, runs, net_value (mean
    over the case's runs), loss (what choosing it costs against the best of the case), best. Groups of fewer
    than LEAST_RUNS runs are left out; no row where all are.
    """
    rows = []
    net = {
        (price, worth): [each.net_value(price, worth) for each in ledgers]
        for price, worth in product(PRICES, output_values())
    }
    for number, (named, chosen) in enumerate(_groups(labels, len(ledgers[0].pay))):
        for place, ((price, worth), values) in enumerate(net.items()):
            means = [0.0, *(float(each[chosen].mean()) for each in values)]
            best = max(means)
            for policy, mean in zip((baseline, *(each.policy for each in ledgers)), means, strict=True):
                rows.append(
                    {
                        **named,
                        "prices": price,
                        "output_value": worth,
                        "case": number * len(net) + place,
                        "policy": policy,
                        "runs": int(chosen.sum()),
                        "net_value": mean,
                        "loss": best - mean,
                        "best": mean == best and policy == _first_best(means, baseline, ledgers),
                    }
                )
    return pd.DataFrame(rows)


def robustness_table(ranking: pd.DataFrame, durations: Mapping[str, int]) -> pd.DataFrame:
    """One row a policy: months in force, share of cases it is best in, worst loss, and where that is."""
    if ranking.empty:
        return pd.DataFrame()
    axes = axes_of(ranking)
    rows = []
    for policy, own in ranking.groupby("policy", sort=False):
        worst = own.iloc[int(own["loss"].to_numpy().argmax())]
        rows.append(
            {
                "policy": policy,
                "months_in_force": durations.get(str(policy), 0),
                "cases": len(own),
                "best_in": float(own["best"].mean()),
                "worst_loss": float(worst["loss"]),
                **{f"worst_{axis}": worst[axis] for axis in axes},
            }
        )
    return pd.DataFrame(rows).sort_values("best_in", ascending=False, kind="stable", ignore_index=True)


def axes_of(ranking: pd.DataFrame) -> list[str]:
    """The axes along which the cases differ, in the table's order."""
    return list(ranking.columns[: list(ranking.columns).index("case")])


def _groups(labels: Mapping[str, Texts], runs: int) -> Iterator[tuple[dict[str, str], npt.NDArray[np.bool_]]]:
    """Every combination of labels with enough runs, and which runs those are."""
    values = [_in_order(found) for found in labels.values()]
    for combination in product(*values):
        named = dict(zip(labels, combination, strict=True))
        chosen = np.ones(runs, dtype=bool)
        for axis, value in named.items():
            chosen &= labels[axis] == value
        if np.sum(chosen) >= LEAST_RUNS:
            yield named, chosen


def _in_order(found: Texts) -> list[str]:
    """The labels that occur: low before high, others as they come."""
    occur = list(dict.fromkeys(found.tolist()))
    return [half for half in HALVES if half in occur] if set(occur) <= set(HALVES) else occur


def _first_best(means: Sequence[float], baseline: str, ledgers: Sequence[Ledger]) -> str:
    """The best policy; of several alike the first, the baseline before all."""
    place = int(np.argmax(means))
    return baseline if place == 0 else ledgers[place - 1].policy

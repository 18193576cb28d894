"""What a sweep tells on the terminal: how far it is, what the measures span, and which points failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.points.axes import value_told
from tandem.experiments.points.data_set import FAILED
from tandem.experiments.points.rows import KEY
from tandem.experiments.sweep.experiment import Swept
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("sweep.report")

MOST_FAILURES = 10  # told on the terminal
_shown = ("voluntary_turnover", "burnout", "effect_net_value", "effect_leavers_avoided")


def report(swept: Swept) -> str:
    """Everything that is told at the end, a line each."""
    tally, tasks = swept.tally, swept.tasks
    lines = [
        _text(
            "what",
            done=f"{len(swept.before) + tally.done:,}",
            points=f"{len(tasks):,}",
            new=f"{tally.done:,}",
            before=f"{len(swept.before):,}",
        )
    ]
    if swept.choices.shard:
        lines.insert(0, _text("shard", shard=swept.choices.shard))
    if tally.done:
        overhead = 1 - tally.engine / tally.seconds if tally.seconds else 0.0
        lines.append(
            _text(
                "speed",
                seconds=f"{tally.start_seconds + tally.wall_seconds:.1f}",
                workers=_text("workers", count=_workers(swept)),
                per_point=f"{1000 * tally.seconds / tally.done:.1f}",
                overhead=share(overhead),
            )
        )
    if not swept.choices.shard:
        lines += _spans(swept)
    lines += _failures(swept)
    return "\n".join((*lines, str(swept.data.folder)))


def values_told(values: Mapping[str, Any]) -> str:
    """A point's values in a line."""
    return ", ".join(f"{key.replace('/', '.')}={value_told(value)}" for key, value in values.items())


def _workers(swept: Swept) -> int:
    from tandem.experiments.simulation.cores import cores

    if swept.choices.executor == "here":
        return 1
    return swept.choices.workers or max(1, cores() // (swept.choices.threads or 1))


def _spans(swept: Swept) -> list[str]:
    """Of the measures that are asked for first: the lowest and the highest mean, and where."""
    wanted = [name for name in _shown if name in swept.data.definition.measures]
    wanted = wanted or list(swept.data.definition.measures[:3])
    keys = {task.key: task.values for task in swept.tasks}
    table = swept.data.table().select([KEY, "measure", "unit", "mean"]).to_pandas()
    table = table[table["measure"].isin(wanted) & table[KEY].isin(keys)]
    return [
        _span(name, table[table["measure"] == name].dropna(subset="mean"), keys)
        for name in wanted
        if (table["measure"] == name).any()
    ]


def _span(name: str, rows: pd.DataFrame, keys: Mapping[str, Mapping[str, Any]]) -> str:
    ordered = rows.sort_values("mean", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    return _text(
        "span",
        measure=name,
        low=f"{low['mean']:,.4g}",
        low_at=values_told(keys[low[KEY]]),
        high=f"{high['mean']:,.4g}",
        high_at=values_told(keys[high[KEY]]),
        unit=low["unit"],
    )


def _failures(swept: Swept) -> list[str]:
    if not swept.failed:
        return []
    values = {task.key: task.values for task in swept.tasks}
    told = [
        _text("failure", point=key, values=values_told(values[key]), reason=reason)
        for key, reason in list(swept.failed.items())[:MOST_FAILURES]
    ]
    more = len(swept.failed) - len(told)
    rest = [_text("more", count=more, folder=swept.data.folder / FAILED)] if more else []
    return [_text("failures"), *told, *rest]

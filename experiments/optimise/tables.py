"""Tables of `tandem optimise`: one row a mix, the status quo first, then by cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.measures.spread import QUANTILES
from tandem.experiments.measures.value_of_information import averaged, regret
from tandem.experiments.optimise.evaluation import tail_mean
from tandem.experiments.optimise.judgement import Judged
from tandem.experiments.optimise.mixes import Design, MixSpace
from tandem.experiments.optimise.objectives import score
from tandem.experiments.optimise.pareto_front import front

Floats = npt.NDArray[np.float64]

STATUS_QUO, KNEE, RUNNER_UP = "status quo", "knee", "runner-up"
DEFINITIONS: Mapping[str, str] = {
    "cost": "Programme cost over the projection, {currency}; raises included.",
    "leavers_avoided": "Voluntary leavers expected under the status quo − under the mix (each person's "
    "chance to quit, summed), employees and executives, over the projection.",
    "output": "Output under the mix − under the status quo, worker-months of a fully ramped, average worker "
    "without AI, over the projection.",
    "net_value": "Change of the value of output − payroll − replacement cost − AI licences − programmes, "
    "{currency}, over the projection.",
    "turnover": "Expected voluntary turnover in the last twelve months, per cent a year, mean of the draws.",
    "…_mean, …_p5 to …_p95": "Mean and quantiles over the fresh draws of the difference from the status quo "
    "on the same luck: p5 to p95 holds 90 per cent of the draws, p25 to p75 half of them.",
    "…_tail": "Mean of the worst share `tail` of the fresh parameter sets.",
    "…_searched": "The mean that the search saw, on the draws that the mix was picked on.",
    "regret": "Expected opportunity loss, {currency}: mean over the fresh parameter sets of the net value of "
    "the best row − of this one.",
    "best_in": "Share of the fresh parameter sets in which no other row has a higher net value.",
    "pays": "Share of the fresh draws in which net value is above that of the status quo.",
    "still_on_front": "Whether no other mix is better in all three objectives on the fresh draws, too.",
}


@dataclass(frozen=True)
class Picked:
    """The mixes of the front that are shown.

    Attributes
    ----------
    designs : int64 array (mixes, columns), by cost
    scores : float64 array (mixes, SCORES), as the search saw them
    knee, runner_up : rows
    on_front : mixes on the front before it was thinned
    """

    designs: Design
    scores: Floats
    knee: int
    runner_up: int | None
    on_front: int

    def role(self, mix: int) -> str:
        """`knee`, `runner-up` or nothing."""
        return KNEE if mix == self.knee else RUNNER_UP if mix == self.runner_up else ""


def front_table(space: MixSpace, picked: Picked, judged: Judged, tail: float) -> pd.DataFrame:
    """Every mix in one row: what it is, what it does on fresh draws, and what the search saw."""
    measured = {
        "cost": judged.gained("cost"),
        "leavers_avoided": judged.leavers_avoided,
        "output": judged.gained("output"),
        "net_value": judged.gained("net_value"),
    }
    lost = regret(judged.levels["net_value"], judged.parameter_sets)
    rows: list[dict[str, object]] = []
    for place, design in enumerate(judged.designs):
        row: dict[str, object] = {
            "mix": STATUS_QUO if place == 0 else f"mix {place}",
            "role": "" if place == 0 else picked.role(place - 1),
            "levers": space.describe(design),
        }
        for name, values in measured.items():
            row |= _spread(name, values[place])
            if name in ("leavers_avoided", "output"):
                by_set = averaged(values[place : place + 1], judged.parameter_sets)[0][0]
                row[f"{name}_tail"] = tail_mean(by_set, tail)
        row["turnover"] = float(judged.levels["turnover"][place].mean())
        row["pays"] = float((measured["net_value"][place] > 0).mean())
        row["regret"] = float(lost[place].mean())
        row["regret_p95"] = float(np.quantile(lost[place], QUANTILES["p95"]))
        row["best_in"] = float((lost[place] == 0).mean())
        rows.append(row)
    table = pd.DataFrame(rows)
    for column, name in (("cost", "cost"), ("leavers_avoided", "leavers_mean"), ("output", "output_mean")):
        table[f"{column}_searched"] = [0.0, *score(picked.scores, name)]
    table["still_on_front"] = _still(table)
    return pd.concat([table, _settings(space, judged.designs)], axis=1)


def regret_table(judged: Judged, names: list[str]) -> pd.DataFrame:
    """Regret of every mix in every fresh parameter set, tidy: mix, parameter_set, regret."""
    lost = regret(judged.levels["net_value"], judged.parameter_sets)
    sets = np.unique(judged.parameter_sets)
    return pd.DataFrame(
        {
            "mix": np.repeat(names, sets.size),
            "parameter_set": np.tile(sets, len(names)),
            "regret": lost.ravel(),
        }
    )


def _spread(name: str, values: Floats) -> dict[str, float]:
    found = {f"{name}_mean": float(values.mean())}
    return found | {f"{name}_{key}": float(np.quantile(values, level)) for key, level in QUANTILES.items()}


def _still(table: pd.DataFrame) -> list[bool]:
    """Whether a row is not dominated by the means of the fresh draws."""
    objectives = np.stack(
        [table["cost_mean"], -table["leavers_avoided_mean"], -table["output_mean"]], axis=1
    ).astype(np.float64)
    best = set(front(objectives).tolist())
    return [place in best for place in range(len(table))]


def _settings(space: MixSpace, designs: Design) -> pd.DataFrame:
    """Intensity, coverage and first month of every lever; 0, 0 and empty where it is off."""
    columns: dict[str, list[float | None]] = {}
    for place, lever in enumerate(space.ranges):
        on = [next((each for each in space.chosen(d) if each.place == place), None) for d in designs]
        columns[f"{lever.label}_intensity"] = [each.intensity if each else 0.0 for each in on]
        columns[f"{lever.label}_coverage"] = [each.coverage if each else 0.0 for each in on]
        columns[f"{lever.label}_start"] = [float(each.start) if each else None for each in on]
    table = pd.DataFrame(columns)
    starts = [name for name in columns if name.endswith("_start")]
    return table.astype(dict.fromkeys(starts, "Int64"))

"""An account with numbers drawn at random: reports and figures must not need a fit."""

from typing import Any

import numpy as np

from tandem.calibration.checks.backcast import QUANTITIES, History, tidy
from tandem.calibration.checks.contrasts import ASKED_OF_THE_TOP
from tandem.calibration.checks.held_out.facts_file import held_out
from tandem.calibration.checks.held_out.scoreboard import ORDER, judged
from tandem.calibration.checks.record import MONTHS, recorded_points, recorded_quits
from tandem.calibration.checks.replays.check import judge
from tandem.calibration.checks.replays.trials import REPLAYS, Found
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.survey.targets import READINGS, for_reading, upwork_2025
from tandem.experiments.calibrate.study import without_nan
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.parameters import register

NAME = "upwork_2025_level"


def made_up_back_cast(random: np.random.Generator) -> list[dict]:
    """Rows of a back-cast of twenty draws beside the records that ship: levels by luck, flat."""

    def follow() -> dict[str, Any]:
        found = {name: np.full(MONTHS, random.uniform(0.2, 0.9)) for name in QUANTITIES}
        top = np.where(np.arange(MONTHS) == SURVEY_MONTH, random.uniform(0.5, 1.0), np.nan)
        return found | {"burned_out_top": top}

    histories = [History(follow(), follow()) for _ in range(20)]
    rows: list[dict] = without_nan(tidy(histories, recorded_points(), recorded_quits()).to_dict("records"))
    return rows


def made_up_account(
    reading: str = "level", seed: int = 1, refits: int = 100, crosscheck: bool = True
) -> dict:
    """The keys of `calibration.checks.study.run_study`, and of the slow checks if asked for."""
    random = np.random.default_rng(seed)
    targets = [target for target in for_reading(upwork_2025(), reading) if target.role != "context"]
    fitted = [target for target in targets if target.role == "fit"]
    removed = np.sort(random.uniform(-0.02, 0.9, len(INPUTS)))[::-1]
    account: dict[str, Any] = {
        "reading": reading,
        "structure": "balanced",
        "targets": "upwork_2025",
        "command": f"tandem calibrate reading={reading}",
        "behaviour": [0.5],
        "seconds_to_fit": 240.0,
        "settings": {
            "first_wave": 4096, "second_wave": 3072, "people": 20_000, "widening": 1.3, "draws": 1500,
            "tune": 700, "kept": 1000, "seed": 1, "threads": 2,
        },
        "convergence": {"rhat": 1.002, "effective_sample_size": 1293.0, "divergences": 0},
        "emulator": [
            {"month": 29, "statistic": "mean_gain", "explained": 0.9, "error": 0.01, "scale": "as it is"}
        ],
        "contradictions": [],
        "fit": [_fit_row(target, random) for target in targets],
        "contraction": [
            {"parameter": name, "contraction": float(share), "shift": float(random.normal()),
             "informed": bool(share >= 0.2)}
            for name, share in zip(INPUTS, removed, strict=True)
        ],
        "dependence": [
            {"first": INPUTS[place], "second": INPUTS[place + 1], "correlation": 0.8 - 0.1 * place}
            for place in range(8)
        ],
        "left_out": [
            {"target": target.name, "observed": target.value,
             "predicted": _range(target.value, random), "inside": True}
            for target in fitted
        ],
        "informs": [
            {"target": target.name, "parameters": _four(random)} for target in fitted
        ],
        "selection": [
            {"prior": label, "prior_mean": before, "selection": mean, "effective_draws": draws,
             "predicted": {target.name: target.value for target in targets}}
            for label, before, mean, draws in (
                ("little selection, Beta(1, 4)", 0.19, 0.22, 145.0), ("as fitted", 0.49, 0.33, 300.0),
                ("undecided, Beta(1, 1)", 0.47, 0.33, 271.0),
                ("much selection, Beta(4, 1)", 0.76, 0.51, 31.0),
            )
        ],
        "readings": [
            {"reading": each, "fitted": each == reading,
             "shift": {"burnout_role_loading": 0.4, "relief_by_ai": -0.2},
             "rhat": 1.0,
             **{quantity: _range(middle, random) for quantity, middle in (
                 ("burnout_role_loading", 0.34), ("burnout_top", 0.87), ("burnout_rest", 0.5),
                 ("burnout_ratio", 1.7),
             )}}
            for each in READINGS
        ],
        "contrasts": [
            {"question": question, "top": _range(0.67, random), "rest": _range(0.4, random),
             "difference": _range(0.27, random)}
            for question in ASKED_OF_THE_TOP
        ],
        "facts": _facts(),
        "replays": [_replay(name, replay) for name, replay in REPLAYS.items()],
        "backcast": made_up_back_cast(random),
        "versions": {"numpy": "2.5.5", "tandem": "0.1.0"},
    }  # fmt: skip
    account["fit"][1] |= {"inside": False, "predicted": {"p5": 0.60, "p50": 0.70, "p95": 0.80}}  # a miss
    if refits:
        account["simulation_based"] = _ranks(refits, random)
    if crosscheck:
        account["crosscheck"] = {
            "size": 1500, "people": 10_000,
            "parameters": [
                {"parameter": row["parameter"], "informed": row["informed"], "difference": 0.1 * place,
                 "sd_ratio": 1.0, "agrees": place < 4}
                for place, row in enumerate(account["contraction"])
            ],
        }  # fmt: skip
    return account


def made_up_draws(count: int = 400, seed: int = 2) -> tuple[dict[str, float], ...]:
    """Draws of all fitted parameters from their priors."""
    levels = np.random.default_rng(seed).uniform(size=(len(INPUTS), count))
    columns = [register()[name].quantile(row) for name, row in zip(INPUTS, levels, strict=True)]
    return tuple(dict(zip(INPUTS, row, strict=True)) for row in np.array(columns).T.tolist())


def _four(random: np.random.Generator) -> dict[str, float]:
    names, shares = random.choice(INPUTS, 4, replace=False), random.uniform(0, 0.8, 4)
    return {str(name): float(share) for name, share in zip(names, shares, strict=True)}


def _range(value: float, random: np.random.Generator) -> dict[str, float]:
    low, middle, high = np.sort(value * (1 + 0.08 * random.normal(size=3)))
    return {"p5": float(low), "p50": float(middle), "p95": float(high)}


def _fit_row(target, random) -> dict:
    predicted = _range(target.value, random)
    low, high = target.interval()
    return {
        "target": target.name, "wording": target.wording, "asked": target.asked, "n": list(target.n),
        "observed": target.value, "interval": [low, high], "predicted": predicted,
        "prior": {"p5": low - 0.1, "p50": predicted["p50"], "p95": high + 0.1},
        "survey_replicates": {"p5": low, "p95": high},
        "use": "fitted" if target.role == "fit" else "held out",
        "inside": bool(low <= predicted["p50"] <= high), "replicated": True, "evidence": target.evidence,
    }  # fmt: skip


def _facts() -> list[dict]:
    """The facts that ship, judged on made-up statistics, in the order of the scoreboard."""
    rows = [judged(fact, _statistic(place, fact)) for place, fact in enumerate(held_out().facts)]
    return sorted(rows, key=lambda row: ORDER.index(row["verdict"]))


def _statistic(place: int, fact) -> np.ndarray:
    """What draws of the model give: about the published value, the wrong side of the naive, or anything."""
    if fact.published is None:
        return np.linspace(-1, 2, 61)
    low, centre, high = fact.published.naive
    middle = (fact.published.value, 0.5 * (low + centre), high)[place % 3]
    return np.linspace(0.95 * middle, 1.05 * middle, 61)


def _replay(name: str, replay) -> dict:
    expected = np.linspace(-0.3, -0.1, 20)
    return judge(name, replay, [Found(float(each), float(each) + 0.01) for each in expected])


def _ranks(datasets: int, random: np.random.Generator) -> dict:
    """Uniform ranks, except the first parameter's, which are all small: that one fails."""
    ranks = random.integers(0, 101, (datasets, len(INPUTS)))
    ranks[:, 0] //= 5
    points = np.arange(1, 101) / 101
    half = 1.9 * np.sqrt(points * (1 - points) / datasets) + 0.01
    return {
        "datasets": datasets,
        "ranks": ranks.tolist(),
        "ranked_draws": 100,
        "bands": {
            "points": points.tolist(),
            "low": (points - half).tolist(),
            "high": (points + half).tolist(),
        },
        "parameters": [
            {"parameter": name, "passes": place > 0, "outside": 0.0 if place else 0.3}
            for place, name in enumerate(INPUTS)
        ],
    }

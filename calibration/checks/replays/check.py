"""Whether every replay finds its trial again, over draws of a posterior (or of the priors)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from tandem.calibration.checks.replays.firm import Firm
from tandem.calibration.checks.replays.trials import REPLAYS, Found, Replay
from tandem.model.parameters import Values, register

PEOPLE = 8_000  # of each firm: a choice about computing (assumption)
#: Share of the expected size that may be missing or too much where that is more than a replay's tolerance.
#: Large effects on quits come out smaller by rule: quits that happen anyway (`avoidable_share`) stay.
PROPORTION = 0.15
ENOUGH = 0.9  # share of the draws that must be within tolerance for a pass
_first_seed = 50_000


def replay_rows(
    draws: Sequence[Values], threads: int, progress: Callable[[int], None], people: int = PEOPLE
) -> list[dict[str, Any]]:
    """One row a replay: size expected and size that came (p5, p50, p95 over `draws`), share within, pass."""

    def one(place: int) -> list[Found]:
        firm = Firm(draws[place], people, _first_seed + place)
        found = [replay.run(firm) for replay in REPLAYS.values()]
        progress(1)
        return found

    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(one, range(len(draws))))
    return [
        judge(name, replay, [found[place] for found in results])
        for place, (name, replay) in enumerate(REPLAYS.items())
    ]


def judge(name: str, replay: Replay, found: Sequence[Found]) -> dict[str, Any]:
    """A row: within is |came − expected| ≤ the greater of tolerance and `PROPORTION` · |expected|."""
    expected, came = (np.array([getattr(each, key) for each in found]) for key in ("expected", "came"))
    gap = np.abs(came - expected)
    within = float((gap <= np.maximum(replay.tolerance, PROPORTION * np.abs(expected))).mean())
    return {
        "name": name,
        "parameter": replay.parameter,
        "evidence": list(register()[replay.parameter].evidence),
        "unit": replay.unit,
        "draws": len(found),
        "expected": _quantiles(expected),
        "came": _quantiles(came),
        "tolerance": replay.tolerance,
        "proportion": PROPORTION,
        "within": within,
        "largest_gap": float(gap.max()),
        "passes": bool(within >= ENOUGH),
    }


def _quantiles(values: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
    return {
        f"p{percent}": float(value)
        for percent, value in zip((5, 50, 95), np.quantile(values, [0.05, 0.5, 0.95]), strict=True)
    }

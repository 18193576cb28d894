"""A mixture of posteriors, one a reading of the survey: its weights, and which parameter set is whose.

A set's reading hangs on the weights and on its number alone, so that it is the same however many sets there
are. The rule is Tijdeman's (1980, "The chairman assignment problem", Discrete Mathematics 32): among the
first n sets, for any n, each reading has less than one set more or less than n times its weight.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.schema import READINGS
from tandem.model.errors import InputError

KEY = "posterior.weights"
TOLERANCE = 1e-6  # of the weights' sum
_largest = 1e6  # weight that is worth rescaling in a message
_decimals = 6  # of the weights that a message proposes
_units = 10**9  # weights are counted in billionths, so that the rule is exact


def check_weights(weights: Mapping[str, Any]) -> None:
    """Raise `InputError` unless these are shares of known readings that add up to 1."""
    for reading, weight in weights.items():
        if reading not in READINGS:
            raise InputError(
                f"{KEY}.{reading}: there is no such reading.{nearest(str(reading), READINGS)} "
                f"Allowed: {', '.join(READINGS)}; example: {KEY}.level=0.5"
            )
        number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not (number and 0 <= weight <= _largest):
            raise InputError(
                f"{KEY}.{reading}: found {str(weight)[:60]!r}; allowed: a number from 0 to 1; "
                f"example: {KEY}.{reading}=0.5"
            )
    total = math.fsum(weights.values())
    if abs(total - 1) > TOLERANCE:
        found = ", ".join(f"{reading} {weights.get(reading, 0):g}" for reading in READINGS)
        proposed = " ".join(f"{KEY}.{name}={weight:g}" for name, weight in _rescaled(weights).items())
        raise InputError(
            f"{KEY}: found weights that add up to {total:.9g} ({found}); allowed: weights that add up to 1; "
            f"nearest: {proposed}"
        )


def readings_of_sets(weights: Mapping[str, float], count: int) -> tuple[str, ...]:
    """The reading of each of the first `count` parameter sets under weights that `check_weights` accepts."""
    shares = {name: round(weights.get(name, 0) * _units) for name in READINGS}
    shares = {name: share for name, share in shares.items() if share}
    total, spread = sum(shares.values()), max(2 * len(shares) - 2, 1)
    given = dict.fromkeys(shares, 0)
    found = []
    for number in range(1, count + 1):
        owed = {name: share * number - given[name] * total for name, share in shares.items()}
        ready = [name for name in shares if owed[name] * spread >= total] or list(shares)
        # The one that will be a whole set behind soonest; the first of READINGS where two are.
        chosen = min(ready, key=lambda name: ((spread - 1) * total - spread * owed[name]) / shares[name])
        given[chosen] += 1
        found.append(chosen)
    return tuple(found)


def _rescaled(weights: Mapping[str, float]) -> dict[str, float]:
    """The same weights, brought to a sum of 1; all on one reading where there are none."""
    total = math.fsum(weights.values())
    if total == 0:
        return {name: float(name == READINGS[0]) for name in READINGS}
    shares = {name: round(weights.get(name, 0) / total, _decimals) for name in READINGS}
    heaviest = max(shares, key=lambda name: shares[name])
    others = math.fsum(share for name, share in shares.items() if name != heaviest)
    return shares | {heaviest: round(1 - others, _decimals)}

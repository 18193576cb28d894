"""Who is who in a simulated population, and plain shares of them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tandem.model.engine.population import Population

Mask = npt.NDArray[np.bool_]


def staff(population: Population) -> Mask:
    """Employees in post: neither freelancers nor executives."""
    found: Mask = (
        (population.column("employed") == 1)
        & (population.column("freelancer") == 0)
        & (population.column("executive") == 0)
    )
    return found


def people_like(population: Population, column: str, above: float) -> Mask:
    """Seats on which a score lies above a threshold."""
    found: Mask = population.column(column) > above
    return found


def share_of(members: Mask, event: Mask) -> float:
    """Share of members with an event; not a number of nobody."""
    return float(event[members].mean()) if members.any() else math.nan


def mean_of(population: Population, column: str, members: Mask) -> float:
    """Mean of a column over members; not a number of nobody."""
    return float(population.column(column)[members].mean()) if members.any() else math.nan


def ratio(left: float, right: float) -> float:
    """`left` ÷ `right`, not a number where there is nothing to divide by."""
    return left / right if right > 0 else math.nan

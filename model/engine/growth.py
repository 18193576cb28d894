"""Growth: a department opens a new team; its seats are vacancies that hiring fills.

Hiring plans open seats that a population has from its start (`model.engine.opening`); no command grows one.
Coverage classes of seats (`model/policy/coverage.py`) are those of the organisation before it grew, so a
policy that covers part of a department cannot be run on a larger population yet.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tandem.model.engine.columns import (
    EXECUTIVE,
    EXPOSURE,
    FREELANCER,
    IS_OPEN,
    LEAVER_ROWS,
    LOG_ADOPTION,
    LOG_BASE_EXIT,
    PROMOTION,
    SALARY,
    SENIORITY,
)
from tandem.model.engine.population import Population
from tandem.model.organisation.profile import Contract

_like_others = [SENIORITY, EXPOSURE, PROMOTION]  # what a new seat has in common with the others of its group


def open_team(
    population: Population,
    group: npt.NDArray[np.int32],
    salary: npt.NDArray[np.float64],
    log_base_exit: npt.NDArray[np.float64],
    log_adoption: npt.NDArray[np.float64],
) -> Population:
    """A population with one more team, appended at the end with new seat identities.

    Nobody else's draws change, because draws are keyed by seat identity. The argument is left as it was.

    Parameters
    ----------
    group : int32 (k,), k ≥ 1
        Group of each new seat; all of one department.
    salary, log_base_exit, log_adoption : (k,)
        Annual salary, log of the monthly base exit hazard, log hazard ratio of taking up AI.

    Raises
    ------
    ValueError
        If there is no seat, or the groups belong to several departments.
    """
    old = population.structure
    departments = np.unique(old.group_department[group])
    if group.size == 0 or departments.size != 1:
        raise ValueError("a team has at least one seat, and all its groups belong to one department")
    count = group.size
    first_id = int(old.seat_id.max()) + 1
    structure = replace(
        old,
        seat_id=np.concatenate([old.seat_id, np.arange(first_id, first_id + count, dtype=np.uint32)]),
        group=np.concatenate([old.group, group.astype(np.int32)]),
        team=np.concatenate([old.team, np.full(count, old.team_department.size, np.int32)]),
        team_offsets=np.append(old.team_offsets, old.team_offsets[-1] + count),
        team_department=np.append(old.team_department, departments.astype(np.int32)),
    )
    real = population.values.dtype
    seats = np.zeros((population.values.shape[0], count), dtype=real)
    seats[SALARY], seats[LOG_BASE_EXIT], seats[LOG_ADOPTION] = salary, log_base_exit, log_adoption
    contract = old.group_contract[group]
    seats[FREELANCER], seats[EXECUTIVE] = contract == Contract.FREELANCER, contract == Contract.EXECUTIVE
    seats[IS_OPEN] = 1
    for place, its_group in enumerate(group.tolist()):
        alike = np.flatnonzero(old.group == its_group)
        if alike.size:  # a group without seats keeps nought, the usual level
            seats[_like_others, place] = population.values[_like_others, alike[0]]
    return Population(
        structure,
        np.concatenate([population.values, seats], axis=1),
        np.concatenate([population.incarnation, np.zeros(count, np.uint32)]),
        np.concatenate([population.event, np.zeros(count, np.int8)]),
        np.concatenate([population.recent, np.zeros((LEAVER_ROWS, 1), real)], axis=1),
        population.seed,
        population.month,
    )

"""The order of an organisation's levels, from junior to senior."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tandem.model.errors import InputError

#: Names whose order is known however a table is sorted (they are those of the default organisation).
STANDARD_LEVELS = ("junior", "intermediate", "senior", "manager", "executive")


def order_levels(pairs: Sequence[tuple[str, str]], file: str) -> tuple[str, ...]:
    """Order levels as a table does.

    Levels that all have the default organisation's names are put in its order. Any others keep the order in
    which they first appear, provided every department agrees with it.

    Parameters
    ----------
    pairs : sequence of (department, level)
        The rows of the table.
    file : str
        Its name, for the message.

    Returns
    -------
    tuple of str
        From junior to senior.

    Raises
    ------
    InputError
        If two departments list their levels in different orders.
    """
    levels = tuple(dict.fromkeys(level for _, level in pairs))
    if set(levels) <= set(STANDARD_LEVELS):
        return tuple(level for level in STANDARD_LEVELS if level in levels)
    place = {level: index for index, level in enumerate(levels)}
    by_department: dict[str, dict[str, None]] = {}
    for department, level in pairs:
        by_department.setdefault(department, {})[level] = None
    for department, own in by_department.items():
        for lower, higher in pairwise(own):
            if place[lower] > place[higher]:
                raise InputError(
                    f"{file}: the order of the levels is not clear: {department!r} lists {lower!r} before "
                    f"{higher!r}, "
                    "rows further up the other way round. Sort each department from junior to senior, or "
                    "name the order: "
                    f"organisation.levels=[{','.join(levels)}] (change as needed)."
                )
    return levels

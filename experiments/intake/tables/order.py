"""The order of a table's levels, from junior to senior, by their names, numbers and pay."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.experiments.intake.tables.vocabulary import grade_of, rank_of_level
from tandem.model.organisation.levels import STANDARD_LEVELS, order_levels


def level_order(pairs: Sequence[tuple[str, str]], file: str) -> tuple[str, ...]:
    """Levels from junior to senior: standard names, grades by number, known names; else as in the table.

    Raises
    ------
    InputError
        If nothing shows the order and two departments disagree.
    """
    levels = tuple(dict.fromkeys(level for _, level in pairs))
    if set(levels) <= set(STANDARD_LEVELS):
        return order_levels(pairs, file)
    grades = [grade_of(level) for level in levels]
    if all(grades) and len({grade[0] for grade in grades if grade}) == 1:
        numbers = {level: grade[1] for level, grade in zip(levels, grades, strict=True) if grade}
        return tuple(sorted(levels, key=lambda level: numbers[level]))
    ranks = {level: rank_of_level(level) for level in levels}
    if all(rank is not None for rank in ranks.values()):
        return tuple(sorted(levels, key=lambda level: ranks[level] or 0.0))
    return order_levels(pairs, file)

"""What the headings of a sheet's columns say: roles, levels and contracts with their measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tandem.experiments.intake.tables.cells import Cell
from tandem.experiments.intake.tables.vocabulary import (
    contract_of,
    grade_of,
    has,
    is_word,
    rank_of_level,
    role_of,
)

COUNTS = ("headcount", "fte")
_fewest_running = 3  # rows numbered from 1 on from which a column is taken for their numbers (assumption)


def is_level_or_contract(text: str) -> bool:
    """Whether a heading is a level or a contract (bare numbers are neither)."""
    if rank_of_level(text) is not None or contract_of(text) is not None:
        return True
    grade = grade_of(text)
    return grade is not None and bool(grade[0])


def roles_of_columns(
    headings: Sequence[str], told: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """The column of each role; where several have one, actual figures come before planned ones."""
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        named = role_of(heading) if heading else None
        if named is not None:
            found.setdefault(named, []).append(place)
    roles, rivals = {}, {}
    for role, its in found.items():
        ordered = sorted(
            its, key=lambda place: (has("planned", headings[place]), not _exact(role, headings[place]))
        )
        roles[role] = ordered[0]
        if len(ordered) > 1:
            rivals[role] = tuple(ordered[1:])
    for role, heading in told.items():
        for place, other in enumerate(headings):
            if other.casefold().strip() == heading.casefold().strip():
                roles[role] = place
                rivals.pop(role, None)
    return roles, rivals


def counting_heading(heading: str, body: Sequence[Sequence[Cell]], place: int) -> str:
    """A heading; nothing for that of rows' own numbers (`No.` over 1, 2, 3 …), which count nobody."""
    if not is_word("running_number", heading):
        return heading
    texts = [row[place].text for row in body if row[place].text]
    running = all(after == str(int(before) + 1) for before, after in pairwise(texts) if before.isdigit())
    return "" if len(texts) >= _fewest_running and texts[0] in ("0", "1") and running else heading


def _exact(role: str, heading: str) -> bool:
    return heading.strip().lower().replace(" ", "_") == role


def splits_people(heading: str, upper: str) -> bool:
    """Whether the heading of a column of numbers is a level or a contract, with or without a measure."""
    return (
        is_level_or_contract(upper) or is_level_or_contract(heading) or level_and_measure(heading) is not None
    )


def level_and_measure(heading: str) -> tuple[str, str] | None:
    """Level (or contract) and measure of a heading such as `Junior HC` or `Gehalt Senior`, or None."""
    words = heading.replace("_", " ").replace("(", " ").replace(")", " ").replace("-", " ").split()
    for cut in range(1, len(words)):
        for name, measure in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            role = role_of(" ".join(measure))
            if role in (*COUNTS, "mean_salary") and is_level_or_contract(" ".join(name)):
                return " ".join(name), role
    return None

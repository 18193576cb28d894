"""Which cells of an organisation may be published: none that is small, and none that gives a small one away.

Cells are the whole organisation, its departments, levels and contracts, and each group (department × level
× contract). A cell below the minimum is hidden, and more are hidden until no small group can be worked out
from what is published. Because turnover concerns employees and executives only, the turnover of a cell and
its quits give away how many of its people are freelancers. Therefore the two parts of the workforce,
employees and executives on the one side and freelancers on the other, are protected apart, each as a table
of its own. The profile's headcounts decide, so a cell is either shown in all months and draws or in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tandem.model.errors import InputError
from tandem.model.organisation.coarsening import MINIMUM_CELL as MINIMUM_CELL
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.reserved import ALL
from tandem.model.organisation.secondary_suppression import Table, protected

Kind = Literal["organisation", "department", "level", "contract", "group"]

SMALLEST_MINIMUM, LARGEST_MINIMUM = 5, 100

_left_out = {"staff": "employees and executives", "freelancers": "freelancers"}


@dataclass(frozen=True)
class Cell:
    """A set of groups that figures and tables show as one.

    Attributes
    ----------
    kind : {"organisation", "department", "level", "contract", "group"}
        Along which lines the groups belong together.
    department, level, contract : str
        What they have in common; `all` where they differ by design.
    groups : tuple of int
        Places in `profile.groups`.
    headcount : int
        People the profile has in these groups.
    left_out : str
        `freelancers` or `employees and executives` if the cell leaves these out because they are too few
        to be published with the rest; else empty.
    """

    kind: Kind
    department: str
    level: str
    contract: str
    groups: tuple[int, ...]
    headcount: int
    left_out: str = ""

    @property
    def contract_label(self) -> str:
        """The contract for tables: `all except freelancers` if the cell leaves these out."""
        return f"{self.contract} except {self.left_out}" if self.left_out else self.contract


def check_min_cell(min_cell: int) -> int:
    """`min_cell`, if it is a whole number from 5 to 100 (else `InputError`)."""
    whole = isinstance(min_cell, int) and not isinstance(min_cell, bool)
    if not whole or not SMALLEST_MINIMUM <= min_cell <= LARGEST_MINIMUM:
        raise InputError(
            f"min_cell: {min_cell!r} is not a whole number from {SMALLEST_MINIMUM} to {LARGEST_MINIMUM}, the "
            f"number of people below which a cell is not shown. Example: min_cell={MINIMUM_CELL}"
        )
    return min_cell


def smallest_cell(profile: Profile, min_cell: int) -> int:
    """The minimum in force: the profile's own travels with it and is never undercut."""
    return max(check_min_cell(min_cell), profile.minimum_cell)


def check_large_enough(profile: Profile, min_cell: int) -> None:
    """Raise `InputError` unless something of the organisation as a whole may be shown."""
    min_cell = smallest_cell(profile, min_cell)
    people = dict.fromkeys(_left_out, 0)
    for group in profile.groups:
        people[part_of(group)] += group.headcount
    if max(people.values()) < min_cell:
        raise InputError(
            f"{profile.source}: the organisation has {profile.headcount} people, too few to show any figure "
            f"about at least {min_cell} of them; lower min_cell (not below {SMALLEST_MINIMUM}). "
            f"Example: min_cell={SMALLEST_MINIMUM}"
        )


def published_cells(profile: Profile, min_cell: int = MINIMUM_CELL) -> tuple[Cell, ...]:
    """The cells that may be shown: organisation, departments, levels, contracts, groups, in this order.

    Raises
    ------
    InputError
        If `min_cell` is outside 5 to 100, or the organisation is smaller than that.
    """
    return _plan(profile, smallest_cell(profile, min_cell))[0]


def suppressed_cells(profile: Profile, min_cell: int = MINIMUM_CELL) -> tuple[Cell, ...]:
    """The cells that are not shown, small ones and those that would give a small one away."""
    return _plan(profile, smallest_cell(profile, min_cell))[1]


@lru_cache(maxsize=8)
def _plan(profile: Profile, min_cell: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Published and suppressed cells: each cell shows the parts of it that both tables allow."""
    check_large_enough(profile, min_cell)
    groups = profile.groups
    cells = all_cells(profile)
    shown: dict[Cell, dict[str, tuple[int, ...]]] = {cell: {} for cell in cells}
    for part in _left_out:
        members = [index for index, group in enumerate(groups) if part_of(group) == part]
        place = {index: position for position, index in enumerate(members)}
        pieces = [tuple(index for index in cell.groups if index in place) for cell in cells]
        table = Table(
            headcounts=tuple(groups[index].headcount for index in members),
            cells=tuple(tuple(place[index] for index in piece) for piece in pieces),
        )
        for number in protected(table, min_cell):
            shown[cells[number]][part] = pieces[number]
    published = tuple(_cell_of(profile, cell, parts) for cell, parts in shown.items() if parts)
    return published, tuple(cell for cell, parts in shown.items() if not parts)


def all_cells(profile: Profile) -> tuple[Cell, ...]:
    """Every cell of the organisation, whether it may be shown or not."""
    keys: list[tuple[Kind, str, str, str]] = [("organisation", ALL, ALL, ALL)]
    keys += [("department", name, ALL, ALL) for name in profile.departments]
    keys += [("level", ALL, name, ALL) for name in profile.levels]
    contracts = dict.fromkeys(group.contract for group in profile.groups)
    keys += [("contract", ALL, ALL, name) for name in contracts]
    keys += [("group", group.department, group.level, group.contract) for group in profile.groups]
    members: dict[tuple[Kind, str, str, str], list[int]] = {key: [] for key in keys}
    for place, group in enumerate(profile.groups):
        members["organisation", ALL, ALL, ALL].append(place)
        members["department", group.department, ALL, ALL].append(place)
        members["level", ALL, group.level, ALL].append(place)
        members["contract", ALL, ALL, group.contract].append(place)
        members["group", group.department, group.level, group.contract].append(place)
    return tuple(
        Cell(*key, tuple(found), sum(profile.groups[place].headcount for place in found))
        for key, found in members.items()
        if found
    )


def part_of(group: Group) -> str:
    """The part of the workforce a group belongs to: `staff` (employees, executives) or `freelancers`."""
    return "freelancers" if group.contract == "freelancer" else "staff"


def _cell_of(profile: Profile, cell: Cell, parts: dict[str, tuple[int, ...]]) -> Cell:
    """The cell with the groups of the parts that are shown."""
    groups = tuple(sorted(index for piece in parts.values() for index in piece))
    if groups == cell.groups:
        return cell
    (hidden,) = set(_left_out) - set(parts)
    headcount = sum(profile.groups[index].headcount for index in groups)
    return Cell(cell.kind, cell.department, cell.level, cell.contract, groups, headcount, _left_out[hidden])

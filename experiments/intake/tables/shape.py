"""What a sheet is: a table of groups, a wide one, months by departments, or a list of people."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from tandem.experiments.intake.tables.cells import BLANK, Cell, Sheet
from tandem.experiments.intake.tables.columns import (
    COUNTS,
    counting_heading,
    is_level_or_contract,
    roles_of_columns,
    splits_people,
)
from tandem.experiments.intake.tables.months import Month, months_of
from tandem.experiments.intake.tables.numbers import is_blank, looks_numeric, read_number
from tandem.experiments.intake.tables.vocabulary import (
    has,
    is_total,
    of_a_person,
    role_of,
)

_most_times = 100  # the usual number of one column over that of another, if both count people (assumption)
_mostly = 0.6  # share of a column's cells that must be months; notes stand below (assumption)
_looked_at = 40  # rows in which headings are looked for: reports have titles above them


class Kind(Enum):
    """What a sheet can be."""

    GROUPS = "a table of groups"
    WIDE = "a table with levels, contracts or departments as columns"
    MONTHS = "a plan of months by departments"
    PEOPLE = "a list of people, one row each"
    UNKNOWN = "nothing that Tandem knows"


@dataclass(frozen=True)
class Shape:
    """A sheet, understood as a whole.

    Attributes
    ----------
    kind : Kind
    header : index of the row with the headings
    headings : text a column; of two rows of headings both
    upper : the upper of two rows of headings, filled to the right; empty texts where there is one row
    roles : column by role (the first choice)
    rivals : further columns by role
    names : columns whose headings are levels, contracts or departments (WIDE) or departments (MONTHS)
    months : month by column, where months are columns
    """

    kind: Kind
    header: int = 0
    headings: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()
    roles: Mapping[str, int] | None = None
    rivals: Mapping[str, tuple[int, ...]] | None = None
    names: tuple[int, ...] = ()
    months: Mapping[int, Month] | None = None

    def as_groups(self, count: int) -> Shape:
        """A plan of months as the table of groups of one of them, whose people stand in column `count`."""
        roles = {role: place for role, place in (self.roles or {}).items() if role not in COUNTS}
        months = tuple(place for place in self.months or () if place != count)
        shown = tuple(place for place in ((self.roles or {}).get("month"),) if place is not None)
        roles.pop("month", None)
        return replace(
            self, kind=Kind.GROUPS, roles={**roles, "headcount": count}, names=(*months, *shown), months=None
        )

    def place(self, role: str) -> int | None:
        """The column of a role, if there is one."""
        return (self.roles or {}).get(role)

    @property
    def names_counts(self) -> bool:
        """Whether its headings say that people are counted: a head count, or levels or contracts."""
        if self.kind is Kind.WIDE:
            return all(splits_people(self.headings[place], self.upper[place]) for place in self.names)
        return self.kind is Kind.GROUPS and self.place("headcount") is not None

    def counts_ones(self, sheet: Sheet) -> bool:
        """Whether the head count of every row is one, as in a list of people or of what happened to them."""
        place = self.place("headcount")
        return place is not None and _all_ones(sheet.rows[self.header + 1 :], place)


def shape_of(sheet: Sheet, told: Mapping[str, str]) -> Shape:
    """Find out what a sheet is; `told` names columns by role, where the user has."""
    rows = sheet.rows[:_looked_at]
    if not rows:
        return Shape(Kind.UNKNOWN)
    scores = [_score(row) for row in rows]
    best = max(range(len(rows)), key=lambda place: (scores[place], -place))
    if scores[best] == 0:
        return Shape(Kind.UNKNOWN, best)
    header, upper = _with_upper(rows, scores, best)
    headings = tuple(
        " ".join(dict.fromkeys(part for part in (above, cell.text) if part))
        for above, cell in zip(upper, rows[header], strict=True)
    )
    return _judged(sheet, header, headings, upper, told)


def _score(row: Sequence[Cell]) -> int:
    """How much a row looks like headings."""
    filled = [cell for cell in row if cell.text]
    words = [cell for cell in filled if cell.number is None and len(cell.text) < 80]
    months = sum(month is not None for month in months_of(filled))
    known = sum(
        2 if role_of(cell.text) or of_a_person(cell.text) else int(is_level_or_contract(cell.text))
        for cell in words
        if not looks_numeric(cell)
    )
    # A row of data has at most a level and a contract; a row of headings has nothing but words.
    numbers = sum(looks_numeric(cell) for cell in filled)
    return known + (months if months >= 2 else 0) - (numbers if months < 2 else 0)


def _with_upper(
    rows: Sequence[Sequence[Cell]], scores: Sequence[int], best: int
) -> tuple[int, tuple[str, ...]]:
    """The row of the headings, and the row of headings above it, filled to the right."""
    none = ("",) * len(rows[best])
    below, above = best + 1, best - 1
    if below < len(rows) and scores[below] >= 2 and _repeats_measures(rows[below]):
        return below, _filled_right(rows[best])
    if above >= 0 and _repeats_measures(rows[best]) and sum(bool(cell.text) for cell in rows[above]) >= 2:
        return best, _filled_right(rows[above])
    return best, none


def _repeats_measures(row: Sequence[Cell]) -> bool:
    """Whether a row of headings names the same measure several times, as below merged headings."""
    found = [role_of(cell.text) for cell in row if cell.text]
    return any(found.count(role) > 1 for role in (*COUNTS, "mean_salary"))


def _filled_right(row: Sequence[Cell]) -> tuple[str, ...]:
    filled, before = [], ""
    for cell in row:
        before = cell.text or before
        filled.append(before)
    return tuple(filled)


def _judged(
    sheet: Sheet, header: int, headings: tuple[str, ...], upper: tuple[str, ...], told: Mapping[str, str]
) -> Shape:
    body = sheet.rows[header + 1 :]
    named = [counting_heading(heading, body, place) for place, heading in enumerate(headings)]
    roles, rivals = roles_of_columns(named, told)
    cells = sheet.rows[header]
    months = {place: month for place, month in enumerate(months_of(cells)) if month is not None}
    numeric = [
        place
        for place, heading in enumerate(headings)
        if (named[place] or not heading) and _numeric(body, place)
    ]
    known = set(roles.values())
    free = [place for place in numeric if place not in known and not is_total(headings[place])]
    shape = Shape(Kind.UNKNOWN, header, headings, upper, roles, rivals)

    def found(kind: Kind, names: Sequence[int] = (), its: Mapping[int, Month] | None = None) -> Shape:
        return Shape(kind, header, headings, upper, roles, rivals, tuple(names), its)

    person = [heading for heading in headings if heading and of_a_person(heading)]
    surely = [heading for heading in person if of_a_person(heading, surely=True)]
    count = next((roles[role] for role in COUNTS if role in roles), None)
    if surely and ("headcount" not in roles or _all_ones(body, roles["headcount"])):
        return found(Kind.PEOPLE)
    counted = sum(place in numeric for place in months)
    if counted >= 2 and 2 * counted >= len(months):  # days above days are a row of a list, not headings
        return found(Kind.MONTHS, its=months)
    split = [place for place in numeric if splits_people(headings[place], upper[place])]
    if len(split) >= 2 and (count is None or count in split):
        return found(Kind.WIDE, split)
    dated = "month" in roles and _months_below(body, roles["month"])
    if dated and "department" in roles and count is None:
        actual = [place for place in free if has("actual", headings[place])]
        if len(actual) == 1:
            roles["headcount"] = count = actual[0]
    if dated and "department" in roles and count is not None:
        return found(Kind.MONTHS)
    if dated and "department" not in roles:
        names = [place for place in free if place > roles["month"]]
        if count is None and names:
            return found(Kind.MONTHS, names)
    if count is not None:
        return found(Kind.GROUPS)
    if (person and "department" in roles) or len(person) > 1:
        return found(Kind.PEOPLE)
    if "level" in roles and "department" not in roles and len(free) >= 2:
        return found(Kind.WIDE, free)
    sums = [place for place in numeric if is_total(headings[place])]
    if "department" in roles and len(sums) == 1:
        roles["headcount"] = sums[0]  # columns of something else, and what they add up to
        return found(Kind.GROUPS)
    if "department" in roles and len(free) >= 2 and "mean_salary" not in roles and _alike(body, free):
        return found(Kind.WIDE, free)
    if "department" in roles and _repeated(body, roles) >= max(2, 0.3 * len(body)):
        return found(Kind.PEOPLE)
    return shape


def _numeric(body: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column holds numbers and nothing else (a note below or two aside)."""
    cells = [row[place] for row in body if not is_blank(row[place])]
    numbers = sum(looks_numeric(cell) and months_of([cell])[0] is None for cell in cells)
    return numbers > 0 and numbers >= 0.7 * len(cells)


def _alike(body: Sequence[Sequence[Cell]], places: Sequence[int]) -> bool:
    """Whether the numbers of several columns are of one size, as those of people are, and pay is not."""
    columns = [[read_number(row[place], "point") for row in body] for place in places]
    usual = [statistics.median([number.value for number in its if number] or [0.0]) for its in columns]
    return max(usual) <= _most_times * max(min(usual), 1.0)


def _all_ones(body: Sequence[Sequence[Cell]], place: int) -> bool:
    cells = {row[place].text for row in body if row[place].text}
    return cells <= {"1", "1.0", "1,0"}


def _months_below(body: Sequence[Sequence[Cell]], place: int) -> bool:
    cells = [row[place] for row in body if row[place].text]
    read = sum(month is not None for month in months_of(cells, below_heading=True))
    return read >= 1 and read >= _mostly * len(cells)


def _repeated(body: Sequence[Sequence[Cell]], roles: Mapping[str, int]) -> int:
    """Rows whose department, level and contract stand in a row above, too."""
    places = [roles[role] for role in ("department", "level", "contract") if role in roles]
    keys = [tuple(row[place].text for place in places) for row in body if any(row)]
    return len(keys) - len(set(keys))


def cell_at(row: Sequence[Cell], place: int | None) -> Cell:
    """The cell of a row in a column, blank where there is no such column."""
    return BLANK if place is None else row[place]

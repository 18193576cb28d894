"""The rows of a sheet as records: one a group, with the cells of its measures as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import BLANK, Cell, Sheet
from tandem.experiments.intake.tables.columns import COUNTS, level_and_measure
from tandem.experiments.intake.tables.numbers import is_blank, looks_numeric
from tandem.experiments.intake.tables.shape import Kind, Shape, cell_at
from tandem.experiments.intake.tables.vocabulary import (
    contract_of,
    grade_of,
    is_total,
    of_a_person,
    rank_of_level,
    role_of,
    total_of,
)
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.records")

_most_runs = 6  # of rows that are named one by one
_text_roles = ("department", "level", "contract", "currency", "job_family")


@dataclass
class Record:
    """A group as written: number of its row, names, and cells by role."""

    row: int
    department: str
    level: str
    contract: str
    cells: dict[str, Cell] = field(default_factory=dict)
    whole_row: tuple[str, ...] = ()
    inherited: bool = False  # the department stands further up


def records_of(sheet: Sheet, shape: Shape, account: Account) -> list[Record]:
    """The groups of a table or a wide table; blank departments are filled down, notes left out."""
    places = dict(shape.roles or {})
    if "department" not in places and shape.kind is Kind.GROUPS:
        place = _department_by_place(sheet, shape, places)
        if place is not None:
            places["department"] = place
            heading = shape.headings[place] or f"number {place + 1}"
            account.tell(_text("department", column=heading))
    _add_by_content(sheet, shape, places, account)
    _tell_unread(sheet, shape, places, account)
    records = []
    for number, row in _body(sheet, shape, places, account):
        records += list(_of_row(number, row, shape, places, account))
    return _filled_down(records, account)


def _body(
    sheet: Sheet, shape: Shape, places: dict[str, int], account: Account
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows below the headings, with their numbers, without notes and repeated headings."""
    numeric = [place for role, place in places.items() if role not in _text_roles] + list(shape.names)
    heading = tuple(cell.text for cell in sheet.rows[shape.header])
    rows = [(number, row) for number, row in enumerate(sheet.rows, 1) if number > shape.header + 1]
    last = max(
        (number for number, row in rows if any(looks_numeric(row[place]) for place in numeric)), default=0
    )
    notes = []
    for number, row in rows:
        filled = [cell for cell in row if cell]
        if not filled or tuple(cell.text for cell in row) == heading:
            continue
        if number > last and not any(row[place] and not is_blank(row[place]) for place in numeric):
            notes.append(number)
            continue
        yield number, row
    if notes:
        account.tell(_text("notes", rows=_rows(notes)))


def _of_row(
    number: int, row: tuple[Cell, ...], shape: Shape, places: dict[str, int], account: Account
) -> Iterator[Record]:
    names = {role: cell_at(row, places.get(role)).text for role in ("department", "level", "contract")}
    whole = tuple(cell.text for cell in row)
    if shape.kind is Kind.GROUPS:
        yield _record(number, names, _measures(row, places), whole)
        return
    for (name, axis), cells in _split(row, shape, account).items():
        if not is_blank(cells.get("headcount", BLANK)):
            cells = {
                **{role: cell for role, cell in _measures(row, places).items() if role not in COUNTS},
                **cells,
            }
            yield _record(number, names | {axis: name}, cells, (*whole, name))


def _record(row: int, names: dict[str, str], cells: dict[str, Cell], whole: tuple[str, ...]) -> Record:
    return Record(row, names["department"], names["level"], names["contract"], cells, whole)


def _measures(row: Sequence[Cell], places: dict[str, int]) -> dict[str, Cell]:
    return {
        role: row[place] for role, place in places.items() if role not in ("department", "level", "contract")
    }


def _split(row: Sequence[Cell], shape: Shape, account: Account) -> dict[tuple[str, str], dict[str, Cell]]:
    """The cells of a wide row by what their column stands for: its name and what kind of name it is."""
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for place in shape.names:
        name, measure = name_and_measure(shape, place)
        if is_total(name):
            continue
        axis = _axis(shape, account)
        if axis is not None:
            found.setdefault((name, axis), {}).setdefault(measure, row[place])
    return found


def name_and_measure(shape: Shape, place: int) -> tuple[str, str]:
    """What a column of a wide table stands for, and what it measures."""
    if shape.upper[place]:
        lower = shape.headings[place].removeprefix(shape.upper[place]).strip()
        role = role_of(lower) or "headcount"
        return shape.upper[place], "headcount" if role in COUNTS else role
    both = level_and_measure(shape.headings[place])
    name, role = both or (shape.headings[place], "headcount")
    return name, "headcount" if role in COUNTS else role


def _axis(shape: Shape, account: Account) -> str | None:
    """Whether the columns of a wide table are levels, contracts or departments; asked if nothing shows it."""
    names = list(dict.fromkeys(name_and_measure(shape, place)[0] for place in shape.names))
    if "department" not in (shape.roles or {}):
        return "department"
    contracts = sum(contract_of(name) is not None for name in names)
    levels = sum(rank_of_level(name) is not None or bool((grade_of(name) or ("",))[0]) for name in names)
    if contracts == len(names) and levels < contracts:
        return "contract"
    if levels >= len(names) / 2:
        return "level"
    shown = ", ".join(repr(name) for name in names[:6])
    answer = account.answer(
        "columns", f"The columns {shown} hold numbers of people: of what? Levels (junior first) or contracts?"
    )
    return None if answer is None else answer.removesuffix("s")


def _department_by_place(sheet: Sheet, shape: Shape, places: dict[str, int]) -> int | None:
    """The first column of words that no role claims."""
    body = sheet.rows[shape.header + 1 :]
    for place in range(len(shape.headings)):
        if place in places.values() or of_a_person(shape.headings[place]):
            continue
        words = [row[place] for row in body if row[place].text and not looks_numeric(row[place])]
        if len(words) > 1:
            return place
    return None


def _add_by_content(sheet: Sheet, shape: Shape, places: dict[str, int], account: Account) -> None:
    """Contracts and levels under a heading that does not say so: a column all of whose words are such."""
    body = sheet.rows[shape.header + 1 :]
    for role, meaning in (("contract", contract_of), ("level", rank_of_level)):
        if role in places:
            continue
        for place, heading in enumerate(shape.headings):
            if not heading or place in (*places.values(), *shape.names) or of_a_person(heading):
                continue
            words = {row[place].text for row in body if row[place].text and not is_total(row[place].text)}
            if len(words) > 1 and all(meaning(word) is not None for word in words):
                places[role] = place
                account.tell(_text("by_words", column=heading, role=role))
                break


def _tell_unread(sheet: Sheet, shape: Shape, places: dict[str, int], account: Account) -> None:
    """Name the columns that are not read."""
    used = {*places.values(), *shape.names}
    for role, rivals in (shape.rivals or {}).items():
        for place in rivals:
            if place not in shape.names:
                named = role.replace("_", " ")
                other = shape.headings[places[role]]
                account.tell(_text("rival", column=shape.headings[place], other=other, role=named))
                used.add(place)
    totals: list[str] = []
    others: list[str] = []
    for place, heading in enumerate(shape.headings):
        if place in used or not any(row[place] for row in sheet.rows[shape.header :]):
            continue
        (totals if heading and is_total(heading) else others).append(heading or f"number {place + 1}")
    if totals:
        account.tell(_text("columns_of_totals", count=len(totals), columns=", ".join(totals)))
    if others:
        account.tell(_text("not_read", columns=", ".join(others)))


def _filled_down(records: list[Record], account: Account) -> list[Record]:
    """Blank departments get that of the row above, as merged cells mean it; headings of sections go."""
    filled, before, taken = [], "", []
    for place, record in enumerate(records):
        counts = [record.cells.get(role, BLANK) for role in COUNTS]
        following = records[place + 1] if place + 1 < len(records) else None
        if record.department:
            before = record.department
            if all(is_blank(cell) for cell in counts) and following is not None and not following.department:
                continue
        elif (
            before
            and total_of(before) is None
            and (record.level or record.contract)
            and total_of(record.level) is None
        ):
            record.department, record.inherited = before, True
            taken.append(record.row)
        filled.append(record)
    if taken:
        account.tell(_text("merged", rows=_rows(taken)))
    return filled


def _rows(numbers: Sequence[int]) -> str:
    """Numbers of rows in words, as in `rows 3 to 5 and 9`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [
        str(first) if first == last else _text("from_to", first=first, last=last)
        for first, last in runs[:_most_runs]
    ]
    if len(runs) > _most_runs:
        parts.append(_text("more", number=len(runs) - _most_runs))
    named = parts[0] if len(parts) == 1 else _text("and", first=", ".join(parts[:-1]), last=parts[-1])
    return _text("rows", count=len(set(numbers)), rows=named)


rows_in_words = _rows

"""Rows that are sums of others: found by their words and by arithmetic, told, and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.records import Record, rows_in_words
from tandem.experiments.intake.tables.vocabulary import is_total, plain_form, total_of
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.totals")

_rounding = 0.5  # how far a sum of rounded figures may lie off, people a row


def without_totals(records: Sequence[Record], people: Mapping[int, float], account: Account) -> list[Record]:
    """The groups; `people` is the head count of each record by its place, where it could be read.

    A row is a total if a word says so; if it has no name of its own and is the sum of the rows of its
    department, of all, or of those since the last total. A row with a name of its own that is the sum of all
    others is asked about, as is a total that the groups do not add up to.
    """
    departments = {plain_form(record.department) for record in records}
    by_word = [_by_word(record, departments) for record in records]
    nameless = [
        total is None and not (record.department or record.level or record.contract)
        for record, total in zip(records, by_word, strict=True)
    ]
    parents = _parents(records, people, by_word)
    groups = [
        place
        for place in range(len(records))
        if by_word[place] is None and not nameless[place] and place not in parents
    ]
    named = _sum_of_others(records, people, groups, account)
    groups = [place for place in groups if place != named]
    left_out = [place for place in range(len(records)) if place not in groups]
    for place in left_out:
        if place not in parents and place != named:
            _check(place, records, people, groups, left_out, bool(nameless[place]), account)
    if left_out:
        rows = [records[place].row for place in left_out]
        account.tell(_text("left_out", count=len(set(rows)), rows=rows_in_words(rows)))
    return [records[place] for place in groups]


def _by_word(record: Record, departments: set[str]) -> str | None:
    """What a row is the total of by its words, or None."""
    for text in (record.department, record.level, record.contract):
        if text and is_total(text, departments):
            return total_of(text)
    return None


def _parents(
    records: Sequence[Record], people: Mapping[int, float], by_word: Sequence[str | None]
) -> set[int]:
    """Rows of a department without a level that are the sum of its rows with one."""
    found: set[int] = set()
    if not any(record.level for record in records):
        return found
    for place, record in enumerate(records):
        if record.level or not record.department or by_word[place] is not None:
            continue
        others = [
            people.get(other, 0.0)
            for other, its in enumerate(records)
            if other != place and its.department == record.department and its.level and by_word[other] is None
        ]
        if others and abs(sum(others) - people.get(place, -1.0)) <= _tolerance(others):
            found.add(place)
    return found


def _sum_of_others(
    records: Sequence[Record], people: Mapping[int, float], groups: Sequence[int], account: Account
) -> int | None:
    """The last or first group, if it has a name of its own and is the sum of all others; asked about."""
    if len(groups) < 3:
        return None
    for place in (groups[-1], groups[0]):
        others = [people.get(other, 0.0) for other in groups if other != place]
        own = people.get(place)
        if own and abs(sum(others) - own) <= 1e-6:
            if sum(other.department == records[place].department for other in records) > 1:
                continue
            answer = account.answer(
                "totals",
                f"Row {records[place].row} ({records[place].department!r}, {own:g} people) is "
                "exactly the sum "
                "of the other rows. Is it a total?",
            )
            return place if answer == "leave_out" else None
    return None


def _check(
    place: int, records: Sequence[Record], people: Mapping[int, float], groups: Sequence[int],
    left_out: Sequence[int], nameless: bool, account: Account,
) -> None:  # fmt: skip
    """Ask about a total that none of the sums it could be comes to."""
    own = people.get(place)
    if own is None:
        return
    before = max((other for other in left_out if other < place), default=-1)
    after = min((other for other in left_out if other > place), default=len(records))
    words = plain_form(records[place].department + records[place].level)
    candidates = [
        [people.get(other, 0.0) for other in groups],
        [people.get(other, 0.0) for other in groups if other < place],
        [people.get(other, 0.0) for other in groups if before < other < place],
        [people.get(other, 0.0) for other in groups if place < other < after],
        *(
            [
                people.get(other, 0.0)
                for other in groups
                if plain_form(records[other].department) == department
            ]
            for department in {plain_form(records[other].department) for other in groups}
            if department and department in words
        ),
    ]
    its = records[place]
    for kept in (groups, [other for other in groups if before < other < place]):
        alike = [
            people.get(other, 0.0)
            for other in kept
            if its.level in ("", records[other].level) and its.contract in ("", records[other].contract)
        ]
        candidates.append(alike)
    if any(abs(sum(values) - own) <= _tolerance(values) for values in candidates if values):
        return
    label = records[place].department or records[place].level or "no name"
    what = "has no name" if nameless else f"is a total by its name ({label!r})"
    account.answer(
        "totals",
        f"Row {records[place].row} {what} and says {own:g} people, but the groups read add up to "
        f"{sum(candidates[0]):g}. Leave it out all the same? (Or mend the sheet.)",
        ("leave_out",),
    )


def _tolerance(values: Sequence[float]) -> float:
    """How far a sum may lie off: whole numbers add up exactly, others were rounded."""
    return 1e-6 if all(value == int(value) for value in values) else _rounding * max(len(values), 1)

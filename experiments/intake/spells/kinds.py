"""Is it a list of people in post at all? Lists of actions, applicants, positions or months are not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tandem.experiments.intake.files.sample import first_rows
from tandem.experiments.intake.files.source import Source, read_columns
from tandem.experiments.intake.meaning.coded import coded
from tandem.experiments.intake.meaning.other_lists import names_list, words_of_list
from tandem.experiments.intake.meaning.vocabulary import is_protected, known_words, meaning_of, normal
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import quote_found

_enough_known = 0.6  # share of a column's filled cells that must be words of a kind (assumption)
_fewest = 3  # filled cells of a sample below which nothing is concluded (assumption)
#: Columns with these roles say that a row is a person in post, whatever action stands beside them.
_of_people = ("hire_date", "hire_year", "tenure_years", "tenure_months")
_month = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}|[^\W\d]{3,9}\.?[ -]\d{2,4}|\d{8}|\d{4}"
)


@dataclass(frozen=True)
class Events:
    """A column of actions.

    Attributes
    ----------
    heading : str
    leavings, others : int
        Rows that say that somebody left, and the other rows.
    """

    heading: str
    leavings: int
    others: int


def other_list(name: str, sample: Mapping[str, list[str]]) -> str | None:
    """Why a sheet without head counts lists neither groups nor people in post; None if nothing says so.

    Parameters
    ----------
    sample : mapping
        The filled cells of all rows by heading, of columns that may be looked at.
    """
    found = _known_share(sample, known_words("action"))
    if found is not None:
        meanings = [meaning_of("action", cell) for cell in sample[found[0]]]
        events = _as_events(found[0], meanings, max(map(len, sample.values())))
        if events is not None:
            return _lists_events(name, events)
    return _lists_applicants(name, sample, of_people=False) or _lists_positions(name, sample)


def refuse_other_lists(source: Source, columns: Mapping[str, str]) -> None:
    """Raise `InputError` with the reason if a file lists something other than people in post.

    Parameters
    ----------
    columns : mapping
        Role → heading of the columns that are read.
    """
    name, sample = source.path.name, _sample(source)
    of_people = says_since_when(columns)
    if not of_people and not may_be_history(columns):
        refuse_events(source, "pay" in columns)
    reason = _lists_applicants(name, sample, of_people)
    if reason is None and not of_people:  # a vacancy has no day of hire
        reason = _lists_positions(name, sample)
    if reason is not None:
        raise InputError(reason)
    if not of_people and "identifier" not in columns:
        _refuse_months(name, sample)


def says_since_when(columns: Collection[str]) -> bool:
    """Whether a column says since when somebody has been there: then a row is a person."""
    return any(role in columns for role in _of_people)


def may_be_history(columns: Collection[str]) -> bool:
    """Whether a list has the columns that a history of jobs needs."""
    return {"identifier", "effective_date"} <= set(columns)


def refuse_events(source: Source, has_pay: bool) -> None:
    """Raise `InputError` if a file lists what happened to people, rather than people."""
    name, events = source.path.name, _events(source, _sample(source))
    if events is not None and not (has_pay and events.leavings == 0):  # a staff list may have a last action
        raise InputError(_lists_events(name, events))


def _lists_events(name: str, events: Events) -> str:
    return (
        f"{name}: lists {events.leavings:,} leavings and {events.others:,} other events (column "
        f"{quote_found(events.heading)}); people in post are needed: a list of staff, one row a person. "
        "This file can stand beside it, if both have the identifier of people:  tandem import staff.csv "
        f"--history {name}"
    )


def _lists_applicants(name: str, sample: Mapping[str, list[str]], of_people: bool) -> str | None:
    stages = _known_share(sample, words_of_list("applicants"))
    named = any(names_list(heading, "applicant_headings") for heading in sample)
    if stages and (named or (len(stages[1]) > 1 and not of_people)):
        return (
            f"{name}: lists applicants (column {quote_found(stages[0])} says how far an application has "
            "come); people in post are needed: a list of staff, one row a person, for example an export of "
            "active employees."
        )
    return None


def _lists_positions(name: str, sample: Mapping[str, list[str]]) -> str | None:
    vacant = words_of_list("positions", "vacant")
    seats = _known_share(sample, words_of_list("positions", "filled") | vacant)
    if seats and seats[1] & vacant and any(names_list(heading, "position_headings") for heading in sample):
        return (
            f"{name}: lists positions, vacant ones among them (column {quote_found(seats[0])}); people in "
            "post are needed: a list of staff, one row a person, for example an export of active employees."
        )
    return None


def _refuse_months(name: str, sample: Mapping[str, list[str]]) -> None:
    sums = [
        heading
        for heading in sample
        if names_list(heading, "sum_headings") and _all_match(sample, heading, r"[\d.,]+")
    ]
    months = [
        heading
        for heading in sample
        if names_list(heading, "month_headings") and _all_match(sample, heading, _month.pattern)
    ]
    if sums and months:
        raise InputError(
            f"{name}: lists months (columns {quote_found(months[0])} and {quote_found(sums[0])}), not "
            "people; people in post are needed: a list of staff, one row a person. Sums by department are "
            "written as an organisation table (docs/organisation-table.md)."
        )


def action_column(source: Source, taken: Collection[str]) -> str | None:
    """The heading of a column of actions that has no other use, if the file has one."""
    sample = {heading: cells for heading, cells in _sample(source).items() if heading not in taken}
    found = _known_share(sample, known_words("action"))
    return found[0] if found else None


def _events(source: Source, sample: Mapping[str, list[str]]) -> Events | None:
    """The actions in all rows of a file, if a column lists them."""
    found = _known_share(sample, known_words("action"))
    if found is None:
        return None
    place = source.header.headings.index(found[0])
    table = read_columns(source, [place])
    column = coded(table[str(place)], source.path.name, found[0], source.header.first_row)
    meanings = [meaning_of("action", text) for text in column.texts]
    told = [
        meaning for meaning, count in zip(meanings, column.counts, strict=True) for _ in range(int(count))
    ]
    return _as_events(found[0], told, table.num_rows)


def _as_events(heading: str, meanings: Sequence[str | None], rows: int) -> Events | None:
    """What a column of actions lists, from what each of its cells means; None if it is the same for all."""
    leavings = sum(meaning == "left" for meaning in meanings)
    if len(set(meanings) - {None}) < 2 and not leavings:
        return None
    return Events(heading, leavings, rows - leavings)


def _sample(source: Source) -> dict[str, list[str]]:
    """The filled cells of the first rows by heading, of columns that may be looked at."""
    rows = first_rows(source)
    return {
        heading: [cells[place] for cells in rows if place < len(cells) and cells[place]]
        for place, heading in enumerate(source.header.headings)
        if heading and not is_protected(heading)
    }


def _known_share(sample: Mapping[str, list[str]], known: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """The heading of the column most of whose cells are known words, and the different ones found in it."""
    best: tuple[float, str, frozenset[str]] | None = None
    for heading, cells in sample.items():
        if len(cells) < _fewest:
            continue
        words = [normal(cell) for cell in cells]
        share = sum(word in known for word in words) / len(words)
        if share >= _enough_known and (best is None or share > best[0]):
            best = (share, heading, known & set(words))
    return None if best is None else best[1:]


def _all_match(sample: Mapping[str, list[str]], heading: str, pattern: str) -> bool:
    cells = sample[heading]
    return bool(cells) and all(re.fullmatch(pattern, cell) for cell in cells)

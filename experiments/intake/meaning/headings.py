"""The headings of a file: the roles they can have, and where one of them stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from tandem.experiments.intake.files.dialect import Header
from tandem.experiments.intake.meaning.other_lists import is_heading_of_another_list
from tandem.experiments.intake.meaning.vocabulary import ROLES, is_protected, normal, rank_of, roles_of
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import quote_found

_fewest_headings = 2  # cells of a row that are known headings, for the row to count as a header (assumption)
#: Roles that may take a column another role has: one column can say status, contract and reason.
_may_share = {("exit_reason", "status"), ("exit_reason", "contract")}
_period = re.compile(r"\d{1,4}([-/.]\d{1,4})?")


def propose_columns(header: Header, taken: Collection[str] = ()) -> tuple[str, dict[str, str]]:
    """The system an extract seems to come from, and a heading for every role that one fits.

    `taken` headings are left out: they have a role already, or are to have none.
    """
    found = [
        (roles_of(top) or {}, roles_of(low) or {})
        for top, low in zip(header.technical, header.headings, strict=True)
    ]
    by_heading = {
        heading: {**technical, **label}
        for heading, (technical, label) in zip(header.headings, found, strict=True)
        if heading and heading not in taken and not is_protected(heading)
    }
    for heading, technical in zip(header.headings, header.technical, strict=True):
        if technical and is_protected(technical):
            by_heading.pop(heading, None)
    votes = Counter(
        system
        for roles in by_heading.values()
        for system in {name for names in roles.values() for name in names} - {"common"}
    )
    system = min(votes, key=lambda name: (-votes[name], name)) if votes else "unknown"
    columns: dict[str, str] = {}
    for role in ROLES:
        candidates = [
            heading
            for heading, roles in by_heading.items()
            if role in roles
            and (system in roles[role] or all(system not in names for names in roles.values()))
        ]
        candidates.sort(key=lambda heading: rank_of(role, heading, system))
        free = [
            heading
            for heading in candidates
            if all(other != heading or (role, used) in _may_share for used, other in columns.items())
        ]
        if free:
            columns[role] = free[0]
    return system, columns


def find_column(header: Header, heading: str, where: str, mapped: Collection[str] = ()) -> int:
    """The place of a heading in a header; the spelling may differ in case, blanks and signs.

    Parameters
    ----------
    mapped : all headings that the mapping names, by which a header is told from a person's row

    Raises
    ------
    InputError
        If no column or several have it.
    """
    exact = [place for place, name in enumerate(header.headings) if name == heading]
    alike = [
        place
        for place, names in enumerate(zip(header.headings, header.technical, strict=True))
        if normal(heading) in (normal(names[0]), normal(names[1]))
    ]
    places = exact or alike
    if len(places) == 1:
        return places[0]
    if places:
        raise InputError(
            f"{where}: {len(places)} columns are called {quote_found(heading)}; rename those that are not "
            f"meant."
        )
    raise InputError(f"{where}: there is no column {quote_found(heading)}; {what_there_is(header, mapped)}")


def are_headings(header: Header, mapped: Collection[str] = ()) -> bool:
    """Whether a row is one of headings, and not one of a person's cells, which are never shown.

    It is if Tandem or the mapping knows two of its cells at least; with a number or a day among them, half.
    """
    if header.first_row == 1:  # the names of columns are no row of cells (Parquet)
        return True
    named = [name for name in (*header.headings, *header.technical) if name]
    known = {normal(name) for name in mapped}
    recognised = sum(
        1 for name in named if normal(name) in known or roles_of(name) or is_heading_of_another_list(name)
    )
    data = any(_is_data(name) for name in named)
    return recognised >= max(_fewest_headings, len(named) / 2 if data else 0)


def _is_data(cell: str) -> bool:
    """Whether a cell is a number or a day, as headings seldom are; a year or a month may be one."""
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell)) and not _period.fullmatch(cell)


def what_there_is(header: Header, mapped: Collection[str]) -> str:
    """The headings of a file, if they are headings: of a row that may be a person's, no cell is shown."""
    above = header.first_row - 1
    if not are_headings(header, mapped):
        return (
            f"row {above}, taken for the headings, has {len(header.headings)} cells, and at most one of them "
            "is a heading that Tandem knows or the mapping names. They are not shown here, as it may be a "
            "person's row. Write headings into the file, or say in which row they stand: --set header_row=3"
        )
    there = ", ".join(quote_found(name) for name in header.headings if name and not is_protected(name))
    return f"the file has: {there[:1500]}."

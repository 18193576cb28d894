"""A file of an extract, read and understood: one row a spell of somebody in the organisation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.files.cells_of_rows import (
    add_dates,
    add_groups,
    add_numbers,
    join_parts,
    without_nothing,
)
from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.files.source import Source, read_columns
from tandem.experiments.intake.meaning.coded import coded
from tandem.experiments.intake.meaning.headings import find_column
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.markers import marks_nothing
from tandem.experiments.intake.meaning.open_ends import without_open_ends
from tandem.experiments.intake.meaning.questions import Questions
from tandem.experiments.intake.meaning.reason_columns import add_reasons
from tandem.experiments.intake.meaning.vocabulary import is_protected
from tandem.model.errors import InputError

#: Roles of columns that are read only where a person has several rows.
OF_HISTORIES = ("effective_date", "effective_end", "action")
STAFF_NEEDS = ("department",)
_example_headings = {"department": "Team", "identifier": "Employee ID", "exit_date": "Last day"}


def read_file(
    source: Source,
    columns: MappingOf[str, str],
    mapping: Mapping,
    key: bytes,
    today: date,
    fewest: int,
    questions: Questions,
    *,
    needed: Sequence[str] = STAFF_NEEDS,
) -> FileRows:
    """Read the mapped columns of a file.

    Parameters
    ----------
    columns : mapping
        Role → heading.
    key : bytes
        Random key of this run: identifiers are hashed with it and exist nowhere else.
    fewest : int
        Minimum cell: words of fewer rows are not shown in messages.
    questions : Questions
        Gets what has to be asked; the rows are then incomplete.
    needed : sequence of str
        Roles without which the file cannot be used.

    Raises
    ------
    InputError
        If a column is not there.
    """
    name = source.path.name
    for role in needed:
        if role not in columns:
            raise InputError(
                f"{name}: no column for the {role.replace('_', ' ')} was found. Write it in a mapping file, "
                f"under `columns`, as in {role}: {_example_headings[role]}  (tandem import --mapping FILE "
                "proposes one)."
            )
    mapped = columns.values()
    place = {role: find_column(source.header, heading, name, mapped) for role, heading in columns.items()}
    wanted = sorted(set(place.values()))
    table = read_columns(source, wanted)
    if table.num_rows == 0:
        raise InputError(f"{name}: there are headings and no rows.")
    headings = source.header.headings
    first = source.header.first_row
    cells = without_nothing(
        {
            role: coded(table[str(index)], name, headings[index] or columns[role], first)
            for role, index in place.items()
            if role != "identifier"
        }
    )
    if "exit_date" in cells:
        own = mapping.words.get("exit_date", {})
        cells["exit_date"] = without_open_ends(cells["exit_date"], own, fewest, today, questions)
    columns = {**columns, **join_parts(cells)}
    rows = FileRows(
        source,
        pd.DataFrame({"row": np.arange(first, first + table.num_rows, dtype=np.int64)}),
        columns,
        tuple(headings[index] for index in wanted),
        tuple(h for i, h in enumerate(headings) if h and i not in wanted and not is_protected(h)),
        tuple(h for h in headings if h and is_protected(h)),
    )
    frame = rows.frame
    if "identifier" in place:
        frame["person"] = _hashed(table[str(place["identifier"])].to_pylist(), key)
    if needed == STAFF_NEEDS and not _repeats(frame):
        rows.leave_out(OF_HISTORIES)  # one row a person: no history of jobs
        cells = {role: column for role, column in cells.items() if role not in OF_HISTORIES}
    add_groups(frame, cells, mapping, fewest, questions)
    rows.reasons = add_reasons(frame, cells, mapping, fewest, questions)
    add_dates(frame, cells, mapping, rows, today, questions)
    add_numbers(frame, cells, mapping, rows, questions)
    return rows


def _repeats(frame: pd.DataFrame) -> bool:
    """Whether an identifier stands in several rows."""
    return "person" in frame and bool(frame["person"].duplicated().any())


def _spelt_alike(identifier: str) -> str:
    """An identifier as every program would write it: 0042, 42.0 and 42 are one, and so are e42 and E42."""
    plain = identifier.removesuffix(".0")
    return (plain.lstrip("0") or "0") if plain.isdecimal() else plain.casefold()


def _hashed(identifiers: list[str | None], key: bytes) -> npt.NDArray[np.uint64]:
    """Keyed hashes of identifiers; 0 where there is none."""
    nothing = marks_nothing("identifier")
    begun = hashlib.blake2b(digest_size=8, key=key)  # the key is taken in once, not a million times

    def digest(identifier: str) -> bytes:
        own = begun.copy()
        own.update(_spelt_alike(identifier).encode())
        return own.digest()

    digests = [
        b"\0" * 8 if identifier is None or nothing(identifier) else digest(identifier)
        for identifier in identifiers
    ]
    return np.frombuffer(b"".join(digests), dtype=np.uint64)

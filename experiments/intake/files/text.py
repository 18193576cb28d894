"""The columns of a CSV file that are wanted, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from tandem.experiments.intake.files.dialect import Dialect
from tandem.model.errors import InputError

_block = 32 << 20  # bytes; a row must fit
_most_told = 10  # rows told in full


def read_text(path: Path, dialect: Dialect, places: Sequence[int]) -> pa.Table:
    """Read columns by their place from 0; no cell of another column becomes a value.

    Raises
    ------
    InputError
        If a row has more or fewer cells than the header; the message has row numbers, never a row's text.
    """
    ragged: list[tuple[int, int]] = []

    def note(row: csv.InvalidRow) -> str:
        if len(ragged) <= _most_told:
            ragged.append((row.number or 0, row.actual_columns))
        return "skip"

    try:
        # Only without threads are the numbers of bad rows known.
        table = csv.read_csv(path, **_options(dialect, places, note, threads=False))
    except pa.ArrowInvalid as error:
        raise InputError(f"{path}: {_reason(str(error))}") from None
    if ragged:
        width = len(dialect.header.headings)
        rows = "; ".join(f"row {number}: {cells} cells" for number, cells in ragged[:_most_told])
        more = " and more" if len(ragged) > _most_told else ""
        raise InputError(
            f"{path}: {rows}{more}; allowed: {width}, as in the header; a text with the separator in it "
            'needs quotes around it, for example "Legal, tax".'
        )
    return table


def text_batches(path: Path, dialect: Dialect, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
    """The same columns piece by piece, without rows that are ragged; ends early where the file is damaged."""
    try:
        with csv.open_csv(path, **_options(dialect, places, lambda _: "skip", threads=True)) as reader:
            yield from reader
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return


def _options(
    dialect: Dialect, places: Sequence[int], bad_row: Callable[[csv.InvalidRow], str], *, threads: bool
) -> dict[str, Any]:
    """How the reader is to read a file."""
    names = [str(place) for place in range(len(dialect.header.headings))]
    return {
        "read_options": csv.ReadOptions(
            use_threads=threads,
            block_size=_block,
            skip_rows=dialect.lines,
            column_names=names,
            encoding="utf8" if dialect.encoding.startswith("utf-8") else dialect.encoding,
        ),
        "parse_options": csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=True, invalid_row_handler=bad_row
        ),
        "convert_options": csv.ConvertOptions(
            include_columns=[str(place) for place in places],
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
        ),
    }


def _reason(message: str) -> str:
    """What went wrong inside the reader, without the text of a row, which its message may have."""
    if "straddling" in message:
        return "a row has more than 32 MB; a quotation mark is probably missing."
    if "Empty CSV" in message:
        return "there are headings and no rows."
    return "the text cannot be read as a table; a quotation mark may be missing; export the file again."

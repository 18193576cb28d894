"""The first rows of a file, to see what its columns hold before they are read."""

from __future__ import annotations

import csv
import io
from itertools import islice

from tandem.experiments.intake.files.isolated import first_cells
from tandem.experiments.intake.files.source import Source

ROWS = 500
_looked_at = 1 << 19  # bytes


def first_rows(source: Source) -> list[list[str]]:
    """Cells of the first rows below the header, without blanks around them, of all columns."""
    above = source.header.first_row - 1
    if source.kind == "parquet":
        return []  # its columns have types, and its headings say what they are
    if source.dialect is None:
        rows = first_cells(source.path, source.kind, source.sheet, above + ROWS)[1][above:]
        return [[cell.strip() for cell in row] for row in rows]
    with source.path.open("rb") as file:
        text = file.read(_looked_at).decode(source.dialect.encoding, errors="ignore")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=source.dialect.delimiter)
    try:
        return [[cell.strip() for cell in row] for row in islice(reader, above, above + ROWS)]
    except csv.Error:  # a cell that is too long: read_columns tells it by row
        return []

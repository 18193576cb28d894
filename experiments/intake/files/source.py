"""A file of an extract: what kind it is, what columns it has, and the text of those that are wanted."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tandem.experiments.intake.files.dialect import Dialect, Header, find_header, read_dialect
from tandem.experiments.intake.files.isolated import first_cells, read_cells
from tandem.experiments.intake.files.text import read_text
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import quote_found

LARGEST_FILE = 2 * 1024**3  # bytes; a million rows of forty columns are about a fifth
MOST_ROWS = 5_000_000
_longest_cell = 200  # characters of a cell that is used
_old_office_mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_kinds = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}


@dataclass(frozen=True)
class Source:
    """A file that can be read.

    Attributes
    ----------
    path : Path
    kind : {"csv", "xlsx", "parquet"}
    header : Header
    sha256 : str
        Hash of the file's bytes.
    dialect : Dialect or None
        How the text is written; of a CSV file only.
    sheet : str or None
        Of a workbook.
    """

    path: Path
    kind: str
    header: Header
    sha256: str
    dialect: Dialect | None = None
    sheet: str | None = None

    @property
    def description(self) -> str:
        """How the file is written, in words."""
        if self.dialect is not None:
            return f"CSV, {self.dialect}"
        return "Parquet" if self.kind == "parquet" else f"Excel workbook, sheet {self.sheet!r}"

    def row_numbers(self, count: int) -> range:
        """The numbers of its rows as a spreadsheet shows them."""
        return range(self.header.first_row, self.header.first_row + count)


def open_source(
    path: Path,
    sheet: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> Source:
    """Look at a file: its kind and header. No data are read.

    Raises
    ------
    InputError
        If it is missing, no ordinary file, too large, empty, of another kind, damaged or protected.
    """
    kind = _check_file(path)
    digest = _sha256(path)
    if kind == "csv":
        if sheet is not None:
            raise InputError(f"{path}: a sheet is named ({sheet!r}), but a CSV file has no sheets.")
        dialect = read_dialect(path, delimiter, header_row)
        return Source(path, kind, dialect.header, digest, dialect)
    name, rows = first_cells(path, kind, sheet)
    header, _ = find_header(path, rows, 1 if kind == "parquet" else header_row)
    if kind == "parquet":
        header = Header(header.headings, header.technical, 1)
    return Source(path, kind, header, digest, None, name)


def read_columns(source: Source, places: Sequence[int]) -> pa.Table:
    """The text of some columns, by their place from 0; blanks around it are removed, blank cells are null.

    Returns
    -------
    pyarrow.Table
        Columns named by their place, as text; row i has the number `source.row_numbers(...)[i]`.

    Raises
    ------
    InputError
        If rows are ragged, a cell is too long or the file is damaged; no text of other columns is read.
    """
    if source.dialect is not None:
        table = read_text(source.path, source.dialect, places)
    else:
        table = read_cells(source.path, source.kind, source.sheet, places, source.header.first_row)
    if table.num_rows > MOST_ROWS:
        raise InputError(f"{source.path}: the file has {table.num_rows:,} rows; at most {MOST_ROWS:,}.")
    columns = []
    for name in table.column_names:
        column = pc.utf8_trim_whitespace(table[name].cast(pa.large_string()))
        _check_cells(source, int(name), column)
        columns.append(pc.if_else(pc.equal(column, ""), None, column))
    cleaned = pa.table(columns, names=table.column_names)
    return _without_blank_rows_at_end(cleaned)


def _check_cells(source: Source, place: int, column: pa.ChunkedArray) -> None:
    """Refuse cells that are no cell of a table: too long, or over several lines (a quote is missing)."""
    heading = source.header.headings[place]
    first = source.header.first_row
    long = pc.index(pc.greater(pc.utf8_length(column), _longest_cell), True).as_py()
    if long >= 0:
        raise InputError(
            f"{source.path}, row {first + long}, column {quote_found(heading)}: the cell has more than "
            f"{_longest_cell} characters; a quotation mark may be missing in this row or above."
        )
    broken = pc.index(pc.match_substring_regex(column, r"[\r\n\x00-\x08]"), True).as_py()
    if broken >= 0:
        raise InputError(
            f"{source.path}, row {first + broken}, column {quote_found(heading)}: the cell runs over several "
            "lines or has control characters; a quotation mark may be missing in this row or above."
        )


def _without_blank_rows_at_end(table: pa.Table) -> pa.Table:
    """The table without rows at its end in which nothing that is wanted stands."""
    filled = None
    for column in table.columns:
        there = pc.is_valid(column)
        filled = there if filled is None else pc.or_(filled, there)
    if filled is None or table.num_rows == 0 or filled[-1].as_py():
        return table
    backwards = pc.index(
        filled.combine_chunks()[::-1] if isinstance(filled, pa.ChunkedArray) else filled[::-1], True
    )
    return table.slice(0, table.num_rows - backwards.as_py()) if backwards.as_py() >= 0 else table.slice(0, 0)


def _check_file(path: Path) -> str:
    """The kind of a file, from its name and first bytes; what is no such file is refused unread."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check its name and folder.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not possible"
        raise InputError(f"{str(path)!r}: the file cannot be opened ({reason}).") from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{path}: this is a folder; name a file, for example {path / 'staff.csv'}.")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path}: this is no ordinary file; name a .csv, .xlsx or .parquet file.")
    kind = _kinds.get(path.suffix.lower())
    if kind is None:
        raise InputError(
            f"{path}: an extract must be a .csv, .tsv, .txt, .xlsx or .parquet file; export it again as CSV."
        )
    if status.st_size == 0:
        raise InputError(f"{path}: the file is empty; its first row must name the columns.")
    if status.st_size > LARGEST_FILE:
        raise InputError(
            f"{path}: the file has {status.st_size / 1024**3:,.1f} GB; at most {LARGEST_FILE // 1024**3} GB."
        )
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise InputError(f"{path}: the file cannot be read ({error.strerror}).") from None
    return _checked_kind(path, kind, start)


def _checked_kind(path: Path, kind: str, start: bytes) -> str:
    """The kind, if the first bytes of the file agree with its name."""
    if start.startswith(_old_office_mark):
        raise InputError(
            f"{path}: the workbook is protected by a password, or in the old .xls format; remove the "
            "password or save it as an Excel workbook (.xlsx)."
        )
    found = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet"}.get(start[:4], "csv")
    if found != kind:
        names = {
            "xlsx": "an Excel workbook or archive",
            "parquet": "a Parquet file",
            "csv": "text or damaged",
        }
        raise InputError(
            f"{path}: the name ends in {path.suffix}, but the content is {names[found]}; export it again "
            "or rename it."
        )
    return kind


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

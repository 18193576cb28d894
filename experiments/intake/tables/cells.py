"""The cells of a file that may be a table of groups: all its sheets, as they are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tandem.experiments.intake.files.isolated import read_grids
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.table.cells import LARGEST_FILE, ordinary_file
from tandem.model.received.plain_text import cleaned

_text = texts("sheets.cells")

MOST_ROWS, MOST_COLUMNS = 20_000, 400  # a table has a row a group; what is longer is a list of people
_kinds = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods"}
_marks = {b"PK\x03\x04": "an Excel workbook or archive", b"\xd0\xcf\x11\xe0": "an old .xls workbook"}
_save_as = "in the spreadsheet program choose File, Save as, 'CSV UTF-8 (comma delimited)'"
_delimiters = (",", ";", "\t", "|")
_looked_at = 200  # rows by which the separator is found


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and what a workbook knows of it besides.

    Attributes
    ----------
    text : without outer blanks; of a number in shortest form, of a day as ISO, empty where blank
    number : of a number that the program stores as one (per cent times 100)
    percent : whether the sheet shows the number in per cent
    day : of a day that the program stores as one
    formula : whether a formula stands there whose value was not stored
    """

    text: str
    number: float | None = None
    percent: bool = False
    day: date | None = None
    formula: bool = False

    def __bool__(self) -> bool:
        return bool(self.text) or self.formula


BLANK = Cell("")


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of the same length; the row with index i is number i + 1 in the spreadsheet.

    `where` names file and sheet; `long` tells that there are more rows than a table of groups has; `notes`
    say how the text was read where that is worth a word.
    """

    where: str
    name: str | None
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    long: bool = False
    decimal_hint: str | None = None
    ragged: Mapping[int, int] | None = None  # number of a row → cells beyond the first row's, in a CSV file
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


def read_sheets(path: Path, sheet: str | None) -> list[Sheet]:
    """The sheets of a file, or the one that is named; a CSV file is one sheet.

    Raises
    ------
    InputError
        If the file is missing, too large, empty, damaged, protected or of another kind.
    """
    kind = _check_file(path)
    if kind == "csv":
        if sheet is not None:
            raise InputError(
                f"{path}: organisation.sheet is {sheet!r} but a CSV file has no sheets; remove it."
            )
        return [_text_sheet(path)]
    found = read_grids(path, kind, sheet, MOST_ROWS, MOST_COLUMNS)
    several = len(found) > 1
    sheets = [_grid(path, entry, several) for entry in found]
    if not any(entry.rows for entry in sheets):
        raise InputError(f"{path}: the table is empty; its first row must name the columns.")
    return sheets


def _check_file(path: Path) -> str:
    """The kind of a file by its name; what is no ordinary file of a reasonable size is refused unread."""
    status = ordinary_file(path)
    kind = _kinds.get(path.suffix.lower())
    if kind is None:
        raise InputError(
            f"{path}: a table must be a .csv, .tsv, .txt, .xlsx or .ods file, for example organisation.csv."
        )
    if status.st_size > LARGEST_FILE:
        raise InputError(
            f"{path}: the file has {status.st_size / 1024**2:,.0f} MB; at most {LARGEST_FILE // 1024**2} MB. "
            "A table has one row a group (department, level, contract), not one a person; for a list of "
            f"people type: tandem import {path}"
        )
    if status.st_size == 0:
        raise InputError(f"{path}: the file is empty; its first row must name the columns.")
    if kind != "csv":
        with path.open("rb") as file:
            start = file.read(8)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise InputError(
                f"{path}: the workbook is protected by a password, or in the old .xls format; remove the "
                "password or save it as an Excel workbook (.xlsx)."
            )
        if not start.startswith(b"PK\x03\x04"):
            raise InputError(
                f"{path}: the file is no workbook although its name ends in {path.suffix}; save it again."
            )
    return kind


def _grid(path: Path, entry: Mapping[str, Any], several: bool) -> Sheet:
    rows = [[_cell(cell) for cell in row] for row in entry["rows"]]
    name = cleaned(entry["name"])
    return _sheet(
        f"{path}, sheet {name!r}" if several else str(path), entry["name"], rows, hidden=entry["hidden"]
    )


def _sheet(where: str, name: str | None, rows: Sequence[Sequence[Cell]], **known: Any) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    whole = tuple((*row, *[BLANK] * (width - len(row))) for row in rows[:MOST_ROWS])
    return Sheet(where, name, whole, long=len(rows) > MOST_ROWS, **known)


def _cell(sent: Any) -> Cell:
    if isinstance(sent, str):
        return Cell(cleaned(sent).strip())
    if isinstance(sent, dict):
        if "percent" in sent:
            return Cell(f"{sent['percent']:.10g}%", float(sent["percent"]), percent=True)
        if "day" in sent:
            return Cell(sent["day"], day=date.fromisoformat(sent["day"]))
        return Cell("", formula=True)
    return Cell(plain(float(sent)), float(sent))


def plain(number: float) -> str:
    """A number in shortest form; a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _text_sheet(path: Path) -> Sheet:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: the file cannot be read ({error.strerror}); check its permissions."
        ) from None
    text, notes = _decoded(content, path)
    delimiter, text, first = _delimiter(text)
    rows: list[list[Cell]] = [[]] * first
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([Cell(cleaned(cell).strip()) for cell in row[:MOST_COLUMNS]])
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise InputError(
            f"{path}, row {len(rows) + 1}: the row cannot be read ({error}); a text with the separator or "
            'quotes needs quotes around it and inner quotes doubled, for example "Research, ""blue sky""".'
        ) from None
    if not any(any(row) for row in rows):
        raise InputError(f"{path}: the table is empty; its first row must name the columns.")
    while not any(rows[-1]):
        rows.pop()
    if delimiter != ",":
        separated = _text({";": "semicolons", "\t": "tabs", "|": "bars"}[delimiter])
        notes = (*notes, separated)
    hint = "comma" if delimiter == ";" else None
    lengths = {number: len(row) for number, row in enumerate(rows, 1)}
    return _sheet(str(path), None, rows, decimal_hint=hint, ragged=lengths, notes=notes)


def _decoded(content: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file: UTF-8, UTF-16 with its mark (as Excel's 'Unicode text'), or else Windows-1252."""
    for mark, kind in _marks.items():
        if content.startswith(mark):
            raise InputError(f"{path}: this is {kind}; rename it to .xlsx, or {_save_as}.")
    notes: tuple[str, ...] = ()
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise InputError(f"{path}, row {row}: the text is not UTF-8; {_save_as}.") from None
        notes = (_text("windows", row=row),)
    if "\0" in text:
        raise InputError(f"{path}: the file holds binary data, not text; {_save_as}.")
    return text, notes


def _delimiter(text: str) -> tuple[str, str, int]:
    """What separates the columns; the text, and how many rows were taken off it (Excel's `sep=;`)."""
    stated = re.match(r"sep=(.)\r?\n", text)
    if stated and stated[1] in _delimiters:
        return stated[1], text[stated.end() :], 1
    scores = {delimiter: _evenness(text, delimiter) for delimiter in _delimiters}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return (best if scores[best] > (0, 0.0) else ","), text, 0


def _evenness(text: str, delimiter: str) -> tuple[int, float]:
    """How well a separator cuts the first rows into columns: rows of the usual width, and that width."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) == _looked_at:
                break
    except csv.Error:
        pass
    several = [width for width in widths if width > 1]
    if not several:
        return 0, 0.0
    usual = max(set(several), key=lambda width: (several.count(width), width))
    return several.count(usual), usual

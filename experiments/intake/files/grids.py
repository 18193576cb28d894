"""All sheets of a workbook as grids of cells, for a table of groups; runs in the process that reads files.

A cell is sent as text, as a number, or as an object with one key: `percent` (a number that the sheet shows in
per cent, times 100), `day` (an ISO date) or `formula` (one without a stored value).
"""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, datetime, time
from typing import Any

from tandem.experiments.intake.files.refusal import RefusedError, check_unpacked_size

_largest_unpacked = 512 * 1024**2  # bytes; a table of groups is a thousandth of it
_most_sheets = 60
_few_rows = 2_000  # of a sheet in which formulas are looked for: that reads it a second time


def grids(question: dict[str, Any]) -> bytes:
    """Sheets with name, whether hidden, and their first rows: `question` has path, kind, sheet and rows."""
    check_unpacked_size(question["path"], _largest_unpacked, "Keep the table of groups only.")
    read = _open_document if question["kind"] == "ods" else _workbook
    return json.dumps(read(question)).encode()


def _workbook(question: dict[str, Any]) -> list[dict[str, Any]]:
    values = _cells(question, stored=True)
    if all(len(rows) <= _few_rows for _, _, rows in values):
        for (_, _, rows), (_, _, typed) in zip(values, _cells(question, stored=False), strict=True):
            _mark_formulas(rows, typed)
    return [_sheet(*sheet) for sheet in values]


def _cells(question: dict[str, Any], stored: bool) -> list[tuple[str, bool, list[list[Any]]]]:
    """Name, whether hidden, and cells of each sheet; formulas as stored values, or as typed."""
    import openpyxl

    found = []
    with closing(openpyxl.load_workbook(question["path"], read_only=True, data_only=stored)) as book:
        names = [sheet.title for sheet in book.worksheets]
        for sheet in _chosen(book.worksheets, names, question["sheet"]):
            sheet.reset_dimensions()  # the stated size of a sheet may be wrong
            rows = sheet.iter_rows(max_row=question["rows"] + 1, max_col=question["columns"])
            cells = [[_cell(cell) for cell in row] for row in rows]
            found.append((sheet.title, sheet.sheet_state != "visible", cells))
    return found


def _mark_formulas(rows: list[list[Any]], typed: list[list[Any]]) -> None:
    """Mark, in place, cells with a formula whose value no program has stored."""
    for row, other in zip(rows, typed, strict=False):
        for place, (cell, text) in enumerate(zip(row, other, strict=False)):
            if cell == "" and isinstance(text, str) and text.startswith("="):
                row[place] = {"formula": True}


def _open_document(question: dict[str, Any]) -> list[dict[str, Any]]:
    import fastexcel

    book = fastexcel.read_excel(question["path"])
    found = []
    for name in _chosen(book.sheet_names, book.sheet_names, question["sheet"]):
        try:
            loaded = book.load_sheet(
                name, header_row=None, skip_rows=0, n_rows=question["rows"] + 1, dtypes="string"
            ).to_arrow()
        except Exception:  # a sheet without a cell
            found.append(_sheet(name, False, []))
            continue
        cells = [
            [_typed(cell) for cell in list(row.values())[: question["columns"]]] for row in loaded.to_pylist()
        ]
        found.append(_sheet(name, False, cells))
    return found


def _chosen(sheets: list[Any], names: list[str], wanted: str | None) -> list[Any]:
    if wanted is not None and wanted not in names:
        known = ", ".join(repr(name) for name in names)
        raise RefusedError(f"there is no sheet {wanted!r}; allowed: {known}.")
    if len(names) > _most_sheets and wanted is None:
        raise RefusedError(
            f"the workbook has {len(names)} sheets; name one: organisation.sheet={names[0]!r}."
        )
    return [sheet for sheet, name in zip(sheets, names, strict=True) if wanted in (None, name)]


def _sheet(name: str, hidden: bool, cells: list[list[Any]]) -> dict[str, Any]:
    """A sheet without the blank cells at its ends."""
    trimmed = []
    for row in cells:
        used = max((place for place, cell in enumerate(row, 1) if cell not in ("", None)), default=0)
        trimmed.append(row[:used])
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return {"name": name, "hidden": hidden, "rows": trimmed}


def _cell(cell: Any) -> Any:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return {"percent": value * 100} if "%" in str(cell.number_format) else value
    if isinstance(value, datetime | date):
        return {"day": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, time):
        return ""
    return str(value)


def _typed(text: str | None) -> Any:
    """A cell of an open document, which comes as text, with days as ISO and numbers plain."""
    if text is None:
        return ""
    if len(text) >= 10 and text[4:5] == text[7:8] == "-" and text[:4].isdigit():
        return {"day": text[:10]}
    try:
        return float(text) if not text.strip().startswith(("+", "=")) and "_" not in text else text
    except ValueError:
        return text

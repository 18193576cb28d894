"""The cells of an Excel workbook as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tandem.model.errors import InputError

#: Largest workbook once unpacked, bytes (a small file can be packed to unpack to gigabytes).
LARGEST_UNPACKED = 100 * 1024 * 1024
#: Cells of a row that are looked at, and rows of a sheet: a table has nine columns.
_most_columns, _most_rows = 100, 100_000


def read_workbook(content: bytes, path: Path, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """Rows of a sheet, cells as text; numbers in shortest round-trip form, formulas as their stored values.

    Parameters
    ----------
    content : bytes
        The file.
    path : Path
        Its path, for messages.
    sheet : str or None
        Name of the sheet; may be None when there is only one.

    Raises
    ------
    InputError
        If the workbook is damaged, unpacks to more than 100 MB, has several sheets and none is named, or
        lacks the one named.
    """
    import openpyxl  # slow to import, and needed for workbooks only

    _check_unpacked_size(content, path)
    try:
        with closing(openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)) as workbook:
            chosen = _choose_sheet(workbook, path, sheet)
            chosen.reset_dimensions()  # the stated size of a sheet may be wrong
            rows = []
            for number, cells in enumerate(chosen.iter_rows(max_col=_most_columns), start=1):
                if number > _most_rows:
                    raise InputError(
                        f"{path}: the sheet has more than {_most_rows:,} rows; delete the empty ones."
                    )
                rows.append((number, _row_text(cells)))
    except InputError:
        raise
    except Exception as error:  # a damaged workbook fails inside the reader in many ways
        raise InputError(
            f"{path}: the workbook is damaged ({type(error).__name__}); open it in a spreadsheet program "
            "and save it "
            "again as an Excel workbook (.xlsx)."
        ) from error
    width = next((len(cells) for _, cells in rows if cells), 0)  # a workbook does not store blank cells
    return ((number, cells + [""] * (width - len(cells))) for number, cells in rows)


def _check_unpacked_size(content: bytes, path: Path) -> None:
    """Refuse a workbook that would unpack to too much, from its directory, without unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except Exception as error:
        raise InputError(
            f"{path}: the workbook is damaged (no valid archive); save it again as .xlsx."
        ) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(
            f"{path}: the workbook is protected by a password; remove the password and save it again."
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED:
        raise InputError(
            f"{path}: the workbook unpacks to {unpacked / 1024**2:,.0f} MB; at most "
            f"{LARGEST_UNPACKED // 1024**2} MB. "
            "Keep the table only, one row a group."
        )


def _choose_sheet(workbook: Any, path: Path, sheet: str | None) -> Any:
    """The sheet that is named, or the only one."""
    sheets = {worksheet.title: worksheet for worksheet in workbook.worksheets}
    names = ", ".join(repr(name) for name in sheets)
    if sheet is not None and sheet not in sheets:
        raise InputError(f"{path}: organisation.sheet is {sheet!r}; allowed: {names}.")
    if sheet is None and len(sheets) != 1:
        raise InputError(
            f"{path}: the workbook has {len(sheets)} sheets with cells ({names}); name one, for example "
            f"organisation.sheet={next(iter(sheets), 'Sheet1')!r}."
        )
    return sheets[sheet] if sheet is not None else next(iter(sheets.values()))


def _row_text(cells: Sequence[Any]) -> list[str]:
    """The cells of a row as text, up to the last one that is not blank."""
    texts = [_cell_text(cell) for cell in cells]
    used = max((place for place, text in enumerate(texts, start=1) if text.strip()), default=0)
    return texts[:used]


def _cell_text(cell: Any) -> str:
    """A cell as text; a number shown as a percentage keeps its sign: 0.45 shown as 45% reads '45%'."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    return repr(value) if isinstance(value, float) else str(value)

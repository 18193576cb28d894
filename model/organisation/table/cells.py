"""The cells of a table file as text, row by row; files that cannot be a table are refused."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tandem.model.errors import InputError
from tandem.model.organisation.table.workbook import read_workbook

#: Largest file opened, bytes: a thousand times a table of a few hundred rows.
LARGEST_FILE = 50 * 1024 * 1024

Row = tuple[int, list[str]]  # row as a spreadsheet numbers it, cells without outer blanks

_zip_mark, _old_office_mark = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_wide_text_marks = (b"\xff\xfe", b"\xfe\xff")
_save_as = "in the spreadsheet program choose File, Save as, 'CSV UTF-8 (comma delimited)'"
_other_delimiters = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read_cells(path: Path, sheet: str | None) -> Iterator[Row]:
    """Rows of a CSV file or an Excel workbook that are not wholly blank.

    Parameters
    ----------
    path : Path
        A `.csv` file in UTF-8, with or without byte-order mark, or an `.xlsx` workbook.
    sheet : str or None
        Sheet of the workbook; may be None when there is only one.

    Yields
    ------
    row : int
        Its number in the file, from 1.
    cells : list of str
        As many as the row has; outer blanks removed.

    Raises
    ------
    InputError
        If the file is missing, not a file, larger than 50 MB, empty, neither CSV nor XLSX, in another
        encoding, damaged, protected by a password, or the sheet is unknown.
    """
    suffix = path.suffix.lower()
    _check_file(path, suffix)
    content = _read_bytes(path)
    if suffix == ".xlsx":
        if content.startswith(_old_office_mark):
            raise InputError(
                f"{path}: the workbook is protected by a password, or in the old .xls format; remove the "
                "password or "
                "save it as an Excel workbook (.xlsx)."
            )
        if not content.startswith(_zip_mark):
            raise InputError(
                f"{path}: the file is no Excel workbook although its name ends in .xlsx; save it again."
            )
        rows = read_workbook(content, path, sheet)
    else:
        if sheet is not None:
            raise InputError(
                f"{path}: organisation.sheet is {sheet!r} but a CSV file has no sheets; remove it."
            )
        rows = _read_csv(_decode(content, path), path)
    stripped = ((number, [cell.strip() for cell in cells]) for number, cells in rows)
    return ((number, cells) for number, cells in stripped if any(cells))


def ordinary_file(path: Path) -> os.stat_result:
    """Size and kind of a file that is to be read as a table; refuses what is no ordinary file, unread."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check organisation.path.") from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"{str(path)!r}: the file cannot be opened ({error}); check organisation.path."
        ) from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError(
            f"{path}: this is a folder; name a file in it, for example {path / 'organisation.csv'}."
        )
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path}: this is no ordinary file; name a .csv or .xlsx file.")
    return status


def _check_file(path: Path, suffix: str) -> None:
    """Refuse what is not a regular file of a reasonable size, without reading it."""
    status = ordinary_file(path)
    if suffix not in (".csv", ".xlsx"):
        raise InputError(f"{path}: a table must be a .csv or .xlsx file, for example organisation.csv.")
    if status.st_size > LARGEST_FILE:
        raise InputError(
            f"{path}: the file has {status.st_size / 1024**2:,.0f} MB; at most {LARGEST_FILE // 1024**2} "
            "MB. A table has "
            "one row a group (department, level, contract), not one a person."
        )
    if status.st_size == 0:
        raise InputError(f"{path}: the file is empty; its first row must name the columns.")


def _read_bytes(path: Path) -> bytes:
    """The content, but never more than the limit even if the file grows meanwhile."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(
            f"{path}: the file cannot be read ({error.strerror}); check its permissions."
        ) from None
    if len(content) > LARGEST_FILE:
        raise InputError(f"{path}: the file has more than {LARGEST_FILE // 1024**2} MB.")
    return content


def _decode(content: bytes, path: Path) -> str:
    """Text of a CSV file, which must be UTF-8."""
    if content.startswith((_zip_mark, _old_office_mark)):
        raise InputError(f"{path}: this is an Excel workbook; rename it to .xlsx, or {_save_as}.")
    if content.startswith(_wide_text_marks):
        raise InputError(f"{path}: the text is in UTF-16; allowed: UTF-8; {_save_as}.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, row {row}: the text is not UTF-8; {_save_as}.") from None
    if "\0" in text:
        raise InputError(f"{path}: the file holds binary data, not text; {_save_as}.")
    return text


def _read_csv(text: str, path: Path) -> Iterator[Row]:
    """Rows of comma-separated text."""
    _check_delimiter(text.lstrip("\r\n ").splitlines()[:1], path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise InputError(
            f"{path}, row {number + 1}: the row cannot be read ({error}); a text with commas or quotes "
            "needs quotes "
            'around it and inner quotes doubled, for example "Research, ""blue sky""".'
        ) from None


def _check_delimiter(first_line: list[str], path: Path) -> None:
    """Refuse a header that is separated by something else than commas."""
    if not first_line or "," in first_line[0]:
        return
    for delimiter, name in _other_delimiters.items():
        if delimiter in first_line[0]:
            raise InputError(
                f"{path}, row 1: the columns are separated by {name}; allowed: commas, with decimal points "
                "in numbers; "
                f"example: department,level,contract,headcount,mean_salary; {_save_as}."
            )

"""How a text file is written: its encoding, what separates its columns, and where its headings stand."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem.experiments.intake.meaning.vocabulary import is_protected, roles_of
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned

_delimiters = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_looked_at = 1 << 20  # bytes in which headings are looked for
_first_rows = 30  # rows in which headings are looked for: reports have a title and prompts above them
_chunk = 1 << 22
_most_columns = 2_000
_save_as = "in the spreadsheet program choose File, Save as, 'CSV UTF-8 (comma delimited)'"


@dataclass(frozen=True)
class Header:
    """Where the headings stand and what they are.

    Attributes
    ----------
    headings : tuple of str
        One a column; of two header rows the second, which people read.
    technical : tuple of str
        The first of two header rows (technical names, as in SuccessFactors), else empty texts.
    first_row : int
        Number of the row, from 1, in which the data begin.
    """

    headings: tuple[str, ...]
    technical: tuple[str, ...]
    first_row: int


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written, and its header; `lines` are the physical lines above the data."""

    encoding: str
    delimiter: str
    header: Header
    lines: int
    blank_rows: bool

    def __str__(self) -> str:
        return (
            f"{self.encoding.upper().replace('UTF-8-SIG', 'UTF-8 with BOM')}, {_delimiters[self.delimiter]}"
        )


def read_dialect(path: Path, delimiter: str | None = None, header_row: int | None = None) -> Dialect:
    """Find out how a CSV file is written.

    Raises
    ------
    InputError
        If the file is no text, in an encoding other than UTF-8 or Windows-1252, or has one column only.
    """
    encoding, blank_rows = _check_text(path)
    with path.open("rb") as file:
        raw = file.read(_looked_at)
    text = codecs.getincrementaldecoder(encoding)(errors="strict").decode(raw)
    best: tuple[tuple[int, int], str, list[list[str]], list[int]] | None = None
    for candidate in [delimiter] if delimiter else _delimiters:
        rows, lines = _first_records(text, candidate)
        if not rows:
            continue
        found = max(recognised(row) for row in rows)
        width = max(map(len, rows))
        score = (found, width if width > 1 else 0)
        if best is None or score > best[0]:
            best = (score, candidate, rows, lines)
    if best is None or max(map(len, best[2])) < 2:
        raise InputError(
            f"{path}: there are no columns; allowed: columns separated by commas, semicolons, tabs or "
            f"vertical bars, with headings in the first row; {_save_as}."
        )
    _, chosen, rows, lines = best
    header, above = find_header(path, rows, header_row)
    return Dialect(encoding, chosen, header, lines[above - 1], blank_rows)


def recognised(cells: Sequence[str]) -> int:
    """How many cells of a row are headings that are known, or known not to be read."""
    return sum(1 for cell in cells if cell and len(cell) < 100 and (roles_of(cell) or is_protected(cell)))


def find_header(path: Path, rows: Sequence[Sequence[str]], header_row: int | None) -> tuple[Header, int]:
    """The header among the first rows of a table, and the number of rows up to the last header row.

    `header_row` is the row's number from 1; None looks for the row with most headings that are known, and
    takes the first row with several cells if none is.
    """
    if header_row is not None:
        if not 1 <= header_row <= len(rows):
            raise InputError(
                f"{path}: header_row is {header_row}; allowed: 1 to {len(rows)}, the number of the row with "
                "the headings; example: header_row=1"
            )
        place, second = header_row - 1, False
    else:
        scores = [recognised(row) for row in rows]
        several = [index for index, row in enumerate(rows) if sum(1 for cell in row if cell.strip()) > 1]
        place = scores.index(max(scores)) if max(scores) > 1 else (several or [0])[0]
        following = scores[place + 1] if place + 1 < len(rows) else 0
        second = max(scores) > 1 and following >= max(2, scores[place] / 2)
    top = [cleaned(cell).strip() for cell in rows[place]]
    below = [cleaned(cell).strip() for cell in rows[place + 1]] if second else []
    headings = below or top
    width = max(len(top), len(below))
    if width > _most_columns:
        raise InputError(f"{path}: the header has {width:,} columns; at most {_most_columns:,}.")
    headings = headings + [""] * (width - len(headings))
    technical = (top if second else []) + [""] * (width - (len(top) if second else 0))
    above = place + 1 + second
    return Header(tuple(headings), tuple(technical), above + 1), above


def _first_records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first records of a text, and the physical lines up to the end of each."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
            if len(rows) == _first_rows:
                break
    except csv.Error:  # a cell that is too long: the rows before it are good
        pass
    return rows, lines


def _check_text(path: Path) -> tuple[str, bool]:
    """The encoding of a file, and whether there are blank rows in it; what is no text is refused."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}: the text is in UTF-16; allowed: UTF-8 or Windows-1252; {_save_as}.")
    encoding = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    problem = _undecodable(path, encoding)
    if problem is not None and encoding == "utf-8":
        encoding, problem = "cp1252", _undecodable(path, "cp1252")
    if problem is not None:
        raise InputError(f"{path}, row {problem}: the text is neither UTF-8 nor Windows-1252; {_save_as}.")
    return encoding, _has_blank_rows(path)


def _undecodable(path: Path, encoding: str) -> int | None:
    """The line of the first byte that is no text in this encoding, or None."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    lines = 1
    with path.open("rb") as file:
        while chunk := file.read(_chunk):
            if b"\0" in chunk:
                raise InputError(f"{path}: the file holds binary data, not text; {_save_as}.")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return lines + chunk[: error.start].count(b"\n")
            lines += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return None


def _has_blank_rows(path: Path) -> bool:
    """Whether an empty line stands between two others (the last line's end is none)."""
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(_chunk):
            text = (before + chunk).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            if b"\n\n" in text.rstrip(b"\n"):
                return True
            before = chunk[-2:]
    return False

"""Files that are written unusually, or badly: each with what has to become of it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.experiments.import_profile.made_up_firm import make_firm

RIGHT, ANY = "right", "any"
HEAD = [
    "Employee #",
    "Last Name",
    "Department",
    "Job Level",
    "Employment Status",
    "Hire Date",
    "Termination Date",
    "Termination Type",
    "Annual Salary",
    "Currency Code",
    "FTE",
]
FIRM = make_firm(150, seed=9)
_kinds = {"Regular": "Full-Time", "Contractor": "Contractor"}
Rows = list[list[str]]


@dataclass(frozen=True)
class Case:
    """A file to import.

    `expected` is RIGHT (a correct profile), ANY (a correct profile or a message) or words of the message.
    """

    name: str
    write: Callable[[Path], Path]
    expected: str
    options: tuple[str, ...] = ()


def rows_of(form: str = "%Y-%m-%d", pay: str = "{:.2f}") -> Rows:
    """The made-up firm as cells, without a header."""
    p = FIRM.people
    days = [p[name].dt.strftime(form).fillna("") for name in ("hire", "exit")]
    columns = [
        p["id"],
        p["name"],
        p["department"],
        p["level"],
        p["contract"].map(_kinds),
        *days,
        p["reason"].fillna(""),
        p["pay"].map(pay.format),
        ["EUR"] * len(p),
        ["1"] * len(p),
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def text(
    rows: Rows,
    delimiter: str = ",",
    end: str = "\n",
    quoting: Any = csv.QUOTE_MINIMAL,
    head: Rows | None = None,
) -> str:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([*([HEAD] if head is None else head), *rows])
    return out.getvalue()


def content(name: str, data: bytes | str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    """A writer of this content."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
        return path

    return write


def changed(column: str, value: str, rows: tuple[int, ...] = (7,)) -> Callable[[Path], Path]:
    """The firm with another value in a column of some rows."""
    cells = rows_of()
    for row in rows:
        cells[row][HEAD.index(column)] = value
    return content("staff.csv", text(cells))

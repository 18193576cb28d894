"""What made-up sheets of groups are written from: frames of a made-up organisation, and writers of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

BASE = pd.DataFrame(
    [
        ("Sales", "Junior", 1120, 52_000.0, 14),
        ("Sales", "Senior", 230, 88_500.5, 21),
        ("Engineering", "Junior", 340, 61_000.0, 60),
        ("Engineering", "Senior", 185, 94_250.0, 45),
        ("Engineering", "Manager", 24, 131_000.0, 30),
        ("Legal", "Senior", 12, 99_000.0, 8),
    ],
    columns=["department", "level", "people", "pay", "ai"],
)


@dataclass(frozen=True)
class Sheet:
    """A file to write, and what must come of it.

    Attributes
    ----------
    write : writes the file into a folder and returns its path
    frame : rows of department, level, contract (employee where left out), people and, if known, pay
    asks : key of the answer that must be asked for; None: nothing may be asked
    settings : further arguments of the reader
    """

    write: Callable[[Path], Path]
    frame: pd.DataFrame
    asks: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)


def text(content: str, encoding: str = "utf-8", name: str = "client.csv") -> Callable[[Path], Path]:
    """A text file."""

    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode(encoding))
        return folder / name

    return write


def book(sheets: dict[str, list[list[Any]]], percent: str | None = None) -> Callable[[Path], Path]:
    """A workbook; `percent` is a column shown in per cent."""

    def write(folder: Path) -> Path:
        workbook = openpyxl.Workbook()
        del workbook[workbook.sheetnames[0]]
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if percent is not None:
                for cell in sheet[percent]:
                    cell.number_format = "0%"
        workbook.save(folder / "client.xlsx")
        return folder / "client.xlsx"

    return write


def german(number: float) -> str:
    """52.000,50"""
    return f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".").removesuffix(",00")


def rows_of(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def lines_of(frame: pd.DataFrame, row: Callable[[Any], str]) -> str:
    return "\n".join(row(entry) for entry in rows_of(frame))


by_level = (
    BASE.pivot_table(index="department", columns="level", values="people")
    .reindex(BASE.department.unique())
    .fillna(0)
    .astype(int)
)
WHOLE = BASE.people.sum()
DEPARTMENTS = BASE.groupby("department", sort=False).people.sum()
ONLY_PEOPLE = BASE[["department", "level", "people"]]
NO_LEVEL = DEPARTMENTS.reset_index().assign(level="All levels")
MONTHS = ["2025-10", "2025-11", "2025-12"]
GROWING = pd.DataFrame({month: DEPARTMENTS + 5 * place for place, month in enumerate(MONTHS)})
LAST = GROWING["2025-12"].rename("people").reset_index().assign(level="All levels")


def sub_totals(word: str, last: str) -> str:
    parts = ["Abteilung;Stufe;Anzahl;Gehalt"]
    for name, its in BASE.groupby("department", sort=False):
        parts += [f"{name};{r.level};{german(r.people)};{german(r.pay)}" for r in rows_of(its)]
        parts.append(f"{word.format(name)};;{german(its.people.sum())};")
    return "\n".join([*parts, f"{last};;{german(WHOLE)};"])


def merged() -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["Headcount by function, EUR"],
        [],
        ["Function", "Grade", "HC", "Average salary", "Comment"],
    ]
    for name, its in BASE.groupby("department", sort=False):
        rows += [
            [name if place == 0 else None, r.level, r.people, r.pay, "ok"]
            for place, r in enumerate(rows_of(its))
        ]
    return [*rows, [], [None, None, int(WHOLE)], ["Source: finance"], ["As at December"]]


HEADINGS = "department,level,contract,headcount,mean_salary,ai_users_percent"
CONTRACTS = pd.DataFrame(
    [
        ("Sales", "All levels", "employee", 40),
        ("Sales", "All levels", "freelancer", 6),
        ("Legal", "All levels", "employee", 12),
    ],
    columns=["department", "level", "contract", "people"],
)
FULL_TIME = pd.DataFrame(
    [("Sales", "All levels", 13), ("Legal", "All levels", 8), ("IT", "All levels", 21)],
    columns=["department", "level", "people"],
)

"""Made-up sheets of groups in the shapes in which people keep them, each with the frame it was written from."""

# ruff: noqa: E501 (a sheet reads best with a row on a line)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
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


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _lines(frame: pd.DataFrame, row: Callable[[Any], str]) -> str:
    return "\n".join(row(entry) for entry in _rows(frame))


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


def _sub_totals(word: str, last: str) -> str:
    parts = ["Abteilung;Stufe;Anzahl;Gehalt"]
    for name, its in BASE.groupby("department", sort=False):
        parts += [f"{name};{r.level};{german(r.people)};{german(r.pay)}" for r in _rows(its)]
        parts.append(f"{word.format(name)};;{german(its.people.sum())};")
    return "\n".join([*parts, f"{last};;{german(WHOLE)};"])


def _merged() -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["Headcount by function, EUR"],
        [],
        ["Function", "Grade", "HC", "Average salary", "Comment"],
    ]
    for name, its in BASE.groupby("department", sort=False):
        rows += [
            [name if place == 0 else None, r.level, r.people, r.pay, "ok"]
            for place, r in enumerate(_rows(its))
        ]
    return [*rows, [], [None, None, int(WHOLE)], ["Source: finance"], ["As at December"]]


_head = "department,level,contract,headcount,mean_salary,ai_users_percent"
_contracts = pd.DataFrame(
    [
        ("Sales", "All levels", "employee", 40),
        ("Sales", "All levels", "freelancer", 6),
        ("Legal", "All levels", "employee", 12),
    ],
    columns=["department", "level", "contract", "people"],
)
_fte = pd.DataFrame(
    [("Sales", "All levels", 13), ("Legal", "All levels", 8), ("IT", "All levels", 21)],
    columns=["department", "level", "people"],
)

SHEETS: dict[str, Sheet] = {
    # --- the plain table, and how programs of other countries write it
    "canonical": Sheet(
        text(
            _head
            + "\n"
            + _lines(BASE, lambda r: f"{r.department},{r.level},employee,{r.people},{r.pay},{r.ai}")
        ),
        BASE,
    ),
    "german export": Sheet(
        text(
            "Abteilung;Karrierestufe;Anzahl Mitarbeiter;Ø Jahresgehalt (€);KI-Nutzer\n"
            + _lines(BASE, lambda r: f"{r.department};{r.level};{german(r.people)};{german(r.pay)};{r.ai}%"),
            "cp1252",
            "Übersicht.csv",
        ),
        BASE,
    ),
    "english thousands": Sheet(
        text(
            "Department\tGrade\tHeadcount\tBase salary\tAI users\n"
            + _lines(BASE, lambda r: f"{r.department}\t{r.level}\t{r.people:,}\t£{r.pay:,.2f}\t{r.ai} %"),
            "utf-16",
        ),
        BASE,
    ),
    "thousands of pay": Sheet(
        text(
            "Dept,Band,Heads,Salary (k€)\n"
            + _lines(BASE, lambda r: f"{r.department},{r.level},{r.people},{r.pay / 1000:g}")
        ),
        BASE,
    ),
    "52k": Sheet(
        text(
            "sep=;\nService;Niveau;Effectif;Salaire moyen\n"
            + _lines(
                BASE, lambda r: f"{r.department};{r.level};{r.people};{r.pay / 1000:g}k".replace(".", ",")
            ),
            "utf-8-sig",
        ),
        BASE,
    ),
    "spanish": Sheet(
        text(
            "Departamento;Categoría;Número de empleados;Salario bruto anual\n"
            + _lines(BASE, lambda r: f"{r.department};{r.level};{german(r.people)};{german(r.pay)} €")
        ),
        BASE,
    ),
    # --- totals
    "sub-totals by word": Sheet(text(_sub_totals("Summe {}", "Gesamt")), BASE),
    "sub-totals after": Sheet(text(_sub_totals("{} gesamt", "Gesamtergebnis")), BASE),
    "nameless total": Sheet(book({"Plan": _merged()}), BASE),
    "parents without a level": Sheet(
        text(
            "Department,Level,Headcount\n"
            + "\n".join(
                "\n".join(
                    [
                        f"{name},,{its.people.sum()}",
                        *(f"{name},{r.level},{r.people}" for r in _rows(its)),
                    ]
                )
                for name, its in BASE.groupby("department", sort=False)
            )
        ),
        ONLY_PEOPLE,
    ),
    "total of another number": Sheet(
        text(
            "Department,Headcount\n"
            + _lines(NO_LEVEL, lambda r: f"{r.department},{r.people}")
            + f"\nTotal,{WHOLE + 40}\n"
        ),
        NO_LEVEL,
        asks="totals",
    ),
    "the firm's name": Sheet(
        text(
            "Department,Headcount\n"
            + _lines(NO_LEVEL, lambda r: f"{r.department},{r.people}")
            + f"\nNorthwind,{WHOLE}\n"
        ),
        NO_LEVEL,
        asks="totals",
    ),
    "total rewards is a department": Sheet(
        text("Department,Headcount\nTotal Rewards,12\nSales,40\nIT,31\nTotal,83\n"),
        pd.DataFrame(
            [("Total Rewards", "All levels", 12), ("Sales", "All levels", 40), ("IT", "All levels", 31)],
            columns=["department", "level", "people"],
        ),
    ),
    "outline of a pivot table": Sheet(
        text(
            "Row Labels,Sum of Headcount\n"
            + "\n".join(
                "\n".join([f"{name},{its.people.sum()}", *(f"{r.level},{r.people}" for r in _rows(its))])
                for name, its in BASE.groupby("department", sort=False)
            )
            + f"\nGrand Total,{WHOLE}"
        ),
        ONLY_PEOPLE,
    ),
    # --- wide
    "columns of something else and their sum": Sheet(
        text(
            "Department,Women,Men,Total\n"
            + _lines(NO_LEVEL, lambda r: f"{r.department},5,{r.people - 5},{r.people}")
        ),
        NO_LEVEL,
    ),
    "levels as columns": Sheet(
        text(
            "Department,Junior,Senior,Manager,Total\n"
            + "\n".join(
                f"{name},{row.Junior or ''},{row.Senior or '-'},{row.Manager or ''},{row.sum()}"
                for name, row in by_level.iterrows()
            )
            + f"\nTotal,{by_level.Junior.sum()},{by_level.Senior.sum()},{by_level.Manager.sum()},{WHOLE}"
        ),
        ONLY_PEOPLE,
    ),
    "two rows of headings": Sheet(
        book(
            {
                "Org": [
                    ["", "Junior", None, "Senior", None, "Manager", None],
                    ["Team", "HC", "Salary", "HC", "Salary", "HC", "Salary"],
                    *[
                        [
                            name,
                            *[
                                cell
                                for level in ("Junior", "Senior", "Manager")
                                for cell in (
                                    BASE[(BASE.department == name) & (BASE.level == level)][
                                        ["people", "pay"]
                                    ].values.tolist()
                                    or [[None, None]]
                                )[0]
                            ],
                        ]
                        for name in DEPARTMENTS.index
                    ],
                ]
            }
        ),
        BASE,
    ),
    "departments as columns": Sheet(
        text(
            "Stufe;Sales;Engineering;Legal;Summe\n"
            + "\n".join(
                f"{level};{';'.join(str(by_level.loc[name, level]) for name in by_level.index)};{by_level[level].sum()}"
                for level in by_level.columns
            )
        ),
        ONLY_PEOPLE,
    ),
    "permanent and contractor": Sheet(
        text("Function,Permanent,Contractor\nSales,40,6\nLegal,12,0\n"), _contracts
    ),
    # --- content
    "decimals of full time": Sheet(text("Bereich;VZÄ\nSales;12,6\nLegal;7,5\nIT;21,25\nSumme;41,35\n"), _fte),
    "same group in several rows": Sheet(
        text(
            "Department,Location,Level,Headcount,Salary\n"
            + "\n".join(
                f"{r.department},{place},{r.level},{part},{r.pay}"
                for r in _rows(BASE)
                for place, part in (("Berlin", r.people - 5), ("Paris", 5))
            )
        ),
        BASE,
    ),
    "monthly pay": Sheet(
        text(
            "Abteilung;Stufe;Anzahl;Monatsgehalt\n"
            + _lines(BASE, lambda r: f"{r.department};{r.level};{r.people};{german(round(r.pay / 12, 2))}")
        ),
        BASE,
    ),
    "several sheets": Sheet(
        book(
            {
                "Read me": [["Prepared by HR"]],
                "Data": [
                    ["Department", "Level", "Headcount", "Salary", "AI users"],
                    *[[r.department, r.level, r.people, r.pay, r.ai / 100] for r in _rows(BASE)],
                ],
                "Lookup": [["Code", "Text"], ["A", "b"]],
            },
            percent="E",
        ),
        BASE,
    ),
    "actual beside budget": Sheet(
        text(
            "Department,Budget HC,Actual HC\n"
            + _lines(NO_LEVEL, lambda r: f"{r.department},{r.people + 9},{r.people}")
        ),
        NO_LEVEL,
    ),
    # --- truly ambiguous
    "two sheets fit": Sheet(
        book(
            {
                "Berlin": [["Department", "Headcount"], ["Sales", 10], ["IT", 20]],
                "Paris": [["Department", "Headcount"], ["Sales", 11], ["IT", 21]],
            }
        ),
        BASE,
        asks="sheet",
    ),
    "period of pay": Sheet(
        text("Department,Headcount,Salary\nSales,40,4200\nIT,30,5100\n"), BASE, asks="pay_period"
    ),
    "users in people or per cent": Sheet(
        text("Department,Headcount,AI users\nSales,40,24\nIT,30,18\n"), BASE, asks="ai_users"
    ),
    "unknown contract": Sheet(
        text("Department,Contract,Headcount\nSales,Type B,40\nIT,Permanent,30\n"), BASE, asks="freelancer"
    ),
    "twice the same row": Sheet(
        text("Department,Level,Headcount\nSales,Junior,40\nIT,Junior,30\nSales,Junior,40\n"),
        BASE,
        asks="repeated",
    ),
    "columns of what": Sheet(text("Department,Tulip,Rose\nSales,4,20\nIT,3,10\n"), BASE, asks="columns"),
    "pay of some": Sheet(
        text("Department,Headcount,Salary\nSales,40,52000\nIT,30,\n"), BASE, asks="missing_pay"
    ),
    "months of no year": Sheet(
        text("Department,Jan,Feb,Mar\nSales,40,41,42\nIT,30,30,31\n"), BASE, asks="year"
    ),
    # --- months by departments
    "months as rows": Sheet(
        text(
            "month,"
            + ",".join(DEPARTMENTS.index)
            + ",total\n"
            + "\n".join(
                f"{month},{','.join(map(str, GROWING[month]))},{GROWING[month].sum()}" for month in MONTHS
            )
        ),
        LAST,
    ),
    "months as columns": Sheet(
        book(
            {
                "HC": [
                    ["Department", *[datetime(2025, int(month[5:]), 1) for month in MONTHS]],
                    *[[name, *map(int, row)] for name, row in GROWING.iterrows()],
                    ["Total", *map(int, GROWING.sum())],
                ]
            }
        ),
        LAST,
    ),
    "serial numbers of months": Sheet(
        text(
            "Abteilung;45931;45962;45992\n"
            + "\n".join(f"{name};{';'.join(map(str, row))}" for name, row in GROWING.iterrows())
        ),
        LAST,
    ),
    "months in words": Sheet(
        text(
            "Headcount plan 2025\nBereich;Okt;Nov;Dez\n"
            + "\n".join(f"{name};{';'.join(map(str, row))}" for name, row in GROWING.iterrows())
        ),
        LAST,
    ),
    "long plan": Sheet(
        text(
            "Month,Department,Headcount\n"
            + "\n".join(
                f"{month[5:]}.2025,{name},{people}"
                for month in MONTHS
                for name, people in GROWING[month].items()
            )
        ),
        LAST,
    ),
    "an earlier month": Sheet(
        text(
            "Department,Oct-25,Nov-25,Dec-25\n"
            + "\n".join(f"{name},{','.join(map(str, row))}" for name, row in GROWING.iterrows())
        ),
        GROWING["2025-10"].rename("people").reset_index().assign(level="All levels"),
        settings={"month": "2025-10"},
    ),
}

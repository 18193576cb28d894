"""Made-up sheets of groups in the shapes in which people keep them, each with the frame it was written from."""

# ruff: noqa: E501 (a sheet reads best with a row on a line)

from __future__ import annotations

import pandas as pd

from tests.experiments.intake.tables.corpus_further import FURTHER
from tests.experiments.intake.tables.sheets import (
    BASE,
    CONTRACTS,
    DEPARTMENTS,
    HEADINGS,
    NO_LEVEL,
    ONLY_PEOPLE,
    WHOLE,
    Sheet,
    book,
    by_level,
    german,
    lines_of,
    merged,
    rows_of,
    sub_totals,
    text,
)

SHEETS: dict[str, Sheet] = {
    # --- the plain table, and how programs of other countries write it
    "canonical": Sheet(
        text(
            HEADINGS
            + "\n"
            + lines_of(BASE, lambda r: f"{r.department},{r.level},employee,{r.people},{r.pay},{r.ai}")
        ),
        BASE,
    ),
    "german export": Sheet(
        text(
            "Abteilung;Karrierestufe;Anzahl Mitarbeiter;Ø Jahresgehalt (€);KI-Nutzer\n"
            + lines_of(
                BASE, lambda r: f"{r.department};{r.level};{german(r.people)};{german(r.pay)};{r.ai}%"
            ),
            "cp1252",
            "Übersicht.csv",
        ),
        BASE,
    ),
    "english thousands": Sheet(
        text(
            "Department\tGrade\tHeadcount\tBase salary\tAI users\n"
            + lines_of(BASE, lambda r: f"{r.department}\t{r.level}\t{r.people:,}\t£{r.pay:,.2f}\t{r.ai} %"),
            "utf-16",
        ),
        BASE,
    ),
    "thousands of pay": Sheet(
        text(
            "Dept,Band,Heads,Salary (k€)\n"
            + lines_of(BASE, lambda r: f"{r.department},{r.level},{r.people},{r.pay / 1000:g}")
        ),
        BASE,
    ),
    "52k": Sheet(
        text(
            "sep=;\nService;Niveau;Effectif;Salaire moyen\n"
            + lines_of(
                BASE, lambda r: f"{r.department};{r.level};{r.people};{r.pay / 1000:g}k".replace(".", ",")
            ),
            "utf-8-sig",
        ),
        BASE,
    ),
    "spanish": Sheet(
        text(
            "Departamento;Categoría;Número de empleados;Salario bruto anual\n"
            + lines_of(BASE, lambda r: f"{r.department};{r.level};{german(r.people)};{german(r.pay)} €")
        ),
        BASE,
    ),
    # --- totals
    "sub-totals by word": Sheet(text(sub_totals("Summe {}", "Gesamt")), BASE),
    "sub-totals after": Sheet(text(sub_totals("{} gesamt", "Gesamtergebnis")), BASE),
    "nameless total": Sheet(book({"Plan": merged()}), BASE),
    "parents without a level": Sheet(
        text(
            "Department,Level,Headcount\n"
            + "\n".join(
                "\n".join(
                    [
                        f"{name},,{its.people.sum()}",
                        *(f"{name},{r.level},{r.people}" for r in rows_of(its)),
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
            + lines_of(NO_LEVEL, lambda r: f"{r.department},{r.people}")
            + f"\nTotal,{WHOLE + 40}\n"
        ),
        NO_LEVEL,
        asks="totals",
    ),
    "the firm's name": Sheet(
        text(
            "Department,Headcount\n"
            + lines_of(NO_LEVEL, lambda r: f"{r.department},{r.people}")
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
                "\n".join([f"{name},{its.people.sum()}", *(f"{r.level},{r.people}" for r in rows_of(its))])
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
            + lines_of(NO_LEVEL, lambda r: f"{r.department},5,{r.people - 5},{r.people}")
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
        text("Function,Permanent,Contractor\nSales,40,6\nLegal,12,0\n"), CONTRACTS
    ),
    **FURTHER,
}

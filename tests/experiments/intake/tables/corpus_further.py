"""Further made-up sheets: unusual content, truly ambiguous ones, and plans of months by departments."""

from __future__ import annotations

from datetime import datetime

from tests.experiments.intake.tables.sheets import (
    BASE,
    DEPARTMENTS,
    FULL_TIME,
    GROWING,
    LAST,
    MONTHS,
    NO_LEVEL,
    Sheet,
    book,
    german,
    lines_of,
    rows_of,
    text,
)

FURTHER: dict[str, Sheet] = {
    # --- content
    "decimals of full time": Sheet(
        text("Bereich;VZÄ\nSales;12,6\nLegal;7,5\nIT;21,25\nSumme;41,35\n"), FULL_TIME
    ),
    "same group in several rows": Sheet(
        text(
            "Department,Location,Level,Headcount,Salary\n"
            + "\n".join(
                f"{r.department},{place},{r.level},{part},{r.pay}"
                for r in rows_of(BASE)
                for place, part in (("Berlin", r.people - 5), ("Paris", 5))
            )
        ),
        BASE,
    ),
    "monthly pay": Sheet(
        text(
            "Abteilung;Stufe;Anzahl;Monatsgehalt\n"
            + lines_of(BASE, lambda r: f"{r.department};{r.level};{r.people};{german(round(r.pay / 12, 2))}")
        ),
        BASE,
    ),
    "several sheets": Sheet(
        book(
            {
                "Read me": [["Prepared by HR"]],
                "Data": [
                    ["Department", "Level", "Headcount", "Salary", "AI users"],
                    *[[r.department, r.level, r.people, r.pay, r.ai / 100] for r in rows_of(BASE)],
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
            + lines_of(NO_LEVEL, lambda r: f"{r.department},{r.people + 9},{r.people}")
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

"""CSV files written unusually or badly; see `malformed`."""

import csv
import gzip
from collections.abc import Iterator

import numpy as np

from tests.experiments.import_profile.malformed import (
    ANY,
    FIRM,
    HEAD,
    RIGHT,
    Case,
    changed,
    content,
    rows_of,
    text,
)


def text_cases() -> Iterator[Case]:
    """All of these cases."""
    for kind in (_writings, _dates, _numbers, _broken_text, _broken_rows):
        yield from kind()


def _writings() -> Iterator[Case]:
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        for label, delimiter in (("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")):
            for end, line in (("lf", "\n"), ("crlf", "\r\n")):
                for quoted, quoting in (("plain", csv.QUOTE_MINIMAL), ("quoted", csv.QUOTE_ALL)):
                    cells = rows_of()
                    for row in cells:
                        row[1] = "Müller; é, | Name"
                    data = text(cells, delimiter, line, quoting)
                    yield Case(f"{encoding}-{label}-{end}-{quoted}", content("s.csv", data, encoding), RIGHT)
    base = rows_of()
    yield Case("old mac line ends", content("s.csv", text(base, end="\r")), ANY)
    yield Case("title rows", content("s.csv", "All staff\n\nPrinted,2025-07-01\n" + text(base)), RIGHT)
    yield Case("blank rows within", content("s.csv", text(base).replace("\n", "\n\n", 5)), RIGHT)
    yield Case("blank rows at the end", content("s.csv", text(base) + "\n\n\n"), RIGHT)
    yield Case(
        "rows of commas at the end", content("s.csv", text(base) + ("," * (len(HEAD) - 1) + "\n") * 3), RIGHT
    )
    yield Case("no line end at the end", content("s.csv", text(base).rstrip("\n")), RIGHT)
    yield Case("txt", content("s.txt", text(base, "\t")), RIGHT)
    yield Case("tsv", content("s.tsv", text(base, "\t")), RIGHT)
    yield Case(
        "blanks around cells", content("s.csv", text([[f" {c} " for c in row] for row in base])), RIGHT
    )
    order = list(range(len(HEAD)))[::-1]
    turned = [[row[i] for i in order] for row in base]
    yield Case(
        "other order of columns", content("s.csv", text(turned, head=[[HEAD[i] for i in order]])), RIGHT
    )
    yield Case("upper case headings", content("s.csv", text(base, head=[[h.upper() for h in HEAD]])), RIGHT)
    noted = [[*row, "a note,\nover two lines"] for row in base]
    yield Case(
        "lines in a cell that is not read", content("s.csv", text(noted, head=[[*HEAD, "Note"]])), RIGHT
    )
    long = [[*row, "x" * 10_000_000 if place == 3 else ""] for place, row in enumerate(base)]
    yield Case("10 MB cell that is not read", content("s.csv", text(long, head=[[*HEAD, "Note"]])), RIGHT)
    twice = [[*row, row[2], row[2]] for row in base]
    yield Case(
        "headings twice, not used", content("s.csv", text(twice, head=[[*HEAD, "Note", "Note"]])), RIGHT
    )
    yield Case(
        "a heading twice, used",
        content("s.csv", text(twice, head=[[*HEAD, "Department", "Note"]])),
        "2 columns",
    )
    formula = [[*row, '=HYPERLINK("http://x")'] for row in base]
    yield Case("formula that is not read", content("s.csv", text(formula, head=[[*HEAD, "Note"]])), RIGHT)
    lower = [[*row[:2], row[2].upper() if place % 2 else row[2], *row[3:]] for place, row in enumerate(base)]
    yield Case("departments in two spellings", content("s.csv", text(lower)), RIGHT)


def _dates() -> Iterator[Case]:
    for form in (
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
        "%d-%b-%Y",
        "%b %d, %Y",
        "%Y%m%d",
        "%Y/%m/%d",
        "%Y-%m-%dT00:00:00",
        "%Y-%m-%d 00:00:00.000",
        "%d %B %Y",
        "%d-%m-%Y",
        "%m-%d-%Y",
        "%d/%m/%y",
        "%d-%b-%y",
        "%d/%m/%Y 08:00",
    ):
        yield Case(f"dates {form}", content("s.csv", text(rows_of(form))), RIGHT)
    cells = rows_of("%d/%m/%Y")
    for row in cells:
        for column in (5, 6):
            if row[column]:
                day, month, year = row[column].split("/")
                row[column] = f"{int(day) % 12 + 1:02d}/{month}/{year}"
    ambiguous = content("s.csv", text(cells))
    yield Case("ambiguous dates", ambiguous, "day first or month first")
    yield Case("ambiguous dates, answered", ambiguous, ANY, ("--set", "date_order=day_first"))
    mixed = rows_of("%d/%m/%Y")
    mixed[4][5] = "03/25/2024"
    yield Case("dates in two orders", content("s.csv", text(mixed)), "only month first")
    yield Case(
        "dates in two orders, answered",
        content("s.csv", text(mixed)),
        "row 6",
        ("--set", "date_order=day_first"),
    )
    one = [list(row) for row in cells]
    one[0][5] = "25/03/2020"
    yield Case("one date shows the order", content("s.csv", text(one)), "day first or month first")
    for bad in (
        "31.02.2024",
        "2024-13-01",
        "soon",
        "45292",
        "00/00/2024",
        "2024-02-30",
        "1.1.20245",
        "20241301",
        "12",
        "yesterday",
        "=TODAY()",
        "2024",
        "03/2024",
        "1800-01-01",
        "2031-01-01",
        "N/A",
        "٣/٤/٢٠٢٤",
    ):
        yield Case(f"hire date {bad}", changed("Hire Date", bad), "row 9")


def _numbers() -> Iterator[Case]:
    for label, form in (
        ("thousands", "{:,.2f}"),
        ("whole", "{:.0f}"),
        ("code", "EUR {:.2f}"),
        ("code after", "{:.2f} EUR"),
        ("sign", "€{:,.2f}"),
        ("one decimal", "{:.1f}"),
    ):
        yield Case(f"pay {label}", content("s.csv", text(rows_of(pay=form))), RIGHT)
    german = [[*row[:8], row[8].replace(".", ","), *row[9:]] for row in rows_of()]
    yield Case("pay with decimal comma", content("s.csv", text(german, ";")), RIGHT)
    apostrophe = [[*row[:8], f"{float(row[8]):,.2f}".replace(",", "’"), *row[9:]] for row in rows_of()]
    yield Case("pay with apostrophes", content("s.csv", text(apostrophe)), RIGHT)
    unclear = content(
        "s.csv", text([[*row[:8], f"{float(row[8]):,.0f}".replace(",", "."), *row[9:]] for row in rows_of()])
    )
    yield Case("pay 65.000", unclear, ANY)  # those above 999.999 or below 1.000 can show what is meant
    both = rows_of()
    both[3][8] = "65.000,50"
    yield Case("pay in two styles", content("s.csv", text(both)), "which is meant")
    for bad in (
        "=65000",
        "+65000",
        "-65000",
        "@65000",
        "0",
        "-1",
        "12k",
        "65000 a year",
        "1e9",
        "inf",
        "6 5,0.00",
        "999999999999",
        "=1+1",
        "=cmd|' /C calc'!A0",
    ):
        yield Case(f"pay {bad}", changed("Annual Salary", bad), "row 9|Annual Salary")
    yield Case("pay NaN", changed("Annual Salary", "NaN"), RIGHT)
    for bad in ("3.0", "0", "-0.5", "100", "full", "=1"):
        yield Case(f"fte {bad}", changed("FTE", bad), "row 9")
    hundred = [[*row[:10], "100"] for row in rows_of()]
    yield Case("fte in per cent", content("s.csv", text(hundred)), RIGHT)
    yield Case(
        "fte in per cent, answered", content("s.csv", text(hundred)), RIGHT, ("--set", "fte_unit=percent")
    )
    yield Case("two currencies", changed("Currency Code", "USD"), "exchange_rates")
    yield Case("no such currency", changed("Currency Code", "EURO"), "currency")
    head = [h if h != "Currency Code" else "Note" for h in HEAD]
    yield Case("no currency", content("s.csv", text(rows_of(), head=[head])), "pay_currency")
    head = [h if h != "Annual Salary" else "Base Pay" for h in HEAD]
    yield Case("no pay period", content("s.csv", text(rows_of(), head=[head])), "pay_period")
    head = [h if h != "Annual Salary" else "Note" for h in HEAD]
    yield Case("no pay", content("s.csv", text(rows_of(), head=[head])), "assumed_pay")


def _broken_text() -> Iterator[Case]:
    good = text(rows_of())
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield Case(f"text in {encoding}", content("s.csv", good.encode(encoding)), "UTF-16|binary")
    yield Case("no Windows-1252", content("s.csv", good.encode() + b"\x81\x8d\xff"), "neither UTF-8")
    yield Case("nul bytes", content("s.csv", good.replace("Sales", "Sa\0les", 1)), "binary")
    for label, data in (
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
        ("elf", b"\x7fELF" + bytes(900)),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\n" + bytes(200)),
        ("gzip", gzip.compress(good.encode())),
    ):
        yield Case(f"{label} called csv", content("s.csv", data), "text|binary")
    yield Case("empty", content("s.csv", b""), "empty")
    yield Case("blanks only", content("s.csv", b"  \n \n\n"), "no columns")
    yield Case("header only", content("s.csv", ",".join(HEAD) + "\n"), "no rows")
    yield Case("one column", content("s.csv", "Department\nSales\n" * 50), "no columns")
    yield Case("no header", content("s.csv", text(rows_of(), head=[])), "department")
    yield Case(
        "html",
        content("s.csv", "<html><body><table><tr><td>Department</td></tr></table>" * 30),
        "columns|department",
    )
    yield Case(
        "json", content("s.csv", '[{"Department": "Sales", "Hire Date": "2020-01-01"}]'), "department|columns"
    )
    lines = good.splitlines()
    yield Case("short row", content("s.csv", "\n".join([*lines[:5], "E1,Sales", *lines[5:]])), "row 6")
    yield Case("long row", content("s.csv", "\n".join([*lines[:5], lines[5] + ",x,y", *lines[6:]])), "row 6")
    yield Case(
        "open quote", content("s.csv", "\n".join([*lines[:5], '"' + lines[5], *lines[6:]])), "quot|cells"
    )
    yield Case(
        "open quote in a used cell", content("s.csv", good.replace(",Sales,", ',"Sales,', 1)), "quot|cells"
    )
    yield Case("bare quote within", content("s.csv", good.replace(",Sales,", ',Sa"les,', 1)), ANY)
    yield Case("page breaks", content("s.csv", good.replace("Sales", "Sa\x0cles", 1)), ANY)
    yield Case("10 MB cell that is read", changed("Department", "x" * 10_000_000), "row 9")
    yield Case("10 MB identifier", changed("Employee #", "x" * 10_000_000), "row 9")
    yield Case("40 MB cell that is not read", changed("Last Name", "x" * 40_000_000), RIGHT)
    yield Case(
        "many columns",
        content("s.csv", text(rows_of()[:1], head=[[f"c{i}" for i in range(3000)]])),
        "columns|cells",
    )


def _broken_rows() -> Iterator[Case]:
    for bad in ("=Sales", "+Sales", "-Sales", "@Sales", "=cmd|' /C calc'!A0", "x" * 150):
        yield Case(f"department {bad[:20]}", changed("Department", bad), "row 9")
    yield Case("department blank", changed("Department", ""), "row 9")
    yield Case("level blank", changed("Job Level", ""), "row 9")
    yield Case("level formula", changed("Job Level", '=HYPERLINK("x")'), "row 9")
    present = np.flatnonzero(FIRM.people["exit"].isna())[:2]
    yield Case("identifier twice", changed("Employee #", "SAME", tuple(present.tolist())), "same time")
    yield Case("identifier blank", changed("Employee #", ""), "identifier is needed")
    yield Case("identifier formula", changed("Employee #", "=1+1"), RIGHT)  # never shown nor written
    yield Case("left before hired", changed("Termination Date", "1990-01-01"), "on or after the day of hire")
    yield Case("every row twice", content("s.csv", text(rows_of() * 2)), "same time")
    yield Case("unknown contract", changed("Employment Status", "Wizard"), "what do these words mean")
    yield Case("one row set aside", changed("FTE", "3.0"), ANY, ("--set-aside",))
    yield Case("too many set aside", changed("FTE", "3.0", tuple(range(60))), "Mend them", ("--set-aside",))
    yield Case("nine people", content("s.csv", text([r for r in rows_of() if not r[6]][:9])), "at least 10")
    yield Case("ten people", content("s.csv", text([r for r in rows_of() if not r[6]][:10])), ANY)
    yield Case(
        "a total at the end",
        content("s.csv", text([*rows_of(), ["Total", "", "", "", "", "", "", "", "1", "", ""]])),
        "row",
    )
    yield Case(
        "header again in the middle",
        content("s.csv", text([*rows_of()[:9], HEAD, *rows_of()[9:]])),
        "row|mean",
    )
    for cell in ("3", "4", "0", "-1", "101"):
        yield Case(
            f"minimum cell {cell}",
            content("s.csv", text(rows_of())),
            "cannot be lowered",
            ("--minimum-cell", cell),
        )

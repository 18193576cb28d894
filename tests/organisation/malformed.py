"""Files that are written unusually, or badly: each with what has to become of it."""

import csv
import gzip
import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tests.organisation.extracts import make_firm

RIGHT, ANY = "right", "any"
HEAD = ["Employee #", "Last Name", "Department", "Job Level", "Employment Status", "Hire Date", "Termination Date",
        "Termination Type", "Annual Salary", "Currency Code", "FTE"]  # fmt: skip
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
    columns = [p["id"], p["name"], p["department"], p["level"], p["contract"].map(_kinds), *days,
               p["reason"].fillna(""), p["pay"].map(pay.format), ["EUR"] * len(p), ["1"] * len(p)]  # fmt: skip
    return [list(row) for row in zip(*columns, strict=True)]


def text(
    rows: Rows,
    delimiter: str = ",",
    end: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
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


def cases() -> list[Case]:
    """All cases."""
    found = [*_writings(), *_dates(), *_numbers(), *_broken_text(), *_broken_rows(), *_no_files(), *_workbooks(),
             *_parquets(), *_mappings(), *_noise()]  # fmt: skip
    assert len({case.name for case in found}) == len(found)
    return found


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
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%b-%Y", "%b %d, %Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT00:00:00",
                 "%Y-%m-%d 00:00:00.000", "%d %B %Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%d-%b-%y", "%d/%m/%Y 08:00"):  # fmt: skip
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
    for bad in ("31.02.2024", "2024-13-01", "soon", "45292", "00/00/2024", "2024-02-30", "1.1.20245", "20241301", "12",
                "yesterday", "=TODAY()", "2024", "03/2024", "1800-01-01", "2031-01-01", "N/A", "٣/٤/٢٠٢٤"):  # fmt: skip
        yield Case(f"hire date {bad}", changed("Hire Date", bad), "row 9")


def _numbers() -> Iterator[Case]:
    for label, form in (("thousands", "{:,.2f}"), ("whole", "{:.0f}"), ("code", "EUR {:.2f}"), ("code after", "{:.2f} EUR"),
                        ("sign", "€{:,.2f}"), ("one decimal", "{:.1f}")):  # fmt: skip
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
    for bad in ("=65000", "+65000", "-65000", "@65000", "0", "-1", "12k", "65000 a year", "1e9", "NaN", "inf", "6 5,0.00",
                "999999999999", "=1+1", "=cmd|' /C calc'!A0"):  # fmt: skip
        yield Case(f"pay {bad}", changed("Annual Salary", bad), "row 9|Annual Salary")
    for bad in ("3.0", "0", "-0.5", "100", "full", "=1"):
        yield Case(f"fte {bad}", changed("FTE", bad), "row 9")
    hundred = [[*row[:10], "100"] for row in rows_of()]
    yield Case("fte in per cent", content("s.csv", text(hundred)), "fte_unit=percent")
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
    for label, data in (("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), ("elf", b"\x7fELF" + bytes(900)),
                        ("pdf", b"%PDF-1.7\n%\xe2\xe3\n" + bytes(200)), ("gzip", gzip.compress(good.encode()))):  # fmt: skip
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


def _no_files() -> Iterator[Case]:
    def at(name: str, make: Callable[[Path], object]) -> Callable[[Path], Path]:
        def write(folder: Path) -> Path:
            make(folder / name)
            return folder / name

        return write

    good = text(rows_of())

    def link_to_good(path: Path) -> None:
        (path.parent / "real.csv").write_text(good)
        path.symlink_to(path.parent / "real.csv")

    yield Case("missing", at("s.csv", lambda path: None), "no such file")
    yield Case("folder", at("s.csv", lambda path: path.mkdir()), "folder")
    yield Case("link to nothing", at("s.csv", lambda path: path.symlink_to("nowhere.csv")), "no such file")
    yield Case("link to itself", at("s.csv", lambda path: path.symlink_to(path)), "cannot be opened")
    yield Case("link to a device", at("s.csv", lambda path: path.symlink_to("/dev/zero")), "no ordinary file")
    yield Case("link to a folder", at("s.csv", lambda path: path.symlink_to(path.parent)), "folder")
    yield Case("link to a good file", at("s.csv", link_to_good), RIGHT)
    yield Case("pipe", at("s.csv", lambda path: os.mkfifo(path)), "no ordinary file")
    yield Case("no suffix", content("staff", good), "must be a")
    yield Case("json suffix", content("staff.json", good), "must be a")
    yield Case("name of control characters", at("s\n\x07.csv", lambda path: path.write_text(good)), RIGHT)


def _book(frame: pd.DataFrame, **options: object) -> bytes:
    out = io.BytesIO()
    frame.to_excel(out, index=False, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _repacked(book: bytes, name: str, data: bytes) -> bytes:
    """A workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def _workbooks() -> Iterator[Case]:
    frame = pd.DataFrame(rows_of(), columns=HEAD)
    book = _book(frame)
    yield Case("workbook", content("s.xlsx", book), RIGHT)
    typed = frame.assign(
        **{name: pd.to_datetime(frame[name].replace("", None)) for name in ("Hire Date", "Termination Date")}
    )
    typed["Annual Salary"] = typed["Annual Salary"].astype(float)
    yield Case("workbook with dates and numbers", content("s.xlsx", _book(typed)), RIGHT)
    yield Case("workbook with a title", content("s.xlsx", _book(typed, startrow=3)), RIGHT)
    yield Case("workbook called csv", content("s.csv", book), "Excel workbook")
    yield Case("text called workbook", content("s.xlsx", text(rows_of())), "the content is text")
    yield Case(
        "old or protected workbook",
        content("s.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        "password",
    )
    out = io.BytesIO()
    with pd.ExcelWriter(out) as writer:
        frame.to_excel(writer, sheet_name="Staff", index=False)
        frame.to_excel(writer, sheet_name="Other", index=False)
    yield Case("two sheets", content("s.xlsx", out.getvalue()), "--sheet")
    yield Case("two sheets, named", content("s.xlsx", out.getvalue()), RIGHT, ("--sheet", "Staff"))
    yield Case("no such sheet", content("s.xlsx", out.getvalue()), "no sheet", ("--sheet", "Nope"))
    yield Case("sheet of a csv", content("s.csv", text(rows_of())), "no sheets", ("--sheet", "Staff"))
    yield Case("empty workbook", content("s.xlsx", _book(pd.DataFrame())), "empty|department|damaged")
    for size in (30, 500, 2000, 6000):
        yield Case(f"workbook cut at {size}", content("s.xlsx", book[:size]), "damaged")
    yield Case("archive without a workbook", content("s.xlsx", _zip({"a.txt": b"hello"})), "damaged")
    yield Case("zip bomb", content("s.xlsx", _bomb(book)), "unpacks to|damaged")
    lie = _repacked(book, SHEET, b"<worksheet><sheetData>" + b" " * 5_000_000)
    yield Case("bomb that states another size", content("s.xlsx", _lying(lie)), "damaged")
    wide = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    yield Case("sheet of 17 billion cells", content("s.xlsx", _repacked(book, SHEET, wide)), "damaged")
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"ha" * 10) for i in range(12)
        )
        + b"]><worksheet><sheetData><row><c><v>&a11;</v></c></row></sheetData></worksheet>"
    )
    yield Case(
        "entities that multiply",
        content("s.xlsx", _repacked(book, SHEET, laughs)),
        "damaged|empty|department|headings",
    )
    yield Case(
        "sheet that is no XML",
        content("s.xlsx", _repacked(book, SHEET, b"\x00\xff not xml")),
        "damaged|empty|department",
    )
    yield Case("entry outside the archive", content("s.xlsx", _repacked(book, "../../evil.txt", b"x")), ANY)


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _bomb(book: bytes) -> bytes:
    """A workbook whose sheet unpacks to 2.5 GB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for entry in old.infolist():
            if entry.filename != SHEET:
                new.writestr(entry, old.read(entry))
        with new.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(160):
                part.write(b" " * (1 << 24))
    return out.getvalue()


def _lying(book: bytes) -> bytes:
    """The workbook with the sizes that its directory states for the sheet made small."""
    data = bytearray(book)
    for mark, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(SHEET)] == SHEET.encode():
                data[at + size_at : at + size_at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def _parquets() -> Iterator[Case]:
    frame = pd.DataFrame(rows_of(), columns=HEAD)

    def packed(table: pa.Table) -> bytes:
        out = io.BytesIO()
        pq.write_table(table, out)
        return out.getvalue()

    table = pa.Table.from_pandas(frame, preserve_index=False)
    data = packed(table)
    yield Case("parquet", content("s.parquet", data), RIGHT)
    for size in (4, 100, 3000, len(data) - 5):
        yield Case(f"parquet cut at {size}", content("s.parquet", data[:size]), "damaged|content")
    yield Case("text called parquet", content("s.parquet", text(rows_of())), "the content is text")
    yield Case("parquet called csv", content("s.csv", data), "Parquet")
    nested = table.set_column(2, "Department", pa.array([[{"a": 1}]] * len(frame)))
    yield Case("parquet with nested values", content("s.parquet", packed(nested)), "kind")
    binary = table.set_column(2, "Department", pa.array([b"\xff\xfe"] * len(frame)))
    yield Case("parquet with bytes", content("s.parquet", packed(binary)), "kind|damaged")
    many = pa.table({"Department": pa.DictionaryArray.from_arrays(pa.array(np.zeros(6_000_000, np.int8)), ["Sales"]),
                     "Annual Salary": pa.DictionaryArray.from_arrays(pa.array(np.zeros(6_000_000, np.int8)), ["1"])})  # fmt: skip
    yield Case("parquet with too many rows", content("s.parquet", packed(many)), "at most 5,000,000")
    broken = bytearray(data)
    broken[50:400] = bytes(350)
    yield Case("parquet with zeros inside", content("s.parquet", bytes(broken)), ANY)


def _mappings() -> Iterator[Case]:
    good = content("s.csv", text(rows_of()))
    for setting in ("date_order=sideways", "snapshot=soon", "snapshot=2999-01-01", "pay_period=decade", "fte_unit=cups",
                    "pay_currency=EURO", "hours_per_week=400", "nonsense=1", "nonsense", "decimal=,", "assumed_pay=-1",
                    "history_from=2022", "exchange_rates=5", "header_row=0", "header_row=99", "delimiter=x",
                    "pay_basis=x", "assumed_reason=x", "snapshot=[1", "exchange_rates={EUR: a}"):  # fmt: skip
        words = r"settings\.|--set|header_row|reaches|snapshot"
        yield Case(f"set {setting}", good, words, ("--set", setting))
    for label, body, words in (
        ("empty", "", "begins with"),
        ("list", "[1, 2]", "begins with"),
        ("no yaml", "a: [", "cannot be read"),
        ("other version", "version: 9", "begins with"),
        ("unknown key", "version: 1\ncolour: red", "no key"),
        ("unknown role", "version: 1\ncolumns: {shoe_size: Department}", "no such role"),
        ("protected column", "version: 1\ncolumns: {department: Last Name}", "must not be read"),
        ("protected by another name", "version: 1\ncolumns: {department: Date of Birth}", "must not be read"),
        ("no such column", "version: 1\ncolumns: {department: Team}", "no column"),
        ("unknown meaning", "version: 1\nvalues: {contract: {x: wizard}}", "allowed"),
        ("unknown kind", "version: 1\nvalues: {shoe: {x: y}}", "allowed"),
        ("no levels", "version: 1\nlevels: []", "levels"),
        ("levels that lack one",
         "version: 1\ncolumns: {department: Department, level: Job Level, pay: Annual Salary}\n"
         "settings: {pay_currency: EUR}\nlevels: [L1]", "lacks"),
        ("settings as a list", "version: 1\nsettings: [1]", "settings"),
        ("tags", "!!python/object/apply:os.system ['true']", "cannot be read"),
        ("binary", "\0\1\2", "cannot be read"),
    ):  # fmt: skip
        yield Case(f"mapping {label}", _with_mapping(good, body), words, ("--mapping", "MAPPING"))


def _with_mapping(write: Callable[[Path], Path], body: str) -> Callable[[Path], Path]:
    def both(folder: Path) -> Path:
        (folder / "mapping.yaml").write_text(body)
        return write(folder)

    return both


def _noise() -> Iterator[Case]:
    """Files with bytes changed by lot: a message, or a profile that is off by the changed rows at most."""
    good = text(rows_of()).encode()
    book = _book(pd.DataFrame(rows_of(), columns=HEAD))
    for seed in range(20):
        lot = random.Random(seed)
        data = bytearray(good)
        for _ in range(3):
            data[lot.randrange(len(data))] = lot.randrange(256)
        yield Case(f"bytes changed {seed}", content("s.csv", bytes(data)), ANY)
        yield Case(
            f"random bytes {seed}",
            content("s.csv", lot.randbytes(5000)),
            "text|binary|columns|department|UTF",
        )
    for seed in range(10):
        lot = random.Random(seed)
        data = bytearray(book)
        for _ in range(20):
            data[lot.randrange(len(data))] = lot.randrange(256)
        yield Case(f"workbook bytes changed {seed}", content("s.xlsx", bytes(data)), ANY)

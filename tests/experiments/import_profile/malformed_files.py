"""Files that are no extract, or a workbook or Parquet file out of order; see `malformed`."""

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tests.experiments.import_profile.malformed import ANY, HEAD, RIGHT, Case, content, rows_of, text


def file_cases() -> Iterator[Case]:
    """All of these cases."""
    for kind in (_no_files, _workbooks, _parquets, _mappings, _noise):
        yield from kind()


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
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
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
    many = pa.table(
        {
            "Department": pa.DictionaryArray.from_arrays(pa.array(np.zeros(6_000_000, np.int8)), ["Sales"]),
            "Annual Salary": pa.DictionaryArray.from_arrays(pa.array(np.zeros(6_000_000, np.int8)), ["1"]),
        }
    )
    yield Case("parquet with too many rows", content("s.parquet", packed(many)), "at most 5,000,000")
    broken = bytearray(data)
    broken[50:400] = bytes(350)
    yield Case("parquet with zeros inside", content("s.parquet", bytes(broken)), ANY)


def _mappings() -> Iterator[Case]:
    good = content("s.csv", text(rows_of()))
    for setting in (
        "date_order=sideways",
        "snapshot=soon",
        "snapshot=2999-01-01",
        "pay_period=decade",
        "fte_unit=cups",
        "pay_currency=EURO",
        "hours_per_week=400",
        "nonsense=1",
        "nonsense",
        "decimal=,",
        "assumed_pay=-1",
        "history_from=2022",
        "exchange_rates=5",
        "header_row=0",
        "header_row=99",
        "delimiter=x",
        "pay_basis=x",
        "assumed_reason=x",
        "snapshot=[1",
        "exchange_rates={EUR: a}",
    ):
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
        (
            "levels that lack one",
            "version: 1\ncolumns: {department: Department, level: Job Level, pay: Annual Salary}\n"
            "settings: {pay_currency: EUR}\nlevels: [L1]",
            "lacks",
        ),
        ("settings as a list", "version: 1\nsettings: [1]", "settings"),
        ("tags", "!!python/object/apply:os.system ['true']", "cannot be read"),
        ("binary", "\0\1\2", "cannot be read"),
    ):
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

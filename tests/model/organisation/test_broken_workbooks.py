"""Damaged, hostile and misleading Excel workbooks end in one InputError."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.model.errors import InputError
from tandem.model.organisation.table.read import read_table
from tests.model.organisation.test_broken_tables import HEADER, message


def workbook(*rows: list, sheets: int = 1) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"Other {number}")
    for row in [HEADER.split(","), *rows]:
        book.worksheets[0].append(row)
    return book


GOOD_CELLS = ["Sales", "senior", "employee", 25, 64000, 4.5, 45, 13.5]


def test_broken_workbooks(tmp_path):
    path = tmp_path / "firm.xlsx"

    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    assert "password" in message(path)
    path.write_bytes(b"department,level")
    assert "no Excel workbook" in message(path)
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    assert "damaged" in message(path)

    workbook(GOOD_CELLS, sheets=2).save(path)
    assert "2 sheets" in message(path) and "'Other 1'" in message(path)
    assert "'None here'; allowed: 'Sheet', 'Other 1'" in message(path, sheet="None here")
    assert "is empty" in message(path, sheet="Other 1")

    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in message(path)

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    assert "damaged" in message(path)


def test_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(101 * 1024 * 1024))
    assert path.stat().st_size < 1024**2
    assert "unpacks to 101 MB; at most 100 MB" in message(path)


def test_workbook_whose_entities_multiply_is_refused(tmp_path):
    path = tmp_path / "laughs.xlsx"
    workbook(GOOD_CELLS).save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 100 if i else "ha" * 50}">' for i in range(8))
    sheet = parts["xl/worksheets/sheet1.xml"].decode().replace("<v>25</v>", "<v>&e7;</v>")
    declaration, _, rest = sheet.partition("<worksheet")
    parts["xl/worksheets/sheet1.xml"] = (f"{declaration}<!DOCTYPE w [{entities}]><worksheet{rest}").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert str(path) in message(path)


def test_cells_shown_as_percentages_and_dates_are_refused(tmp_path):
    book = workbook([*GOOD_CELLS[:6], 0.45, 13.5])
    book.worksheets[0]["G2"].number_format = "0%"
    book.worksheets[0]["F2"].number_format = "yyyy-mm-dd"
    book.worksheets[0]["E2"] = "=1+2"  # never calculated: a spreadsheet program stores no value beside it
    path = tmp_path / "firm.xlsx"
    book.save(path)
    said = message(path)
    assert "row 2, column ai_users_percent: found '45%'" in said
    assert "row 2, column tenure_years: found '1900-01-0" in said
    assert "row 2, column mean_salary: found nothing" in said


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(tmp_path, place, byte):
    path = tmp_path / "firm.xlsx"
    buffer = io.BytesIO()
    workbook(GOOD_CELLS).save(buffer)
    content = bytearray(buffer.getvalue())
    content[int(place * len(content))] = byte
    path.write_bytes(content)
    try:
        read_table(path)
    except InputError as error:
        assert str(path) in str(error)

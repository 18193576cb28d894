"""Every broken table ends in one InputError that says where the fault is and what to write instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.model.errors import InputError
from tandem.model.organisation.table.read import read_table

HEADER = (
    "department,level,contract,headcount,mean_salary,tenure_years,ai_users_percent,"
    "annual_voluntary_quits_percent"
)
GOOD = "Sales,senior,employee,25,64000,4.5,45,13.5"


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def with_cell(column: str, text: str) -> bytes:
    """A table whose third row has `text` in a column."""
    cells = ["Legal", "senior", "employee", "25", "64000", "4.5", "45", "13.5"]
    cells[HEADER.split(",").index(column)] = text
    return table(GOOD, ",".join(cells))


def message(path: Path, **options) -> str:
    with pytest.raises(InputError) as caught:
        read_table(path, **options)
    return str(caught.value)


# (name, content, parts the message must have)
CELLS = [
    ("headcount", "-5", ["'-5'", "whole number from 1 to 10,000,000", "example: 25"]),
    ("headcount", "0", ["'0'", "delete the row"]),
    ("headcount", "12.5", ["'12.5'", "whole number"]),
    ("headcount", "1e400", ["'1e400'", "whole number"]),
    ("headcount", "20000000", ["10,000,000"]),
    ("headcount", "many", ["'many'", "example: 25"]),
    ("headcount", "", ["nothing", "example: 25"]),
    ("headcount", '"1,200"', ["'1,200'", "example: 1200", "thousands separator"]),
    ("headcount", "=10+15", ["'=10+15'", "formula"]),
    ("mean_salary", "€50000", ["'€50000'", "example: 50000", "currency sign"]),
    ("mean_salary", '"€50,000"', ["example: 50000"]),
    ("mean_salary", '"1.234,5"', ["'1.234,5'", "example: 1234.5"]),
    ("mean_salary", '"64,5"', ["example: 64.5"]),
    ("mean_salary", "0", ["above 0"]),
    ("mean_salary", "-64000", ["above 0"]),
    ("mean_salary", "1e8", ["below 100,000,000"]),
    ("mean_salary", "nan", ["'nan'"]),
    ("mean_salary", "inf", ["'inf'"]),
    ("mean_salary", "٦٤", ["example: 64000"]),
    ("tenure_years", "54", ["from 0 to 50", "years"]),
    ("tenure_years", "-1", ["from 0 to 50"]),
    ("tenure_years", "n/a", ["'n/a'", "example: 4.5"]),
    ("ai_users_percent", "45%", ["'45%'", "example: 45", "no unit"]),
    ("ai_users_percent", "101", ["from 0 to 100", "per cent"]),
    ("annual_voluntary_quits_percent", "301", ["from 0 to 300", "per cent"]),
    ("contract", "freelance", ["'freelance'", "employee, freelancer, executive", "example: freelancer"]),
    ("contract", "executives", ["example: executive"]),
    ("contract", "", ["nothing", "employee, freelancer, executive"]),
    ("department", "", ["nothing", "name of the department"]),
    ("department", "=SUM(A1)", ["formula"]),
    ("department", "+Sales", ["formula"]),
    ("department", "@Sales", ["formula"]),
    ("department", "sales", ["'Sales' further up", "one spelling"]),
    ("level", "-", ["formula"]),
    ("level", "x" * 101, ["at most 100"]),
    ("level", "se\x1bnior", ["printable"]),
]


@pytest.mark.parametrize(("column", "text", "parts"), CELLS)
def test_wrong_cell_is_named_by_file_row_and_column(tmp_path, column, text, parts):
    path = tmp_path / "firm.csv"
    path.write_bytes(with_cell(column, text))
    said = message(path)
    for part in [f"{path}, row 3, column {column}: ", *parts]:
        assert part in said


def without(column: str) -> str:
    return ",".join(name for name in HEADER.split(",") if name != column)


WITH_CURRENCY = HEADER + ",currency"
FILES = {
    "empty": (b"", ["is empty", "name the columns"]),
    "blank lines": (b"\n\n\n", ["is empty", "department"]),
    "mark only": (b"\xef\xbb\xbf", ["is empty"]),
    "header only": (table(), ["a header and no rows", "one row a group"]),
    "binary": (bytes(range(256)), ["row ", "not UTF-8"]),
    "nulls": (b"department\0,level\n", ["binary"]),
    "windows text": (
        table("Café,senior,employee,25,64000,,,").decode().encode("cp1252"),
        ["row 2", "not UTF-8"],
    ),
    "utf-16": (table(GOOD).decode().encode("utf-16"), ["UTF-16", "CSV UTF-8"]),
    "semicolons": (table(GOOD).replace(b",", b";"), ["row 1", "separated by semicolons", "commas"]),
    "tabs": (table(GOOD).replace(b",", b"\t"), ["row 1", "separated by tabs"]),
    "bars": (table(GOOD).replace(b",", b"|"), ["row 1", "separated by vertical bars"]),
    "missing column": (table(header=without("headcount")), ["no column headcount", "people in the group"]),
    "no header": (table(header=GOOD), ["no column department"]),
    "misspelt": (table(header=HEADER.replace("department", "departement")), ["'departement'", "department"]),
    "no unit in quits": (
        table(GOOD, header=HEADER.replace("annual_voluntary_quits_percent", "annual_voluntary_quits")),
        ["row 1", "annual_voluntary_quits:", "annual_voluntary_quits_percent", "per cent"],
    ),
    "no unit in AI users": (
        table(GOOD, header=HEADER.replace("ai_users_percent", "ai_users")),
        ["row 1, column ai_users:", "rename it to ai_users_percent", "per cent"],
    ),
    "months": (
        table(GOOD, header=HEADER.replace("tenure_years", "tenure_months")),
        ["tenure_years", "years"],
    ),
    "persons": (table(GOOD + ",a@b.org", header=HEADER + ",e-mail"), ["column e-mail", "no persons"]),
    "twice the same column": (
        table(GOOD + ",3", header=HEADER + ",headcount"),
        ["column headcount", "twice"],
    ),
    "unnamed column": (table(GOOD + ",3", header=HEADER + ","), ["row 2, column number 9", "no name", "'3'"]),
    "too many cells": (table(GOOD, GOOD + ",1"), ["row 3", "9 cells", "8, as in the header"]),
    "too few cells": (table("Sales,senior,employee"), ["row 2", "3 cells"]),
    "open quote": (table('"Sales,senior,employee,25'), ["row 2", "quotes"]),
    "same group twice": (table(GOOD, GOOD), ["row 3", "Sales, senior, employee again (first in row 2)"]),
    "mixed currencies": (
        table(GOOD + ",USD", "Legal,senior,employee,5,64000,,,,EUR", header=WITH_CURRENCY),
        ["row 3, column currency", "'EUR', and 'USD' in row 2", "one currency"],
    ),
    "currency sign": (table(GOOD + ",$", header=WITH_CURRENCY), ["row 2, column currency", "'$'", "USD"]),
    "blank currency": (table(GOOD + ",", header=WITH_CURRENCY), ["row 2, column currency", "nothing"]),
    "too many people": (
        table(*(f"D{i},senior,employee,9000000,64000,,," for i in range(2))),
        ["18,000,000 people", "10,000,000"],
    ),
    "too many rows": (table(*(f"D{i},senior,employee,1,64000,,," for i in range(20_001))), ["20,000 rows"]),
    "workbook called csv": (b"PK\x03\x04rest", ["Excel workbook", ".xlsx"]),
    "levels in two orders": (
        table(
            "A,L1,employee,9,9,,,", "A,L3,employee,9,9,,,", *(f"B,L{i},employee,9,9,,," for i in (1, 2, 3))
        ),
        ["order of the levels", "'B'", "organisation.levels=[L1,L3,L2]"],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_wrong_file_is_refused(tmp_path, name):
    content, parts = FILES[name]
    path = tmp_path / "firm.csv"
    path.write_bytes(content)
    said = message(path)
    for part in [str(path), *parts]:
        assert part in said


def test_missing_file_folder_and_other_formats(tmp_path):
    assert "no such file" in message(tmp_path / "none.csv")
    assert "folder" in message(tmp_path)
    assert "file name" in message(tmp_path / ("x" * 300 + ".csv")).lower()
    assert "null" in message(tmp_path / "a\0.csv")
    (tmp_path / "firm.ods").write_bytes(b"x")
    assert ".csv or .xlsx" in message(tmp_path / "firm.ods")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "no ordinary file" in message(tmp_path / "pipe.csv")


def test_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # sparse: takes no room on disk
    assert "2,048 MB; at most 50 MB" in message(path)


def test_all_problems_are_told_at_once_ten_in_full(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_bytes(table(*(f"D{i},senior,employee,-{i},64000,,," for i in range(1, 14))))
    lines = message(path).splitlines()
    assert [line.split(":")[0] for line in lines[:10]] == [
        f"{path}, row {row}, column headcount" for row in range(2, 12)
    ]
    assert lines[10:] == ["and 3 more."]


def test_blank_rows_do_not_shift_row_numbers(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_bytes(table("", ",,,,,,,", GOOD, "", "Legal,senior,employee,x,64000,,,"))
    assert f"{path}, row 6, column headcount" in message(path)


def test_levels_of_the_configuration_must_cover_the_table(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_bytes(table(GOOD))
    assert "lacks senior" in message(path, levels=["junior"])
    assert "twice" in message(path, levels=["senior", "senior"])
    assert "three-letter" in message(path, currency="dollars")
    assert "no sheets" in message(path, sheet="Sheet1")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode),
    suffix=st.sampled_from([".csv", ".xlsx"]),
)
def test_random_bytes_never_raise_anything_else(tmp_path, content, suffix):
    path = tmp_path / f"random{suffix}"
    path.write_bytes(content)
    message(path)


odd_cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["NaN", "1e999", "-0", "=1", '"', "9" * 400, "0x10", "1_000", "²", "\r", "Sales", "employee", "25"]
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(odd_cells, min_size=7, max_size=9), max_size=5))
def test_random_cells_are_read_or_refused(tmp_path, rows):
    path = tmp_path / "random.csv"
    path.write_bytes(table(*(",".join(row) for row in rows)))
    try:
        profile = read_table(path)
    except InputError as error:
        assert str(path) in str(error)
    else:
        assert profile.headcount >= 1

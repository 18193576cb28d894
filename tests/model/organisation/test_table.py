"""Good tables are read for what they say, in either format; the shipped example is what it claims to be."""

from __future__ import annotations

import warnings

import openpyxl
import pandas as pd
import pytest

from tandem.model.organisation.configuration import example_table
from tandem.model.organisation.levels import order_levels
from tandem.model.organisation.profile import Group
from tandem.model.organisation.table.read import read_table
from tests.experiments.import_profile.aggregate import (
    SHARED_DATA,
    SMALLEST_CELL,
    example_from_individuals,
    roles_from_individuals,
)
from tests.places import REPOSITORY

HEADER = [
    "department",
    "level",
    "contract",
    "headcount",
    "mean_salary",
    "tenure_years",
    "ai_users_percent",
    "annual_voluntary_quits_percent",
]
ROWS: list[list] = [
    ["Legal, tax", "senior", "employee", 25, 64000, 4.5, 45, 13.5],
    ["Legal, tax", "junior", "freelancer", 3, 41000.25, None, None, 0],
    ["Verkäufe", "executive", "executive", 1, 99999999, 50, 100, 300],
]
GROUPS = (
    Group("Legal, tax", "senior", "employee", 25, 64000.0, 4.5, 0.45, 0.135),
    Group("Legal, tax", "junior", "freelancer", 3, 41000.25, None, None, 0.0),
    Group("Verkäufe", "executive", "executive", 1, 99999999.0, 50.0, 1.0, 3.0),
)


def write_csv(path, encoding="utf-8", line_end="\n", columns=None):
    frame = pd.DataFrame(ROWS, columns=HEADER, dtype=object)
    frame.to_csv(path, index=False, encoding=encoding, lineterminator=line_end, columns=columns)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv(tmp_path, encoding, line_end):
    profile = read_table(write_csv(tmp_path / "My firm.csv", encoding, line_end), currency="EUR")
    assert profile.groups == GROUPS
    assert profile.levels == ("junior", "senior", "executive")
    assert (profile.name, profile.currency, profile.headcount) == ("My firm", "EUR", 29)
    assert profile.source.endswith("My firm.csv")


def test_workbook_says_the_same_as_csv(tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Notes")["A1"] = "not a table"
    for row in [HEADER, *ROWS]:
        book.worksheets[0].append(row)
    book.worksheets[0]["Z99"].number_format = "0.00"  # touched, but blank
    book.save(tmp_path / "firm.xlsx")
    from_book = read_table(tmp_path / "firm.xlsx", sheet="Sheet")
    from_csv = read_table(write_csv(tmp_path / "firm.csv"))
    assert from_book.groups == from_csv.groups == GROUPS
    assert from_book.data_hash == from_csv.data_hash


def test_optional_columns_may_be_absent_and_headings_spelt_freely(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_text("Department , Level,CONTRACT,headcount,Mean salary,\nSales,L1,Employee,12.0,5e4,\n")
    (group,) = read_table(path).groups
    assert group == Group("Sales", "L1", "employee", 12, 50000.0, None, None, None)


def test_currency_column_goes_before_the_configuration(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_text("department,level,contract,headcount,mean_salary,currency\nSales,L1,employee,9,5e4,GBP\n")
    assert read_table(path, currency="EUR").currency == "GBP"


def test_levels_keep_the_order_of_the_table_unless_it_is_configured(tmp_path):
    path = tmp_path / "firm.csv"
    rows = "".join(f"Sales,{level},employee,9,50000\n" for level in ("Zeta", "Alpha"))
    path.write_text("department,level,contract,headcount,mean_salary\n" + rows)
    assert read_table(path).levels == ("Zeta", "Alpha")
    assert read_table(path, levels=["Alpha", "Zeta"]).levels == ("Alpha", "Zeta")


def test_standard_levels_are_ordered_even_in_an_alphabetical_table():
    names = ["executive", "intermediate", "junior", "manager", "senior"]
    assert order_levels([("Sales", name) for name in names], "f")[0] == "junior"


def test_shares_in_a_percent_column_draw_a_warning_and_percentages_none(tmp_path):
    path = tmp_path / "firm.csv"
    header = "department,level,contract,headcount,mean_salary,ai_users_percent\n"
    path.write_text(header + "Sales,L1,employee,9,50000,0.45\n")
    with pytest.warns(UserWarning, match="column ai_users_percent.*multiply them by 100"):
        read_table(path)
    path.write_text(header + "Sales,L1,employee,9,50000,0.45\nSales,L2,employee,9,50000,45\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_table(path)


@pytest.mark.skipif(
    not SHARED_DATA.exists(), reason="the individual-level data are not part of the repository"
)
def test_example_table_is_the_aggregate_of_the_individuals():
    with example_table() as path:
        shipped = pd.read_csv(path)
    pd.testing.assert_frame_equal(shipped, example_from_individuals())
    with example_table("example_roles") as path:
        shipped = pd.read_csv(path)
    pd.testing.assert_frame_equal(shipped, roles_from_individuals())


def test_example_table_is_readable_and_hides_small_cells():
    with example_table() as path:
        profile = read_table(path)
    assert profile.headcount == 1470
    assert profile.levels == ("L1", "L2", "L3", "L4", "L5")
    assert min(group.headcount for group in profile.groups) >= SMALLEST_CELL
    leavers = sum(group.headcount * (group.annual_voluntary_quits or 0) for group in profile.groups)
    assert leavers == pytest.approx(237, abs=1)  # leavers in the source: 16.1 per cent (IBM_tenure_curve)


def test_the_documented_table_is_readable(tmp_path):
    page = REPOSITORY / "docs" / "organisation-table.md"
    path = tmp_path / "firm.csv"
    path.write_text(page.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0])
    assert read_table(path).headcount == 40 + 25 + 5 + 2 + 30

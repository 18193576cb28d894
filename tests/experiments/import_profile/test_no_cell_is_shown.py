"""No message of an import shows a cell of somebody's row: file, row, column and what is allowed do."""

import re

import pytest
from openpyxl import Workbook

from tandem.experiments.cli import main
from tandem.experiments.intake.meaning.problems import shape_of
from tests.experiments.import_profile.malformed import FIRM, HEAD, changed, content, rows_of, text

# column, what stands in it (in row 9), words of the message
WRONG_CELLS = [
    ("Hire Date", "31.02.1987", ["99.99.9999"]),
    ("Hire Date", "1935-12-24", ["a day from 1940 on"]),
    ("Hire Date", "2063-07-19", ["a day up to"]),
    ("Hire Date", "in spring 1987", ["xx xxxxxx 9999"]),
    ("Termination Date", "1987-13-45", ["9999-99-99"]),
    ("Termination Date", "1941-11-11", ["on or after the day of hire"]),
    ("Annual Salary", "61234,5x", ["a number"]),
    ("Annual Salary", "-71234", ["above 0"]),
    ("Annual Salary", "712345678912", ["pay above 0 and below"]),
    ("FTE", "3.75", ["share of full time"]),
    ("FTE", "many77", ["a number"]),
    ("Currency Code", "Q7Q", ["no currency code"]),
    ("Employment Status", "Wizard77", ["what do these words mean", "1 words of fewer"]),
    ("Department", "=SECRET77()", ["not a formula"]),
    ("Department", "+SECRET77", ["not a formula"]),
    ("Job Level", "S" * 99 + "77", ["a name of up to 100"]),
    ("Department", "S" * 201 + "77", ["more than 200 characters"]),
    ("Department", "Sa\x01les77", ["control characters"]),
]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Import a file from another folder, by a relative path; the exit code and all that was printed."""
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(write, *arguments: str) -> tuple[int, str]:
        path = write(tmp_path / "in")
        code = main(
            ["import", f"../in/{path.name}", "--output", "p", "--set", "snapshot=2025-06-30", *arguments]
        )
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert (tmp_path / "here" / "p").exists() == (code == 0)
        return code, printed.out + printed.err

    return run


def cells_shown(printed: str) -> list[str]:
    """Cells of the made-up people that stand in a text: who they are, when they came and went, their pay."""
    people = FIRM.people
    days = [day for name in ("hire", "exit") for day in people[name].dropna().dt.strftime("%Y-%m-%d")]
    pay = people["pay"].map("{:.2f}".format)
    return [
        cell
        for cell in {*people["id"], *people["name"], *days, *pay}
        if re.search(rf"\b{re.escape(cell)}\b", printed)
    ]


@pytest.mark.parametrize(
    ("column", "cell", "words"), WRONG_CELLS, ids=[f"{c} {t[:12]!r}" for c, t, _ in WRONG_CELLS]
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_wrong_cell_is_told_by_row_and_column(column, cell, words, dry, run):
    code, printed = run(changed(column, cell), *dry)
    assert code == 2
    assert "row 9" in printed and column in printed
    assert all(word in printed for word in words), printed
    assert cell not in printed and cell[:40] not in printed
    assert cells_shown(printed) == []


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%d.%m.%y"])
def test_a_question_about_dates_names_rows_and_shows_none(form, run):
    rows = [
        row
        for row in rows_of(form)
        if int(re.split(r"\D", row[5])[0]) <= 12 and int(re.split(r"\D", row[5])[1]) <= 12
    ]
    for row in rows:
        row[6] = ""
    code, printed = run(content("staff.csv", text(rows)))
    assert code == 2 and "day first or month first" in printed
    assert "row 2, column Hire Date" in printed and shape_of(rows[0][5]) in printed
    assert not [row[5] for row in rows if row[5] in printed]


def workbook(rows):
    def write(folder):
        book = Workbook()
        sheet = book.create_sheet(index=0)
        for row in rows:
            sheet.append(row)
        for other in book.worksheets[1:]:
            book.remove(other)
        book.save(folder / "staff.xlsx")
        return folder / "staff.xlsx"

    return write


MAPPING = "version: 1\ncolumns:\n" + "".join(
    f"  {role}: {heading!r}\n"
    for role, heading in {
        "identifier": "Employee #",
        "department": "Department",
        "level": "Job Level",
        "hire_date": "Hire Date",
        "exit_date": "Termination Date",
        "pay": "Annual Salary",
        "currency": "Currency Code",
    }.items()
)
HEADLESS = {
    "text": content("staff.csv", text(rows_of(), head=[])),
    "semicolons": content("staff.csv", text(rows_of(), ";", head=[])),
    "a workbook": workbook(rows_of()),
    "a title above": content("staff.csv", "All staff\n" + text(rows_of(), head=[])),
    "one known word in a row": content("staff.csv", text([[*row, "Status"] for row in rows_of()], head=[])),
}


@pytest.mark.parametrize("write", HEADLESS.values(), ids=HEADLESS.keys())
def test_a_row_of_a_person_is_not_shown_as_headings(write, run, tmp_path):
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    code, printed = run(write, "--mapping", "../mapping.yaml")
    assert code == 2
    assert "there is no column 'Employee #'" in printed and "cells" in printed and "headings" in printed
    assert cells_shown(printed) == []
    assert not [word for word in rows_of()[0] if len(word) > 3 and word in printed]


def test_a_row_that_is_named_as_the_header_is_not_shown_either(run, tmp_path):
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    code, printed = run(
        content("staff.csv", text(rows_of())), "--mapping", "../mapping.yaml", "--set", "header_row=7"
    )
    assert code == 2 and "row 7" in printed
    assert cells_shown(printed) == []


def test_leavers_without_headings(run, tmp_path):
    content("left.csv", text([row for row in rows_of() if row[6]], head=[]))(tmp_path)
    (tmp_path / "mapping.yaml").write_text(
        MAPPING + MAPPING.split("\n", 1)[1].replace("columns", "leavers_columns")
    )
    staff = content("staff.csv", text([row for row in rows_of() if not row[6]]))
    code, printed = run(staff, "--mapping", "../mapping.yaml", "--leavers", "../left.csv")
    assert code == 2 and "left.csv: there is no column" in printed
    assert cells_shown(printed) == []


def test_headings_are_shown_where_they_are_headings(run, tmp_path):
    """Who has written one of them otherwise must see what there is."""
    (tmp_path / "mapping.yaml").write_text(MAPPING.replace("Annual Salary", "Anual Salary"))
    code, printed = run(content("staff.csv", text(rows_of())), "--mapping", "../mapping.yaml")
    assert code == 2
    assert "there is no column 'Anual Salary'; the file has: 'Employee #', 'Department'" in printed
    foreign = [f"Spalte {number}" for number in range(len(HEAD))]
    roles = dict(zip(HEAD, foreign, strict=True))
    own = re.sub(r"'(.*?)'", lambda found: repr(roles[found[1]]), MAPPING).replace("Spalte 8", "Spalte 80")
    (tmp_path / "mapping.yaml").write_text(own)
    said = ("--mapping", "../mapping.yaml", "--set", "confirmed=[Spalte 3]")  # that it holds levels
    _, printed = run(content("staff.csv", text(rows_of(), head=[foreign])), *said)
    assert "there is no column 'Spalte 80'; the file has: 'Spalte 0'" in printed


@pytest.mark.parametrize(
    ("cell", "shape"),
    [("31/02/2024", "99/99/9999"), ("Müller, 7", "xxxxxx, 9"), ("a@b.c\x1b", "x·x.x·"), ("1" * 99, "9" * 25)],
)
def test_a_shape_says_nothing_of_a_cell(cell, shape):
    assert shape_of(cell) == shape

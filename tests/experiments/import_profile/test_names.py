"""Names in an extract: reserved ones are refused with one message, others cleaned, two spellings made one."""

import pytest

from tandem.experiments.cli import main
from tandem.model.organisation.folder.imported import read_profile
from tests.experiments.import_profile.malformed import HEAD, content, rows_of, text

DEPARTMENT, LEVEL = HEAD.index("Department"), HEAD.index("Job Level")

RESERVED = [
    "All departments",
    "all  DEPARTMENTS",
    "All-Departments",
    "alldepartments",
    "All\u200b departments",
    "Ａｌｌ",
    "ALL",
    "Other departments",
    "Whole organisation",
]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(rows, *arguments: str):
        content("staff.csv", text(rows))(tmp_path)
        code = main(["import", "../staff.csv", "--output", "p", "--set", "snapshot=2025-06-30", *arguments])
        return code, capsys.readouterr()

    return run


def renamed(place: int, new: str):
    """The firm with another name for the department or level of its first row."""
    rows = rows_of()
    old = rows[0][place]
    for row in rows:
        row[place] = new if row[place] == old else row[place]
    return rows


@pytest.mark.parametrize("place", [DEPARTMENT, LEVEL])
@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_stands_for_a_sum_is_refused(name, place, run, tmp_path):
    code, printed = run(renamed(place, name))
    assert code == 2
    assert "Traceback" not in printed.err
    assert f"staff.csv, row 2, column {HEAD[place]}:" in printed.err and "stands for a sum" in printed.err
    assert list((tmp_path / "here").iterdir()) == []


def test_the_same_of_leavers_in_a_file_of_their_own(run, tmp_path):
    rows = renamed(DEPARTMENT, "All departments")
    left, there = ([row for row in rows if bool(row[6]) is gone] for gone in (True, False))
    for row in there:
        row[DEPARTMENT] = "Sales"
    content("left.csv", text(left))(tmp_path)
    code, printed = run(there, "--leavers", "../left.csv")
    assert code == 2 and "left.csv, row 2, column Department" in printed.err


@pytest.mark.parametrize(
    "name", ["Other", "Overall", "All hands", "Departments", "Whole Foods", "Tous 🙂", "כולם"]
)
def test_other_names_stay(name, run, tmp_path):
    code, printed = run(renamed(DEPARTMENT, name))
    assert code == 0, printed.err
    assert name in read_profile(tmp_path / "here" / "p").profile.departments


def test_names_are_cleaned_and_then_the_same_name_is_one(run, tmp_path):
    assert run(rows_of(), "--name", "\x1b[31mNorth\u202e & Süd\n")[0] == 0
    plain = read_profile(tmp_path / "here" / "p")
    assert plain.profile.name == "North & Süd"
    rows = rows_of()
    for number, row in enumerate(rows):
        steering = ("\x1b[1m", "\u202e", "", "\u200b")[number % 4]
        row[DEPARTMENT], row[LEVEL] = steering + row[DEPARTMENT], row[LEVEL] + steering
    head = ["\x1b[2J" + HEAD[0], *HEAD[1:]]
    content("staff.csv", text(rows, head=[head]))(tmp_path)
    assert main(["import", "../staff.csv", "--output", "q", "--set", "snapshot=2025-06-30"]) == 0
    cleaned = read_profile(tmp_path / "here" / "q")
    assert cleaned.profile.groups == plain.profile.groups
    written = "".join(file.read_text("utf-8") for file in (tmp_path / "here" / "q").glob("*.yaml"))
    assert "\x1b" not in written and "\\e" not in written and "Employee #" in written


def test_a_level_called_other_is_told_from_the_small_ones_together(run, tmp_path):
    assert run(renamed(LEVEL, "Other"))[0] == 0
    profile = read_profile(tmp_path / "here" / "p").profile
    assert "Other (so called)" in profile.levels and "Other" not in profile.levels

"""`tandem import` as its users meet it: questions, mapping files, dry runs, the log, the sheet."""

import json
import re
from datetime import date

import pandas as pd
import pytest
import yaml

from tandem.experiments.cli import main
from tandem.experiments.intake.files.source import open_source
from tandem.experiments.intake.meaning.mapping import Mapping, load_mapping, mapping_text
from tandem.experiments.intake.meaning.recognise import recognise
from tandem.experiments.intake.meaning.vocabulary import is_protected, roles_of
from tandem.model.organisation.folder.imported import PURPOSE, read_profile
from tests.experiments.import_profile.extracts import SYSTEMS
from tests.experiments.import_profile.made_up_firm import SURNAME, make_firm
from tests.experiments.import_profile.malformed import HEAD, content, rows_of, text


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def staff(place):
    return str(content("staff.csv", text(rows_of()))(place))


def log(place):
    return [json.loads(line) for line in (place / "data" / "access-log.jsonl").read_text().splitlines()]


def test_a_question_is_answered_by_setting_and_remembered_in_the_mapping(place, capsys):
    cells = rows_of("%d/%m/%Y")
    for row in cells:
        for column in (5, 6):
            if row[column]:
                day, rest = row[column].split("/", 1)
                row[column] = f"{int(day) % 12 + 1:02d}/{rest}"
    for row in cells:  # the change of days must not put an exit before the hire
        if row[6] and row[5].split("/")[::-1] > row[6].split("/")[::-1]:
            row[5] = row[6]
    path = str(content("staff.csv", text(cells))(place))
    assert main(["import", path, "--output", "p"]) == 2
    assert "--set date_order=day_first" in capsys.readouterr().err
    command = ["import", path, "--output", "p", "--mapping", "client.yaml", "--set", "snapshot=2025-06-30"]
    assert main([*command, "--set", "date_order=day_first"]) == 0
    assert load_mapping(place / "client.yaml").settings.date_order == "day_first"
    assert main([*command, "--replace"]) == 0
    assert main([*command, "--replace", "--set", "date_order=month_first"]) in (0, 2)


def test_an_edited_mapping_rules(place, staff):
    mapping = recognise({"staff": open_source(place / "staff.csv")}, Mapping("unknown"), date.today()).mapping
    edited = mapping_text(mapping).replace("department: Department", "department: Job Level")
    edited = edited.replace("  level: Job Level\n", "")
    (place / "own.yaml").write_text(edited)
    assert main(["import", staff, "--output", "p", "--mapping", "own.yaml"]) == 0
    imported = read_profile(place / "p")
    assert set(imported.profile.departments) <= {"L1", "L2", "L3", "Other"}
    assert imported.profile.levels == ("All levels",)


def test_a_proposed_mapping_is_read_back_unchanged(place):
    for write in SYSTEMS.values():
        paths = write(place, make_firm(30))
        sources = {what: open_source(path) for what, path in zip(("staff", "leavers"), paths, strict=False)}
        mapping = recognise(sources, Mapping("unknown"), date.today()).mapping
        (place / "m.yaml").write_text(mapping_text(mapping))
        assert load_mapping(place / "m.yaml") == mapping


@pytest.mark.parametrize(
    "text",
    [
        "columns: !!python/object/apply:os.mkdir [x]",
        "columns: &a {department: *a}",
        "columns: " + "[" * 5_000,
        "system: a\nsystem: b",
        "system: " + "x" * (2 << 20),
    ],
    ids=["code", "an anchor in itself", "a nest without end", "a key twice", "two megabytes"],
)
def test_a_mapping_from_somebody_else_is_data(text, place, staff, capsys):
    (place / "sent.yaml").write_text(f"version: 1\n{text}\n")
    assert main(["import", staff, "--output", "p", "--mapping", "sent.yaml"]) == 2
    printed = capsys.readouterr().err
    assert "sent.yaml" in printed and "Traceback" not in printed
    assert sorted(path.name for path in place.iterdir()) == ["sent.yaml", "staff.csv"]


def test_a_dry_run_shows_what_to_reconcile_and_writes_no_profile(place, staff, capsys):
    assert main(["import", staff, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    people = pd.DataFrame(rows_of(), columns=HEAD)
    left = people["Termination Date"].str.startswith("2024-03").sum()
    assert re.search(rf"2024-03\s+\d+\s+\d+\s+{left}\s", shown)
    assert "Protected, never read: Last Name" in shown
    assert SURNAME not in shown
    assert sorted(path.name for path in place.iterdir()) == ["data", "staff.csv"]
    assert [entry["action"] for entry in log(place)] == ["dry run"]


def test_a_dry_run_tells_what_is_wrong_by_row(place, capsys):
    cells = rows_of()
    cells[3][10] = "3.0"
    cells[8][5] = "soon"
    path = content("staff.csv", text(cells))(place)
    assert main(["import", str(path), "--dry-run"]) == 2
    printed = capsys.readouterr()
    assert "row 5" in printed.out and "row 10" in printed.out
    assert "2 of" in printed.err


def test_rows_set_aside_are_counted_in_the_profile(place):
    cells = rows_of()
    cells[3][10] = "3.0"
    path = content("staff.csv", text(cells))(place)
    assert main(["import", str(path), "--output", "p"]) == 2
    assert main(["import", str(path), "--output", "p", "--set-aside"]) == 0
    about = read_profile(place / "p").about
    assert about["rows"] == {"read": len(cells), "used": len(cells) - 1, "set_aside": 1}


def test_nothing_is_overwritten_unless_asked(place, staff, capsys):
    assert main(["import", staff, "--output", "p"]) == 0
    before = (place / "p" / "profile.yaml").read_bytes()
    assert main(["import", staff, "--output", "p", "--name", "New"]) == 2
    assert "--replace" in capsys.readouterr().err
    assert (place / "p" / "profile.yaml").read_bytes() == before
    assert main(["import", staff, "--output", "p", "--name", "New", "--replace"]) == 0
    assert read_profile(place / "p").profile.name == "New"
    (place / "other").mkdir()
    assert main(["import", staff, "--output", "other", "--replace"]) == 2
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []


def test_the_same_extract_gives_the_same_profile_on_the_same_computer(place, staff):
    assert main(["import", staff, "--output", "a"]) == 0
    assert main(["import", staff, "--output", "b"]) == 0
    for name in ("groups.csv", "bands.csv", "exposure.parquet", "monthly.parquet", "profile.yaml"):
        assert (place / "a" / name).read_bytes() == (place / "b" / name).read_bytes()


def test_the_sheet_says_what_was_read_and_escapes_what_it_shows(place):
    head = [*HEAD, "<script>alert(1)</script>"]
    path = content("staff.csv", text([[*row, ""] for row in rows_of()], head=[head]))(place)
    assert main(["import", str(path), "--output", "p", "--name", "A <b> firm"]) == 0
    sheet = (place / "p" / "data-protection.html").read_text()
    assert "<script" not in sheet and "A &lt;b&gt; firm" in sheet
    assert PURPOSE in sheet and "Last Name" in sheet and "Nothing left it" in sheet
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", sheet)  # loads nothing


def test_an_import_is_logged_and_a_log_that_cannot_be_written_stops_it(place, staff, monkeypatch, capsys):
    assert main(["import", staff, "--output", "p"]) == 0
    (entry,) = log(place)
    assert entry["action"] == "import" and entry["files"][0]["rows"] == len(rows_of())
    (place / "blocked").write_text("a file")
    monkeypatch.setenv("TANDEM_DATA", str(place / "blocked"))
    assert main(["import", staff, "--output", "q"]) == 2
    assert "TANDEM_DATA" in capsys.readouterr().err
    assert not (place / "q").exists()


@pytest.mark.slow
def test_a_projection_of_a_profile_carries_the_purpose_and_is_logged(place, staff, capsys):
    assert main(["import", staff, "--output", "p"]) == 0
    arguments = ["organisation=profile", "organisation.path=p", "draws=4", "months=6", "output=run"]
    assert main(["project", *arguments]) == 0
    summary = json.loads((place / "run" / "summary.json").read_text())
    assert summary["purpose"] == PURPOSE and PURPOSE in summary["notes"]
    manifest = json.loads((place / "run" / "manifest.json").read_text())
    assert manifest["organisation"]["purpose"] == PURPOSE
    captions = json.loads((place / "run" / "figures" / "figures.json").read_text())
    assert str(captions).count(PURPOSE) >= 2
    assert [entry["action"] for entry in log(place)] == ["import", "project"]
    config = yaml.safe_load((place / "run" / "config.yaml").read_text())
    assert config["organisation"]["path"] == str(place / "p")


@pytest.mark.parametrize(
    "heading",
    [
        "Last Name",
        "Employee_Name",
        "Date of Birth",
        "DOB",
        "Gender",
        "Ethnicity",
        "RaceDesc",
        "Email - Work",
        "emailAddress",
        "Home Phone",
        "Age",
        "Marital Status",
        "Sick Days",
        "Disability",
        "Nationality",
        "Religion",
        "Manager",
        "Geburtsdatum",
        "Veteran Status",
        "Home Address",
        "National ID",
        "Union Member",
    ],
)
def test_protected_headings_are_never_taken(heading):
    assert is_protected(heading)
    assert roles_of(heading) == {}


@pytest.mark.parametrize(
    "heading", ["Department Name", "Management Level", "Cost Center - Name", "Pay Rate", "Job Level"]
)
def test_headings_that_are_needed_are_not_protected(heading):
    assert not is_protected(heading)
    assert roles_of(heading)

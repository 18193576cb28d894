"""`tandem parameters` and `tandem example-table`."""

import json

import pytest

from tandem.experiments.cli import main
from tandem.experiments.wording.numerals import MINUS
from tandem.model.organisation.table.read import read_table
from tandem.model.parameters import register


def test_the_list_holds_every_parameter_and_marks_assumptions(monkeypatch, capsys):
    monkeypatch.setattr("tandem.experiments.parameter_list.terminal_width", lambda: 400)
    assert main(["parameters"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, entry in register().items():
        (line,) = [line for line in lines if f" {name} " in line]
        assert line.startswith("!") is (entry.kind == "assumption")
        assert entry.unit in line
        assert f"{entry.low:g} to {entry.high:g}".replace("-", MINUS) in line


def test_in_a_narrow_terminal_names_stay_whole(capsys):
    assert main(["parameters"]) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 80
    assert all(f" {name} " in told for name in register())


@pytest.mark.parametrize("kind", ["assumption", "literature", "survey-fitted"])
def test_one_kind(kind, capsys):
    assert main(["parameters", "--kind", kind, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in shown] == [n for n, p in register().items() if p.kind == kind]


def test_one_parameter_with_its_meaning(capsys):
    assert main(["parameters", "relief_by_ai"]) == 0
    out = capsys.readouterr().out
    told = " ".join(out.split())
    assert register()["relief_by_ai"].meaning in told
    assert "prior pert" in told
    assert "model/rules/relief.py, relief: Change of burnout" in told


def test_an_unknown_parameter(capsys):
    assert main(["parameters", "relief_by_a"]) == 2
    assert "Did you mean 'relief_by_ai'?" in capsys.readouterr().err


def test_the_example_table_is_written_and_can_be_read(tmp_path, capsys):
    file = tmp_path / "firm.csv"
    assert main(["example-table", str(file)]) == 0
    assert read_table(file).headcount > 1000
    assert "organisation.path=" in capsys.readouterr().out


def test_the_example_table_overwrites_nothing(tmp_path, capsys):
    file = tmp_path / "firm.csv"
    file.write_text("mine")
    assert main(["example-table", str(file)]) == 2
    assert file.read_text() == "mine"
    assert main(["example-table", str(tmp_path / "no" / "firm.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err

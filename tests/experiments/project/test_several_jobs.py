"""Several jobs of one command: one that fails leaves the others alone, and is told at the end."""

import pytest

from tests.experiments.project.conftest import SMALL


def test_a_job_that_fails_does_not_end_the_others(tandem, tmp_path):
    answer = tandem("project", "--multirun", *SMALL[:2], "months=2,999,3", "output=runs")
    assert answer.code == 2
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == [
        "0", "2", "index.csv", "index.json",
    ]  # fmt: skip
    told = answer.err[answer.err.index("1 job failed") :]
    assert "job 1" in told
    assert "months: found 999; allowed: a whole number from 1 to 120" in told
    assert answer.out.splitlines()[-1] == "runs/index.csv"


def test_every_failure_is_listed(tandem, tmp_path):
    answer = tandem("project", "--multirun", *SMALL, "policy=status_quo", "min_cell=1,2")
    assert answer.code == 2
    told = answer.err[answer.err.index("2 jobs failed") :]
    assert told.count("min_cell: found") == 2
    assert list(tmp_path.glob("outputs/*")) == []


def test_a_fault_in_one_job_is_shown_and_leaves_the_others_alone(tandem, tmp_path, monkeypatch):
    from tandem.experiments.project import report
    from tandem.experiments.run import folder

    write = folder.write_json

    def broken(file, content):
        if content.get("months") == 2:
            raise ZeroDivisionError("a bug")
        write(file, content)

    monkeypatch.setattr(report, "write_json", broken)
    answer = tandem("project", "--multirun", *SMALL[:2], "months=2,3", "output=runs")
    assert answer.code == 1
    assert [path.name for path in (tmp_path / "runs").iterdir() if path.is_dir()] == ["1"]
    assert "ZeroDivisionError: a bug" in answer.err[answer.err.index("1 job failed") :]
    assert "Traceback" in answer.err


def test_an_interrupt_ends_all_jobs(tandem, tmp_path, monkeypatch):
    from tandem.experiments.project import experiment

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(experiment, "simulated", interrupted)
    answer = tandem("project", "--multirun", *SMALL[:2], "months=2,3", "output=runs")
    assert answer.code == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_wrong_setting_of_all_jobs_is_told_once_or_for_each(number, tandem):
    months = ",".join(str(1000 + place) for place in range(number))
    answer = tandem("project", "--multirun", *SMALL[:2], f"months={months}")
    assert answer.code == 2
    assert answer.err.count("allowed: a whole number from 1 to 120") == number

"""Ctrl-C: exit code 130, one line, no folder; at whatever moment it comes."""

import signal
import subprocess
import sys

import pytest

from tests.experiments.project.conftest import SMALL, heeds_interrupts

# Runs the command in a process that says when it has begun to simulate.
SAYS_WHEN = """
import sys
from tandem.experiments.simulation import runs
from tandem.experiments.cli import main
simulate_run = runs.simulate_run
def announced(*given):
    sys.stdout.write("simulating\\n")
    sys.stdout.flush()
    return simulate_run(*given)
runs.simulate_run = announced
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_an_interrupt_leaves_nothing(tmp_path):
    command = [
        sys.executable,
        "-c",
        SAYS_WHEN,
        "project",
        "draws=2000",
        "months=12",
        "organisation.headcount=500",
    ]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=heeds_interrupts,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "simulating\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Interrupted: nothing was written." in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "stage",
    [
        "tandem.experiments.simulation.setting.setting_of",
        "tandem.experiments.simulation.runs.simulate_run",
        "tandem.experiments.project.report.write_monthly",
        "tandem.experiments.project.report.write_files",
        "tandem.experiments.project.report.manifest",
    ],
)
def test_an_interrupt_at_any_stage_leaves_nothing(stage, tandem, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(stage, interrupted)
    answer = tandem("project", *SMALL)
    assert answer.code == 130
    assert "Interrupted" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_bug_shows_itself_and_leaves_nothing(tandem, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("tandem.experiments.project.report.write_files", broken)
    with pytest.raises(ZeroDivisionError, match="a bug"):
        tandem("project", *SMALL)
    assert list(tmp_path.iterdir()) == []

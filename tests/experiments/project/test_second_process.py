"""`tandem project` as typed: its second process draws what would be drawn in place, and nothing is left."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tandem.experiments import cli
from tandem.experiments.cli import main
from tests.experiments.project.conftest import SMALL, heeds_interrupts

COMMAND = [sys.executable, "-m", "tandem.experiments", "project", *SMALL, "threads=1", "start=2026-01"]


def processes_in(folder):
    """Command lines of the processes that work in a folder (none where the system does not tell)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").resolve() == folder.resolve():
                found.append((place / "cmdline").read_text("utf-8"))
        except OSError:  # it has ended
            continue
    return found


@pytest.mark.slow
def test_the_figures_are_those_drawn_in_place(finished, tmp_path):
    folder = tmp_path / "run"
    done = subprocess.run([*COMMAND, f"output={folder}"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    here, there = ({file.name: file.read_bytes() for file in (run / "figures").iterdir()}
                   for run in (finished, folder))  # fmt: skip
    assert len(here) == 28
    assert here == there


@pytest.mark.slow
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_command_leaves_neither_a_folder_nor_a_process(tmp_path, sign, code):
    many = [*COMMAND, "draws=4000", "months=36"]
    process = subprocess.Popen(
        many, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=heeds_interrupts
    )
    deadline = time.monotonic() + 30
    while len(running := processes_in(tmp_path)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert process.poll() is None
    process.send_signal(sign)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
    assert processes_in(tmp_path) == []
    assert running or not Path("/proc/self/cwd").exists()


@pytest.mark.parametrize(
    "typed", [("figures=none",), ("--help",), ("--multirun", "seed=1,2"), ("--config-path", "outputs/RUN")]
)
def test_none_is_begun_where_nothing_is_drawn_or_others_share_the_work(typed):
    assert cli._beside("project", typed) is None


def test_only_a_projection_has_one():
    assert cli._beside("project", ("draws=4",)) == cli.BESIDE["project"]
    assert cli._beside("compare", ()) is None


def test_none_is_begun_in_a_process_of_somebody_elses(monkeypatch, tmp_path):
    monkeypatch.setattr("tandem.experiments.run.beside.SecondProcess", None)
    assert main(["project", *SMALL, "figures=headline", f"output={tmp_path / 'run'}", "threads=1"]) == 0

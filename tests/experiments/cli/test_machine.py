"""Trouble with the machine: one message, exit code 1, nothing half-written; wrong input stays code 2."""

import errno
import os
import subprocess
import sys

import pytest

from tests.experiments.project.conftest import SMALL
from tests.places import REPOSITORY

pytest.importorskip("resource")

# Runs the command under limits of the process, as `ulimit` sets them.
LIMITED = """
import resource, sys
limit, size = getattr(resource, sys.argv[1]), int(sys.argv[2])
resource.setrlimit(limit, (size, size))
from tandem.experiments.cli import main
sys.exit(main(sys.argv[3:]))
"""


def limited(folder, limit, size, *arguments):
    return subprocess.run(
        [sys.executable, "-c", LIMITED, limit, str(size), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=300,
    )


def one_message(answer, code, *words):
    assert answer.returncode == code, answer.stderr
    assert "Traceback" not in answer.stderr
    for word in words:
        assert word in answer.stderr
    return len(answer.stderr.splitlines())


@pytest.mark.parametrize("command", ["project", "compare", "optimise", "calibrate", "backtest", "import"])
def test_too_few_addresses_are_told_before_anything_is_loaded(tmp_path, command):
    answer = limited(tmp_path, "RLIMIT_AS", 400_000_000, command)
    assert one_message(answer, 1, "the machine is in trouble", "ulimit -v") == 2
    assert list(tmp_path.iterdir()) == []


def test_light_commands_need_few_addresses(tmp_path):
    assert limited(tmp_path, "RLIMIT_AS", 800_000_000, "example-table", "firm.csv").returncode == 0


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_the_machines_trouble(tmp_path):
    answer = limited(tmp_path, "RLIMIT_FSIZE", 20_000, "project", *SMALL, "output=run")
    one_message(answer, 1, "tandem project: the machine is in trouble.", "File too large")
    assert list(tmp_path.iterdir()) == []


def raising(error):
    def raises(*_, **__):
        raise error

    return raises


@pytest.mark.parametrize(
    ("stage", "error", "words"),
    [
        ("tandem.experiments.simulation.runs.simulate_run", MemoryError(), "memory does not suffice"),
        ("tandem.experiments.simulation.runs.simulate", RuntimeError("can't start new thread"), "threads=1"),
        (
            "tandem.experiments.project.report.write_monthly",
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "monthly.parquet"),
            "No space left on device",
        ),
        (
            "tandem.experiments.simulation.setting.setting_of",
            ImportError("libscipy.so: failed to map segment from shared object"),
            "memory does not suffice",
        ),
    ],
)
def test_the_machines_trouble_at_any_stage(tandem, tmp_path, monkeypatch, stage, error, words):
    monkeypatch.setattr(stage, raising(error))
    answer = tandem("project", *SMALL)
    assert answer.code == 1
    assert answer.err.startswith("tandem project: the machine is in trouble.\n")
    assert words in answer.err and "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_one_job_of_several_in_trouble_does_not_end_the_others(tandem, tmp_path, monkeypatch):
    from tandem.experiments.simulation import runs

    simulate, calls = runs.simulate, []

    def second_fails(*given):
        calls.append(given)
        if len(calls) == 2:
            raise MemoryError
        return simulate(*given)

    monkeypatch.setattr(runs, "simulate", second_fails)
    answer = tandem("project", *SMALL, "--multirun", "seed=1,2,3", "output=runs")
    assert answer.code == 1
    assert "1 job failed" in answer.err and "memory does not suffice" in answer.err
    assert "Traceback" not in answer.err
    assert sorted(folder.name for folder in (tmp_path / "runs").iterdir() if folder.is_dir()) == ["0", "2"]

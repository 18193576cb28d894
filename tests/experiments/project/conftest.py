"""The command in this process, in a folder of its own."""

import signal
from pathlib import Path

import pytest

from tandem.experiments.cli import main

# Small enough to be quick, large enough to show every department.
SMALL = ("organisation.headcount=400", "draws=4", "months=3")


def heeds_interrupts() -> None:
    """A shell that starts the tests in the background makes its children ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run folder of a small organisation."""
    folder = tmp_path_factory.mktemp("finished") / "run"
    assert main(["project", *SMALL, f"output={folder}", "threads=1"]) == 0
    return folder


@pytest.fixture
def no_simulation(monkeypatch):
    """Stop a projection whose input was accepted before it computes anything."""
    from tandem.experiments.project import experiment as project
    from tandem.model.errors import InputError

    def stop(*_):
        raise InputError("the input was accepted")

    monkeypatch.setattr(project, "simulated", stop)

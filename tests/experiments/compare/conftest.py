"""One small comparison that several tests look at, made by the command."""

from pathlib import Path

import pytest

from tandem.experiments.cli import main

SMALL = ("organisation.headcount=300", "draws=12", "months=18", "reading_draws=4", "threads=2")


@pytest.fixture(scope="session")
def compare(tmp_path_factory):
    """Run `tandem compare` with some settings; returns the folder."""

    def run(*settings: str, name: str = "run") -> Path:
        folder: Path = tmp_path_factory.mktemp("compare") / name
        assert main(["compare", *SMALL, *settings, f"output={folder}"]) == 0
        return folder

    return run


@pytest.fixture(scope="session")
def finished(compare):
    """Three policies against the status quo, with everything that can be asked for."""
    return compare(
        "policies=[status_quo,guardrails,retention_pay,cost_cutting]",
        "mechanisms=true",
        "mechanism_draws=4",
        "baselines=true",
    )

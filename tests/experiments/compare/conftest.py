"""One small comparison that several tests look at, made by the command."""

from pathlib import Path

import pytest
import yaml

from tandem.experiments.cli import main
from tandem.experiments.simulation.prices import mean_monthly_pay
from tandem.model.organisation.configuration import organisation_from_config
from tests.places import REPOSITORY

SMALL = ("organisation.headcount=300", "draws=12", "months=18", "reading_draws=4", "threads=2")


def pay_of_the_default(headcount: int) -> float:
    """Mean monthly pay in the default organisation at a size."""
    default = REPOSITORY / "configs" / "organisation" / "default.yaml"
    configured = yaml.safe_load(default.read_text(encoding="utf-8")) | {"headcount": headcount}
    return mean_monthly_pay(organisation_from_config(configured)[0])


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

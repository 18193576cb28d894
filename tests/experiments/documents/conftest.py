"""One small run of each command, and the documents made of them."""

from pathlib import Path

import pytest

from tandem.experiments.cli import main

FEW = ("draws=40", "months=14", "start=2027-01", "name=Northwind GmbH", "figures=none")


@pytest.fixture(scope="session")
def folders(tmp_path_factory) -> dict[str, Path]:
    """The run folders of a projection and of a comparison."""
    home = tmp_path_factory.mktemp("runs")
    assert main(["project", *FEW, f"output={home / 'project'}"]) == 0
    policies = "policies=[status_quo,guardrails,training,flexible_work]"
    assert main(["compare", *FEW, policies, f"output={home / 'compare'}"]) == 0
    return {"project": home / "project", "compare": home / "compare"}


@pytest.fixture(scope="session")
def both(folders) -> list[Path]:
    return [folders["project"], folders["compare"]]


@pytest.fixture(scope="session")
def made(both, tmp_path_factory) -> dict[str, Path]:
    """All four documents of both runs, by format."""
    home = tmp_path_factory.mktemp("documents")
    files = {name: home / f"board.{name}" for name in ("html", "pptx", "xlsx", "pdf")}
    to = [word for file in files.values() for word in ("--to", str(file))]
    assert main(["report", *map(str, both), *to]) == 0
    return files

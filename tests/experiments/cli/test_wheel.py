"""An installed wheel works outside the checkout: configurations, register and example table come with it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.places import REPOSITORY


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = subprocess.run(
        [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", folder, REPOSITORY],
        capture_output=True,
        text=True,
    )
    if build.returncode != 0:
        pytest.skip(
            f"the wheel cannot be built here (it needs uv and the build backend): {build.stderr[-200:]}"
        )
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    code = (
        "import sys, tandem; from tandem.experiments.cli import main;"
        f"assert tandem.__file__.startswith({str(site)!r});"
        "sys.exit(main(sys.argv[1:]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
def test_every_command_works_from_a_wheel(installed, tmp_path):
    assert "agents_surge" in run(installed, tmp_path, "project", "--help").stdout
    assert "causal_share" in run(installed, tmp_path, "parameters").stdout
    assert run(installed, tmp_path, "example-table", "firm.csv").returncode == 0
    answer = run(
        installed, tmp_path, "project", "organisation=table", "organisation.path=firm.csv",
        "environment.ai_progress=agents_surge", "draws=2", "months=1", "output=run",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "run" / "monthly.parquet").is_file()

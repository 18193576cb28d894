"""An installed wheel works outside the checkout: configurations, register and example table come with it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
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
def test_what_others_send_is_data_to_a_wheel_too(installed, tmp_path, monkeypatch):
    """From a foreign folder, by relative paths: refused before anything happens, or repeated bit for bit."""
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    here, sent = tmp_path / "here", tmp_path / "sent"
    here.mkdir()
    (sent / "policy").mkdir(parents=True)
    small = ("organisation.headcount=200", "draws=2", "months=1")
    assert run(installed, here, "project", *small, "output=../sent/run").returncode == 0
    assert run(installed, here, "project", "--config-path", "../sent/run", "output=again").returncode == 0
    for name in ("monthly.parquet", "summary.json", "config.yaml"):
        assert (here / "again" / name).read_bytes() == (sent / "run" / name).read_bytes()
    saved = sent / "run" / "config.yaml"
    good = saved.read_text("utf-8")
    for lines, words in (
        ("hydra: {callbacks: {x: {_target_: os.mkdir, path: executed}}}", "hydra.callbacks.x._target_"),
        ("parameters: {x: '${oc.env:HOME}'}", "stands there twice"),
        ("held: ${oc.env:HOME}", "held: found"),
    ):
        saved.write_text(f"{good}\n{lines}\n", "utf-8")
        answer = run(installed, here, "project", "--config-path", "../sent/run", "output=x")
        assert (answer.returncode, answer.stdout) == (2, "")
        assert "../sent/run/config.yaml, line" in answer.stderr and words in answer.stderr
    (sent / "policy" / "mine.yaml").write_text("# @package hydra.callbacks\nx: {_target_: os.mkdir}\n")
    answer = run(installed, here, "project", "--config-dir", "../sent", "policy=mine", "output=x")
    assert answer.returncode == 2 and "../sent/policy/mine.yaml, line 1" in answer.stderr
    rows = "".join(f"E{number},All departments,2020-01-15,,60000\n" for number in range(12))
    heading = "Employee ID,Department,Hire Date,Termination Date,Annual Salary (EUR)\n"
    (sent / "staff.csv").write_text(heading + rows)
    answer = run(installed, here, "import", "../sent/staff.csv", "--output", "p")
    assert answer.returncode == 2 and "'All departments' stands for a sum" in answer.stderr
    assert [entry.name for entry in here.iterdir()] == ["again"]


@pytest.mark.slow
def test_every_command_works_from_a_wheel(installed, tmp_path):
    assert "agents_surge" in run(installed, tmp_path, "project", "--help=all").stdout
    assert "relief_by_ai" in run(installed, tmp_path, "parameters").stdout
    assert run(installed, tmp_path, "example-table", "firm.csv").returncode == 0
    answer = run(
        installed, tmp_path, "project", "organisation=table", "organisation.path=firm.csv",
        "environment.ai_progress=agents_surge", "draws=2", "months=1", "output=run",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "run" / "monthly.parquet").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_workbook_is_read_by_a_relative_path(ending, installed, tmp_path, monkeypatch):
    """From a foreign folder in which files are called as Tandem's own packages are."""
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    here, sent = tmp_path / "here", tmp_path / "sent"
    sent.mkdir()
    (here / "configs").mkdir(parents=True)
    for name in ("tandem.py", "model.py", "experiments.py"):
        (here / name).write_text("raise SystemExit('a module of the user was imported')\n")
    staff = pd.DataFrame(
        {
            "Employee ID": [f"E{number}" for number in range(24)],
            "Department": ["Sales", "IT"] * 12,
            "Hire Date": "2020-01-15",
            "Termination Date": ["2024-03-10"] * 2 + [None] * 22,
            "Annual Salary (EUR)": 60000,
        }
    )
    write = staff.to_excel if ending == "xlsx" else staff.to_parquet
    write(sent / f"staff.{ending}", index=False)
    told = ("--set", "snapshot=2025-10-31", "--output", "profile")
    answer = run(installed, here, "import", f"../sent/staff.{ending}", *told)
    assert answer.returncode == 0, answer.stderr
    groups = pd.read_csv(here / "profile" / "groups.csv")
    assert groups["headcount"].sum() == 22


@pytest.mark.slow
def test_one_package_and_nothing_else(installed):
    names = {entry.name for entry in installed.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"tandem"}
    answer = subprocess.run(
        [sys.executable, "-m", "tandem", "--version"],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0 and answer.stdout.startswith("tandem ")

"""A finished run: what is in its folder, and that it can be repeated bit for bit."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from tandem.experiments.run.manifest import register_hash
from tandem.model.parameters import register
from tests.experiments.project.conftest import SMALL


def manifest_of(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text())


def test_the_folder_holds_everything(finished):
    assert {entry.name for entry in finished.iterdir()} == {
        "monthly.parquet", "departments.csv", "departments.parquet",
        "summary.json", "manifest.json", "config.yaml", "figures",
        "finding.md",
    }  # fmt: skip
    assert any((finished / "figures").glob("*.png"))
    assert [entry.name for entry in finished.parent.iterdir()] == ["run"]


def test_the_manifest_says_what_was_run(finished):
    manifest = manifest_of(finished)
    assert manifest["overrides"][: len(SMALL)] == list(SMALL)
    assert manifest["config"]["months"] == 3
    assert manifest["seed"] == manifest["config"]["seed"] == 1
    assert (manifest["draws"], manifest["parameter_sets"], manifest["runs_per_parameter_set"]) == (4, 2, 2)
    assert manifest["organisation"]["headcount"] == 400
    assert len(manifest["organisation"]["data_hash"]) == 64
    assert manifest["parameters"]["register_sha256"] == register_hash()
    assert manifest["parameters"]["assumptions"] == [
        n for n, p in register().items() if p.kind == "assumption"
    ]
    assert manifest["posterior"] == {
        "kind": "mixture",
        "name": "upwork_2025",
        "folder": None,
        "reading": "mixed",
        "weights": {"level": 0.4, "ratio": 0.4, "both": 0.2},
    }
    assert manifest["reading"] == "mixed"
    assert manifest["code"]["version"]
    assert len(manifest["code"]["commit"] or "0" * 40) == 40
    assert {"numpy", "numba", "hydra-core"} <= set(manifest["libraries"])
    assert {"simulation", "table", "figures"} <= set(manifest["seconds"])


def test_the_table_has_history_and_projection(finished):
    table = pq.read_table(finished / "monthly.parquet")
    months = sorted(set(table["month"].to_pylist()))
    assert (months[0].isoformat(), months[-1].isoformat()) == ("2024-01-01", "2026-03-01")
    assert set(table["period"].unique().to_pylist()) == {"simulated", "projection"}
    assert set(table["runs"].to_pylist()) <= {0, 1, 2, 3, 4}


def test_every_draw_is_written_on_request(finished, tandem, tmp_path):
    assert tandem("project", *SMALL, "table=draws", "figures=none", "output=run").code == 0
    assert not (tmp_path / "run" / "figures").exists()
    table = pq.read_table(tmp_path / "run" / "draws.parquet")
    assert table.column_names == [
        "draw",
        "reading",
        "month",
        "department",
        "level",
        "contract",
        "measure",
        "value",
        "unit",
    ]
    labels = set(zip(table["draw"].to_pylist(), table["reading"].to_pylist(), strict=True))
    assert labels == {(0, "level"), (1, "level"), (2, "ratio"), (3, "ratio")}
    assert table["month"].unique().to_pylist() == ["2026-01", "2026-02", "2026-03"]
    monthly = [pq.read_table(folder / "monthly.parquet") for folder in (finished, tmp_path / "run")]
    assert monthly[0].equals(monthly[1])


@pytest.mark.parametrize("threads", ["threads=2", "threads=8"])
def test_the_saved_configuration_repeats_the_run(finished, tandem, tmp_path, threads):
    answer = tandem("project", "--config-path", str(finished), "output=again", threads)
    assert answer.code == 0, answer.err
    again = tmp_path / "again"
    assert pq.read_table(again / "monthly.parquet").equals(pq.read_table(finished / "monthly.parquet"))
    assert (again / "summary.json").read_text() == (finished / "summary.json").read_text()
    first, second = manifest_of(finished)["config"], manifest_of(again)["config"]
    assert {**first, "threads": None, "output": None} == {**second, "threads": None, "output": None}


def test_a_saved_run_can_be_varied(finished, tandem, no_simulation):
    for change in ("months=4", "environment.labour_market.quit_ratio=2", "parameters.relief_by_ai=0"):
        assert "was accepted" in tandem("project", "--config-path", str(finished), change).err
    wrong = tandem("project", "--config-path", str(finished), "monts=4")
    assert "Did you mean 'months'?" in wrong.err


@pytest.mark.parametrize(
    "choice", ["environment.ai_progress=plateau", "policy=guardrails", "+policy=guardrails"]
)
def test_a_saved_run_has_no_options_to_choose(finished, tandem, no_simulation, choice):
    answer = tandem("project", "--config-path", str(finished), choice)
    assert answer.code == 2
    assert f"{choice}: a finished run has values and no options" in answer.err


def test_the_saved_configuration_finds_its_table_from_anywhere(tandem, tmp_path, monkeypatch):
    (tmp_path / "firm.csv").write_text(
        "department,level,contract,headcount,mean_salary\nSales,junior,employee,30,50000\n"
    )
    small = ("draws=2", "months=1", "organisation=table", "organisation.path=firm.csv")
    assert tandem("project", *small, "output=run").code == 0
    saved = yaml.safe_load((tmp_path / "run" / "config.yaml").read_text())
    assert saved["organisation"]["path"] == str(tmp_path / "firm.csv")
    assert saved["output"] is None


def test_the_answer_is_a_heading_a_finding_and_the_folder(tandem, tmp_path):
    answer = tandem("project", *SMALL, "name=Pilot North")
    (folder,) = (tmp_path / "outputs").iterdir()
    assert folder.name.startswith("pilot-north_")
    *lines, place = answer.out.strip().split("\n")
    heading, _, finding = " ".join(lines).partition(" What. ")
    assert heading.startswith("Pilot North · ") and "status quo" in heading
    assert place == f"outputs/{folder.name}"
    assert "How sure." in finding and "Next." in finding and "%" in finding
    assert len(finding.split()) < 60 and max(map(len, lines)) <= 80
    assert [entry.name for entry in tmp_path.iterdir()] == ["outputs"]


def test_a_multirun_writes_one_folder_a_choice_and_nothing_else(tandem, tmp_path):
    answer = tandem("project", "--multirun", *SMALL, "policy=status_quo,guardrails", "output=both")
    assert answer.code == 0, answer.err
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["both"]
    names = [manifest_of(tmp_path / "both" / job)["config"]["policy"]["name"] for job in ("0", "1")]
    assert names == ["status quo", "workload guardrails"]
    assert not list(tmp_path.rglob("*.log")) and not list(tmp_path.rglob(".hydra"))


def test_small_groups_are_shown_nowhere(tandem, tmp_path):
    head = "department,level,contract,headcount,mean_salary"
    rows = [
        "Sales,junior,employee,60,50000",
        "Legal,junior,employee,15,50000",
        "Press,junior,employee,14,50000",
    ]
    (tmp_path / "firm.csv").write_text("\n".join([head, *rows]))
    small = ("draws=2", "months=1", "organisation=table", "organisation.path=firm.csv")
    for min_cell, hidden in ((10, False), (20, True)):
        run = tmp_path / str(min_cell)
        assert tandem("project", *small, f"min_cell={min_cell}", f"output={run}").code == 0
        table = set(pq.read_table(run / "monthly.parquet")["department"].unique().to_pylist())
        summary = (run / "summary.json").read_text() + (run / "figures" / "figures.json").read_text()
        suppressed = {cell["department"] for cell in manifest_of(run)["suppressed_cells"]}
        for name in ("Legal", "Press"):
            assert (name not in table) is hidden
            assert (name in suppressed) is hidden
        assert ("burnout of Legal" in summary or '"Legal": {' in summary) is not hidden

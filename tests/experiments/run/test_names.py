"""What tells runs apart: two configurations with different results never have the same names."""

import csv
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tandem.experiments.api.settings import composed
from tandem.experiments.compare.command import COMMAND as COMPARE
from tandem.experiments.project.command import COMMAND as PROJECT
from tandem.experiments.run.folder import config_hash
from tandem.experiments.run.names import names_of
from tests.experiments.project.conftest import SMALL

CHANGES = {
    "months": 24,
    "start": "2027-05",
    "seed": 2,
    "structure": "relief",
    "min_cell": 12,
    "parameters": {"gain_to_targets": 0.5},
    "held_fixed": ["contagion"],
    "organisation.headcount": 500,
    "organisation.in_place": {"flexible_work": 0.5},
    "organisation.seats": {"team_size": 9},
    "environment.ai_progress": "plateau",
    "environment.labour_market": {"quit_ratio": 1.3},
    "environment.ai_talent_demand": "surge",
    "policy": "guardrails",
    "posterior": "upwork_2025_ratio",
    "posterior.weights": {"level": 1, "ratio": 0, "both": 0},
}


def line_of(**changes) -> str:
    names = names_of("project", composed(PROJECT, changes))
    assert names is not None
    return names.line


def test_an_untouched_projection_is_the_base_case():
    names = names_of("project", composed(PROJECT, {}))
    assert names is not None
    assert names.as_dict() == {
        "client": "default organisation",
        "scenario": "base case, 36 months from 2026-01",
        "policy": "status quo",
        "environment": "AI progress steady, demand for AI skills rising, labour market base",
    }
    compared = names_of("compare", composed(COMPARE, {"policies": ["status_quo", "guardrails"]}))
    assert compared is not None and compared.policy == "workload guardrails against status quo"


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(sorted(CHANGES)), unique=True, max_size=3))
def test_what_changes_the_result_changes_the_name(keys):
    chosen = {key: CHANGES[key] for key in keys if not (key == "posterior" and "posterior.weights" in keys)}
    config, plain = composed(PROJECT, chosen), composed(PROJECT, {})
    same = config_hash(config) == config_hash(plain)
    assert (names_of("project", config) == names_of("project", plain)) is same


def test_a_lever_that_was_changed_is_told_beside_the_policy():
    changed = {"policy": {**composed(PROJECT, {"policy": "guardrails"})["policy"]}}
    changed["policy"]["levers"] = {
        "guardrails": {**changed["policy"]["levers"]["guardrails"], "intensity": 0.5}
    }
    assert "workload guardrails (guardrails.intensity=0.5)" in line_of(**changed)


def test_the_client_is_the_name_given_or_the_organisation(tmp_path):
    table = tmp_path / "Nord West.csv"
    table.write_text("department,level,contract,headcount,mean_salary\nSales,junior,employee,30,50000\n")
    assert line_of(organisation=str(table)).startswith("Nord West · base case")
    named = line_of(organisation=str(table), name="Northwind\nGmbH")
    assert named.startswith("Northwind GmbH · organisation.path=Nord West.csv, ")
    assert (
        line_of(scenario="after the merger", months=12)
        .split(" · ")[1]
        .startswith("after the merger, 12 months")
    )


@pytest.mark.parametrize("command", ["project", "compare", "optimise"])
def test_names_stand_in_terminal_folder_files_and_figures(tandem, tmp_path, command):
    small = {
        "project": (*SMALL, "policy=guardrails"),
        "compare": (*SMALL, "policies=[status_quo,guardrails]"),
        "optimise": (
            "organisation.headcount=300", "months=14", "draws=8", "evaluations=20", "population=10",
            "fresh_draws=20", "fresh_runs_per_parameter_set=1", "front_size=3",
        ),
    }[command]  # fmt: skip
    answer = tandem(command, *small, "name=Northwind GmbH", "scenario=pilot")
    assert answer.code == 0, answer.err
    told = answer.out.replace("\n", " ")
    line = told[: told.index("labour market base") + len("labour market base")]
    assert line.startswith("Northwind GmbH · pilot, ") and "AI progress steady" in line
    (folder,) = (path for path in (tmp_path / "outputs").iterdir() if path.name != "work")
    beginning = "northwind-gmbh_" if command == "project" else f"{command}-northwind-gmbh_"
    assert folder.name.startswith(beginning)
    assert "ai-progress-steady" in folder.name and "pilot" in folder.name
    for name in ("summary.json", "manifest.json"):
        content = json.loads((folder / name).read_text())
        assert content["heading"] == line and content["names"]["client"] == "Northwind GmbH"
    assert json.loads((folder / "summary.json").read_text())["organisation"] == "Northwind GmbH"
    for entry in json.loads((folder / "figures" / "figures.json").read_text()):
        assert entry["heading"] == line
        assert entry["caption"].startswith(line) and entry["alt_text"].startswith(line)
        assert line in Image.open(folder / "figures" / entry["files"][0]).info["Title"]
        assert "Northwind GmbH ·" in (folder / "figures" / entry["files"][1]).read_text()


def test_a_multirun_ends_in_a_table_and_an_index(tandem, tmp_path):
    answer = tandem(
        "project", "--multirun", *SMALL, "policy=status_quo,guardrails", "seed=1,2", "figures=none"
    )
    assert answer.code == 0, answer.err
    (home,) = (tmp_path / "outputs").iterdir()
    with (home / "index.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert json.loads((home / "index.json").read_text())[3]["number"] == 3
    assert [row["policy"] for row in rows] == ["status quo"] * 2 + ["workload guardrails"] * 2
    assert len({(row["scenario"], row["policy"]) for row in rows}) == 4
    for row in rows:
        summary = json.loads((home / row["folder"] / "summary.json").read_text())
        assert summary["finding"] == row["finding"]
        assert float(row["turnover_end"]) == summary["measures"]["voluntary_turnover"]["value"]["p50"]
    table = answer.out[answer.out.index("Scenarios of this multirun") :].splitlines()
    assert table[-1] == f"outputs/{home.name}/index.csv"
    assert max(map(len, table[:-1])) <= 80 or "All of them" in table[1]

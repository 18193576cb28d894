"""`tandem optimise` from end to end."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tests.experiments.optimise.conftest import SMALL

FEW = (*SMALL, "~levers.training", "~levers.alignment", "~levers.wellness", "levers.connection.start=1",
       "levers.guardrails.start=1", "levers.manager_support.start=[1,7]", "levers.flexible_work.start=1",
       "levers.retention_pay.start=1", "+levers.flexible_work.cost.fixed=20000", "threads=2")  # fmt: skip


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("optimise")
    assert main(["optimise", *FEW, f"output={folder / 'run'}", f"work={folder / 'work'}"]) == 0
    return folder / "run"


def test_the_run_folder_is_complete(finished):
    names = {str(file.relative_to(finished)) for file in finished.rglob("*") if file.is_file()}
    tables = {
        f"{name}.{kind}"
        for name in ("front", "regret", "value_of_information")
        for kind in ("csv", "parquet")
    }
    assert names >= tables | {"summary.json", "manifest.json", "config.yaml", "policy/knee.yaml"}
    assert names >= {f"figures/{name}.png" for name in ("front", "mixes", "value_of_information")}
    summary = json.loads((finished / "summary.json").read_text())
    assert "if AI really moves burnout" in " ".join(summary["notes"])
    assert summary["value_of_perfect_information"] >= 0


def test_the_front_is_within_the_budget_and_paired_against_the_status_quo(finished):
    table = pd.read_parquet(finished / "front.parquet")
    status_quo, mixes = table.iloc[0], table.iloc[1:]
    assert status_quo["mix"] == "status quo"
    assert (status_quo[["cost_mean", "leavers_avoided_p95", "output_p5"]] == 0).all()
    assert (mixes["cost_searched"] <= 60_000).all()
    assert mixes["cost_mean"].to_numpy() == pytest.approx(mixes["cost_searched"].to_numpy(), rel=0.05)
    assert mixes["cost_searched"].is_monotonic_increasing
    assert (mixes["role"] == "knee").sum() == 1
    assert (table["leavers_avoided_p5"] <= table["leavers_avoided_p95"]).all()


def test_regret_is_least_where_net_value_is_highest(finished):
    table = pd.read_parquet(finished / "front.parquet")
    assert table["regret"].idxmin() == table["net_value_mean"].idxmax()
    apart = table["net_value_mean"].max() - table["net_value_mean"]
    assert (table["regret"] - table["regret"].min()).to_numpy() == pytest.approx(apart.to_numpy(), abs=1)
    tidy = pd.read_parquet(finished / "regret.parquet")
    means = tidy.groupby("mix")["regret"].mean()
    assert means[table["mix"]].to_numpy() == pytest.approx(table["regret"].to_numpy())


def test_fresh_draws_share_no_luck_with_the_search(finished):
    manifest = json.loads((finished / "manifest.json").read_text())
    assert len(set(manifest["fresh_seeds"])) == 40
    assert not set(manifest["fresh_seeds"]) & set(manifest["search_seeds"])
    assert "pymoo" in manifest["libraries"]


def test_the_manifest_labels_every_run_with_its_reading(finished):
    """Fresh draws go on where the search left off: 8 sets of one run, then 20 of two."""
    manifest, summary = (json.loads((finished / f"{n}.json").read_text()) for n in ("manifest", "summary"))
    order = ["level", "ratio", "both", "level", "ratio"] * 6
    assert manifest["search_readings"] == order[:8]
    assert manifest["fresh_readings"] == [order[8 + run // 2] for run in range(40)]
    assert [each["weight"] for each in manifest["posterior_components"]] == [0.4, 0.4, 0.2]
    assert summary["weights"] == {"level": 0.4, "ratio": 0.4, "both": 0.2}
    assert "reading of the survey: mixed, 40 % level" in " ".join(summary["notes"]).replace("\u00a0", " ")


def test_the_knee_is_a_policy_for_a_projection(finished, tandem):
    answer = tandem("project", "--config-dir", str(finished), "policy=knee", "organisation.headcount=200",
                    "draws=2", "months=12", "output=knee")  # fmt: skip
    assert answer.code == 0, answer.err
    assert Path("knee/summary.json").exists()


def test_the_same_search_again_from_its_folder_gives_the_same_front(finished, tandem):
    answer = tandem("optimise", "--config-path", str(finished), "output=again", "work=elsewhere", "threads=1")
    assert answer.code == 0, answer.err
    one, two = (pd.read_parquet(folder / "front.parquet") for folder in (finished, Path("again")))
    pd.testing.assert_frame_equal(one, two)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("budget=10",), "no mix can meet it: the cheapest lever"),
        (("turnover_below=0.5",), "turnover in the last twelve months comes down to"),
        (("budget=-5",), "budget: found -5.0; allowed: a number from 0"),
        (
            ("levers.guardrails.coverage=[0.5,1.5]",),
            "levers.guardrails.coverage: found [0.5, 1.5]; allowed: [from, to]",
        ),
        (("levers.guardrails.start=[7,1]",), "levers.guardrails.start: found [7, 1]"),
        (("no_department_worse_off=maybe",), "no_department_worse_off"),
        (("levers.guardrails.kind=guardrail",), "levers.guardrails.kind: there is no lever 'guardrail'"),
        (
            ("fresh_draws=41",),
            "fresh_runs_per_parameter_set: found 2; allowed: a number that divides fresh_draws",
        ),
        (("population=50",), "population: found 50; allowed: at most evaluations (40)"),
        (("tail=0",), "tail: found 0.0; allowed: a number from 0.05 to 1"),
    ],
)
def test_wrong_input_is_told_and_no_run_folder_is_made(tandem, arguments, told):
    answer = tandem("optimise", *FEW, *arguments, "output=run")
    assert answer.code == 2
    assert told in answer.err
    assert not Path("run").exists()
    assert not list(Path().glob("**/.run*"))


def test_every_number_of_the_table_is_there(finished):
    table = pd.read_parquet(finished / "front.parquet")
    assert np.isfinite(table.select_dtypes("float")).all().all()

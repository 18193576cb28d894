"""What `tandem compare` leaves behind, and that it agrees with separate projections of each policy."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tests.experiments.compare.conftest import SMALL, pay_of_the_default

FILES = {
    "config.yaml", "manifest.json", "summary.json", "figures",
    *(f"{name}.{kind}" for kind in ("parquet", "csv")
      for name in ("effects", "cumulative_net_value", "mechanisms", "baselines", "break_even", "cash")),
    "ledger.parquet", "ledger_units.parquet",
}  # fmt: skip


def effect(folder, policy, name, **labels):
    table = pd.read_parquet(folder / "effects.parquet")
    wanted = {"reading": "mixed", "department": "all departments", "runs": "all"} | labels
    chosen = (table["policy"] == policy) & (table["effect"] == name)
    for column, value in wanted.items():
        chosen &= table[column] == value
    assert chosen.sum() == 1
    return table[chosen].iloc[0]


def test_everything_is_there(finished):
    assert {file.name for file in finished.iterdir()} >= FILES
    figures = json.loads((finished / "figures" / "figures.json").read_text())
    stems = {entry["files"][0] for entry in figures}
    assert {"effects.png", "cost_and_benefit.png", "value_over_time.png", "departments.png"} <= stems
    assert "mechanisms.png" in stems
    for entry in figures:
        sizes = {file: (finished / "figures" / file).stat().st_size for file in entry["files"]}
        assert min(sizes.values()) > 5_000, sizes
        assert len(pd.read_csv(finished / "figures" / entry["data"])) > 0


def test_effects_are_those_of_separate_projections_on_the_same_draws(finished, tmp_path):
    """Leavers and output of `tandem project` under each policy, draw by draw, subtracted here."""
    months = {}
    for policy in ("status_quo", "guardrails"):
        folder = tmp_path / policy
        settings = [setting for setting in SMALL if not setting.startswith("reading_draws")]
        assert main(["project", *settings, f"policy={policy}", "table=draws", f"output={folder}"]) == 0
        table = pd.read_parquet(folder / "draws.parquet")
        whole = (table[["department", "level", "contract"]] == "all").all(axis=1)
        months[policy] = table[whole].groupby(["measure", "draw"], observed=True)["value"].sum()
    for measure, name, sign in (("voluntary_exits", "leavers_avoided", -1), ("output", "output", 1)):
        difference = sign * (months["guardrails"][measure] - months["status_quo"][measure])
        found = effect(finished, "workload guardrails", name)
        assert found["mean"] == pytest.approx(difference.mean(), rel=1e-4, abs=1e-3)
        expected = np.quantile(difference, [0.05, 0.5, 0.95])
        np.testing.assert_allclose(found[["p5", "p50", "p95"]].astype(float), expected, rtol=1e-4, atol=1e-3)


def test_effects_are_stated_by_department_part_of_ai_and_reading(finished):
    table = pd.read_parquet(finished / "effects.parquet")
    assert set(table["reading"]) == {"mixed", "level", "ratio", "both"}
    assert set(table[table["reading"] != "mixed"]["runs"]) == {"all"}
    assert set(table["runs"]) == {"all", "AI part low", "AI part high"}
    assert table.loc[table["department"] != "all departments", "department"].nunique() >= 2
    thirds = table[table["runs"] != "all"]
    assert (thirds["n"] >= 4).all() and (thirds["n"] < 12).all()


def test_the_finding_states_baseline_pairing_reading_and_causality(finished):
    summary = json.loads((finished / "summary.json").read_text())
    for words in (
        "against “status quo” on the same luck",
        "smaller than",
        "if AI really moves",
        "on the same persons",
        "reading of the survey: mixed, 40\u00a0% level, 40\u00a0% ratio, 20\u00a0% both)",
        "By reading of the survey it avoids",
    ):
        assert words in " ".join(summary["notes"])
    assert len(summary["finding"].split()) <= 60
    assert summary["finding"] == "\n".join(
        f"{label}. {summary['finding_parts'][part]}"
        for label, part in (("What", "what"), ("How sure", "how_sure"), ("Next", "next"))
    )
    assert "Mean cash" in summary["finding"]
    for gain in summary["pairing"].values():
        assert gain["independent"] > 1 and gain["same_parameters"] > 1


def test_a_finished_comparison_runs_again_bit_for_bit(finished, tmp_path):
    again = tmp_path / "again"
    assert main(["compare", "--config-path", str(finished), f"output={again}"]) == 0
    for name in ("effects", "cumulative_net_value", "mechanisms"):
        assert (again / f"{name}.csv").read_bytes() == (finished / f"{name}.csv").read_bytes()


def test_costs_are_those_of_the_policy_file(finished):
    """Retention pay: 5 % of the payroll of senior employees, which the programme's cost must not exceed by
    much nor miss; workload guardrails: 5.7 months of mean pay once and 0.17 % of it a head and month."""
    heads, pay = 300 * 18, pay_of_the_default(300)
    guardrails = effect(finished, "workload guardrails", "programme_cost")
    assert pay * (5.7 + 0.0017 * 0.8 * heads) < guardrails["p50"] < pay * (5.7 + 0.0017 * heads)
    assert effect(finished, "retention pay", "programme_cost")["p50"] > 1e5


def test_mechanisms_name_the_route_of_a_policy(finished):
    table = pd.read_parquet(finished / "mechanisms.parquet")
    rows = table[(table["policy"] == "workload guardrails") & (table["effect"] == "leavers_avoided")]
    part = rows.set_index("mechanism")["through"] / rows["full"].to_numpy()
    assert part["burnout"] == pytest.approx(1, abs=0.05)  # guardrails act on burnout and nothing else
    assert abs(part["peer_imitation"]) < 0.2

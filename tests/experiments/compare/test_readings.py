"""Effects by reading: of a mixture from its own labelled runs, of one reading from further simulations."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tandem.experiments.compare.tables import effects_table
from tandem.experiments.settings.schema import READINGS
from tests.experiments.compare.conftest import SMALL
from tests.experiments.compare.made_up import made_up_comparison

KEYS = ["policy", "department", "effect"]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A comparison under the mixture, of two runs a set: six sets."""
    folder = tmp_path_factory.mktemp("readings") / "run"
    typed = ("policies=[status_quo,guardrails]", "value_of_information=false", "figures=headline")
    assert main(["compare", *SMALL, *typed, f"output={folder}"]) == 0
    return folder


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Sums of two measures under each policy, draw by draw, by `tandem project`."""
    months = {}
    settings = [setting for setting in SMALL if not setting.startswith("reading_draws")]
    for policy in ("status_quo", "guardrails"):
        folder = tmp_path_factory.mktemp("drawn") / policy
        typed = (f"policy={policy}", "table=draws", "figures=none", f"output={folder}")
        assert main(["project", *settings, *typed]) == 0
        table = pd.read_parquet(folder / "draws.parquet")
        whole = (table[["department", "level", "contract"]] == "all").all(axis=1)
        keys = ["measure", "reading", "draw"]
        months[policy] = table[whole].groupby(keys, observed=True)["value"].sum()
    return months


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize(
    ("measure", "effect", "sign"), [("voluntary_exits", "leavers_avoided", -1), ("output", "output", 1)]
)
def test_effects_of_a_reading_are_those_of_its_labelled_draws(mixed, drawn, reading, measure, effect, sign):
    sums = {policy: values[measure][reading] for policy, values in drawn.items()}
    difference = sign * (sums["guardrails"] - sums["status_quo"])
    table = pd.read_parquet(mixed / "effects.parquet")
    chosen = (table["reading"] == reading) & (table["department"] == "all departments")
    (row,) = table[chosen & (table["effect"] == effect)].to_dict("records")
    assert row["runs"] == "all" and row["n"] == len(difference)
    assert row["mean"] == pytest.approx(difference.mean(), rel=1e-4, abs=1e-3)
    expected = np.quantile(difference, [0.05, 0.5, 0.95])
    np.testing.assert_allclose([row["p5"], row["p50"], row["p95"]], expected, rtol=1e-4, atol=1e-3)


def test_the_runs_of_all_readings_are_those_of_the_comparison(mixed):
    table = pd.read_parquet(mixed / "effects.parquet")
    table = table[(table["runs"] == "all") & (table["effect"] != "burnout_same_persons")]
    by_reading = table.pivot_table(index=KEYS, columns="reading", values="n", aggfunc="sum")
    assert (by_reading["mixed"] == 12).all()
    assert (by_reading[["level", "ratio", "both"]] == [6, 4, 2]).all(axis=None)


def test_further_draws_play_no_part_under_the_mixture(mixed, tmp_path):
    again = tmp_path / "again"
    assert main(["compare", "--config-path", str(mixed), "reading_draws=0", f"output={again}"]) == 0
    assert (again / "effects.csv").read_bytes() == (mixed / "effects.csv").read_bytes()


def test_summary_manifest_and_figures_name_weights_and_components(mixed):
    summary, manifest = (json.loads((mixed / f"{name}.json").read_text()) for name in ("summary", "manifest"))
    assert summary["reading"] == manifest["reading"] == "mixed"
    assert summary["weights"] == manifest["posterior"]["weights"] == {"level": 0.4, "ratio": 0.4, "both": 0.2}
    assert summary["readings"][::2] == ["level", "ratio", "both", "level", "ratio", "level"]
    for content in (summary, manifest):
        components = content["posterior_components"]
        assert [each["name"] for each in components] == [f"upwork_2025_{name}" for name in READINGS]
        assert all(len(each["sha256"]) == 64 for each in components)
    shares = "40\u00a0% level, 40\u00a0% ratio, 20\u00a0% both"
    told = f"Reading of the survey: mixed ({shares} of the parameter sets)."
    for figure in json.loads((mixed / "figures" / "figures.json").read_text()):
        assert told in figure["caption"]


def test_a_single_reading_is_held_against_the_others(compare):
    folder = compare(
        "policies=[status_quo,guardrails]", "posterior=upwork_2025_level", "value_of_information=false",
        "figures=none",
    )  # fmt: skip
    table = pd.read_parquet(folder / "effects.parquet")
    whole = table[(table["effect"] == "output") & (table["department"] == "all departments")]
    assert dict(whole[whole["runs"] == "all"].set_index("reading")["n"]) == {
        "level": 12,
        "ratio": 4,
        "both": 4,
    }
    finding = json.loads((folder / "summary.json").read_text())["notes"]
    finding = " ".join(finding)
    assert "Under the survey's other readings" in finding and "reading of the survey: level)" in finding


def test_effects_by_reading_are_those_of_paired_effects():
    """By hand, from differences drawn at random; a reading without runs has no rows."""
    made = made_up_comparison(draws=20)
    labels = np.array(["ratio", "both"] * 5).repeat(2)
    base = made.comparison.baseline
    for name, value in (("reading", "mixed"), ("readings", tuple(labels))):
        object.__setattr__(base, name, value)
    table = effects_table(made.comparison, made.effects, "mixed")
    assert list(dict.fromkeys(table["reading"])) == ["mixed", "ratio", "both"]
    for reading in ("ratio", "both"):
        for place, policy in enumerate(made.comparison.names[1:]):
            values = made.effects.values["net_value"][place, labels == reading, 0]
            chosen = (table["reading"] == reading) & (table["policy"] == policy)
            chosen &= (table["effect"] == "net_value") & (table["department"] == "all departments")
            (row,) = table[chosen].to_dict("records")
            assert (row["n"], row["mean"]) == (10, pytest.approx(values.mean()))
            assert row["better"] == (values > 0).mean()

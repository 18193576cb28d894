"""Every causal structure at once: each as it is alone, counted, not averaged, at no cost to the default."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tandem
from tandem.experiments.cli import main
from tandem.experiments.compare.figures import comparison_pictures
from tandem.experiments.compare.structures import (
    STATED,
    agreements,
    best_values,
    chance_margin,
    said_by,
    structures_table,
)
from tandem.experiments.compare.structures_words import structures_text, structures_told
from tandem.model.structures import BALANCED, STRUCTURES
from tests.experiments.compare.conftest import SMALL
from tests.experiments.compare.made_up import POLICIES, made_up_comparison
from tests.experiments.drawing.layout import check_pictures
from tests.experiments.simulation.made_up_posteriors import save_all
from tests.places import REPOSITORY

PRIORS = ("posterior=prior", "value_of_information=false", "policies=[status_quo,guardrails,gain_sharing]")
LONG = "Regional Business Development, Strategic Partnerships and Alliances"
NINE_LONG = ("status quo", *(f"{LONG} {number}" for number in range(9)))


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    """A comparison under all structures, and one under each of two alone, on the priors."""
    made = {}
    for structure in ("all", "balanced", "selection"):
        folder = tmp_path_factory.mktemp("structures") / structure
        figures = "headline" if structure == "all" else "none"
        typed = (*SMALL, *PRIORS, f"structure={structure}", f"figures={figures}", f"output={folder}")
        assert main(["compare", *typed]) == 0
        made[structure] = folder
    return made


def random_table(seed, policies=POLICIES[1:], scale=1e6):
    random = np.random.default_rng(seed)
    rows = [
        {
            "structure": structure, "policy": policy, "effect": effect, "unit": "",
            "p50": random.choice([-1.0, 0.0, 1.0, 2.0]) * scale * random.random(),
            "better": random.choice([0.0, 0.49, 0.5, 0.51, 1.0]), "n": 40,
        }
        for structure, policy, effect in product(STRUCTURES, policies, STATED)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("structure", ["balanced", "selection"])
def test_each_structure_says_what_it_says_alone(every, structure):
    found = pd.read_parquet(every["all"] / "structures.parquet")
    found = found[found["structure"] == structure].set_index(["policy", "effect"])
    alone = pd.read_parquet(every[structure] / "effects.parquet")
    alone = alone[(alone["department"] == "all departments") & (alone["runs"] == "all")]
    alone = alone[alone["effect"].isin(STATED)].set_index(["policy", "effect"])
    assert len(found) == 2 * len(STATED)
    pd.testing.assert_frame_equal(found.drop(columns="structure"), alone[found.columns[1:]])


def test_the_main_tables_are_those_of_the_balanced_one(every):
    for name in ("effects.csv", "cumulative_net_value.csv"):
        assert (every["all"] / name).read_bytes() == (every[BALANCED] / name).read_bytes()
    summary = json.loads((every["all"] / "summary.json").read_text("utf-8"))
    assert summary["structure"] == BALANCED
    assert not (every[BALANCED] / "structures.parquet").exists()
    assert "structures" not in json.loads((every[BALANCED] / "summary.json").read_text("utf-8"))


def test_the_run_folder_repeats_itself_and_has_the_figure(every, tmp_path):
    index = json.loads((every["all"] / "figures" / "figures.json").read_text("utf-8"))
    named = [each["name"] for each in index]
    assert named == ["effects", "cost_and_benefit", "cash", "structures"]
    again = tmp_path / "again"
    assert main(["compare", "--config-path", str(every["all"]), "figures=none", f"output={again}"]) == 0
    assert (again / "structures.csv").read_bytes() == (every["all"] / "structures.csv").read_bytes()


@pytest.mark.parametrize("seed", range(20))
def test_agreement_is_counted(seed):
    table = random_table(seed)
    values = table[table["effect"] == "net_value"].pivot_table(
        index="structure", columns="policy", values="better"
    )
    signs = np.sign(table.pivot_table(index=["policy", "structure"], columns="effect", values="p50"))
    for policy, found in agreements(table).items():
        assert found.pays_in == int((values[policy] >= 0.5).sum())
        own = signs.loc[policy]
        assert found.same_signs == own.groupby(list(STATED)).size().max()
        for effect in STATED:
            assert found.sign_agrees(effect) == own[effect].value_counts().max()


def test_the_best_value_may_be_the_baseline():
    table = random_table(1)
    table["p50"] = -1.0
    assert set(best_values(table, "status quo").values()) == {"status quo"}
    here = (table["structure"] == "relief") & (table["policy"] == "AI training")
    table.loc[here & (table["effect"] == "net_value"), "p50"] = 0.5
    assert best_values(table, "status quo")["relief"] == "AI training"


def test_chance_margin_is_that_of_coins():
    tosses = np.random.default_rng(3).binomial(100, 0.5, 20_000) / 100
    assert (np.abs(tosses - 0.5) <= chance_margin(100) + 1e-9).mean() == pytest.approx(0.96, abs=0.01)


@pytest.mark.parametrize("seed", range(10))
def test_words_are_few_and_the_table_narrow(seed):
    table = random_table(seed, policies=[*POLICIES[1:], LONG])
    finding = structures_told(table, "status quo")
    assert len(finding.split()) <= 30 + len(LONG.split()) * (LONG in finding)
    lines = structures_text(table, 100).splitlines()
    assert max(map(len, lines)) <= 80
    first = agreements(table)[POLICIES[1]]
    row = next(line for line in lines if line.startswith(POLICIES[1]))
    assert f"{first.pays_in} of 4  {first.same_signs} of 4" in " ".join(row.split("  "[:1])).replace(
        "   ", "  "
    )


def test_the_sentence_tells_one_best_value_from_several():
    table = random_table(2)
    table["p50"] = np.where(table["policy"] == "AI training", 3e7, 1.0)
    told = structures_told(table, "status quo")
    assert "In all 4 accounts" in told and "“AI training”" in told
    table.loc[(table["policy"] == "AI training") & (table["structure"] == "relief"), "p50"] = 0.5
    assert "“AI training” in 3 of 4" in structures_told(table, "status quo")


@pytest.mark.parametrize(
    ("policies", "scale"),
    [(POLICIES, 1e6), (POLICIES[:2], 1e6), (NINE_LONG, 1e11), (POLICIES, 0.3)],
    ids=["usual", "one policy", "long names and much money", "next to nothing"],
)  # fmt: skip
def test_the_figure_keeps_the_rules_and_shows_the_table(policies, scale):
    made = made_up_comparison(policies=policies)
    table = random_table(4, policies[1:], scale)
    drawn = list(
        comparison_pictures(
            made.comparison, made.effects, made.table, {"structures": table}, [], 0.0, 10, ("structures",)
        )
    )
    assert check_pictures(iter(drawn)) == ["structures"]
    shown = drawn[0].data.set_index(["Policy", "Structure"])
    values = table[table["effect"] == "net_value"].set_index(["policy", "structure"])
    for key, row in shown.iterrows():
        assert row["Runs that pay, %"] == pytest.approx(100 * values.loc[key, "better"])
        assert row["Net value, median, USD"] == pytest.approx(values.loc[key, "p50"])


def test_the_tables_come_in_the_order_of_the_structures():
    made = made_up_comparison().comparison
    said = said_by(made, 10)
    later = said.assign(structure="selection")
    assert list(dict.fromkeys(structures_table([later, said])["structure"])) == [BALANCED, "selection"]


def test_each_structure_has_its_own_fit(tmp_path):
    for structure in STRUCTURES:
        save_all(tmp_path, structure=structure)
    posterior = {"name": "pulse", "folder": str(tmp_path)}
    few: dict[str, Any] = {"draws": 6, "months": 3, "value_of_information": False}
    result = tandem.compare(
        ["status_quo", "guardrails"],
        structure="all",
        posterior=posterior,
        figures="none",
        organisation={"headcount": 120},
        **few,
    )
    assert len(result.structures) == len(STRUCTURES) * len(STATED)
    told = result.manifest["structures"]
    for structure in STRUCTURES:
        under = "" if structure == BALANCED else f"_{structure}"
        names = [each["name"] for each in told[structure]["posterior_components"]]
        assert names == [f"pulse_{reading}{under}" for reading in ("level", "ratio", "both")]
    assert len({each["posterior_hash"] for each in told.values()}) == len(STRUCTURES)


def test_a_fit_that_is_missing_is_told_before_anything_is_simulated(tmp_path, capsys):
    save_all(tmp_path)
    typed = ("posterior.name=pulse", f"posterior.folder={tmp_path}", f"output={tmp_path / 'run'}")
    assert main(["compare", *SMALL, "structure=all", *typed]) == 2
    told = capsys.readouterr().err
    assert "pulse_level_relief" in told and "tandem calibrate reading=level structure=relief" in told
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("command", ["project", "optimise"])
def test_other_commands_take_one_structure(command, capsys):
    assert main([command, "structure=all", "posterior=prior"]) == 2
    told = capsys.readouterr().err
    assert "structure: found 'all'" in told and "tandem compare structure=all" in told


def test_the_default_loads_nothing_of_it(tmp_path):
    typed = ["compare", *SMALL, *PRIORS, "draws=4", "months=2", "figures=all", f"output={tmp_path / 'run'}"]
    program = (
        "import sys; from tandem.experiments.cli import main; "
        f"assert main({typed!r}) == 0; "
        "print([name for name in sys.modules if name.startswith('tandem') and 'structures' in name])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.splitlines()[-1] == "['tandem.model.structures']"

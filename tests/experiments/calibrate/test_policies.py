"""What the fit teaches about policies: effects against other commands, widths by hand, and the report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tandem
from tandem.calibration.fit import posterior
from tandem.experiments.calibrate import policies, policies_report
from tandem.experiments.calibrate.command import COMMAND
from tandem.experiments.calibrate.figures.policies import draw_policies
from tandem.experiments.calibrate.policies import EFFECTS, FITTED, SOURCES, compared, report_on, settings_of
from tandem.experiments.calibrate.policies_report import headline, lesson_of
from tandem.experiments.cli import main
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.simulation.posteriors import PRIOR
from tandem.experiments.simulation.progress import Progress
from tandem.model.structures import STRUCTURES
from tests.experiments.drawing.layout import check_pictures
from tests.experiments.simulation.made_up_posteriors import save_all

POLICY = "cost_cutting"  # which moves headcount, too
SMALL: dict[str, Any] = {"organisation": {"headcount": 150}, "months": 6, "posterior": "prior", "seed": 4}
SETS, RUNS = 6, 2


def choices(**settings):
    return COMMAND.choices_of(composed_calibration() | settings)


def composed_calibration():
    from tandem.experiments.api.settings import composed

    return composed(COMMAND, {"report": True, "name": "upwork_2025"})


def small_report(monkeypatch, runs=RUNS):
    """The report on two sources that are both the priors of a small organisation."""
    monkeypatch.setattr(policies, "RUNS_OF_A_SET", runs)
    monkeypatch.setattr(policies, "options_of", lambda _group: ["status_quo", POLICY])
    prior = settings_of(PRIOR, choices(seed=4, policy_sets=20))
    own = replace(
        prior, organisation={**prior.organisation, "headcount": 150}, months=6, draws=SETS * runs, seed=4
    )
    return report_on({PRIOR: own, FITTED: own}, choices(seed=4), Progress(), lambda *_: None)


@pytest.fixture(scope="module")
def fits(tmp_path_factory):
    """Made-up fits in the place of those that ship."""
    folder = tmp_path_factory.mktemp("fits")
    for structure in STRUCTURES:
        save_all(folder, structure=structure, stem="upwork_2025")
    return folder


@pytest.fixture
def shipping(fits, monkeypatch):
    found = posterior._places
    monkeypatch.setattr(posterior, "_places", lambda name, folder: found(name, folder or fits))


def test_effects_are_those_that_projections_show(monkeypatch):
    table = small_report(monkeypatch).table.set_index("effect")
    sums = {}
    for policy in ("status_quo", POLICY):
        settings: dict[str, Any] = {"draws": SETS * RUNS, "runs_per_parameter_set": RUNS, "figures": "none"}
        drawn = tandem.project(policy=policy, table="draws", **SMALL, **settings).tables["draws"]
        whole = drawn[(drawn[["department", "level", "contract"]] == "all").all(axis=1)]
        months = whole.assign(set=whole["draw"].astype(int) // RUNS)
        sums[policy] = months.groupby(["measure", "set"], observed=True)["value"].sum()
    for effect, measure in (("quits", "voluntary_exits"), ("output", "output")):
        change = 100 * (sums[POLICY][measure] / sums["status_quo"][measure] - 1)
        assert len(change) == SETS
        expected = np.quantile(change, [0.05, 0.5, 0.95])
        found = table.loc[effect, ["prior_p5", "prior_p50", "prior_p95"]].astype(float)
        np.testing.assert_allclose(found, expected, rtol=2e-4, atol=2e-4)


def test_burnout_is_that_of_a_comparison(monkeypatch):
    table = small_report(monkeypatch, runs=1).table.set_index("effect")
    settings: dict[str, Any] = {"value_of_information": False, "figures": "none"}
    result = tandem.compare(["status_quo", POLICY], draws=SETS, runs_per_parameter_set=1, **SMALL, **settings)
    rows = result.effects
    rows = rows[(rows["effect"] == "burnout") & (rows["department"] == "all departments")]
    row = rows[rows["runs"] == "all"].iloc[0]
    for key in ("p5", "p50", "p95"):
        assert table.loc["burnout", f"prior_{key}"] == pytest.approx(row[key], abs=1e-9)


def test_the_same_parameters_have_the_same_effects(monkeypatch):
    table = small_report(monkeypatch).table
    for key in ("p5", "p50", "p95"):
        assert (table[f"prior_{key}"] == table[f"fitted_{key}"]).all()
    assert (table[["width_ratio", "width_ratio_p5", "width_ratio_p95"]] == 1).all(axis=None)


def made_up_effects(policy_count=5, sets=80, narrower=1.0, seed=3):
    random = np.random.default_rng(seed)
    prior = {effect: random.normal(-3, 4, (policy_count, sets)) for effect in EFFECTS}
    return {PRIOR: prior, FITTED: {effect: narrower * values - 1 for effect, values in prior.items()}}


@pytest.mark.parametrize("narrower", [0.25, 1.0, 1.5])
def test_a_ratio_of_widths_is_what_was_put_in(narrower):
    names = [f"policy {number}" for number in range(5)]
    found = made_up_effects(narrower=narrower)
    table = compared(names, found, 1)
    for key in ("width_ratio", "width_ratio_p5", "width_ratio_p95"):
        np.testing.assert_allclose(table[key], narrower)
    lesson = lesson_of(table)
    assert (lesson.narrower, lesson.wider) == (15 * (narrower < 1), 15 * (narrower > 1))
    row = table[(table["policy"] == "policy 3") & (table["effect"] == "output")].iloc[0]
    assert row["prior_p50"] == pytest.approx(np.median(found[PRIOR]["output"][3]))
    medians = table[table["effect"] == "quits"]["fitted_p50"]
    assert medians.is_monotonic_increasing


def test_independent_draws_of_one_distribution_are_rarely_told_apart():
    prior, fitted = made_up_effects(40, 200, seed=5)[PRIOR], made_up_effects(40, 200, seed=6)[PRIOR]
    lesson = lesson_of(compared([str(n) for n in range(40)], {PRIOR: prior, FITTED: fitted}, 1))
    alarms = (lesson.narrower + lesson.wider) / lesson.effects
    assert lesson.effects == 120 and alarms < 2 * policies_report.FALSE_ALARMS
    assert lesson.middle == pytest.approx(1, abs=0.05)


def test_an_effect_without_a_width_has_no_ratio():
    found = made_up_effects(2)
    found[PRIOR]["burnout"][1] = 0.0
    table = compared(["one", "two"], found, 1)
    here = (table["policy"] == "two") & (table["effect"] == "burnout")
    assert table[here]["width_ratio"].isna().all() and table[~here]["width_ratio"].notna().all()
    assert lesson_of(table).effects == 5
    assert "Of 5 effects" in headline(table)


@pytest.mark.parametrize("count", [1, 17])
def test_the_figure_keeps_the_rules(count):
    names = [f"Regional development, partnerships and alliances {number}" for number in range(count)]
    table = compared(names, made_up_effects(count), 1)
    picture = draw_policies(table, "A title", "Reading, seeds, interval. Source: Tandem")
    assert check_pictures(iter([picture])) == ["policies"]
    assert len(picture.data) == len(EFFECTS) * count


def test_a_report_of_the_mixture(shipping, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(policies_report, "DOCUMENTS", tmp_path / "docs")
    for folder in ("figures/calibration", "calibration"):
        (tmp_path / "docs" / folder).mkdir(parents=True)
    monkeypatch.setattr(policies, "RUNS_OF_A_SET", 1)
    monkeypatch.setattr(policies_report, "RUNS_OF_A_SET", 1)
    folder = tmp_path / "run"
    typed = ("report=true", "name=upwork_2025", "structure=relief", "policy_sets=20", "ship=true")
    assert main(["calibrate", *typed, f"output={folder}"]) == 0
    assert "How sure. Of 51 effects" in capsys.readouterr().out
    table = pd.read_parquet(folder / "policies.parquet")
    assert len(table) == (len(options_of("policy")) - 1) * len(EFFECTS)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [each["name"] for each in manifest["posterior_components"]] == [
        f"upwork_2025_{reading}_relief" for reading in ("level", "ratio", "both")
    ]
    page = (tmp_path / "docs" / "calibration" / "policies_relief.md").read_text("utf-8")
    assert headline(table) in page
    assert headline(table) in (folder / "finding.md").read_text("utf-8")
    assert (tmp_path / "docs" / "figures" / "calibration" / "policies_relief.png").is_file()
    assert "fitted under it" in page and "workload guardrails" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("name=upwork_2025",), ("found 'upwork_2025' without report", "report=true name=upwork_2025")),
        (("name=upwork_2025", "report=true", "facts=true"), ("facts: found true", "example: report=true")),
        (("name=upwork_2025", "report=true", "policy_sets=3"), ("policy_sets: found 3", "20 to 2,000")),
    ],
)
def test_what_does_not_go_together_is_told(typed, words, capsys, tmp_path):
    assert main(["calibrate", *typed, f"output={tmp_path / 'run'}"]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in words)
    assert not (tmp_path / "run").exists()


def test_sources_are_the_priors_and_the_default_mixture():
    found = {source: settings_of(source, choices(structure="ratchet")) for source in SOURCES}
    assert found[PRIOR].posterior.kind == "prior" and found[FITTED].posterior.name == "upwork_2025"
    assert {each.structure for each in found.values()} == {"ratchet"}
    for key in ("organisation", "months", "draws", "seed", "environment"):
        assert getattr(found[PRIOR], key) == getattr(found[FITTED], key)

"""Base rates in a projection: every draw has its own, the first year shows them, and the output says so."""

import json

import numpy as np
import pytest

from tandem.calibration.base_rates.rates import BaseRates, save_base_rates, source_hash
from tandem.experiments.cli import main
from tandem.experiments.simulation.compilation import compile_model
from tandem.experiments.simulation.runs import runs_of, simulate
from tandem.experiments.simulation.setting import setting_of
from tandem.model.organisation.folder.imported import read_profile
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT
from tandem.model.parameters import sample_prior
from tests.experiments.project.test_runs import choices
from tests.model.organisation.synthetic_profile import write_synthetic_profile

DRAWS = 12


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("own") / "profile"
    write_synthetic_profile(place, headcount=1_500)
    profile = read_profile(place).profile
    annual = np.linspace(0.05, 0.4, DRAWS)[:, None] * np.linspace(0.8, 1.2, len(profile.groups))
    account = {
        "kind": "history", "source_sha256": source_hash(place), "leavers": 384,
        "first_month": "2022-07", "last_month": "2025-06",
    }  # fmt: skip
    save_base_rates(place, profile, BaseRates(annual, account))
    return place


def test_each_parameter_set_starts_from_its_own_draw(folder):
    settings = choices("organisation=profile", f"organisation.path={folder}", f"draws={DRAWS}", "months=1",
                       "runs_per_parameter_set=1")  # fmt: skip
    setting = setting_of(settings, settings.policy)
    compile_model(setting.real)
    tallies = simulate(setting, runs_of(sample_prior(1, DRAWS), 1, 1), 1, lambda: None)
    first = tallies[:, 24]
    simulated = 12 * first[..., EXPECTED_QUITS].sum(axis=1) / first[..., PRESENT].sum(axis=1)
    rates = setting.own.rates
    assert rates is not None
    people = np.array([group.headcount for group in setting.stated.groups])
    stated = np.array(
        [rates.annual[rates.row_of(1, number)] @ people / people.sum() for number in range(DRAWS)]
    )
    assert len(set(np.round(stated, 6))) == DRAWS
    # The labour market and intention move on from last year, so the first month is near, not equal.
    assert np.corrcoef(np.log(simulated), np.log(stated))[0, 1] > 0.97
    assert np.exp(np.mean(np.log(simulated / stated))) == pytest.approx(1, abs=0.12)


@pytest.mark.parametrize(
    ("extra", "kind", "words"),
    [
        ((), "history", "fitted to the organisation's own history from 2022-07 to 2025-06 (384 leavers"),
        (
            ("organisation.base_rates=literature",),
            "literature",
            "published ones and not this organisation's own",
        ),
    ],
)
def test_the_output_says_where_the_rates_come_from(folder, tmp_path, extra, kind, words):
    run = tmp_path / "run"
    small = ("draws=2", "months=2", f"output={run}")
    assert main(["project", "organisation=profile", f"organisation.path={folder}", *small, *extra]) == 0
    manifest = json.loads((run / "manifest.json").read_text())
    assert manifest["organisation"]["own_data"]["base_rates"]["kind"] == kind
    summary = json.loads((run / "summary.json").read_text())
    assert words in " ".join(summary["notes"])
    assert summary["own_data"]["base_rates"]["kind"] == kind


def test_without_history_the_output_says_that_rates_are_published(tmp_path):
    place = tmp_path / "profile"
    write_synthetic_profile(place)
    for name in ("exposure.parquet", "monthly.parquet"):
        (place / name).unlink()
    small = ("draws=2", "months=2", f"output={tmp_path / 'run'}")
    assert main(["project", "organisation=profile", f"organisation.path={place}", *small]) == 0
    page = (tmp_path / "run" / "finding.md").read_text("utf-8")
    assert "the profile has no history of leavers" in page


def test_an_unknown_choice_is_refused(folder, capsys):
    typed = ["project", "organisation=profile", f"organisation.path={folder}", "organisation.base_rates=mine"]
    assert main(typed) == 2
    assert "allowed: history or literature" in capsys.readouterr().err

"""Where things are kept: unfinished work by what made it, shipped posteriors in the checkout alone."""

from dataclasses import replace

import pytest

from tandem.calibration.fit.calibrate import FitSettings
from tandem.calibration.survey.targets import READINGS, for_reading, upwork_2025
from tandem.experiments.calibrate.places import check_shipping
from tandem.experiments.calibrate.study import simulations_of
from tandem.experiments.calibrate.targets import read_survey
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError
from tandem.model.structures import STRUCTURES
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws

TARGETS = for_reading(upwork_2025(), "level")
SETTINGS = FitSettings()


def work_of(targets=TARGETS, settings=SETTINGS):
    return simulations_of(targets, settings, Progress()).folder


BEFORE = work_of()


@pytest.mark.parametrize("change", [{"threads": 7}, {"draws": 9000}])
def test_work_is_used_again_for_the_same_simulations(change):
    assert work_of(settings=replace(SETTINGS, **change)) == BEFORE


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"people": 5000},
        {"first_people": 5000},
        {"structure": "relief"},
        {"first_wave": 512},
        {"second_wave": 512},
        {"tune": 900},
    ],
)
def test_other_settings_have_other_work(change):
    assert work_of(settings=replace(SETTINGS, **change)) != BEFORE


def test_another_model_or_survey_has_other_work(monkeypatch):
    assert work_of(TARGETS[1:]) != BEFORE
    changed = (replace(TARGETS[0], value=0.41), *TARGETS[1:])
    assert work_of(changed) != BEFORE
    monkeypatch.setattr("tandem.experiments.calibrate.study.code_hash", lambda *_: "another model")
    assert work_of() != BEFORE


def test_publishing_writes_the_page_and_small_figures(tandem, tmp_path, monkeypatch):
    from tandem.calibration.fit.posterior import save_posterior

    shipped, documents = tmp_path / "shipped", tmp_path / "docs"
    (documents / "figures").mkdir(parents=True)
    save_posterior(shipped, NAME, made_up_draws(), made_up_account())
    monkeypatch.setattr("tandem.calibration.fit.posterior.behaves_alike", lambda _: True)
    monkeypatch.setattr("tandem.experiments.calibrate.places.SHIPPED_FOLDER", shipped)
    monkeypatch.setattr("tandem.experiments.calibrate.report.DOCUMENTS", documents)
    answer = tandem("report=true", "ship=true", "backcast_draws=2", "people=2000")
    assert answer.code == 0, answer.err
    page = (documents / "calibration" / f"{NAME}.md").read_text(encoding="utf-8")
    figures = sorted((documents / "figures" / "calibration").iterdir())
    assert len(figures) == 11
    for figure in figures:
        assert figure.suffix == ".png"
        assert figure.stat().st_size < 200_000
        assert f"](../figures/calibration/{figure.name})" in page


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_what_a_missing_fit_is_told_to_be_made_with_may_be_shipped(reading, structure):
    survey = read_survey("upwork_2025")
    check_shipping(survey.name_of(reading, structure), survey)
    with pytest.raises(InputError, match="allowed: true only for upwork_2025_level"):
        check_shipping("pulse_2026", survey)

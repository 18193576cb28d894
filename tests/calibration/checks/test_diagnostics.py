"""Diagnostics: predictions against targets, contraction, leaving targets out, other priors."""

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.stats import beta

from tandem.calibration.checks.identifiability import contraction_table, leave_one_out, strongest_dependence
from tandem.calibration.checks.predictive import STUDY, fit_table, predict
from tandem.calibration.checks.sensitivity import SELECTION, reweighted
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.sampling import Sample
from tandem.calibration.survey.instrument import market, one_survey, population_values
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.parameters import register, sample_prior
from tests.calibration.fit.made_up import emulator, shipped, statistics, target

TARGETS = tuple(each for each in upwork_2025() if each.role != "context")
PEOPLE = 4_000


# --- predictions ------------------------------------------------------------------------------------------
def test_predictions_are_the_population_and_one_survey_of_each_draw():
    draws = sample_prior(2, 3)
    done: list[int] = []
    population, survey = predict(draws, TARGETS, PEOPLE, 1, done.append, first_seed=500)
    assert population.shape == survey.shape == (3, len(TARGETS))
    assert sum(done) == 3
    for place, values in enumerate(draws):
        whole = population_values(values, TARGETS, PEOPLE, seed=500 + place)
        assert population[place] == pytest.approx([whole[each.name] for each in TARGETS], rel=1e-12)
        answers = market(PEOPLE).answers(values, 500 + place, (18, 29))
        asked = one_survey(answers, TARGETS, np.random.default_rng(500 + place), STUDY)
        sampled = [number for number, each in enumerate(TARGETS) if not each.extra_error]
        assert survey[place][sampled].tolist() == [asked[TARGETS[number].name] for number in sampled]
    again = predict(draws, TARGETS, PEOPLE, 2, done.append, first_seed=500)
    assert np.array_equal(again[0], population) and np.array_equal(again[1], survey)


def table_of(values: np.ndarray, surveys: np.ndarray, *targets) -> list[dict]:
    return fit_table(tuple(targets), values, surveys, prior=values - 0.1)


def test_a_fit_table_says_what_was_predicted_and_whether_it_fits():
    share = target("burnout_top", 0.6, (150,))  # its own interval is about 0.53 to 0.66
    held_out = replace(target("mean_gain", 0.4, (625,), extra_error=0.02), role="check")
    ramp = np.linspace(0, 1, 101)[:, None]
    values = np.hstack([0.45 + 0.2 * ramp, 0.5 + 0.1 * ramp])
    surveys = np.hstack([0.5 + 0.3 * ramp, 0.41 + 0.1 * ramp])
    first, second = table_of(values, surveys, share, held_out)
    assert first["predicted"] == pytest.approx({"p5": 0.46, "p50": 0.55, "p95": 0.64})
    assert first["survey_replicates"] == pytest.approx({"p5": 0.515, "p95": 0.785})
    assert first["interval"] == list(share.interval())
    assert (first["use"], first["inside"], first["replicated"]) == ("fitted", True, True)
    assert (second["use"], second["inside"], second["replicated"]) == ("held out", False, False)


def test_replicates_of_a_widened_target_are_widened():
    values = sample_prior(2, 1) * 40
    _, survey = predict(values, TARGETS, PEOPLE, 1, lambda _: None)
    names = [each.name for each in TARGETS]
    spread = survey.std(axis=0)[names.index("burnout_2024")]
    assert spread > 0.7 * shipped("burnout_2024").extra_error  # of 40 draws; sampling alone gives 0.018


def test_replicates_have_the_number_of_respondents_of_their_target():
    pulse = (replace(shipped("freelancers_positive"), n=(40,)),)
    values = sample_prior(2, 1)[0]
    truth = population_values(values, pulse, 20_000)["freelancers_positive"]
    _, survey = predict([values] * 60, pulse, 20_000, 1, lambda _: None)
    assert survey.std() > 0.7 * math.sqrt(truth * (1 - truth) / 40)


# --- what is informed -------------------------------------------------------------------------------------
def test_contraction_and_shift_of_a_known_posterior():
    scores = np.random.default_rng(1).normal(size=(20_000, len(INPUTS)))
    scores[:, 3] = 1.5 + 0.5 * scores[:, 3]
    scores[:, 7] = 0.8 * scores[:, 7]
    rows = contraction_table(INPUTS, scores)
    assert [row["parameter"] for row in rows[:2]] == [INPUTS[3], INPUTS[7]]
    assert rows[0]["contraction"] == pytest.approx(0.75, abs=0.02)
    assert rows[0]["shift"] == pytest.approx(1.5, abs=0.02)
    assert rows[1]["contraction"] == pytest.approx(0.36, abs=0.03)
    assert [row["informed"] for row in rows] == [True, True] + [False] * (len(INPUTS) - 2)
    assert {row["parameter"] for row in rows} == set(INPUTS)


def test_strongest_dependence_comes_first():
    scores = np.random.default_rng(2).normal(size=(20_000, len(INPUTS)))
    scores[:, 5] = 0.8 * scores[:, 2] + 0.6 * scores[:, 5]
    scores[:, 9] = -0.5 * scores[:, 1] + math.sqrt(0.75) * scores[:, 9]
    first, second, third = strongest_dependence(INPUTS, scores, 3)
    assert {first["first"], first["second"]} == {INPUTS[2], INPUTS[5]}
    assert first["correlation"] == pytest.approx(0.8, abs=0.02)
    assert {second["first"], second["second"]} == {INPUTS[1], INPUTS[9]}
    assert second["correlation"] == pytest.approx(-0.5, abs=0.02)
    assert abs(third["correlation"]) < 0.05


class Leaving:
    """A sampler whose score `place` is informed by the target of that place alone."""

    def sample(self, seed, draws, tune, chains=4, observed=None, included=None):
        assert observed is None
        spread = np.ones(len(INPUTS))
        spread[: len(included)] = np.where(included, 0.5, 1.0)
        scores = np.random.default_rng(seed).normal(size=(4 * draws, len(INPUTS))) * spread
        return Sample(scores, 1.0, 1000.0, 0)


def test_leaving_a_target_out_predicts_it_and_shows_what_it_informed():
    share = target("unclear_top", 0.5, (150,))
    ratio = target("considering_ratio", 3.5, (156, 469), rest=0.2)
    made = emulator(statistics("unclear_top", "considering_top", "considering_rest"), size=1e-4)
    made = replace(made, constant=np.array([0.0, 0.0, math.log(0.25 / 0.75)]))
    full = Leaving().sample(99, 1000, 0, included=np.ones(2))
    fit: Any = SimpleNamespace(fitted=(share, ratio), emulator=made, sampler=Leaving(), sample=full)
    done: list[int] = []
    predictions, informs = leave_one_out(fit, 1, done.append)
    assert done == [1, 1]
    expected = np.zeros((2, len(INPUTS)))
    expected[0, 0] = expected[1, 1] = 0.75
    assert informs == pytest.approx(expected, abs=0.13)
    first, second = predictions
    # 75 of 150 are expected to say yes, with a standard deviation of 4 points.
    assert first["predicted"]["p50"] == pytest.approx(0.5, abs=0.01)
    assert first["predicted"]["p5"] == pytest.approx(0.5 - 1.645 * 0.041, abs=0.015)
    assert first["inside"]
    assert second["predicted"]["p50"] == pytest.approx(2.0, abs=0.05)
    assert second["predicted"]["p95"] < 3 and not second["inside"]


# --- other priors -----------------------------------------------------------------------------------------
def test_reweighting_gives_the_means_under_other_priors():
    entry = register()[SELECTION]
    selection = entry.quantile((np.arange(20_000) + 0.5) / 20_000)
    part = (selection - entry.low) / (entry.high - entry.low)
    rows = reweighted(selection, np.column_stack([part**2, 1 - part]), ["square", "rest"])
    priors = {"Beta(1, 4)": beta(1, 4), "Beta(1, 1)": beta(1, 1), "Beta(4, 1)": beta(4, 1)}
    for row in rows:
        assert row["selection"] == pytest.approx(row["prior_mean"], abs=0.02)
        for name, prior in priors.items():
            if name in row["prior"]:
                assert row["prior_mean"] == pytest.approx(entry.low + (entry.high - entry.low) * prior.mean())
                assert row["predicted"]["square"] == pytest.approx(prior.moment(2), abs=0.03)
                assert row["predicted"]["rest"] == pytest.approx(1 - prior.mean(), abs=0.03)
    fitted = next(row for row in rows if row["prior"] == "as fitted")
    assert fitted["effective_draws"] == pytest.approx(20_000)
    assert fitted["selection"] == pytest.approx(selection.mean())
    assert all(row["effective_draws"] < 20_000 for row in rows if row is not fitted)


def test_reweighting_survives_shares_of_nothing_and_everything():
    for row in reweighted(np.array([0.0, 0.5, 1.0]), np.ones((3, 1)), ["one"]):
        assert math.isfinite(row["selection"]) and row["predicted"]["one"] == pytest.approx(1)

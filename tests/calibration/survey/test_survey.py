"""The simulated survey: who is asked, what sampling does to the findings, and what the population says."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from tandem.calibration.checks.predictive import STUDY
from tandem.calibration.survey import instrument as survey
from tandem.calibration.survey.instrument import market, one_survey, population_values
from tandem.calibration.survey.questions import ask, everybody_in_post, statistics_of
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.engine.steady_state import steady_state
from tandem.model.organisation.configuration import default_organisation
from tandem.model.parameters import central_values, register
from tests.calibration.fit.made_up import EARLY, LATE, shipped

PEOPLE = 20_000
TARGETS = tuple(target for target in upwork_2025() if target.role != "context")
IN_2025 = tuple(target for target in TARGETS if target.month == LATE)
CENTRAL = central_values()


@pytest.fixture(scope="module")
def answers():
    return market(PEOPLE).answers(CENTRAL, 1, (EARLY, LATE))


@pytest.fixture(scope="module")
def replicates(answers) -> dict[str, np.ndarray]:
    """Findings of many surveys of 2025, by target."""
    found = [
        one_survey({LATE: answers[LATE]}, IN_2025, np.random.default_rng([7, place]), STUDY)
        for place in range(600)
    ]
    return {name: np.array([each[name] for each in found]) for name in found[0]}


@pytest.fixture(scope="module")
def truth() -> dict[str, float]:
    return population_values(CENTRAL, TARGETS, PEOPLE, seed=1)


@pytest.fixture
def asked(monkeypatch, answers) -> dict[int, np.ndarray]:
    """Who was asked in one survey, by month."""
    found = {}
    month_of = {id(each): month for month, each in answers.items()}

    def remember(everybody, people, said):
        found[month_of[id(everybody)]] = people
        assert all(set(np.unique(each)) <= {0, 1} for each in said.values())
        return statistics_of(everybody, people, said)

    monkeypatch.setattr(survey, "statistics_of", remember)
    one_survey(answers, TARGETS, np.random.default_rng(1), STUDY)
    return found


def test_the_study_asks_the_published_numbers_of_ai_users_and_of_all_executives(answers, asked):
    late, people = answers[LATE], asked[LATE]
    assert late.user[people[~late.executive[people]]].all()
    executives = people[late.executive[people]]
    assert late.user[executives].mean() == pytest.approx(late.user[late.executive].mean(), abs=0.06)
    assert not late.user[executives].all()
    assert late.employee[people].sum() == STUDY["employee"]
    assert late.freelancer[people].sum() == STUDY["freelancer"]
    assert 0 < late.executive[people].sum() <= STUDY["executive"]


def test_the_study_of_2024_asks_employees_whether_they_use_ai_or_not(answers, asked):
    early = answers[EARLY]
    people = asked[EARLY][early.employee[asked[EARLY]]]
    assert people.size == STUDY["employee"]
    assert early.user[people].mean() == pytest.approx(early.user[early.employee].mean(), abs=0.08)


def test_the_study_asks_as_many_executives_as_were_asked(answers, asked):
    assert answers[LATE].executive[asked[LATE]].sum() == STUDY["executive"] == 1250


@pytest.mark.parametrize("name", [target.name for target in IN_2025])
def test_surveys_are_unbiased(name, replicates, truth):
    found = replicates[name]
    error = found.std(ddof=1) / math.sqrt(found.size)
    bias = 0.005 * truth[name] if shipped(name).kind == "ratio" else 2e-3  # of a ratio, of an estimated cut
    assert abs(found.mean() - truth[name]) <= 4 * error + bias


@pytest.mark.parametrize("name", ["burnout_top", "unclear_top", "trust_top", "relation_top"])
def test_shares_of_the_top_quartile_vary_as_binomial_shares_do(name, replicates, truth):
    expected = truth[name] * (1 - truth[name]) / 156
    # The variance of 600 replicates is known to ± 6 % (one standard error).
    assert replicates[name].var(ddof=1) == pytest.approx(expected, rel=0.25)


def test_the_log_ratio_varies_as_katz_says(answers, replicates, truth):
    late = answers[LATE]
    rest = statistics_of(late, everybody_in_post(late), late.chance)["considering_rest"]
    expected = replace(shipped("considering_ratio"), value=truth["considering_ratio"], rest=rest)
    assert np.log(replicates["considering_ratio"]).std(ddof=1) == pytest.approx(
        expected.standard_error(), rel=0.15
    )


@pytest.mark.parametrize("name", ["executives_gain", "freelancers_positive"])
def test_few_people_of_a_kind_vary_as_a_sample_of_many_firms_does(name, replicates, truth):
    # The market has fewer executives, and hardly more freelancers, than the study asked.
    expected = truth[name] * (1 - truth[name]) / shipped(name).n[0]
    assert replicates[name].var(ddof=1) == pytest.approx(expected, rel=0.3)


def test_executives_of_the_population_are_those_in_post_by_independent_arithmetic(answers, truth):
    late = answers[LATE]
    people = pd.DataFrame(
        {"executive": late.executive, "freelancer": late.freelancer, "user": late.user}
        | {name: late.chance[name] for name in ("seeing_gain", "positive")}
    )
    executives, freelancers = people[people["executive"]], people[people["freelancer"] & people["user"]]
    assert truth["executives_gain"] == pytest.approx(executives["seeing_gain"].mean(), rel=1e-12)
    assert truth["executives_gain"] != executives[executives["user"]]["seeing_gain"].mean()
    assert truth["freelancers_positive"] == pytest.approx(freelancers["positive"].mean(), rel=1e-12)


def test_population_values_are_the_same_every_time(truth):
    assert population_values(CENTRAL, TARGETS, PEOPLE, seed=1) == truth
    assert population_values(CENTRAL, TARGETS, PEOPLE, seed=1, threads=2) == truth
    other = population_values(CENTRAL, TARGETS, PEOPLE, seed=2)
    assert all(other[name] != truth[name] for name in ("mean_gain", "burnout_top", "considering_ratio"))


def test_a_month_is_the_same_whatever_other_months_are_asked():
    alone = market(2_000).answers(CENTRAL, 3, (LATE,))[LATE]
    along = market(2_000).answers(CENTRAL, 3, (EARLY, LATE))[LATE]
    assert np.array_equal(alone.gain, along.gain)
    assert all(
        np.array_equal(alone.chance[name], along.chance[name], equal_nan=True) for name in alone.chance
    )


def test_answers_are_scores_and_noise_against_thresholds():
    scenario = market(2_000).scenario(CENTRAL, LATE + 1)
    population = scenario.population(4)
    scenario.run(population, scenario.environment_of(4), LATE + 1, recorded=0)
    found = ask(population, CENTRAL)
    noise = norm(0, CENTRAL["reporting_noise"])
    stayers = steady_state(CENTRAL)
    usual = {"burnout": stayers.burnout, "intention": stayers.intention, "clarity": stayers.clarity}

    def chance(column: str, threshold: str) -> np.ndarray:
        bar = CENTRAL[threshold] + usual.get(column, 0.0)
        return noise.sf(bar - population.column(column).astype(float))

    expected = {
        "burnout": chance("burnout", "threshold_burned_out"),
        "considering": chance("intention", "threshold_considering"),
        "unclear": 1 - chance("clarity", "threshold_clarity"),
        "trust": chance("trust", "threshold_trust"),
        "relation": chance("trust", "threshold_relation"),
    }
    # Whoever was hired at the month's end has not worked yet.
    in_post = (population.column("employed") == 1) & (population.column("tenure") >= 1)
    for question, each in expected.items():
        assert found.chance[question][in_post] == pytest.approx(each[in_post], abs=1e-9), question
        assert np.isnan(found.chance[question][~in_post]).all()
    # A month's answers are given at its end: April 2025 is the thirtieth month from November 2022 on.
    asked = market(2_000).answers(CENTRAL, 4, (LATE,))[LATE]
    for question in found.chance:  # the market knows the steady state with AI's part in base quits
        np.testing.assert_allclose(asked.chance[question], found.chance[question], atol=0.02)


@pytest.mark.parametrize("wanted", [("burnout_top", "trust_top", "executives_seeing_gain"), ("unclear_all",)])
def test_asking_less_gives_the_same_answers(wanted):
    scenario = market(2_000).scenario(CENTRAL, LATE + 1)
    population = scenario.population(4)
    scenario.run(population, scenario.environment_of(4), LATE + 1, recorded=0)
    everything, less = ask(population, CENTRAL), ask(population, CENTRAL, wanted)
    people = everybody_in_post(everything)
    whole = statistics_of(everything, people, everything.chance)
    assert statistics_of(less, people, less.chance, wanted) == {name: whole[name] for name in wanted}
    assert len(less.chance) == len(wanted)


def test_executives_of_the_market_are_as_many_as_the_study_asked():
    answers = market(20_000).answers(CENTRAL, 1, (LATE,))[LATE]
    assert answers.executive.sum() > STUDY["executive"]
    # Nothing but who leads is changed: everybody else is as many as in the default organisation.
    levels = [group.level for group in market(20_000).profile.groups for _ in range(group.headcount)]
    default = default_organisation(20_000)[0]
    for level in ("junior", "intermediate", "senior"):
        assert levels.count(level) == sum(g.headcount for g in default.groups if g.level == level)


@pytest.mark.parametrize(
    ("parameter", "target"),
    [
        ("threshold_burned_out", "burnout_top"),
        ("reporting_noise", "burnout_top"),
        ("optimism_mean", "mean_gain"),
        ("burnout_to_intention", "considering_ratio"),
        ("ai_on_trust", "trust_top"),
        ("burnout_role_loading", "burnout_ratio"),
        ("relief_by_ai", "burnout_ratio"),
    ],
)
def test_population_values_are_smooth_in_a_parameter(parameter, target):
    entry = register()[parameter]
    step = (entry.high - entry.low) / 50
    middle = entry.central

    def value(at: float, seed: int = 0) -> float:
        return population_values(CENTRAL | {parameter: at}, (shipped(target),), PEOPLE, seed)[target]

    below, here, above = value(middle - step), value(middle), value(middle + step)
    luck = np.std([value(middle, seed) for seed in range(1, 7)], ddof=1)
    assert below != here != above
    assert abs(above - 2 * here + below) < 0.35 * math.sqrt(6) * luck  # independent luck would give √6 × luck

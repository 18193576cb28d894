"""Scores of mixes, against the simulator's ordinary way."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from tandem.experiments.optimise.evaluation import SCORES, tail_mean
from tandem.experiments.optimise.objectives import Wanted
from tandem.experiments.simulation.paired import simulate_policies
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import costs_of
from tandem.experiments.simulation.starts import go_on
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import measure_values
from tandem.model.policy.in_force import policy_in_force

MIXES = [[1, 0, 0, 1, 1, 1, 0, 0, 0], [2, 1, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 1, 0, 0, 1, 0, 0]]


@pytest.fixture(params=MIXES)
def mix(request):
    return np.array(request.param)


def test_a_mix_goes_on_as_the_policy_and_its_simulation_bit_for_bit(small, mix):
    levers, setting = small.space.levers(mix), small.setting
    for run in small.evaluator.session.runs[:3]:
        months = setting.start + setting.months
        plain = policy_in_force(levers, run.values, setting.seats, months)
        start = small.evaluator.session.start_of(run)
        under = start.scenario.under(levers)
        ours = under.policy
        assert (ours.modifiers == plain.modifiers).all()
        assert (ours.seat_class is None) == (plain.seat_class is None)
        expected = go_on(start, replace(setting, levers=levers).scenario(run.values), setting.months)
        assert (go_on(start, under, setting.months) == expected).all()


def test_scores_follow_from_an_ordinary_paired_simulation(small, mix):
    setting, runs = small.setting, small.evaluator.session.runs
    levers = small.space.levers(mix)
    base, treated = simulate_policies(setting, [(), levers], runs, 1, lambda: None)
    costs = costs_of(replace(setting, levers=levers), runs, treated)
    assert costs is not None
    change = (base - treated)[:, HISTORY_MONTHS:].sum(axis=(1, 2))
    avoided, output = change[:, tally.EXPECTED_QUITS], -change[:, tally.OUTPUT_SUM]
    contracts = [group.contract for group in setting.profile.groups]
    turnover = measure_values("expected_voluntary_turnover", treated, contracts, np.ones(len(runs)))[:, -1]
    scores = dict(zip(SCORES, small.evaluator.scores(mix), strict=True))
    assert scores["cost"] == pytest.approx(costs[:, HISTORY_MONTHS:].sum(axis=(1, 2)).mean())
    assert scores["leavers_mean"] == pytest.approx(avoided.mean())
    assert scores["leavers_tail"] == pytest.approx(np.sort(avoided)[:2].mean())  # a quarter of eight sets
    assert scores["output_mean"] == pytest.approx(output.mean())
    assert scores["turnover"] == pytest.approx(turnover.mean())


def test_the_status_quo_scores_nothing(small):
    scores = small.evaluator.scores(small.space.status_quo)
    assert scores[[place for place, name in enumerate(SCORES) if name != "turnover"]] == pytest.approx(0)


def test_a_department_that_surely_loses_is_seen(small):
    base = small.evaluator.status_quo.departments
    worse = np.zeros_like(base)
    worse[:, 0, 0] = 0.05 * base[:, 0, 0].mean()  # 5 % more leavers in every draw; 1 % counts
    assert small.evaluator._worst_department(worse) == pytest.approx(5)
    assert small.evaluator._worst_department(-worse) <= 0
    noisy = (
        worse * np.where(np.arange(len(base)) % 2, 30, -28)[:, np.newaxis, np.newaxis]
    )  # same mean, no sure sign
    assert small.evaluator._worst_department(noisy) < 1


def test_tail_mean_is_the_normal_distributions_expected_shortfall():
    values = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert tail_mean(values, 0.2) == pytest.approx(-norm.pdf(norm.ppf(0.2)) / 0.2, abs=2e-3)
    assert tail_mean(np.array([3.0, 1.0, 2.0]), 1) == pytest.approx(2)
    assert tail_mean(np.array([1.0, 2.0]), 0.75) == pytest.approx((1 + 2 * 0.5) / 1.5)


def test_caution_moves_from_the_mean_to_the_bad_cases():
    scores = np.array([[100.0, 10, 4, 50, -20, 12, 0.5]])
    bold, careful = Wanted(1e6, None, True, 0.0), Wanted(1e6, None, True, 1.0)
    assert bold.objectives(scores)[0] == pytest.approx([100, -10, -50])
    assert careful.objectives(scores)[0] == pytest.approx([100, -4, 20])


def test_constraints_are_met_up_to_their_limit():
    scores = np.array([[100.0, 10, 4, 50, -20, 12, 1.0]])
    assert (Wanted(100, 12, True, 0).constraints(scores) <= 0).all()
    assert (Wanted(99, 11.9, True, 0).constraints(scores)[0] > 0).tolist() == [True, True, False]
    assert Wanted(100, None, False, 0).constraints(scores).shape == (1, 1)

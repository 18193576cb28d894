"""Single against double precision over 74 months of 2,000 seats: how far every reported sum drifts.

A float32 carries 24 bits, so a state is off by about 1e-7 of its size in a month; persistence (at most
0.95) and the targets' slow ratchet let errors of a few months add up, not those of years. The uniform
luck of single precision is that of double precision cut to 23 bits (off by 6e-8), so one decision in
some ten million falls the other way: about once in a hundred runs of this size.
"""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.outcomes.tally import TALLY_NAMES
from tandem.model.policy.lever import Lever
from tests.model.engine.cases import scenario

MONTHS, SEATS, SEEDS = 74, 2000, (1, 2, 3, 4)
EVENTS = (
    "present", "vacant", "quits", "contract_ends", "dismissals", "layoffs", "regretted_quits", "hires",
    "promoted", "promoted_away",
)  # fmt: skip
# Somebody else's luck may differ once in a while; then a seat has another person and a team its neighbour
STRAY_SEATS, STRAY_EVENTS = 1, 4
# Each person present adds a score; the drift of its mean, in the score's own unit. Once in some hundred
# thousand person-months a shock lies beyond 4.5 SD, where 23 bits are coarse: that person is off for a while.
ONE_PERSON, MOST_MONTHS = 0.5, 0.8
SCORES = {
    "burnout_sum": 5e-6,  # SD: several inputs, each to about 1e-6
    "hours_sum": 5e-7,  # share of the usual week
    "perceived_sum": 5e-7,  # share of output
    "true_sum": 1e-7,  # share of output: tenths of a percent
    "output": 5e-7,  # worker-months
    "demands_sum": 5e-7,  # share of workload
    "connection_sum": 5e-7,  # SD
    "ai_time_sum": 1e-7,  # share of working time: some tenths
    "expected_quits": 1e-7,  # a month: a few parts in a million of the quit rate
}
# Counted when a score crosses a threshold: somebody within 1e-5 SD of it may be counted differently
THRESHOLDS = (
    "ai_users", "burned_out", "very_often", "considering", "unclear", "weekly_users", "daily_users",
)  # fmt: skip
MONEY = {"payroll": 1e-6, "replacement_cost": 1e-4, "vacancy_cost": 1e-6}  # relative


@pytest.fixture(scope="module")
def pairs():
    """For each seed, final population and sums (months, tallies), in single and in double precision."""
    results = []
    for seed in SEEDS:
        pair = []
        for real in (np.float32, np.float64):
            levers = (Lever("layoff", start=50, intensity=0.1), Lever("workload_guardrails", start=40))
            world = scenario(SEATS, MONTHS, levers, start=38, real=real)
            population = world.population(seed)
            sums = world.run(population, world.environment_of(seed), MONTHS)
            pair.append((population, sums.sum(axis=1)))
        results.append(pair)
    return results


def strays(pair):
    """Seats on which somebody else sits, or that are closed in one precision only."""
    (single, _), (double, _) = pair
    other = single.incarnation != double.incarnation
    return int((other | (single.column("is_open") != double.column("is_open"))).sum())


def events_of(sums):
    return sums[:, [TALLY_NAMES.index(name) for name in EVENTS]]


@pytest.fixture
def same_people(pairs):
    """The pairs of runs in which the same people left and arrived in every month."""
    return [pair for pair in pairs if np.array_equal(events_of(pair[0][1]), events_of(pair[1][1]))]


def test_the_same_people_leave_and_arrive_but_for_rare_strays(pairs, same_people):
    assert len(same_people) >= len(SEEDS) - 1
    for pair in pairs:
        assert strays(pair) <= STRAY_SEATS
        assert np.abs(events_of(pair[0][1]) - events_of(pair[1][1])).sum(axis=0).max() <= STRAY_EVENTS


def test_every_reported_sum_drifts_within_its_bound(same_people):
    for (_, single), (_, double) in same_people:
        present = double[:, TALLY_NAMES.index("present")]
        for place, name in enumerate(TALLY_NAMES):
            drift = np.abs(single[:, place] - double[:, place])
            if name in EVENTS:
                bound = np.zeros(MONTHS)
            elif name in SCORES:
                usual = SCORES[name] * present
                assert np.quantile(drift / usual, MOST_MONTHS) <= 1, (name, drift.max())
                bound = usual + ONE_PERSON
            elif name in THRESHOLDS:
                bound = np.full(MONTHS, 1.0)
            else:
                bound = MONEY[name] * np.abs(double[:, place])
            assert np.all(drift <= bound), (name, drift.max(), (drift / np.maximum(bound, 1e-300)).max())


def test_every_sum_is_bounded():
    assert set(TALLY_NAMES) == {*EVENTS, *SCORES, *THRESHOLDS, *MONEY}


def test_each_persons_state_drifts_within_a_hundred_thousandth(same_people):
    for (single, _), (double, _) in same_people:
        for name in ("burnout", "intention", "connection", "trust", "clarity", "raised_target", "ramp"):
            drift = np.abs(single.column(name) - double.column(name))
            assert np.quantile(drift, 0.99) < 1e-5, (name, np.quantile(drift, 0.99))
            assert drift.max() < ONE_PERSON, (name, drift.max())

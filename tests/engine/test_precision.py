"""Single against double precision over 74 months of 2,000 seats: how far every reported sum drifts.

A float32 carries 24 bits, so a state is off by about 1e-7 of its size in a month; persistence (at most
0.95) and the targets' slow ratchet let errors of a few months add up, not those of years. The uniform
luck of single precision is that of double precision cut to 23 bits (off by 6e-8), so one decision in
some ten million falls the other way: about once in a hundred runs of this size.
"""

from __future__ import annotations

import numpy as np
import pytest

from model.policy import Lever
from model.tally import TALLY_NAMES
from tests.engine.cases import scenario

MONTHS, SEATS, SEEDS = 74, 2000, (1, 2, 3)
EVENTS = ("present", "vacant", "quits", "contract_ends", "dismissals", "layoffs", "regretted_quits", "hires")
STRAYS = 1  # people whose luck lies within single precision of a chance
# Each person present adds a score; the drift of its mean, in the score's own unit
SCORES = {
    "burnout_sum": 5e-6,  # SD: several inputs, each to about 1e-6
    "intention_sum": 5e-6,  # SD
    "perceived_sum": 5e-7,  # share of output
    "true_sum": 1e-7,  # share of output: tenths of a percent
    "output": 5e-7,  # worker-months
    "demands_sum": 5e-7,  # share of workload
    "connection_sum": 5e-7,  # SD
    "expected_quits": 1e-7,  # a month: a few parts in a million of the quit rate
}
# Counted when a score crosses a threshold: somebody within 1e-5 SD of it may be counted differently
THRESHOLDS = ("ai_users", "burned_out", "very_often", "considering", "unclear")
MONEY = {"payroll": 1e-6, "replacement_cost": 1e-4, "vacancy_cost": 1e-6}  # relative


@pytest.fixture(scope="module", params=SEEDS)
def pair(request):
    """The sums (months, tallies) and final population in single and in double precision."""
    results = []
    for real in (np.float32, np.float64):
        levers = (Lever("layoff", start=50, intensity=0.1), Lever("workload_guardrails", start=40))
        world = scenario(SEATS, MONTHS, levers, start=38, real=real)
        population = world.population(request.param)
        sums = world.run(population, world.environment_of(request.param), MONTHS)
        results.append((population, sums.sum(axis=1)))
    return results


def test_the_same_people_leave_and_arrive(pair):
    (single, single_sums), (double, double_sums) = pair
    assert (single.incarnation != double.incarnation).sum() <= STRAYS
    assert (single.column("is_open") != double.column("is_open")).sum() <= STRAYS
    for name in EVENTS:
        place = TALLY_NAMES.index(name)
        strays = np.abs(single_sums[:, place] - double_sums[:, place]).sum()
        assert strays <= 4 * STRAYS, name  # a seat may differ for some months


def test_every_reported_sum_drifts_within_its_bound(pair):
    (_, single), (_, double) = pair
    present = double[:, TALLY_NAMES.index("present")]
    for place, name in enumerate(TALLY_NAMES):
        drift = np.abs(single[:, place] - double[:, place])
        if name in EVENTS:
            bound = np.zeros(MONTHS)
        elif name in SCORES:
            bound = SCORES[name] * present
        elif name in THRESHOLDS:
            bound = np.full(MONTHS, 1.0)
        else:
            bound = MONEY[name] * np.abs(double[:, place])
        assert np.all(drift <= bound), (name, drift.max(), (drift / np.maximum(bound, 1e-300)).max())


def test_each_persons_state_drifts_within_a_hundred_thousandth(pair):
    """Except far out: a shock beyond 4 SD comes from a corner of (0, 1) where 23 bits are coarse."""
    (single, _), (double, _) = pair
    for name in ("burnout", "intention", "connection", "trust", "clarity", "raised_target", "ramp"):
        drift = np.abs(single.column(name) - double.column(name))
        assert np.quantile(drift, 0.99) < 1e-5, (name, np.quantile(drift, 0.99))
        assert drift.max() < 2e-3, (name, drift.max())

"""Replays as checks of the code: tolerance and pass by hand, and a broken rule that is found."""

import json

import pytest

from tandem.calibration.checks.replays.check import judge, replay_rows
from tandem.calibration.checks.replays.trials import REPLAYS, Found, Replay
from tandem.model.parameters import central_values, sample_prior
from tandem.model.policy.lever import organisational


def replay(tolerance: float = 0.05) -> Replay:
    return Replay("flexibility_on_quits", "log ratio", tolerance, lambda firm: Found(0.0, 0.0))


def test_within_is_the_greater_of_tolerance_and_proportion():
    # 15 % of −0.6 is 0.09: −0.52 is within, −0.50 is not. Of −0.1 the tolerance of 0.05 is the greater.
    found = [Found(-0.6, -0.52), Found(-0.6, -0.50), Found(-0.1, -0.06), Found(-0.1, -0.04)]
    row = judge("hybrid_work", replay(), found)
    assert row["within"] == 0.5 and not row["passes"]
    assert row["largest_gap"] == pytest.approx(0.10)
    assert row["expected"]["p50"] == pytest.approx(-0.35)
    assert row["evidence"] == ["INT_hybrid"]


@pytest.mark.parametrize(("bad", "passes"), [(1, True), (2, False)])
def test_nine_of_ten_are_enough(bad, passes):
    found = [Found(0.0, 0.5)] * bad + [Found(0.0, 0.0)] * (10 - bad)
    assert judge("hybrid_work", replay(), found)["passes"] is passes


def test_every_trial_behind_a_prior_is_found_again_on_draws_of_the_priors():
    told: list[int] = []
    rows = replay_rows(sample_prior(3, 12), 2, told.append)
    assert sum(told) == 12 and [row["name"] for row in rows] == list(REPLAYS)
    assert all(row["within"] >= 0.75 for row in rows), [(row["name"], row["within"]) for row in rows]
    json.dumps(rows, allow_nan=False)


def test_a_prior_without_transport_comes_as_nothing():
    nowhere = central_values({"transport": 0.2, "site_flexible_work": -0.4})  # 0.2 − 0.4 · 0.5
    rows = {row["name"]: row for row in replay_rows([nowhere], 1, lambda _: None)}
    assert rows["hybrid_work"]["expected"]["p50"] == pytest.approx(0.0, abs=1e-12)
    assert rows["hybrid_work"]["came"]["p50"] == pytest.approx(0.0, abs=1e-3)


def test_a_lever_that_does_half_of_what_is_written_fails(monkeypatch):
    module = "tandem.model.policy.levers.flexible_work.organisational"
    monkeypatch.setattr(module, lambda *told: 0.5 * organisational(*told))
    rows = {row["name"]: row for row in replay_rows([central_values()], 1, lambda _: None)}
    assert not rows["hybrid_work"]["passes"]
    assert rows["layoff_survivors"]["passes"]

"""Spin-up: the default organisation takes up AI as the surveys of its time found it."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.calendar import SURVEY_MONTH, month_index
from tandem.model.outcomes import tally
from tests.model.engine.cases import scenario

MONTHS = 38


@pytest.fixture(scope="module")
def users():
    """Share of AI users by month, over four histories of 2,000 seats."""
    world = scenario(2000, MONTHS, start=MONTHS - 1)
    runs = [world.run(world.population(seed), world.environment_of(seed), MONTHS) for seed in (1, 2, 3, 4)]
    total = np.sum(runs, axis=(0, 2))
    return total[:, tally.AI_USERS] / total[:, tally.PRESENT]


@pytest.mark.parametrize(
    ("month", "share", "margin"),
    [
        ("2024-08", 0.28, 0.06),  # ADOPT_bick24: used generative AI at work
        ("2025-04", 0.50, 0.08),  # between the surveys of 2024 and of the end of 2025
        ("2025-12", 0.66, 0.08),  # ADOPT_gallup_level: remote-capable, any use, fourth quarter of 2025
    ],
)
def test_share_of_users_matches_the_surveys(users, month, share, margin):
    assert users[month_index(month, "month")] == pytest.approx(share, abs=margin)


def test_nobody_uses_ai_at_first_and_use_spreads(users):
    world = scenario(2000, 1)
    assert not world.population(1).column("uses_ai").any()
    assert users[0] < 0.03
    assert np.all(np.diff(users) > 0)


def test_history_is_the_same_whatever_comes_after_it():
    """The policy and the horizon of the projection reach back to no month before its start."""
    short, long = scenario(600, SURVEY_MONTH, start=SURVEY_MONTH), scenario(600, 70, start=SURVEY_MONTH)
    first = short.run(short.population(1), short.environment_of(1), SURVEY_MONTH)
    second = long.run(long.population(1), long.environment_of(1), SURVEY_MONTH)
    np.testing.assert_array_equal(first, second)

"""Survivors of layoffs: how much they mind depends on the size up to the one studied, and does not add up."""

from __future__ import annotations

import pytest

from tandem.model.parameters import central_values
from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.rules.environment import MODIFY_QUITS
from tests.model.engine.cases import organisation

VALUES = central_values()
_, SEATS = organisation(300)


def layoff(size, share=(0.0, 1.0)):
    return Lever("layoff", 10, intensity=size, coverage=Coverage(share=share), label=str(share))


def reaction(*layoffs):
    return float(policy_in_force(layoffs, VALUES, SEATS, 30).modifiers[12, :, MODIFY_QUITS].max())


def test_of_several_layoffs_the_one_that_survivors_mind_most_counts():
    """A layoff in two halves is the same layoff, and next to nobody laid off is next to nothing."""
    whole = reaction(layoff(0.1))
    assert whole > 0
    assert reaction(layoff(0.1, (0.0, 0.5)), layoff(0.1, (0.5, 1.0))) == whole
    assert reaction(layoff(0.0001)) == pytest.approx(whole * 0.0001 / VALUES["layoff_studied_size"])

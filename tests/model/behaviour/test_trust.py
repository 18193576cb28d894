"""Trust in AI over colleagues: those who gain most have most of it, and it loosens ties."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.calibration.survey.instrument import population_statistics
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.outcomes import tally
from tandem.model.parameters import sample_prior
from tests.model.behaviour.firm import burnout_of_same_persons, course, same_persons

PEOPLE = 3000


@pytest.mark.parametrize("values", sample_prior(17, 12))
def test_those_who_gain_most_by_their_own_account_trust_ai_more_than_the_rest(values):
    asked = [(SURVEY_MONTH, "trust_top"), (SURVEY_MONTH, "trust_rest")]
    found = population_statistics(values | {"quits_with_ai": 1.0}, asked, PEOPLE, seed=4)[SURVEY_MONTH]
    assert found["trust_top"] > found["trust_rest"] + 0.01


def test_asking_ai_first_loosens_ties_and_without_it_trust_changes_nothing_else():
    none, some = (course(changed={"trust_on_connection": effect}) for effect in (0.0, 0.2))
    same = same_persons(some, none)
    moved = (some.end.column("connection") - none.end.column("connection"))[same]
    assert moved.mean() < -0.03
    assert burnout_of_same_persons(some, none) > 0
    deaf, keen = (
        course(changed={"trust_on_connection": 0.0, "gain_on_trust": effect}) for effect in (0.0, 4.0)
    )
    assert keen.end.column("trust").mean() > deaf.end.column("trust").mean() + 0.1
    np.testing.assert_array_equal(keen.sums, deaf.sums)
    assert none.mean(tally.CONNECTION_SUM) == deaf.mean(tally.CONNECTION_SUM)


def test_ties_loosen_by_the_trust_of_those_who_use_ai():
    """One month: ties move by (1 − persistence) × effect × trust, team and use alike."""
    base, moved = (
        course(changed={"trust_on_connection": 0.0}),
        course(changed={"trust_on_connection": 0.1}),
    )
    same = same_persons(moved, base) & (base.end.column("uses_ai") == 1)
    loosened = (base.end.column("connection") - moved.end.column("connection"))[same]
    trust = base.end.column("trust")[same]
    slope = np.polyfit(trust, loosened, 1)[0]
    # Settled ties differ by the effect times trust; trust grows as ties loosen, and people differ in history
    assert slope == pytest.approx(0.1, rel=0.3)

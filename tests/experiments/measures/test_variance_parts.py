"""The parts of a variance: against a case worked out by hand, and against planted components."""

import numpy as np
import pytest

from tandem.experiments.measures.variance_parts import CrossedLuck, variance_parts


def test_a_case_by_hand():
    # Two sets, two runs each: means 1 and 5; within each the runs lie 1 from the mean.
    # Luck: (1 + 1 + 1 + 1) / 2 = 2. Sets: variance of the means 8, less luck's 2 / 2 = 7.
    values, sets = np.array([0.0, 2.0, 4.0, 6.0]), (0, 0, 1, 1)
    # Other people alone: differences 0 and 1; another market alone: 2 and 1. Squares add up to 1 and to 5.
    luck = CrossedLuck(values[[0, 2]], values[[1, 3]], np.array([0.0, 5.0]))
    shares = variance_parts(values, sets, {"reading": ["level"] * 4}, luck)
    assert shares == pytest.approx({"parameters": 7 / 9, "labour_market": 2 / 9 * 5 / 6, "people": 2 / 9 / 6})


def planted(seed, sets=20_000, reading=3.0, parameters=2.0, market=1.5, people=1.0, joint=0.5):
    """Runs y = reading + parameters + market + people + joint × market × people of known spreads."""
    random = np.random.default_rng(seed)
    label = random.random(sets) < 0.3
    level = parameters * random.standard_normal(sets) + reading * label
    markets, persons = random.standard_normal((2, sets)), random.standard_normal((2, sets))

    def run(which, whose):
        one, other = markets[which], persons[whose]
        return level + market * one + people * other + joint * one * other

    values = np.column_stack([run(0, 0), run(1, 1)]).ravel()
    labels = np.repeat(np.where(label, "ratio", "level"), 2)
    return values, np.repeat(np.arange(sets), 2), labels, CrossedLuck(run(0, 0), run(1, 1), run(0, 1))


def test_planted_components_come_back():
    values, sets, labels, luck = planted(1)
    shares = variance_parts(values, sets, {"reading": labels}, luck)
    variances = {
        "reading": 9 * 0.3 * 0.7,
        "parameters": 4.0,
        "labour_market": 3.5 * 2.5 / (2.5 + 1.25),  # luck in all, by total effects: 2.25 and 1, each + 0.25
        "people": 3.5 * 1.25 / (2.5 + 1.25),
    }
    total = sum(variances.values())
    assert shares == pytest.approx({name: each / total for name, each in variances.items()}, abs=0.015)


@pytest.mark.parametrize("seed", range(5))
def test_few_runs_add_up_all_the_same(seed):
    values, sets, labels, luck = planted(seed, sets=12)
    shares = variance_parts(values, sets, {"structure": labels[::-1], "reading": labels}, luck)
    assert shares is not None
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert all(0 <= share <= 1 for share in shares.values())


def test_readings_lie_within_structures():
    """Eight structures' sets each, half at 0 and half at 2, or at 10 and 12, by their reading; no luck.

    Between structures 25, less what sets would add to the two means by chance: their variance within, 8/7,
    divided by 16. With readings, which leave nothing within, 26.
    """
    values = np.repeat([0.0, 2, 10, 12], 8)
    labels = {
        "structure": np.repeat(["relief", "ratchet"], 16).tolist(),
        "reading": np.tile(np.repeat(["level", "ratio"], 8), 2).tolist(),
    }
    luck = CrossedLuck(np.array([0.0]), np.array([1.0]), np.array([0.5]))
    shares = variance_parts(values, np.repeat(np.arange(16), 2).tolist(), labels, luck)
    structure = 25 - 8 / 7 / 16
    expected = {"structure": structure / 26, "reading": 1 - structure / 26, "parameters": 0}
    assert shares == pytest.approx({**expected, "labour_market": 0, "people": 0}, abs=1e-12)


def test_luck_of_one_kind_alone():
    values, sets = np.array([0.0, 2.0, 1.0, 3.0]), (0, 0, 1, 1)
    one, other = values[::2], values[1::2]
    market = variance_parts(values, sets, {}, CrossedLuck(one, other, one))
    people = variance_parts(values, sets, {}, CrossedLuck(one, other, other))
    assert market == pytest.approx({"parameters": 0, "labour_market": 1, "people": 0})
    assert people == pytest.approx({"parameters": 0, "labour_market": 0, "people": 1})


def test_a_run_without_a_value_is_left_out():
    values, sets, labels, luck = planted(2, sets=40)
    holes = np.append(values, [np.nan, np.nan])
    more = CrossedLuck(*(np.append(each, np.nan) for each in (luck.one, luck.other, luck.other_people)))
    assert variance_parts(
        holes, [*sets, 40, 40], {"reading": [*labels, "level", "level"]}, more
    ) == variance_parts(values, sets, {"reading": labels}, luck)


def test_what_cannot_be_told():
    values = np.array([0.0, 2.0, 1.0, 3.0])
    nan = np.full(2, np.nan)
    luck = CrossedLuck(values[::2], values[1::2], values[::2])
    assert variance_parts(values, (0, 1, 2, 3), {}, luck) is None  # no set has two runs
    assert variance_parts(values, (0, 0, 1, 1), {}, CrossedLuck(nan, nan, nan)) is None
    assert variance_parts(np.ones(4), (0, 0, 1, 1), {}, CrossedLuck(*np.ones((3, 2)))) is None

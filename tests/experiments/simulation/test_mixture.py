"""Which parameter set of a mixture is whose: held against arithmetic in fractions; and wrong weights."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.experiments.settings.schema import READINGS
from tandem.experiments.simulation.mixture import check_weights, readings_of_sets
from tandem.model.errors import InputError

SHIPPED = {"level": 0.4, "ratio": 0.4, "both": 0.2}
parts = some.lists(some.integers(0, 1000), min_size=3, max_size=3).filter(any)


def weights_of(found: list[int]) -> dict[str, float]:
    return {name: part / sum(found) for name, part in zip(READINGS, found, strict=True)}


@given(parts, some.integers(0, 300))
def test_every_first_part_has_its_share_within_one_set(found, count):
    labels = readings_of_sets(weights_of(found), count)
    assert len(labels) == count
    for size in range(count + 1):
        for name, part in zip(READINGS, found, strict=True):
            assert abs(labels[:size].count(name) - Fraction(part, sum(found)) * size) < 1


@given(parts, some.integers(0, 100), some.integers(0, 100))
def test_more_sets_change_no_earlier_one(found, few, more):
    weights = weights_of(found)
    assert readings_of_sets(weights, few + more)[:few] == readings_of_sets(weights, few)


@given(parts, some.integers(1, 100))
def test_a_reading_of_no_weight_has_no_set_and_one_of_all_has_all(found, count):
    labels = set(readings_of_sets(weights_of(found), count))
    assert labels <= {name for name, part in zip(READINGS, found, strict=True) if part}


@pytest.mark.parametrize("count", range(60))
def test_the_weights_that_ship_share_out_by_largest_remainders(count):
    exact = {"level": Fraction(2, 5), "ratio": Fraction(2, 5), "both": Fraction(1, 5)}
    shares = {name: math.floor(weight * count) for name, weight in exact.items()}
    by_remainder = sorted(READINGS, key=lambda name: shares[name] - exact[name] * count)
    for name in by_remainder[: count - sum(shares.values())]:
        shares[name] += 1
    labels = readings_of_sets(SHIPPED, count)
    assert {name: labels.count(name) for name in READINGS} == shares


@given(parts)
def test_shares_pass(found):
    check_weights(weights_of(found))


@given(some.dictionaries(some.sampled_from(READINGS), some.floats(0, 1e6), min_size=1))
def test_weights_that_a_message_proposes_pass(weights):
    try:
        check_weights(weights)
    except InputError as told:
        assert "posterior.weights: found weights that add up to" in str(told)
        proposed = str(told).partition("nearest: ")[2].split()
        typed = [each.removeprefix("posterior.weights.").partition("=") for each in proposed]
        nearest = {name: float(value) for name, _, value in typed}
        check_weights(nearest)
        total = math.fsum(weights.values())
        for name in READINGS if total else ():
            assert nearest[name] == pytest.approx(weights.get(name, 0) / total, abs=2e-6)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"level": 0.5, "ratio": 0.6}, "posterior.weights: found weights that add up to 1.1"),
        ({"level": 1 + 3e-6}, "add up to 1.000003"),
        ({}, "posterior.weights.level=1 posterior.weights.ratio=0"),
        ({"level": -0.1, "ratio": 1.1}, r"posterior.weights.level: found '-0.1'; allowed: a number from 0"),
        ({"level": float("nan")}, "level: found 'nan'"),
        ({"level": float("inf")}, "level: found 'inf'"),
        ({"level": True}, "level: found 'True'"),
        ({"level": "0.5"}, "level: found '0.5'"),
        ({"levle": 1.0}, "posterior.weights.levle: there is no such reading. Did you mean 'level'?"),
    ],
)
def test_wrong_weights_are_told(weights, words):
    with pytest.raises(InputError) as told:
        check_weights(weights)
    assert words in str(told.value)


@pytest.mark.parametrize("off", [-9e-7, 9e-7])
def test_a_sum_within_the_tolerance_passes(off):
    check_weights({"level": 0.5, "ratio": 0.5 + off})

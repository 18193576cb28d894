"""Quantiles, luck against parameters, and drivers, on samples whose answer is known."""

import numpy as np
import pytest

from tandem.experiments.measures.spread import drivers, luck_share, quantiles


def test_quantiles_of_known_numbers_leave_missing_runs_out():
    values = np.append(np.arange(101.0), [np.nan] * 7)
    assert quantiles(values) == {"p5": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95}
    assert set(quantiles(np.full(3, np.nan)).values()) == {None}


@pytest.mark.parametrize(("parameter_sd", "luck_sd"), [(2.0, 1.0), (1.0, 2.0), (0.0, 1.0), (1.0, 0.0)])
def test_luck_share_of_a_made_up_experiment(parameter_sd, luck_sd):
    random = np.random.default_rng(7)
    sets = np.repeat(np.arange(4000), 2)
    values = random.normal(0, parameter_sd, 4000)[sets] + random.normal(0, luck_sd, sets.size)
    expected = luck_sd**2 / (luck_sd**2 + parameter_sd**2)
    assert luck_share(values, sets.tolist()) == pytest.approx(expected, abs=0.05)


def test_luck_share_is_unbiased_with_sets_of_unequal_size():
    random = np.random.default_rng(3)
    sets = np.repeat(np.arange(3000), random.integers(1, 6, 3000))
    values = random.normal(0, 1, 3000)[sets] + random.normal(0, 1, sets.size)
    assert luck_share(values, sets.tolist()) == pytest.approx(0.5, abs=0.04)


def test_luck_share_by_hand():
    """Two sets of two runs: means 1 and 5; within: (1 + 1 + 1 + 1) / 2 = 2; between: (2·4 + 2·4) / 1 = 16."""
    assert luck_share(np.array([0.0, 2.0, 4.0, 6.0]), [0, 0, 1, 1]) == pytest.approx(2 / (2 + (16 - 2) / 2))


@pytest.mark.parametrize(
    ("values", "sets"),
    [
        ([1.0, 2, 3], [0, 1, 2]),
        ([1.0, 2, 3], [0, 0, 0]),
        ([4.0] * 4, [0, 0, 1, 1]),
        ([np.nan] * 4, [0, 0, 1, 1]),
    ],
)
def test_luck_share_is_unknown_without_repeats_or_variance(values, sets):
    assert luck_share(np.array(values), sets) is None


def made_up_sets(count: int, seed: int) -> list[dict[str, float]]:
    random = np.random.default_rng(seed)
    return [
        {f"p{number}": float(random.random()) for number in range(60)} | {"fixed": 1.0} for _ in range(count)
    ]


def test_drivers_find_the_parameters_that_matter_in_order():
    parameters = made_up_sets(150, 1)
    values = np.array([3 * row["p7"] - 1.5 * row["p20"] for row in parameters])
    found = drivers(values, range(150), parameters)
    assert [driver.parameter for driver in found[:2]] == ["p7", "p20"]
    assert found[0].rank_correlation > 0.7 and found[1].rank_correlation < -0.3


def test_pure_noise_hardly_ever_names_a_driver():
    named = sum(
        bool(drivers(np.random.default_rng(seed).random(150), range(150), made_up_sets(150, 1000 + seed)))
        for seed in range(40)
    )
    assert named <= 6  # expected: 2 of 40; the chance of more than 6 is below 1 %


def test_drivers_use_the_mean_of_a_sets_runs():
    parameters = [row for row in made_up_sets(80, 5) for _ in range(2)]
    sets = [place // 2 for place in range(160)]
    luck = np.tile([50.0, -50.0], 80)  # cancels within each set
    values = np.array([row["p3"] for row in parameters]) + luck
    found = drivers(values, sets, parameters)
    assert found[0].parameter == "p3" and found[0].rank_correlation == pytest.approx(1)
    assert drivers(np.array([1.0, 2.0]), [0, 1], parameters[:2]) == []

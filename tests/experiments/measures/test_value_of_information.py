"""The value of information, against the closed form for a linear choice between two policies."""

import numpy as np
import pytest
from scipy.stats import norm

from tandem.experiments.measures.value_of_information import evpi, evpi_across_luck, value_of_information

WEIGHTS = {"strong": 1.0, "medium": 0.5}


def linear_normal(sets, advantage, seed, luck=0.4, runs=2, unrelated=20):
    """Policy B beats A by advantage + Σ weight × standard normal parameter + luck."""
    rng = np.random.default_rng(seed)
    names = [*WEIGHTS, *(f"unrelated_{number}" for number in range(unrelated))]
    scores = rng.standard_normal((sets, len(names)))
    numbers = np.repeat(np.arange(sets), runs)
    rows = [dict(zip(names, scores[number], strict=True)) for number in numbers]
    gain = advantage + scores[:, : len(WEIGHTS)] @ np.array([*WEIGHTS.values()])
    common = rng.normal(0, 50, numbers.size)  # what both policies share
    second = common + gain[numbers] + rng.normal(0, luck, numbers.size)
    return rows, numbers, np.stack([common, second])


def closed_form(advantage, spread):
    """E max(0, D) − max(0, E D) for D ~ Normal(advantage, spread²): the unit normal loss integral."""
    ratio = advantage / spread
    return spread * norm.pdf(ratio) + advantage * norm.cdf(ratio) - max(advantage, 0)


@pytest.mark.parametrize("advantage", [0.0, 0.3, -0.5])
def test_closed_form(advantage):
    rows, numbers, net_value = linear_normal(1_500, advantage, seed=1)
    found = {entry.parameter: entry for entry in value_of_information(rows, numbers, net_value, 0)}
    for name, weight in WEIGHTS.items():
        entry = found[name]
        assert entry.evppi == pytest.approx(closed_form(advantage, weight), abs=3.5 * entry.standard_error)
        assert entry.standard_error < 0.03


@pytest.mark.slow
def test_the_standard_error_is_the_spread_of_repetitions():
    entries = []
    for seed in range(30):
        rows, numbers, net_value = linear_normal(150, 0.2, seed, unrelated=1)
        entries += [e for e in value_of_information(rows, numbers, net_value, 0) if e.parameter == "strong"]
    told = np.mean([entry.standard_error for entry in entries])
    assert told == pytest.approx(np.std([entry.evppi for entry in entries], ddof=1), rel=0.45)


@pytest.mark.slow
def test_noise_is_not_sold_as_value():
    alarms = 0
    for seed in range(40):
        rows, numbers, net_value = linear_normal(60, 0.0, seed)
        unrelated = [{k: v for k, v in row.items() if k.startswith("un")} for row in rows]
        alarms += any(
            entry.above_noise for entry in value_of_information(unrelated, numbers, net_value, seed)
        )
    assert alarms <= 6  # 5 % of 40 expected; more than 6 has a chance of 0.3 %


def test_what_all_policies_share_is_no_matter_of_choice():
    rows, numbers, net_value = linear_normal(100, 0.2, seed=3)
    shared = net_value + 1e4 * np.array([row["unrelated_1"] for row in rows])
    one, two = (value_of_information(rows, numbers, values, 0) for values in (net_value, shared))
    assert [entry.evppi for entry in one] == pytest.approx([entry.evppi for entry in two], abs=1e-6)


def test_the_order_of_policies_does_not_matter():
    rows, numbers, net_value = linear_normal(100, 0.2, seed=4)
    one, two = (value_of_information(rows, numbers, values, 0) for values in (net_value, net_value[::-1]))
    assert [entry.evppi for entry in one] == pytest.approx([entry.evppi for entry in two], rel=1e-6, abs=1e-9)


def test_a_dominant_policy_leaves_nothing_to_learn():
    rows, numbers, net_value = linear_normal(100, 40.0, seed=5)
    assert all(
        entry.evppi == pytest.approx(0, abs=1e-9)
        for entry in value_of_information(rows, numbers, net_value, 0)
    )
    assert evpi(net_value, numbers) == 0


def test_perfect_information_brackets_the_closed_form_and_tops_every_parameter():
    rows, numbers, net_value = linear_normal(3_000, 0.3, seed=6, unrelated=1)
    truth = closed_form(0.3, np.sqrt(sum(weight**2 for weight in WEIGHTS.values())))
    across = evpi_across_luck(net_value, numbers)
    assert across is not None
    assert across - 0.02 < truth < evpi(net_value, numbers) + 0.02
    assert max(e.evppi for e in value_of_information(rows, numbers, net_value, 0)) < evpi(net_value, numbers)


def test_one_run_a_set_cannot_set_luck_aside():
    _, numbers, net_value = linear_normal(30, 0.3, seed=7, runs=1)
    assert evpi_across_luck(net_value, numbers) is None


def test_held_parameters_and_small_experiments_are_left_out():
    rows, numbers, net_value = linear_normal(40, 0.3, seed=8)
    held = [{**row, "medium": 1.0} for row in rows]
    assert "medium" not in {entry.parameter for entry in value_of_information(held, numbers, net_value, 0)}
    assert value_of_information(rows[:30], numbers[:30], net_value[:, :30], 0) == []
    assert value_of_information(rows, numbers, net_value[:1], 0) == []


def test_the_same_seed_gives_the_same_entries():
    rows, numbers, net_value = linear_normal(60, 0.3, seed=9)
    assert value_of_information(rows, numbers, net_value, 5) == value_of_information(
        rows, numbers, net_value, 5
    )

"""Who wins when, by brute force over small ledgers; and leavers at the same headcount."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.experiments.compare.effects import SAME_HEADCOUNT, Comparison, paired_effects
from tandem.experiments.compare.ledger import Ledger, pooled
from tandem.experiments.compare.prices import Price
from tandem.experiments.compare.ranking import (
    PRICES,
    Booked,
    drawn_with,
    labels_of,
    output_values,
    ranking_table,
    robustness_table,
)
from tandem.model.outcomes import tally
from tandem.model.policy.lever import Cost
from tests.experiments.compare.test_paired_statistics import projection

DRAWS = 24
LABELS = {
    "reading": np.array(["level", "ratio"] * (DRAWS // 2)),
    "structure": np.array(["balanced"] * 12 + ["relief"] * 12),
}


def ledger(policy, output, saved, per_head, low=0.5, high=1.5, seed=1):
    random = np.random.default_rng(seed)
    units = np.zeros((DRAWS, 1, 3))
    units[:, 0] = [100.0, 1.0, 4.0]
    price = Price("lever", "recognition", Cost(500.0, per_head, 0.5), low, high, "stated")
    return Ledger(
        policy,
        (price,),
        output + random.standard_normal(DRAWS),
        saved + 100 * random.standard_normal(DRAWS),
        units,
        np.full(DRAWS, 1_000.0),
        random.uniform(0.8, 2.0, DRAWS),
    )


@pytest.fixture
def ledgers():
    return (ledger("more work", 14.0, -9_000.0, 5.0), ledger("less pay", -20.0, 25_000.0, 5.0, seed=2))


def test_every_case_is_the_mean_of_its_runs(ledgers):
    table = ranking_table(ledgers, LABELS, "status quo")
    assert len(table) == 2 * 2 * len(PRICES) * len(output_values()) * 3
    for row in table.to_dict("records"):
        if row["policy"] == "status quo":
            assert row["net_value"] == 0
            continue
        each = next(one for one in ledgers if one.policy == row["policy"])
        factor = {"low": 0.5, "stated": 1.0, "high": 1.5}[row["prices"]]
        runs = (LABELS["reading"] == row["reading"]) & (LABELS["structure"] == row["structure"])
        worth = 1_000 * row["output_value"]
        paid = factor * (500 + 5 * 100 + 0.5 * 4 * worth)
        by_hand = (worth * each.output[runs] + each.saved[runs] - paid).mean()
        assert row["net_value"] == pytest.approx(by_hand)
        assert row["runs"] == runs.sum()


def test_one_policy_wins_each_case_and_losses_are_against_it(ledgers):
    table = ranking_table(ledgers, LABELS, "status quo")
    for _, case in table.groupby("case"):
        assert case["best"].sum() == 1
        winner = case[case["best"]].iloc[0]
        assert winner["net_value"] == case["net_value"].max() and winner["loss"] == 0
        np.testing.assert_allclose(case["loss"], winner["net_value"] - case["net_value"])
    summary = robustness_table(table, {"more work": 12, "less pay": 36}).set_index("policy")
    assert summary["best_in"].sum() == pytest.approx(1)
    for policy, row in summary.iterrows():
        assert row["worst_loss"] == table.loc[table["policy"] == policy, "loss"].max()
    assert summary["months_in_force"].to_dict() == {"more work": 12, "less pay": 36, "status quo": 0}


def test_what_output_is_worth_decides_between_work_and_pay(ledgers):
    won = ranking_table(ledgers, {}, "status quo")
    best = won[won["best"]].groupby("output_value")["policy"].agg(set)
    assert best.loc[0.8] == {"less pay"} and best.loc[2.0] == {"more work"}


def test_groups_of_few_runs_are_left_out(ledgers):
    few = {"reading": np.array(["level"] * 21 + ["both"] * 3)}
    assert set(ranking_table(ledgers, few, "status quo")["reading"]) == {"level"}
    assert ranking_table(ledgers, {"reading": np.arange(DRAWS).astype(str)}, "status quo").empty


def test_runs_are_told_apart_by_reading_and_halves_of_parameters():
    base = projection()
    spread = [0.1 * (draw // 2) for draw in range(8)]
    values = tuple({**each, "transport_spread": own} for each, own in zip(base.values, spread, strict=True))
    made = replace(base, values=values, readings=("level", "ratio") * 4)
    labels = labels_of([Booked((), drawn_with(Comparison(("base", "other"), (made, made))))])
    assert list(labels) == ["reading", "site_spread"]
    assert labels["site_spread"].tolist() == ["low"] * 4 + ["high"] * 4


def test_cases_are_over_structures_too(ledgers):
    """Under a structure in which the other policy is worth more, it wins: the cases are counted apart."""
    turned = tuple(
        replace(each, saved=each.saved + change) for each, change in zip(ledgers, (-9e5, 9e5), strict=True)
    )
    drawn = {name: np.zeros(DRAWS) for name in ("site_spread", "work_dropped")}
    readings = {"reading": np.full(DRAWS, "ratio")}
    books = [
        Booked(turned, {**readings, "structure": np.full(DRAWS, "relief"), **drawn}),
        Booked(ledgers, {**readings, "structure": np.full(DRAWS, "balanced"), **drawn}),
    ]
    table = ranking_table(pooled([each.ledgers for each in books]), labels_of(books), "status quo")
    for own in books:
        alone = ranking_table(own.ledgers, {}, "status quo")
        same = table[table["structure"] == own.drawn["structure"][0]]
        np.testing.assert_allclose(same["net_value"], alone["net_value"])
    won = table[table["best"]].groupby("structure")["policy"].agg(set)
    assert won["relief"] == {"less pay"} and "more work" in won["balanced"]
    assert robustness_table(table, {})["worst_structure"].isin(["relief", "balanced"]).all()


def test_closing_seats_avoids_nobodys_leaving():
    """Half of everybody gone, and half of the quits with them: fewer leavers, but the same rate."""
    base = projection()
    tallies = base.tallies.copy()
    tallies[:, 12:] /= 2
    effects = paired_effects(Comparison(("base", "halved"), (base, replace(base, tallies=tallies))), 10)
    quits = base.tallies[:, 12:, :, tally.QUITS].sum(axis=(1, 2))
    np.testing.assert_allclose(effects.values["leavers_avoided"][0, :, 0], quits / 2)
    np.testing.assert_allclose(effects.values[SAME_HEADCOUNT][0, :, 0], 0, atol=1e-9)

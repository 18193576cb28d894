"""Pairing, pay-back and net value against closed forms and arithmetic by hand."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.experiments.compare.effects import EFFECTS, Comparison, paired_effects
from tandem.experiments.compare.tables import (
    effects_table,
    payback_month,
    row_of,
    runs_by_part_of_ai,
    same_persons_summary,
)
from tandem.experiments.measures.net_value import net_value_of, worth_of_output
from tandem.experiments.measures.pairing import pairing_gain
from tandem.experiments.simulation.projection import Projection
from tandem.model.outcomes import tally
from tandem.model.outcomes.sums import cell_sums
from tests.model.outcomes.made_up import organisation, random_sums

PROFILE = organisation(("Sales", "junior", "employee", 40), ("Support", "junior", "employee", 60))


def projection(draws=8, seed=1, **changed):
    sets = tuple(draw // 2 for draw in range(draws))
    values = tuple({"ai_licence": 30.0, "output_value": 1.0} for _ in sets)
    sums = random_sums(PROFILE, draws, 12 + 24, seed)
    made = {"programmes": None} | changed
    return Projection(
        PROFILE, 26, 12, sums, values, tuple(range(draws)), sets, "level", "prior", **made
    )  # fmt: skip


def test_pairing_gain_of_known_variances():
    """Levels = parameter (sd 10) + luck shared by both (sd 3) + own luck of the policy (sd 0.5)."""
    random = np.random.default_rng(5)
    sets = np.repeat(np.arange(20_000), 2)
    parameter = 10 * random.standard_normal(20_000)[sets]
    shared = 3 * random.standard_normal(sets.size)
    base = parameter + shared
    gain = pairing_gain(np.stack([base, base + 0.5 * random.standard_normal(sets.size)]), sets.tolist(), 1)
    assert gain is not None
    assert gain["same_parameters"] == pytest.approx(math.sqrt(9 + 9.25) / 0.5, rel=0.03)
    assert gain["independent"] == pytest.approx(math.sqrt(109 + 109.25) / 0.5, rel=0.03)


def test_no_pairing_gain_without_repeated_sets_or_without_an_effect():
    levels = np.array([[1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 5.0, 4.0]])
    assert pairing_gain(levels, [0, 1, 2, 3], 1) is None
    assert pairing_gain(levels[[0, 0]], [0, 0, 1, 1], 1) is None


@pytest.mark.parametrize(
    ("cumulative", "month"),
    [
        ([-1, -2, 1, 3], 3),
        ([1, 2, 3, 4], 1),
        ([-1, 1, -1, 2], 4),
        ([-4, -3, -2, -1], math.inf),
        ([0, 0, 0, 0], math.inf),  # does and costs nothing
        ([0, 0, 0, 2], 1),
    ],
)
def test_payback_month(cumulative, month):
    assert payback_month(np.array([cumulative], dtype=float)) == [month]


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=30))
def test_after_pay_back_the_value_stays(values):
    cumulative = np.array([values])
    month = payback_month(cumulative)[0]
    if math.isfinite(month):
        assert (cumulative[0, int(month) - 1 :] >= 0).all()
        assert month == 1 or cumulative[0, int(month) - 2] < 0
    else:
        assert cumulative[0, -1] < 0 or not cumulative.any()


def test_net_value_by_hand():
    made = projection()
    worth = worth_of_output(made)
    before = made.tallies[:, 11].sum(axis=1)
    np.testing.assert_allclose(worth, before[:, tally.PAYROLL] / before[:, tally.PRESENT])
    net = net_value_of(cell_sums(made.tallies, made.contracts, made.licence_prices), worth)
    whole = made.tallies.sum(axis=2)
    by_hand = (
        whole[..., tally.OUTPUT_SUM] * worth[:, None]
        - whole[..., tally.PAYROLL] - whole[..., tally.REPLACEMENT] - 30.0 * whole[..., tally.AI_USERS]
    )  # fmt: skip
    np.testing.assert_allclose(net, by_hand)


def test_paired_effects_are_differences_run_by_run():
    base, other = projection(seed=1), projection(seed=2)
    effects = paired_effects(Comparison(("base", "other"), (base, other)), 10)
    quits = [each.tallies[:, 12:, :, tally.QUITS].sum(axis=(1, 2)) for each in (base, other)]
    np.testing.assert_allclose(effects.values["leavers_avoided"][0, :, 0], quits[0] - quits[1])
    place = [cell.department for cell in effects.cells].index("Support")
    support = [each.tallies[:, 12:, 1, tally.OUTPUT_SUM].sum(axis=1) for each in (base, other)]
    np.testing.assert_allclose(effects.values["output"][0, :, place], support[1] - support[0])
    for name in EFFECTS:
        assert effects.values[name].shape == (1, 8, 3)
    np.testing.assert_allclose(effects.cumulative[0, :, -1], effects.values["net_value"][0, :, 0])


def test_a_programmes_cost_lowers_net_value_by_itself():
    base = projection()
    cost = np.full(base.tallies.shape[:3], 7.0)
    effects = paired_effects(Comparison(("base", "costly"), (base, projection(programmes=cost))), 10)
    np.testing.assert_allclose(effects.values["net_value"][0, :, 0], -7.0 * 24 * 2)
    np.testing.assert_allclose(effects.values["programme_cost"][0, :, 1], 7.0 * 24)


def test_thirds_by_the_part_of_ai_and_standard_errors():
    base, other = projection(draws=12, seed=3), projection(draws=12, seed=4)
    thirds = runs_by_part_of_ai(base.parameter_sets, np.array([0.3, -0.1, 0.2, 0.0, 0.5, 0.1]))
    assert np.flatnonzero(thirds["AI part low"]).tolist() == [2, 3, 6, 7]
    assert np.flatnonzero(thirds["AI part high"]).tolist() == [0, 1, 8, 9]
    for part in (None, np.zeros(6)):
        assert list(runs_by_part_of_ai(base.parameter_sets, part)) == ["all"]
    comparison = Comparison(("base", "other"), (base, other))
    effects = paired_effects(comparison, 10)
    row = row_of(effects_table(comparison, effects, "level"), "other", "output")
    values = effects.values["output"][0, :, 0].reshape(6, 2).mean(axis=1)
    assert row["mean"] == pytest.approx(values.mean())
    assert row["standard_error"] == pytest.approx(values.std(ddof=1) / math.sqrt(6))


def test_burnout_of_the_same_persons_is_a_row_of_the_organisation():
    base, other = projection(seed=3), projection(seed=4)
    changes = np.array([[0.1, -0.2, np.nan, 0.3, 0.0, -0.1, 0.2, -0.4]])
    comparison = Comparison(("base", "other"), (base, other), changes)
    table = effects_table(comparison, paired_effects(comparison, 10), "level")
    rows = table[table["effect"] == "burnout_same_persons"]
    assert len(rows) == 1
    row: dict[str, Any] = row_of(table, "other", "burnout_same_persons")
    known = changes[~np.isnan(changes)]
    assert (row["unit"], row["n"], row["department"]) == ("SD", 7, "all departments")
    assert row["mean"] == pytest.approx(known.mean())
    assert row["better"] == pytest.approx(3 / 7)
    assert [row["p5"], row["p50"], row["p95"]] == pytest.approx(np.quantile(known, [0.05, 0.5, 0.95]))


def test_where_nobody_is_the_same_nothing_is_said():
    base, other = projection(seed=3), projection(seed=4)
    comparison = Comparison(("base", "other"), (base, other), np.full((1, 8), np.nan))
    table = effects_table(comparison, paired_effects(comparison, 10), "level")
    row = row_of(table, "other", "burnout_same_persons")
    assert row["n"] == 0 and all(math.isnan(row[name]) for name in ("p5", "p50", "mean", "better"))
    summary = same_persons_summary(comparison)
    assert summary is not None
    assert summary["other"]["p50"] is None and summary["other"]["runs"] == 0
    alone = replace(comparison, same_persons=None)
    assert same_persons_summary(alone) is None
    assert "burnout_same_persons" not in set(
        effects_table(alone, paired_effects(alone, 10), "level")["effect"]
    )

"""Cash and capacity by quarter and fiscal year, against sums by hand."""

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.compare.cash import ITEMS, cash_table, periods_of
from tandem.experiments.compare.effects import Comparison, paired_effects
from tandem.experiments.compare.spending import SPENT
from tandem.experiments.measures.discounting import discount_factors
from tandem.experiments.measures.net_value import worth_of_output
from tandem.experiments.simulation.paired import Paid
from tandem.model.calendar import month_label
from tandem.model.outcomes import tally
from tests.experiments.compare.test_paired_statistics import projection

MONTHS = [month_label(38 + place) for place in range(24)]  # 2026-01 to 2027-12


def priced(made, raises, severance):
    """A policy without levers that pays some raises and severance."""
    draws, months = made.draws, made.months
    return Paid(
        np.zeros((draws, 0, 3, months)), np.full((draws, months), raises), np.full((draws, months), severance)
    )


@pytest.fixture(scope="module")
def compared():
    base, other = projection(seed=3), projection(seed=4, programmes=np.full((8, 36, 2), 50.0))
    return Comparison(
        ("base", "other"), (base, other), None, (priced(base, 0.0, 0.0), priced(other, 7.0, 3.0))
    )


@pytest.mark.parametrize(
    ("start", "first", "years"),
    [
        (1, "FY2026 Q1", {"FY2026": 12, "FY2027": 12}),
        (4, "FY2026 Q4", {"FY2026": 3, "FY2027": 12, "FY2028": 9}),
        (10, "FY2026 Q2", {"FY2026": 9, "FY2027": 12, "FY2028": 3}),
        (12, "FY2026 Q1", {"FY2026": 11, "FY2027": 12, "FY2028": 1}),
    ],
)
def test_fiscal_years_are_named_after_the_year_they_end_in(start, first, years):
    periods = periods_of(MONTHS, start)
    assert periods[0].label == first
    assert {each.label: len(each.months) for each in periods if each.kind == "fiscal year"} == years
    for kind in ("quarter", "fiscal year"):
        places = [month for each in periods if each.kind == kind for month in each.months]
        assert places == list(range(24))
    assert [each.times * len(each.months) for each in periods if each.kind.startswith("run")] == [12]


def test_items_are_sums_of_the_months(compared):
    table = cash_table(compared, 4)
    other = compared.projections[1]
    whole = other.tallies[:, 12:].sum(axis=2)
    worth = worth_of_output(compared.baseline)
    by_hand = {
        "payroll": whole[..., tally.PAYROLL],
        "raises": np.full(whole.shape[:2], 7.0),
        "replacement": whole[..., tally.REPLACEMENT],
        "licences": 30.0 * whole[..., tally.AI_USERS],
        "programmes": np.full(whole.shape[:2], 100.0 - 7.0 - 3.0),
        "severance": np.full(whole.shape[:2], 3.0),
        "capacity": whole[..., tally.OUTPUT_SUM],
        "capacity_value": whole[..., tally.OUTPUT_SUM] * worth[:, None],
    }
    by_hand["cash"] = np.add.reduce([by_hand[item] for item in SPENT])
    by_hand["net"] = by_hand["capacity_value"] - by_hand["cash"]
    levels = table[(table["policy"] == "other") & (table["quantity"] == "level")].set_index(
        ["period", "item"]
    )
    labels = [month_label(other.first_month + 12 + place) for place in range(24)]
    for period in periods_of(labels, 4):
        for item in ITEMS:
            values = period.times * by_hand[item][:, list(period.months)].sum(axis=1)
            assert levels.loc[(period.label, item), "mean"] == pytest.approx(values.mean()), (period, item)
            assert levels.loc[(period.label, item), "p95"] == pytest.approx(np.quantile(values, 0.95))


@pytest.mark.parametrize("rate", [None, 0.08])
def test_the_net_of_the_projection_is_the_net_value_of_the_effects(compared, rate):
    """Two ways to the same number, discounted or not."""
    table = cash_table(compared, 1, rate)
    chosen = (table["quantity"] == "change") & (table["kind"] == "projection") & (table["item"] == "net")
    effects = paired_effects(compared, 10, rate)
    net = effects.values["net_value"][0, :, 0]
    assert table[chosen].iloc[0]["mean"] == pytest.approx(net.mean())
    np.testing.assert_allclose(effects.cumulative[0, :, -1], net)
    people = paired_effects(compared, 10).values["leavers_avoided"]
    np.testing.assert_array_equal(effects.values["leavers_avoided"], people)


def test_a_year_later_money_counts_for_less_by_the_rate():
    factors = discount_factors(25, 0.08)
    assert factors[0] == pytest.approx(1.08 ** (-1 / 24))
    np.testing.assert_allclose(factors[12:] * 1.08, factors[:-12])
    assert (discount_factors(3, None) == 1).all()


def test_means_add_up_over_items_and_periods(compared):
    table = cash_table(compared, 7)
    wide = table.pivot_table(index=["policy", "quantity", "kind", "period"], columns="item", values="mean")
    pd.testing.assert_series_equal(wide[list(SPENT)].sum(axis=1), wide["cash"], check_names=False)
    totals = wide.groupby(level=["policy", "quantity", "kind"]).sum()
    for policy, quantity in (("base", "level"), ("other", "change")):
        whole = totals.loc[(policy, quantity, "projection"), :]
        for kind in ("quarter", "fiscal year"):
            np.testing.assert_allclose(totals.loc[(policy, quantity, kind), :], whole, rtol=1e-9)

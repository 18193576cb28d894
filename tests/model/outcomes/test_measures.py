"""Measures against numbers worked out by hand and by plain loops."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import MEASURES, measure_values
from tests.model.outcomes.made_up import organisation, random_sums
from tests.places import REPOSITORY

COUNTS = (
    "headcount", "full_time_equivalents",
    "vacancies", "hires", "voluntary_exits", "dismissals", "layoffs", "contract_ends",
    "total_exits", "regretted_exits", "promotions", "output", "payroll", "replacement_cost", "vacancy_cost",
    "ai_licence_cost", "programme_cost", "total_people_cost",
)  # fmt: skip


def sums_of_one_group(months: int, **by_name: float | Sequence[float]) -> np.ndarray:
    sums = np.zeros((months, 1, tally.TALLIES))
    for name, value in by_name.items():
        sums[:, 0, tally.TALLY_NAMES.index(name)] = value
    return sums


def test_turnover_of_a_steady_year():
    """24 quits in a year, 200 people at every month's start and end: 12 per cent."""
    sums = sums_of_one_group(12, present=200, quits=2, hires=2)
    turnover = measure_values("voluntary_turnover", sums, ["employee"], 30)
    assert np.isnan(turnover[:11]).all()
    assert turnover[11] == pytest.approx(12.0, abs=1e-12)


def test_turnover_of_a_growing_year():
    """Worked by hand: 100 people at the start, 3 hires and 1 quit a month, so 124 at the end.

    Monthly averages of opening and closing are 101, 103, …, 123; their mean is 112; 12 ÷ 112 = 10.714 %.
    One dismissal and one layoff more, made up for by two more hires, leave the average as it is.
    """
    opening = [100 + 2 * month for month in range(12)]
    sums = sums_of_one_group(12, present=opening, quits=1, hires=3)
    assert measure_values("voluntary_turnover", sums, ["employee"], 30)[11] == pytest.approx(100 * 12 / 112)
    sums[4, 0, tally.DISMISSALS] = sums[4, 0, tally.LAYOFFS] = 1
    sums[4, 0, tally.HIRES] += 2
    assert measure_values("voluntary_turnover", sums, ["employee"], 30)[11] == pytest.approx(100 * 12 / 112)
    assert measure_values("total_turnover", sums, ["employee"], 30)[11] == pytest.approx(100 * 14 / 112)


def test_turnover_looks_back_twelve_months_and_no_further():
    quits = [50.0] + [0.0] * 11 + [0.0, 6.0]
    sums = sums_of_one_group(14, present=100, quits=quits, hires=quits)
    turnover = measure_values("voluntary_turnover", sums, ["employee"], 30)
    np.testing.assert_allclose(turnover[11:], [50.0, 0.0, 6.0])


def test_freelancers_do_not_enter_turnover_but_count_as_exits():
    staff = sums_of_one_group(12, present=200, quits=2, hires=2)
    freelancers = sums_of_one_group(12, present=50, contract_ends=4, hires=4, dismissals=0)
    both = np.concatenate([staff, freelancers], axis=1)
    contracts = ["executive", "freelancer"]
    for name in ("voluntary_turnover", "total_turnover", "expected_voluntary_turnover"):
        alone = measure_values(name, staff, ["executive"], 30)
        np.testing.assert_array_equal(measure_values(name, both, contracts, 30), alone)
        assert np.isnan(measure_values(name, freelancers, ["freelancer"], 30)).all()
    np.testing.assert_array_equal(measure_values("total_exits", both, contracts, 30), 6)
    np.testing.assert_array_equal(measure_values("contract_ends", both, contracts, 30), 4)
    np.testing.assert_array_equal(measure_values("voluntary_exits", both, contracts, 30), 2)
    np.testing.assert_array_equal(measure_values("headcount", both, contracts, 30), 250)


def test_every_share_mean_and_cost_by_hand():
    sums = sums_of_one_group(
        1, present=40, vacant=5, quits=2, dismissals=1, layoffs=3, hires=4, regretted_quits=1, ai_users=20,
        burned_out=30, very_often=10, considering=12, unclear=6, perceived_sum=8.0, true_sum=1.0, output=38.0,
        hours_sum=-2.0, demands_sum=3.0, payroll=4e5, replacement_cost=9e4, vacancy_cost=1e4,
        promoted=3, promoted_away=1, ai_time_sum=5.0, weekly_users=16, daily_users=7,
    )  # fmt: skip
    expected = {
        "headcount": 40 - 6 + 4 + 3 - 1,
        "full_time_equivalents": 40 - 6 + 4 + 3 - 1,
        "promotions": 3, "vacancies": 5, "hires": 4, "voluntary_exits": 2,
        "dismissals": 1, "layoffs": 3, "contract_ends": 0, "total_exits": 6, "regretted_exits": 1,
        "quit_intention": 30.0, "burnout": 75.0, "burnout_very_often": 25.0, "unclear": 15.0,
        "hours": -5.0, "felt_load": 7.5, "ai_users": 50.0, "ai_weekly": 40.0, "ai_daily": 17.5,
        "ai_time": 25.0, "output": 38.0, "output_per_head": 0.95, "perceived_gain": 40.0, "true_gain": 5.0,
        "payroll": 4e5, "replacement_cost": 9e4, "vacancy_cost": 1e4, "ai_licence_cost": 650.0,
        "programme_cost": 0.0, "total_people_cost": 5e5 + 650,
    }  # fmt: skip
    for name, value in expected.items():
        assert measure_values(name, sums, ["employee"], 32.5)[0] == pytest.approx(value), name
    turnovers = {"voluntary_turnover", "expected_voluntary_turnover", "total_turnover"}
    assert set(expected) | turnovers == set(MEASURES)


def test_nobody_there_means_missing_and_never_infinite():
    sums = np.zeros((3, 14, 2, tally.TALLIES))
    for name in MEASURES:
        values = measure_values(name, sums, ["employee", "freelancer"], [20.0, 30.0, 40.0])
        assert values.shape == (3, 14)
        assert not np.isinf(values).any()
        assert (values == 0).all() if name in COUNTS else np.isnan(values).all(), name


def test_each_draw_pays_its_own_licence_price():
    sums = np.zeros((2, 3, 1, tally.TALLIES))
    sums[..., tally.AI_USERS] = 10
    cost = measure_values("ai_licence_cost", sums, ["employee"], [20.0, 60.0])
    np.testing.assert_array_equal(cost, [[200] * 3, [600] * 3])


def test_a_wrong_number_of_contracts_is_refused():
    with pytest.raises(ValueError, match=rf"tallies have shape \(2, 3, {tally.TALLIES}\)"):
        measure_values("headcount", np.zeros((2, 3, tally.TALLIES)), ["employee"], 30)


def plain_turnover(sums: np.ndarray, contracts: list[str], kinds: list[int]) -> list[float]:
    """Turnover in per cent by plain loops, one draw."""
    rates = []
    for month in range(sums.shape[0]):
        if month < 11:
            rates.append(float("nan"))
            continue
        leavers = people = 0.0
        for back in range(month - 11, month + 1):
            for group, contract in enumerate(contracts):
                if contract == "freelancer":
                    continue
                row = sums[back, group]
                closing = row[tally.PRESENT] + row[tally.HIRES]
                closing -= (
                    row[tally.QUITS] + row[tally.CONTRACT_ENDS] + row[tally.DISMISSALS] + row[tally.LAYOFFS]
                )
                people += (row[tally.PRESENT] + closing) / 2
                leavers += sum(row[kind] for kind in kinds)
        rates.append(100 * leavers / (people / 12) if people else float("nan"))
    return rates


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["employee", "freelancer", "executive"]), st.integers(1, 60)),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 10_000),
)
def test_turnover_and_bookkeeping_of_random_organisations(groups, seed):
    profile = organisation(*((f"d{place}", "junior", *group) for place, group in enumerate(groups)))
    contracts = [group.contract for group in profile.groups]
    sums = random_sums(profile, draws=2, months=15, seed=seed)
    value = {name: measure_values(name, sums, contracts, [20.0, 40.0]) for name in MEASURES}
    for name, kinds in (
        ("voluntary_turnover", [tally.QUITS]),
        ("total_turnover", [tally.QUITS, tally.DISMISSALS, tally.LAYOFFS]),
        ("expected_voluntary_turnover", [tally.EXPECTED_QUITS]),
    ):
        for draw in range(2):
            expected = plain_turnover(sums[draw], contracts, kinds)
            np.testing.assert_allclose(value[name][draw], expected, rtol=1e-12)
    parts = ("voluntary_exits", "dismissals", "layoffs", "contract_ends")
    np.testing.assert_array_equal(value["total_exits"], sum(value[name] for name in parts))
    np.testing.assert_array_equal(value["headcount"][:, :-1], sums[:, 1:, :, tally.PRESENT].sum(axis=2))
    np.testing.assert_array_equal(value["vacancies"], sums[..., tally.VACANT].sum(axis=2))
    costs = ("payroll", "replacement_cost", "vacancy_cost", "ai_licence_cost", "programme_cost")
    np.testing.assert_allclose(value["total_people_cost"], sum(value[name] for name in costs))
    for name in COUNTS:  # counts of a cell are the sums of its groups'
        each = [
            measure_values(name, sums[:, :, [place]], [contract], [20.0, 40.0])
            for place, contract in enumerate(contracts)
        ]
        np.testing.assert_allclose(value[name], sum(each))


def test_every_measure_says_what_it_is():
    labels = [measure.label for measure in MEASURES.values()]
    assert len(set(labels)) == len(labels)
    for name, measure in MEASURES.items():
        assert measure.name == name
        assert measure.definition.endswith(".") and len(measure.definition) > 30
        assert measure.statistic in ("year", "end", "total")
        assert "{" not in measure.unit_in("CHF")
        assert bool(measure.instrument) == bool(measure.threshold)
    assert MEASURES["payroll"].unit_in("CHF") == "CHF"


def test_the_documentation_lists_every_measure_with_its_unit():
    page = (REPOSITORY / "docs" / "outcomes.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, flags=re.MULTILINE))
    assert rows == {name: measure.unit_in("currency") for name, measure in MEASURES.items()}

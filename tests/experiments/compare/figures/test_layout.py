"""Every figure of a comparison: its layout, its words, and its numbers against those of the tables."""

import numpy as np
import pytest

from tandem.experiments.compare.effects import SAME_HEADCOUNT
from tandem.experiments.compare.figures import HEADLINE, comparison_pictures
from tandem.experiments.compare.tables import row_of
from tandem.model.received.plain_text import cleaned
from tests.experiments.compare.made_up import POLICIES, made_up_comparison
from tests.experiments.drawing.hostile import NAMES
from tests.experiments.drawing.layout import check_pictures, texts_of

LONG = "Regional Business Development, Strategic Partnerships and Alliances"
CASES = {
    "usual": {},
    "one policy": {"policies": POLICIES[:2]},
    "twelve policies with long names": {"policies": ["status quo", *(f"{LONG} {n}" for n in range(12))]},
    "eighteen hostile names of policies": {"policies": ["status quo", *map(cleaned, NAMES)]},
    "hostile names of departments": {"headcounts": range(60, 240, 10), "names": list(map(cleaned, NAMES))},
    "thirty departments and eight policies": {
        "headcounts": range(20, 320, 10),
        "policies": ["status quo", *(f"the {n}th set of recommendations" for n in range(8))],
    },
    "hostile name of the organisation": {"organisation": " ".join(map(cleaned, NAMES[2:12]))[:100]},
    "one department": {"headcounts": (500,)},
    "thirty long names": {"headcounts": range(20, 320, 10), "names": [f"{LONG} {n}" for n in range(30)]},
    "harmful policies": {"fall": -1.0},
    "prices that nobody gave": {"missing": True},
    "no effect and no cost": {"fall": 0.0, "cost": 0.0},
    "yen": {"pay": 600_000.0, "cost": 2e6, "currency": "JPY"},
    "billions": {"pay": 6e7, "cost": 2e9, "currency": "KRW"},
    "next to nothing": {"pay": 1.0, "cost": 2.0},
    "two runs": {"draws": 2},
    "one month": {"months": 1},
    "ten years": {"months": 120},
    "long name of the organisation": {"organisation": f"{LONG} of the Greater Metropolitan Area, Limited"},
}


def pictures(made, **more):
    return comparison_pictures(
        made.comparison, made.effects, made.table, made.parts, made.information, 9e5, 10,
        decision=made.decision, **more,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_figure_keeps_the_rules(case):
    made = made_up_comparison(**case)
    ranked = [] if made.decision.ranking.empty else ["who_wins_when"]
    assert check_pictures(pictures(made)) == [
        "effects", "cost_and_benefit", "value_over_time", "departments", "prices", "cash", *ranked,
        "mechanisms", "baselines", "value_of_information",
    ]  # fmt: skip


def test_when_a_policy_pays_back_is_told():
    shown = {picture.name: picture for picture in pictures(made_up_comparison())}
    assert "then after" in texts_of(shown["value_over_time"])


def test_only_what_is_wanted_is_drawn():
    made = made_up_comparison()
    there = [name for name in HEADLINE if name != "structures"]  # which is drawn where all were asked for
    assert [picture.name for picture in pictures(made, wanted=HEADLINE)] == there
    assert [picture.name for picture in pictures(made, wanted=("departments",))] == ["departments"]
    assert not list(pictures(made, wanted=()))
    everything = {"effects", "cost_and_benefit", "value_over_time", "departments"}
    assert {picture.name for picture in pictures(made)} >= everything


def test_the_numbers_are_those_of_the_tables():
    made = made_up_comparison()
    shown = {picture.name: picture.data for picture in pictures(made)}
    effects = shown["effects"].set_index(["Policy", "Effect"])
    over_time = shown["value_over_time"].groupby("Policy", sort=False)
    for place, policy in enumerate(POLICIES[1:]):
        for effect, name in ((SAME_HEADCOUNT, "Leavers avoided"), ("net_value", "Net value")):
            expected = row_of(made.table, policy, effect)
            assert effects.loc[(policy, name), "Median"] == pytest.approx(expected["p50"])
            assert effects.loc[(policy, name), "5th percentile"] == pytest.approx(expected["p5"])
        last = over_time.get_group(policy).iloc[-1]
        assert last["Median, USD"] == pytest.approx(np.median(made.effects.cumulative[place, :, -1]))
        cost = shown["cost_and_benefit"].set_index("Policy").loc[policy, "Programme cost, median, USD"]
        assert cost == pytest.approx(row_of(made.table, policy, "programme_cost")["p50"])
    departments = shown["departments"].set_index(["Department", "Policy"])
    for name, heads in zip(("Department 1", "Department 2"), (300, 120), strict=True):
        avoided = row_of(made.table, "AI training", SAME_HEADCOUNT, department=name)["p50"]
        rate = departments.loc[(name, "AI training"), "Leavers avoided, median, people per 100"]
        assert rate == pytest.approx(100 * avoided / heads)


def test_prices_that_nobody_gave_are_flagged():
    shown = {picture.name: picture for picture in pictures(made_up_comparison(missing=True))}
    assert texts_of(shown["prices"]).count("nobody gave a price") == len(POLICIES) - 1


def test_shares_of_cases_are_those_of_the_ranking():
    made = made_up_comparison()
    data = {picture.name: picture.data for picture in pictures(made)}["who_wins_when"]
    won = made.decision.ranking[made.decision.ranking["best"]]
    for price in ("low", "stated", "high"):
        own = won[won["prices"] == price]
        rows = data[(data["Axis"] == "Prices") & (data["Value"] == price)]
        for policy, found in rows.set_index("Policy")["Best, % of cases"].items():
            assert found == pytest.approx(100 * (own["policy"] == policy).mean())


def test_captions_say_runs_seeds_intervals_and_reading():
    told = (
        "40 runs", "20 parameter sets", "40 seeds: 11–50", "90\u00a0%", "Reading of the survey: level",
        "Source: Tandem",
    )  # fmt: skip
    for picture in pictures(made_up_comparison(draws=40)):
        assert [part for part in told if part not in picture.caption] == [], picture.name
        assert "Reading of the survey: level" in texts_of(picture)

"""Every figure of a back-test: its layout, its words, and its numbers against the forecasts."""

import numpy as np
import pytest

from tandem.experiments.backtest.figures import HEADLINE, backtest_pictures
from tandem.experiments.backtest.figures.render import caption
from tandem.experiments.backtest.figures.totals import MOST_ROWS
from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING
from tandem.experiments.backtest.scores import TOTAL, points
from tandem.experiments.backtest.verdict import TANDEM, compare
from tests.experiments.backtest.made_up import poisson_history
from tests.experiments.drawing.layout import check_pictures

pytest.importorskip("scoringrules")

LONG = "Regional Business Development, Strategic Partnerships and Alliances of the Greater Metropolitan Area"
CASES = {
    "usual": {},
    "one origin": {"months": 36},
    "six years": {"months": 96},
    "nobody leaves": {"rate": 0.0},
    "thousands leave": {"headcounts": (400_000, 300_000)},
    "long name": {"name": LONG},
}


def made_up(months=60, rate=0.01, headcounts=(400, 300), name="Made up"):
    plan = poisson_history(np.full(months, rate), 1, headcounts)
    random = np.random.default_rng(2)

    def forecasts(factor):
        return [
            random.poisson(rate * factor * plan.opening[origin], (60, 12, 3)).astype(float)
            for origin in plan.origins
        ]

    rows = points(plan, {TANDEM: forecasts(1.0), LAST_YEAR: forecasts(1.3), SMOOTHING: forecasts(1.6)})
    return plan, rows, caption(plan, name, "prior", 60, 1, "level")


def pictures(made, **more):
    plan, rows, words = made
    return backtest_pictures(plan, rows, compare(plan, rows), words, **more)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_figure_keeps_the_rules(case):
    assert check_pictures(pictures(made_up(**case))) == ["totals", "bands"]


def test_only_what_is_wanted_is_drawn():
    assert [picture.name for picture in pictures(made_up(), wanted=HEADLINE)] == ["totals"]


def test_the_numbers_are_the_forecasts():
    plan, rows, words = made_up(months=96)
    shown = {picture.name: picture.data for picture in pictures((plan, rows, words))}
    totals = shown["totals"]
    assert totals["Forecast from"].nunique() == MOST_ROWS
    assert totals["Forecast from"].iloc[-1] == plan.months[plan.origins[-1]]
    whole = rows[(rows["unit"] == TOTAL) & (rows["department"] == "All departments")]
    last = whole[whole["origin"] == plan.months[plan.origins[-1]]].set_index("forecast")
    for _, row in totals.tail(3).iterrows():
        assert row["Median, people"] == last.loc[row["Forecast"], "p50"]
        assert row["What happened, people"] == plan.actual(plan.origins[-1])[:, -1].sum()
    bands = shown["bands"]
    assert bands["Month"].is_unique
    happened = dict(zip(plan.months, plan.leavers[:, -1], strict=True))
    assert bands["What happened, people"].tolist() == [happened[month] for month in bands["Month"]]
    assert bands["Median, people"].notna().sum() % plan.horizon == 0


def test_captions_say_origins_draws_seed_reading_and_bands():
    told = (
        "25 origins", "60 runs", "seed 1", "90\u00a0%", "Reading of the survey: level", "Source: Tandem",
    )  # fmt: skip
    for picture in pictures(made_up()):
        assert [part for part in told if part not in picture.caption] == [], picture.name

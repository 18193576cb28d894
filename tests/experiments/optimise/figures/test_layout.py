"""Every figure of a search: its layout, its words, and its numbers against those of the table."""

import pytest

from tandem.experiments.optimise.figures import HEADLINE, optimise_pictures
from tandem.experiments.optimise.mixes import dose
from tests.experiments.drawing.layout import check_pictures
from tests.experiments.optimise.made_up import made_up_front

LONG = "Regional Business Development, Strategic Partnerships and Alliances"
CASES = {
    "usual": {},
    "one mix": {"mixes": 1},
    "two mixes": {"mixes": 2},
    "thirty mixes": {"mixes": 30},
    "no runner-up": {"runner_up": False},
    "one lever": {"levers": 1, "mixes": 3},
    "all of one cost": {"mixes": 6, "cost": 0.0},
    "no output": {"output": 0.0},
    "less output only": {"output": -80.0},
    "more leavers": {"leavers": -30.0},
    "yen": {"cost": 3e8, "currency": "JPY"},
    "next to nothing": {"cost": 2.0},
    "long name of the organisation": {"organisation": f"{LONG} of the Greater Metropolitan Area, Limited"},
}


def pictures(made, **more):
    return optimise_pictures(made.table, made.space, made.designs, made.entries, 9e5, made.about, **more)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_figure_keeps_the_rules(case):
    assert check_pictures(pictures(made_up_front(**case))) == ["front", "mixes", "value_of_information"]


def test_only_what_is_wanted_is_drawn():
    made = made_up_front()
    assert [picture.name for picture in pictures(made, wanted=HEADLINE)] == ["front"]
    assert [picture.name for picture in pictures(made, wanted=("mixes", "nothing"))] == ["mixes"]


def test_the_numbers_are_those_of_the_table():
    made = made_up_front()
    shown = {picture.name: picture.data for picture in pictures(made)}
    front = shown["front"]
    assert front["Mix"].tolist() == made.table["mix"].tolist()[1:]
    assert front["Programme cost, mean, USD"].tolist() == made.table["cost_mean"].tolist()[1:]
    assert (
        front["Leavers avoided, 95th percentile, people"].tolist()
        == (made.table["leavers_avoided_p95"].tolist()[1:])
    )
    for (_, row), design in zip(shown["mixes"].iterrows(), made.designs, strict=True):
        for place, lever in enumerate(made.space.ranges):
            expected = 100 * dose(made.space, design).get(place, 0.0)
            assert row[f"{lever.title}, % of its fullest"] == pytest.approx(expected)


def test_captions_say_draws_seed_intervals_and_reading():
    told = (
        "30 fresh runs of 30 parameter sets", "seed 1", "their priors", "90\u00a0%",
        "Reading of the survey: level", "Source: Tandem",
    )  # fmt: skip
    for picture in pictures(made_up_front()):
        assert [part for part in told if part not in picture.caption] == [], picture.name

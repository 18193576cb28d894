"""`tandem discover` on a store with a planted box."""

import json

import numpy as np
import pytest

from tandem.experiments.api.settings import composed
from tandem.experiments.api.sweeps import Configured
from tandem.experiments.points.axes import axis_of, range_axis
from tandem.experiments.points.design import points_of
from tandem.experiments.points.plan import check_points, open_store
from tandem.experiments.points.reduction import NUMBERS, Reduced

SMALL = {"draws": 2, "months": 3, "organisation": {"headcount": 60}, "start": "2026-01"}


@pytest.fixture
def store(tmp_path):
    """A sweep of 300 points whose burnout was made up: above 80 where the gain is high and relief is weak."""
    axes = [
        range_axis("parameters.true_gain", 0.02, 0.1),
        range_axis("parameters.relief_by_ai", -0.4, 0.0),
        axis_of("policy", ["status_quo", "guardrails", "training"]),
    ]
    points = points_of(axes, "lhs", 100, 1)
    compose = lambda chosen: composed(Configured(), {**SMALL, **chosen})  # noqa: E731
    checked = check_points(compose, axes, points, ("burnout",), ends_only=True)
    data = open_store(tmp_path / "store", checked.definition, axes)
    found = []
    for task in checked.tasks:
        values = task.values
        is_so = (
            values["parameters.true_gain"] > 0.05
            and values["parameters.relief_by_ai"] > -0.25
            and values["policy"] != "guardrails"
        )
        found.append(Reduced(np.full((1, len(NUMBERS)), 90.0 if is_so else 60.0), ("per cent",)))
    data.keep([(task.key, task.values) for task in checked.tasks], found)
    return data.folder


def test_a_planted_box_is_told_in_plain_words(tandem, store, tmp_path):
    answer = tandem("discover", "store", "burnout>80", "--fresh", "0", "--output", "found")
    assert answer.code == 0, answer.err
    summary = json.loads((tmp_path / "found" / "summary.json").read_text())
    box = summary["box"]
    assert box["coverage"] >= 0.9
    assert box["density"] >= 0.9
    assert box["limits"]["parameters.true_gain"][0] == pytest.approx(0.05, abs=0.005)
    assert box["limits"]["parameters.relief_by_ai"][0] == pytest.approx(-0.25, abs=0.03)
    assert sorted(box["limits"]["policy"]) == ["status_quo", "training"]
    told = " ".join(answer.out.split())
    assert "policy is status_quo or training" in told
    assert "true_gain is 0.05" in told
    assert len(summary["finding"].split()) <= 60
    assert (tmp_path / "found" / "figures" / "box.png").is_file()


def test_fresh_points_are_simulated_and_play_no_part(tandem, store, tmp_path):
    for name in ("one", "two"):
        answer = tandem(
            "discover", "store", "burnout>80", "--fresh", "12", "--workers", "1", "--output", name
        )
        assert answer.code == 0, answer.err
    one, two = (json.loads((tmp_path / name / "summary.json").read_text()) for name in ("one", "two"))
    assert one["fresh_points"] == two["fresh_points"] == 12
    assert one["box"] == two["box"]  # the points that checked the first box were not used for the second
    assert one["fresh"] == two["fresh"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("burnot>80",), "Did you mean 'burnout'"),
        (("burnout=80",), "MEASURE<VALUE"),
        (("burnout>95",), "it is so at 0 of 300 points"),
        (("burnout>80", "polcy=training"), "Did you mean 'policy'"),
        (("burnout>80", "policy=trainin"), "Did you mean 'training'"),
        (("burnout>80", "policy"), "NAME=VALUE"),
        (("burnout>80", "--fresh", "-1"), "--fresh"),
    ],
)
def test_what_is_wrong_is_said(tandem, store, tmp_path, typed, said):
    answer = tandem("discover", "store", *typed)
    assert answer.code == 2
    assert said in answer.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]


def test_too_few_points_are_refused_with_the_number_needed(tandem, store):
    from tandem.experiments.points.data_set import open_data_set

    for shard in open_data_set(store).shards:
        shard.unlink()
    answer = tandem("discover", "store", "burnout>80")
    assert (answer.code, "100 or more" in answer.err) == (2, True)

"""The summary and the finding."""

import dataclasses
import json
import re

import numpy as np
import pytest

from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.summary import finding, summary
from tandem.model.outcomes.measures import MEASURES, measure_values
from tests.model.outcomes.made_up import organisation, projection_of

PROFILE = organisation(
    ("A", "x", "employee", 60),
    ("A", "x", "freelancer", 4),
    ("B", "x", "employee", 50),
    ("B", "x", "freelancer", 40),
    ("C", "x", "employee", 30),
    ("C", "x", "freelancer", 7),
)


@pytest.fixture(scope="module")
def projection():
    return projection_of(PROFILE, draws=40)


@pytest.fixture(scope="module")
def content(projection):
    return summary(projection)


def values_of(projection, name, groups=tuple(range(6))):
    contracts = [projection.profile.groups[place].contract for place in groups]
    prices = projection.licence_prices
    return measure_values(name, projection.tallies[:, :, list(groups)], contracts, prices)


def test_it_is_json_with_every_headline_measure(content):
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    assert set(content["measures"]) == {name for name, measure in MEASURES.items() if measure.headline}
    for entry in content["measures"].values():
        assert {"unit", "definition", "statistic", "value", "start", "end", "change", "spread"} <= set(entry)
        assert list(entry["value"]) == ["p5", "p25", "p50", "p75", "p95"]


@pytest.mark.parametrize("groups", [tuple(range(6)), (0,), (2, 3)])
def test_level_totals_and_changes_recomputed(projection, content, groups):
    def entry(name):
        whole = content["measures"][name]
        department = {0: "A", 2: "B"}
        return whole if len(groups) == 6 else whole["departments"][department[groups[0]]]

    def middle(values):
        return pytest.approx(np.median(values), rel=1e-5)

    burnout = values_of(projection, "burnout", groups)
    assert entry("burnout")["value"]["p50"] == middle(burnout[:, -1])
    assert entry("burnout")["start"]["p50"] == middle(burnout[:, 11])
    assert entry("burnout")["change"]["p50"] == middle(burnout[:, -1] - burnout[:, 11])  # within each run
    assert entry("burnout")["runs_rising"] == np.mean(burnout[:, -1] > burnout[:, 11])
    cost = values_of(projection, "total_people_cost", groups)
    assert entry("total_people_cost")["value"]["p50"] == middle(cost[:, 12:].sum(axis=1))
    last, before = cost[:, 18:].sum(axis=1), cost[:, :12].sum(axis=1)
    assert entry("total_people_cost")["end"]["p50"] == middle(last)
    assert entry("total_people_cost")["change"]["p50"] == middle(last - before)
    turnover = values_of(projection, "voluntary_turnover", groups)
    assert entry("voluntary_turnover")["value"]["p95"] == pytest.approx(
        np.quantile(turnover[:, -1], 0.95), rel=1e-5
    )


def test_a_few_freelancers_are_left_out_of_their_department_and_that_is_said(content):
    assert content["left_out"] == {"A": "freelancers", "C": "freelancers"}
    assert content["cells_not_shown"] >= 1
    assert content["measures"]["headcount"]["departments"]["A"]["value"]["p95"] <= 60


def test_hidden_departments_are_named_and_not_reported():
    profile = organisation(("A", "x", "employee", 60), ("B", "x", "employee", 6), ("C", "x", "employee", 20))
    content = summary(projection_of(profile))
    assert content["departments_not_shown"] == ["B", "C"]
    for entry in content["measures"].values():
        assert set(entry["departments"]) == {"A"}


def test_what_a_reader_must_know_about_the_runs(projection, content):
    assert (content["runs"], content["parameter_sets"], content["months"]) == (40, 20, 18)
    assert (content["first_month"], content["last_month"]) == ("2026-01", "2027-06")
    assert content["seeds"] == list(range(40))
    assert content["calibration"] == "not yet calibrated: parameters drawn from their priors"
    assert "90 per cent" in content["interval"] and content["reading"] == "level"
    assert content["measures"]["burnout"]["threshold"]["parameter"] == "threshold_burned_out"
    assert "experiencing burnout" in content["measures"]["burnout"]["instrument"]
    calibrated = summary(dataclasses.replace(projection, posterior="survey-2025"))
    assert calibrated["calibration"] == "calibrated: parameters drawn from the posterior 'survey-2025'"


def test_luck_and_parameters_add_to_one_or_are_not_told_apart(projection, content):
    for name, entry in content["measures"].items():
        spread = entry["spread"]
        if name in ("programme_cost", "ai_daily", "ai_time"):  # the made-up sums have none: nothing varies
            assert spread["luck"] is None and "a value that varies" in spread["note"]
            continue
        assert spread["luck"] + spread["parameters"] == pytest.approx(1)
    single = dataclasses.replace(projection, parameter_sets=tuple(range(40)))
    spread = summary(single)["measures"]["burnout"]["spread"]
    assert spread["luck"] is spread["parameters"] is None and "not separable" in spread["note"]


def test_without_history_there_is_a_value_but_no_start():
    content = summary(projection_of(PROFILE, history=0, months=6))
    for name in ("burnout", "payroll"):
        entry = content["measures"][name]
        assert entry["value"]["p50"] is not None
        assert entry["start"]["p50"] is entry["change"]["p50"] is entry["runs_rising"] is None
    assert content["measures"]["voluntary_turnover"]["value"]["p50"] is None


def test_the_finding_says_the_numbers_of_the_summary(projection, content):
    text = finding(projection)
    assert text == finding_of(content)
    assert len(text.text.split()) <= 60
    turnover, burnout = (content["measures"][name] for name in ("voluntary_turnover", "burnout"))
    for name in ("p5", "p50", "p95"):
        assert f"{turnover['value'][name]:.1f}" in text.notes[0]
        assert re.search(rf"\b{turnover['value'][name]:.0f}\b", text.what)
    assert "of 40 runs" in text.how_sure
    notes = " ".join(text.notes)
    assert f"{burnout['value']['p50']:.0f}\u00a0%" in notes
    assert "Not yet calibrated" in notes and "40 runs" in notes and "20 parameter sets" in notes
    assert not re.search(r"nan|None|inf\b|\{|−0\.0\b|[+]0\.0\b", text.page())


@pytest.mark.parametrize("shape", [{"history": 0, "months": 6}, {"draws": 1}, {"months": 1}])
def test_the_finding_of_unusual_projections_is_still_a_sentence(shape):
    text = finding(projection_of(PROFILE, **shape))
    assert all(part.endswith(".") for part in (text.what, text.how_sure, text.next, *text.notes))
    assert len(text.text.split()) <= 60
    assert not re.search(r"nan|None|inf\b", text.page())


def test_departments_whose_work_is_not_known_are_named(content):
    known = {key: value for key, value in content.items() if key != "unknown_families"}
    assert "What work" not in finding_of(known).page()
    found = [finding_of({**known, "unknown_families": names}) for names in (["D1"], list("ABCDEFG"))]
    one, many = (" ".join(each.notes) for each in found)
    assert "Say what work D1 does" in found[0].next
    assert "What work D1 does is not known, so it gets" in one and "`job_family`" in one
    assert "What work A, B, C, D, E and 2 more do is not known" in many


def test_the_finding_of_an_organisation_without_people():
    projection = projection_of(PROFILE)
    projection.tallies[:] = 0
    text = finding(projection)
    assert "nobody is left in any run" in text.what and not re.search(r"nan|None", text.page())

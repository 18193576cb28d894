"""AI's part and the sources of the range, as the summary, the finding and the figures say them."""

import json

import numpy as np
import pytest

from tandem.calibration.survey.contrast import SWITCHED_OFF
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.other_worlds import (
    TOLD_BY,
    ai_part_of,
    is_clear,
    other_worlds,
    range_of_change,
)
from tandem.experiments.project.summary import summary
from tandem.experiments.project.worlds_in_words import ai_of_change, range_told
from tandem.experiments.simulation.counterfactuals import STILL, WAYS, planned, simulating
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import prepared
from tandem.experiments.simulation.runs import projection_of, runs_of, simulate
from tandem.model.outcomes import tally
from tandem.model.parameters import register


def worlds_of(held=None, **settings):
    small = {"posterior": "prior", "reading": "level", "draws": 40, "months": 24, "threads": 2}
    choices = COMMAND.choices_of(composed(COMMAND, {**small, **settings}))
    setting = prepared(choices, choices.policy)
    sets = [{**values, **(held or {})} for values in parameter_sets(choices)]
    runs = runs_of(sets, choices.runs_per_parameter_set, choices.seed)
    found = planned(setting, runs)
    sums = simulate(setting, runs, 2, lambda: None, simulating(setting, runs, found))
    return other_worlds(projection_of(setting, runs, sums, None, choices), found)


@pytest.fixture(scope="module")
def worlds():
    return worlds_of()


@pytest.fixture(scope="module")
def part(worlds):
    return ai_part_of(worlds)


def test_the_part_is_the_paired_difference_of_expected_quits(worlds, part):
    """Recomputed from the sums: a year's expected quits ÷ average headcount of employees and executives."""
    groups = [place for place, each in enumerate(worlds.projection.contracts) if each != "freelancer"]
    draws = list(worlds.counterfactuals.draws[STILL])

    def turnover(sums):
        present, quits, others, hires = (
            sums[:, -12:, kinds].sum(axis=-1) if isinstance(kinds, list) else sums[:, -12:, kinds]
            for kinds in (tally.PRESENT, tally.EXPECTED_QUITS, [tally.QUITS, tally.DISMISSALS, tally.LAYOFFS],
                          tally.HIRES)
        )  # fmt: skip
        return 100 * quits.sum(axis=1) / (present + (hires - others) / 2).mean(axis=1)

    full = turnover(worlds.projection.tallies[draws][:, :, groups].sum(axis=2))
    still = turnover(worlds.counterfactuals.sums[STILL][:, :, 0])
    found = part["measures"]["voluntary_turnover"]["still"]
    assert found["mean"] == pytest.approx((full - still).mean(), abs=0.02)
    assert found["p50"] == pytest.approx(np.median(full - still), abs=0.02)


def test_an_organisation_without_freelancers_has_an_ai_part_too():
    worlds = worlds_of(organisation="example", draws=4, months=6)
    turnover = ai_part_of(worlds)["measures"]["voluntary_turnover"]
    assert turnover["runs"] == 2 and turnover["still"]["p50"] is not None
    assert range_of_change(worlds) is not None


def test_it_is_json_with_every_world(part):
    assert json.loads(json.dumps(part, allow_nan=False)) == part
    assert set(part["measures"]) == set(TOLD_BY)
    for entry in part["measures"].values():
        assert entry["runs"] == 20 and set(entry) >= {"still", "flat_demand", "no_ai", "assumption", "unit"}
    assert set(part["measures"]["burnout"]["ways"]) == set(WAYS)


OPEN = {
    "outside_demand": {"talent_demand_to_intention": 0.2},
    "ties": {"ai_on_connection": 0.8},
    "outside_offers": {"ai_pay_premium": 0.1},
    "relief": {"relief_by_ai": -0.5},
}


@pytest.mark.parametrize("way", OPEN)
def test_the_way_that_alone_is_open_is_the_one_named(way):
    entry = ai_part_of(worlds_of({**SWITCHED_OFF, "slack_taken": 0.0, **OPEN[way]}))["measures"]
    turnover = entry["voluntary_turnover"]
    assert turnover["strongest_way"] == way
    assert turnover["ways"][way]["mean"] == pytest.approx(turnover["still"]["mean"], rel=0.25)
    others = [each["mean"] for name, each in turnover["ways"].items() if name != way]
    assert max(map(abs, others)) < 0.02 < abs(turnover["ways"][way]["mean"])


def test_a_closed_model_names_nothing():
    # Freelancers keep some of the gain as time, and stay longer in a niche, which teams feel.
    closed = {**SWITCHED_OFF, "true_gain": 0.0, "niche_rate": 0.0}
    entry = ai_part_of(worlds_of(closed, draws=8))["measures"]["voluntary_turnover"]
    assert entry["strongest_way"] is None and entry["assumption"] is None
    assert entry["still"]["p5"] == entry["still"]["p95"] == 0


def test_the_assumption_named_is_one_and_moves_the_part():
    held = {name: value for name, value in SWITCHED_OFF.items() if name != "talent_demand_to_intention"}
    named = ai_part_of(worlds_of(held, draws=100, months=12))["measures"]["voluntary_turnover"]["assumption"]
    assert named["parameter"] == "talent_demand_to_intention" and named["rank_correlation"] > 0.7
    assert register()[named["parameter"]].kind == "assumption"


@pytest.mark.parametrize(
    ("mean", "error", "runs", "clear"),
    # Student's t for 19 degrees of freedom and 0.05 / 14 on either side is 3.01
    [(3.1, 1.0, 20, True), (-3.1, 1.0, 20, True), (2.9, 1.0, 20, False), (0.0, 0.0, 20, False),
     (1.0, 0.0, 20, True), (None, None, 20, False)],
)  # fmt: skip
def test_what_is_clear(mean, error, runs, clear):
    assert is_clear(mean, error, runs) == clear


def shares_of(worlds):
    found = range_of_change(worlds)
    assert found is not None
    return {name: entry["shares"] for name, entry in found["measures"].items()}


def test_the_shares_add_up_and_luck_of_the_market_goes_when_there_is_none(worlds):
    shares = shares_of(worlds)
    for each in shares.values():
        assert sum(each.values()) == pytest.approx(1, abs=0.002)
    calm = shares_of(worlds_of({"labour_market_cv": 0.0}))
    assert calm["voluntary_turnover"]["labour_market"] < 0.02
    assert shares["voluntary_turnover"]["labour_market"] > 0.4


def test_one_run_a_set_tells_no_luck():
    worlds = worlds_of(runs_per_parameter_set=1, draws=4, months=12)
    assert range_of_change(worlds) is None
    assert range_told(None) == ""


def test_the_sentence_follows_the_largest_source():
    def told(**shares):
        return range_told({"measures": {"voluntary_turnover": {"shares": shares, "driver": None}}})

    assert "mostly luck of the labour market (70" in told(parameters=0.2, labour_market=0.7, people=0.1)
    text = told(parameters=0.5, labour_market=0.1, people=0.4)
    assert "not known about people and AI (50" in text and "luck of who leaves (40" in text
    assert "survey is read (80" in told(reading=0.8, parameters=0.1, labour_market=0.1, people=0.0)


def test_the_finding_and_the_figure_say_the_numbers_of_the_summary(worlds, part):
    content = summary(worlds.projection) | {"ai_part": part, "range_of_change": range_of_change(worlds)}
    finding = finding_of(content)
    text = " ".join(finding.notes)
    assert "AI's part: " in finding.what
    middle = part["measures"]["voluntary_turnover"]["still"]["p50"]
    assert f"Of which AI: {middle:+.1f} points (".replace("-", "−") in text
    assert "against AI standing still" in text
    for sentence in text.split(". "):
        if "Of which AI" in sentence or "strongest way" in sentence or "range in the change" in sentence:
            assert len(sentence.split()) <= 20, sentence
    output = part["measures"]["output_per_head"]
    relative = f"{100 * output['still']['p50'] / output['start']:+.1f}"
    assert f"AI: {relative}" in ai_of_change(output)

from dataclasses import replace

import pytest

from tandem.experiments.wording.provenance import source
from tests.experiments.project.figures.drawn import project_pictures as pictures


def captions(projection, min_cell=10):
    return {picture.name: picture for picture in pictures(projection, min_cell)}


def test_every_caption_has_what_a_reader_must_know(make):
    projection = make(draws=40, runs_per_set=4, months=24)
    for picture in captions(projection).values():
        text = picture.caption.replace("\u00a0", " ")
        for fact in (
            "40 runs",
            "10 parameter sets",
            "40 seeds: 11–50",
            "middle 50 % and 90 % of the runs",
            "5th–95th percentile",
            "Not yet calibrated: parameters drawn from their priors",
            "Reading of the survey: level",
            "88 %",
            source(),
            "horizon December 2027",
        ):
            assert fact in text, (picture.name, fact)


def test_seeds_that_are_not_consecutive_are_counted(make):
    projection = replace(make(draws=3), seeds=(7, 2**60, 99))
    assert "(3 parameter sets, 3 seeds)" in captions(projection)["overview"].caption


def test_a_calibrated_projection_names_its_posterior_and_reading(make):
    for picture in captions(make(posterior="survey_2025", reading="ratio")).values():
        assert "Not yet calibrated" not in picture.caption
        assert "posterior 'survey_2025'" in picture.caption
        assert "88\u00a0% more likely" in picture.caption


def test_captions_say_who_is_left_out(make):
    shown = captions(make(headcounts=(300, 200, 150, 8)))
    assert "fewer than 10 people are not shown" in shown["departments_burnout"].caption
    assert "not shown" not in shown["fan_burnout"].caption
    few = captions(make(headcounts=(300, 200), freelancers=3))
    assert "Without freelancers" in few["fan_burnout"].caption
    assert "Without freelancers in Department 1, Department 2" in few["departments_burnout"].caption


def test_the_history_is_called_simulated_where_there_is_one(make):
    assert "history is simulated" in captions(make())["fan_burnout"].caption
    assert "history" not in captions(make(history=0))["fan_burnout"].caption


def test_alternative_texts_tell_title_range_and_instrument(make):
    shown = captions(make())
    burnout = shown["fan_burnout"]
    assert burnout.title in burnout.alternative_text
    assert "'experiencing burnout' (survey of the Upwork Research Institute" in burnout.alternative_text
    assert "90\u00a0% of runs end between" in burnout.alternative_text
    assert "Department 3 too small to show" in shown["departments_burnout"].alternative_text
    overview = shown["overview"].alternative_text
    assert all(
        shown[f"fan_{name}"].title in overview for name in ("turnover", "output", "burnout", "ai_users")
    )


def test_a_mixture_is_named_with_its_weights(make):
    mixed = replace(make(reading="mixed"), weights={"level": 0.75, "ratio": 0.25, "both": 0.0})
    for picture in captions(mixed).values():
        told = "Reading of the survey: mixed (75\u00a0% level, 25\u00a0% ratio of the parameter sets)"
        assert told in picture.caption


@pytest.mark.parametrize("reading", ["level", "ratio", "both"])
def test_every_reading_is_explained(make, reading):
    assert f"Reading of the survey: {reading} (" in captions(make(reading=reading))["overview"].caption

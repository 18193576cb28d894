"""Questions for parameters, and how many people have to answer."""

from statistics import NormalDist

import pytest

from tandem.experiments.drawing.value_of_information import draw_value_of_information
from tandem.experiments.measures.information_table import information_table
from tandem.experiments.measures.pulse_questions import people_per_group, question_for, questions, respondents
from tandem.experiments.measures.value_of_information import Entry
from tandem.model.parameters import register


def test_every_question_speaks_to_parameters_of_the_register_each_once():
    named = [name for question in questions() for name in question.parameters]
    assert set(named) <= set(register())
    assert len(named) == len(set(named))


def test_surveys_and_pilots_say_how_exact_they_should_be():
    for question in questions():
        assert question.how in ("survey", "pilot", "records")
        assert (question.share is None) == (question.precision is None) == (question.how == "records")


def test_respondents_of_a_poll():
    assert respondents(0.5, 0.05, 10**9) == 385  # the textbook number
    assert respondents(0.5, 0.05, 2_000) == 323  # Krejcie & Morgan 1970 (by chi-square): 322
    assert respondents(0.5, 0.01, 60) == 60


def test_people_in_a_pilot_have_the_power_that_was_asked_for():
    count = people_per_group(0.25, 0.10)
    low, high = 0.25, 0.35
    error = ((low * (1 - low) + high * (1 - high)) / count) ** 0.5
    assert NormalDist().cdf(0.10 / error - 1.96) == pytest.approx(0.80, abs=0.01)


def test_the_table_says_what_to_ask():
    entries = [Entry("burnout_role_loading", 5e5, 1e5, 2e5), Entry("labour_market_cv", 1e4, 5e4, 2e5)]
    rows = information_table(entries, 2_000, "USD").to_pylist()
    assert [row["above_noise"] for row in rows] == [True, False]
    assert rows[0]["people"] == respondents(0.71, 0.05, 2_000)
    assert question_for("labour_market_cv") is None
    assert rows[1]["ask"] is None


def test_the_figure_names_the_first_parameter_only_above_the_noise():
    entries = [Entry("burnout_role_loading", 5e5, 1e5, 2e5), Entry("labour_market_cv", 1e4, 5e4, 2e5)]
    picture = draw_value_of_information(entries, 9e5, "USD", 2_000, "Made up.")
    assert "USD\u00a0500\u00a0thousand" in picture.title
    assert any("twice, six months apart" in text.get_text() for text in picture.page.texts)
    assert picture.data["Value of knowing it, USD"].tolist() == [5e5, 1e4]
    picture = draw_value_of_information(entries[1:], 9e5, "USD", 2_000, "Made up.")
    assert picture.title.startswith("No single answer")

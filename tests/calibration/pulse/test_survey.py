"""A pulse survey's file: what is accepted, what is refused and how; draws respect the sampling error."""

import numpy as np
import pytest
from scipy import stats

from tandem.calibration.pulse.survey import QUESTIONS, Answer, PulseSurvey, read_pulse_survey
from tandem.model.errors import InputError
from tandem.model.rules.coefficients import Coefficients

PEOPLE, START = {"Sales": 60, "Engineering": 50}, 38
GOOD = "{department: Sales, question: burnout_all, share: 0.62, n: 48, month: 2025-11}"


def read(tmp_path, text):
    file = tmp_path / "pulse.yaml"
    file.write_text(text, encoding="utf-8")
    return read_pulse_survey(file, PEOPLE, START, 10)


def test_a_good_file_is_read(tmp_path):
    survey = read(tmp_path, f"answers:\n  - {GOOD}\n")
    assert survey.answers == (Answer("Sales", "burnout_all", 0.62, 48, 36),)
    assert survey.departments == ("Sales",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("0.62", "62"), "share 62 is not a proportion from 0 to 1; write 62 % as 0.62"),
        (("0.62", "-0.1"), "share -0.1 is not a proportion"),
        (("0.62", ".nan"), "share nan is not a proportion"),
        (("0.62", "yes"), "share True is not a proportion"),
        ((", n: 48", ""), "n missing"),
        (("n: 48", "n: 9"), "n 9 is not a whole number of respondents from 10"),
        (("n: 48", "n: 61"), "n 61 is more than the 60 people of Sales"),
        (("n: 48", "n: 48.5"), "n 48.5 is not a whole number"),
        (("Sales", "Legal"), "there is no department 'Legal'; allowed: Sales, Engineering"),
        (("burnout_all", "mood"), "unknown question 'mood'; allowed: burnout_all, very_often"),
        (("2025-11", "2026-01"), "month 2026-01 is not before the projection's start (2026-01)"),
        (("2025-11", "2021-11"), "is not a month from 2022-11"),
        (("2025-11", "November"), "is not a month"),
        (("month", "when"), "unknown key 'when'"),
        (("department: Sales, ", ""), "department missing"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_number_and_the_rule(tmp_path, change, words):
    second = GOOD.replace("Sales", "Engineering").replace("burnout_all", "unclear_all")
    with pytest.raises(InputError) as refused:
        read(tmp_path, f"answers:\n  - {second}\n  - {GOOD.replace(*change)}\n")
    assert "entry 2" in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", "answers:", "answers: []", "answers: {a: 1}", "- 1", "other: 1", "a: [", "answers:\n  - 1",
     "answers: !!python/object/apply:os.mkdir [x]", "answers: &a [*a]", "answers: " + "[" * 5_000,
     f"answers:\n  - {GOOD}\n  - {GOOD}", "answers: [1]\nanswers: [2]", f"answers:\n  - {GOOD}\nmore: 1"],
)  # fmt: skip
def test_what_is_no_survey_is_refused_with_the_file(tmp_path, text):
    with pytest.raises(InputError, match=r"pulse\.yaml"):
        read(tmp_path, text)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"organisation\.pulse_survey"):
        read_pulse_survey(tmp_path / "none.yaml", PEOPLE, START, 10)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="cannot be read"):
        read_pulse_survey(tmp_path / "binary.yaml", PEOPLE, START, 10)


def test_drawn_shares_are_the_beta_posterior_of_the_count():
    survey = PulseSurvey(
        (Answer("Sales", "burnout_all", 0.3, 40, 36), Answer("Sales", "unclear_all", 0, 40, 36)), ""
    )
    drawn = np.array([survey.drawn_shares(1, number) for number in range(2_000)])
    for place, yes in enumerate((12, 0)):
        closed = stats.beta(yes + 0.5, 40 - yes + 0.5)
        assert stats.kstest(np.maximum(drawn[:, place], 1e-9), closed.cdf).statistic < (0.04, 0.8)[place]
    assert stats.kstest(drawn[:, 0], stats.beta(12.5, 28.5).cdf).pvalue > 0.001
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(0, abs=0.07)
    assert (drawn > 0).all()


def test_another_question_than_considering_is_as_uncertain_as_in_the_calibration():
    answers = (Answer("Sales", "likely_to_quit", 0.33, 100_000, 36),)
    drawn = np.array([PulseSurvey(answers, "").drawn_shares(1, number)[0] for number in range(2_000)])
    assert drawn.std() == pytest.approx(0.04, rel=0.06)


def test_every_question_has_a_threshold_of_the_model():
    assert {question.threshold for question in QUESTIONS.values()} <= set(Coefficients._fields)

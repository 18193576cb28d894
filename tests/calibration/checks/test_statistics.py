"""The study's statistics against a computation from their definition, one respondent at a time."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.calibration.survey.instrument import market
from tandem.calibration.survey.questions import Answers, everybody_in_post, statistics_of
from tandem.calibration.survey.targets import QUANTITIES
from tandem.model.parameters import central_values
from tests.calibration.fit.made_up import LATE

QUESTIONS = (
    "burnout", "considering", "unclear", "trust", "relation", "workload_added", "seeing_gain", "positive",
    "learns_faster", "niche",
)  # fmt: skip
CENTRAL = central_values()


def made_up_answers(seed, people, exact):
    """Random respondents; the first of each role and kind is there for certain. Exact answers are 0 or 1."""
    rng = np.random.default_rng(seed)
    role = rng.choice(4, people, p=[0.6, 0.15, 0.15, 0.1])  # employee, executive, freelancer, vacant seat
    role[:12] = [0] * 8 + [1, 1, 2, 2]
    user = rng.random(people) < 0.6
    user[:12] = True
    gain = rng.choice([rng.normal(0.3, 0.2, people), np.round(rng.normal(0.3, 0.2, people), 1)])  # or tied
    chance = {question: rng.uniform(0.05, 0.95, people) for question in QUESTIONS}
    if exact:
        chance = {question: np.ceil(each - 0.4) for question, each in chance.items()}
        for each in chance.values():
            each[:12] = 1
    answers = Answers(gain, chance, role == 0, role == 1, role == 2, user & (role < 3))
    others = np.flatnonzero(role[12:] < 3) + 12
    return answers, np.concatenate([np.arange(12), rng.permutation(others)[: people // 2]])


def by_hand(answers: Answers, asked: np.ndarray, yes: dict[str, np.ndarray]) -> dict[str, float]:
    """The statistics of a table of respondents, as the study describes them."""
    people = pd.DataFrame(yes | {"gain": answers.gain, "user": answers.user})
    people["role"] = np.select(
        [answers.employee, answers.executive, answers.freelancer], ["employee", "executive", "freelancer"], ""
    )
    people = people.iloc[asked]
    employees, executives, freelancers = (
        people[people["role"] == role] for role in ("employee", "executive", "freelancer")
    )
    users = employees[employees["user"]]
    cut = users["gain"].quantile(0.75)
    top = [row for row in users.to_dict("records") if row["gain"] >= cut]
    rest = [row for row in users.to_dict("records") if row["gain"] < cut]

    def share(rows: list[dict], question: str) -> float:
        return sum(row[question] for row in rows) / len(rows) if rows else math.nan

    found = {"mean_gain": users["gain"].mean(), "ai_users": len(users) / len(employees)}
    for question in ("burnout", "considering", "unclear"):
        found[f"{question}_top"] = share(top, question)
        found[f"{question}_all"] = employees[question].mean()
    for question in ("burnout", "considering"):
        found[f"{question}_rest"] = share(rest, question)
        found[f"{question}_ratio"] = found[f"{question}_top"] / found[f"{question}_rest"]
    for question in ("trust", "relation"):
        found[f"{question}_top"], found[f"{question}_rest"] = share(top, question), share(rest, question)
    found["workload_added"] = users["workload_added"].mean()
    found["executives_seeing_gain"] = executives["seeing_gain"].mean()
    for quantity, question in (("positive", "positive"), ("learn", "learns_faster"), ("niche", "niche")):
        found[f"freelancers_{quantity}"] = freelancers[freelancers["user"]][question].mean()
    return found


@pytest.fixture(scope="module", autouse=True)
def first_call():
    """What is worked out at a first call (pandas, compiled code) is no part of an example's time."""
    answers, asked = made_up_answers(0, 12, exact=False)
    by_hand(answers, asked, answers.chance)
    statistics_of(answers, asked, answers.chance)


@given(st.integers(0, 2**31), st.integers(12, 90), st.booleans())
def test_statistics_are_those_of_their_definition(seed, people, exact):
    answers, asked = made_up_answers(seed, people, exact)
    expected = by_hand(answers, asked, answers.chance)
    got = statistics_of(answers, asked, answers.chance)
    assert set(got) == set(expected)
    for name, value in expected.items():
        assert got[name] == pytest.approx(value, rel=1e-12, nan_ok=True), name


@given(st.integers(0, 2**31), st.integers(12, 90))
def test_the_order_of_the_respondents_does_not_matter(seed, people):
    answers, asked = made_up_answers(seed, people, exact=False)
    shuffled = np.random.default_rng(seed).permutation(asked)
    one, other = (statistics_of(answers, each, answers.chance) for each in (asked, shuffled))
    assert one == pytest.approx(other, rel=1e-12, nan_ok=True)


def test_every_quantity_of_a_target_is_computed():
    answers, asked = made_up_answers(0, 80, exact=False)
    assert set(QUANTITIES) <= set(statistics_of(answers, asked, answers.chance))


def test_the_top_quartile_is_a_quarter_of_the_users_by_self_reported_gain():
    answers = market(20_000).answers(CENTRAL, 1, (LATE,))[LATE]
    asked = everybody_in_post(answers)
    users = answers.employee & answers.user
    # Ask "is your gain among the top quarter of users?" and count the yes answers.
    order = np.full(users.size, -1)
    order[np.flatnonzero(users)[np.argsort(answers.gain[users])]] = np.arange(users.sum())
    in_top = (order >= 0.75 * users.sum()).astype(float)
    asked_so = dict.fromkeys(("trust", "considering", "workload_added"), in_top)
    found = statistics_of(answers, asked, answers.chance | asked_so)
    assert found["trust_top"] == pytest.approx(1, abs=1e-3)
    assert found["considering_rest"] == pytest.approx(0, abs=1e-3)
    assert found["workload_added"] == pytest.approx(0.25, abs=1e-3)


def test_executives_answer_whether_they_use_ai_or_not_and_freelancers_only_if_they_do():
    people = pd.DataFrame(
        [
            ("executive", True, 1.0, 0.0), ("executive", True, 0.0, 0.0), ("executive", False, 1.0, 0.0),
            ("executive", False, 0.0, 0.0), ("executive", False, 0.0, 0.0), ("freelancer", True, 0.0, 1.0),
            ("freelancer", True, 0.0, 0.0), ("freelancer", False, 0.0, 1.0), ("employee", True, 1.0, 1.0),
        ],
        columns=["role", "user", "seeing_gain", "positive"],
    )  # fmt: skip
    rest = {question: np.zeros(len(people)) for question in QUESTIONS}
    employee, executive, freelancer = (
        (people["role"] == role).to_numpy() for role in ("employee", "executive", "freelancer")
    )
    answers = Answers(
        np.full(len(people), 0.3),
        rest | {name: people[name].to_numpy() for name in ("seeing_gain", "positive")},
        employee,
        executive,
        freelancer,
        people["user"].to_numpy(),
    )
    found = statistics_of(answers, everybody_in_post(answers), answers.chance)
    by_role = people.groupby("role")["seeing_gain"].mean()
    of_users = people[people["user"]].groupby("role")["positive"].mean()
    assert found["executives_seeing_gain"] == pytest.approx(by_role["executive"]) == 2 / 5
    assert found["freelancers_positive"] == pytest.approx(of_users["freelancer"]) == 1 / 2


def test_nobody_to_ask_is_no_number_rather_than_zero():
    answers, _ = made_up_answers(3, 60, exact=False)
    only_employees = np.flatnonzero(answers.employee)
    found = statistics_of(answers, only_employees, answers.chance)
    assert math.isnan(found["executives_seeing_gain"]) and math.isnan(found["freelancers_positive"])
    assert math.isfinite(found["burnout_top"])


def test_a_ratio_to_a_rest_without_a_yes_does_not_stop_the_survey():
    answers, asked = made_up_answers(3, 60, exact=False)
    nobody = answers.chance | {"considering": np.zeros(60)}
    assert not math.isfinite(statistics_of(answers, asked, nobody)["considering_ratio"])


def test_a_survey_of_freelancers_alone_has_no_share_of_users_among_employees():
    answers, _ = made_up_answers(3, 60, exact=False)
    found = statistics_of(answers, np.flatnonzero(answers.freelancer), answers.chance)
    assert math.isnan(found["ai_users"])

"""A session: the comparison's numbers in a moment, and sessions that know nothing of each other."""

from typing import Any

import pandas as pd
import pytest

import tandem

SMALL: dict[str, Any] = {"organisation": {"headcount": 300}, "draws": 8, "months": 4, "seed": 3}


@pytest.fixture(scope="module")
def session():
    return tandem.Session(**SMALL)


def test_the_numbers_are_those_of_a_comparison(session):
    compared = tandem.compare(
        ["status_quo", "guardrails"], **SMALL, reading_draws=0, value_of_information=False, figures="none"
    ).effects
    compared = compared[compared["runs"] == "all"]  # a session does not tell runs apart by AI's part
    answered = session.answer("guardrails").effects
    pd.testing.assert_frame_equal(answered, compared[answered.columns].reset_index(drop=True))


def test_answers_do_not_depend_on_what_was_asked_before(session):
    first = session.answer("training")
    session.answer("connection")
    again = session.answer("training")
    pd.testing.assert_frame_equal(first.effects, again.effects)
    pd.testing.assert_frame_equal(first.monthly, again.monthly)


def test_no_memory_for_starts_gives_the_same_numbers(session):
    frugal = tandem.Session(**SMALL, kept_bytes=0)
    assert frugal._session.kept == 0 and session._session.kept == 8
    pd.testing.assert_frame_equal(frugal.answer("guardrails").effects, session.answer("guardrails").effects)


def test_part_of_the_starts_is_kept_where_memory_is_short(session):
    each = session._session.start_of(session._session.runs[0])
    from tandem.experiments.simulation.session import bytes_of

    frugal = tandem.Session(**SMALL, kept_bytes=3 * bytes_of(each))
    assert frugal._session.kept == 3
    pd.testing.assert_frame_equal(frugal.answer("guardrails").effects, session.answer("guardrails").effects)


def test_two_sessions_are_independent(session):
    before = session.answer("guardrails").effects
    other = tandem.Session(**{**SMALL, "organisation": {"headcount": 120}, "seed": 4})
    theirs = other.answer("guardrails").effects
    assert session.answer("guardrails").effects.equals(before)
    assert not theirs.equals(before)
    assert other.answer("guardrails").effects.equals(theirs)


def test_the_status_quo_changes_nothing(session):
    effects = session.answer("status_quo").effects
    assert (effects.loc[effects["effect"] == "leavers_avoided", ["p5", "p50", "p95"]] == 0).all(axis=None)


def test_a_quick_look_at_the_first_draws(session):
    quick = session.answer("guardrails", draws=4).effects
    runs = quick[quick["runs"] == "all"].groupby("reading")["n"].agg(set)
    assert dict(runs) == {"mixed": {4}, "level": {2}, "ratio": {2}}
    with pytest.raises(tandem.InputError, match="draws: found 9; allowed: 2 to 8"):
        session.answer("guardrails", draws=9)


def test_the_months_are_those_of_the_status_quo_and_of_the_policy(session):
    quo, policy = session.status_quo, session.answer("guardrails").monthly
    assert list(quo.columns) == list(policy.columns)
    months = quo["month"].unique()
    assert len(months) == 24 + 4
    history = quo["month"] < pd.Timestamp("2026-01-01")
    pd.testing.assert_series_equal(quo.loc[history, "mean"], policy.loc[history, "mean"])
    assert not quo.loc[~history, "mean"].equals(policy.loc[~history, "mean"])


def test_a_policy_that_does_not_suit_is_told(session):
    with pytest.raises(tandem.InputError, match="departments"):
        session.answer(
            {"levers": {"x": {"kind": "ai_training", "start": 1, "intensity": 1, "departments": ["Nowhere"]}}}
        )

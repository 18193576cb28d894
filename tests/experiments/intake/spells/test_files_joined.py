"""Moves, leavings, histories and pay, in one file or several: counts as pandas counts them."""

import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import (
    DAY,
    DEPARTMENTS,
    EUR,
    assert_months,
    bare_leavers,
    changes,
    mean_pay,
    moved,
    staff,
    write,
)


@pytest.mark.parametrize("gap", [0, 1])
def test_a_move_inside_is_no_leaving(gap, firm, imported, tmp_path):
    rows = moved(firm, gap)
    profile, shown = imported(write(staff(rows), tmp_path / "moves.csv"), "--set", DAY)
    assert_months(profile, firm)
    assert f"{rows.attrs['moves']} times somebody moved inside" in shown
    assert set(profile.profile.departments) == set(DEPARTMENTS)


def test_a_weekend_is_no_gap_and_a_month_is(imported, tandem, tmp_path, firm):
    friday, monday = pd.Timestamp("2023-06-02"), pd.Timestamp("2023-06-05")
    still = firm[firm["left"].isna() & (firm["hired"] < "2023-01-01")].index[:8]
    for back, leavers in ((monday, 0), (monday + pd.Timedelta(days=30), 8)):
        first = firm.loc[still].assign(left=friday, why="Resignation")
        rows = pd.concat([firm.drop(still), first, firm.loc[still].assign(hired=back)])
        truth = firm if leavers == 0 else rows
        profile, _ = imported(write(staff(rows), tmp_path / "x.csv"), "--set", DAY, "--replace")
        assert_months(profile, truth)


def test_two_stays_at_once_are_refused(firm, tandem, tmp_path):
    rows = moved(firm, 1)
    at = rows.index[rows["department"] == "Old unit"]
    rows.loc[at, "left"] += pd.Timedelta(days=5)
    answer = tandem("import", write(staff(rows), tmp_path / "x.csv"), "--set", DAY, *EUR, "--dry-run")
    assert answer.code == 2 and "two rows for the same time" in answer.out


@pytest.mark.parametrize(
    "shape", ["leavers are in the staff", "leavers have days there, too", "leavers are apart"]
)
def test_leavers_are_joined_by_the_identifier(shape, firm, imported, tmp_path):
    everybody, leavers = staff(firm), bare_leavers(firm)
    if shape == "leavers are in the staff":
        everybody = everybody.drop(columns=["Termination Date", "Termination Reason"])
    elif shape == "leavers are apart":
        leavers = everybody[everybody["Termination Date"].notna()]
        everybody = everybody[everybody["Termination Date"].isna()]
        everybody = everybody.drop(columns=["Termination Date", "Termination Reason"])
    files = [write(everybody, tmp_path / "a.csv"), "--leavers", write(leavers, tmp_path / "b.csv", ";")]
    profile, shown = imported(*files, "--set", DAY)
    assert_months(profile, firm)
    assert "the reason is not known" not in shown  # why they left is joined, too


def test_leavers_of_whom_nothing_is_known_are_refused(firm, tandem, tmp_path):
    present = staff(firm[firm["left"].isna()]).drop(columns=["Termination Date", "Termination Reason"])
    files = [write(present, tmp_path / "a.csv"), "--leavers", write(bare_leavers(firm), tmp_path / "b.csv")]
    answer = tandem("import", *files, "--set", DAY, *EUR, "--output", "p")
    assert answer.code == 2 and "none of its" in answer.err and "b.csv" in answer.err
    assert not (tmp_path / "p").exists()


def test_a_leaver_whose_day_cannot_be_read_is_not_counted_as_staff(firm, imported, tmp_path):
    everybody = staff(firm).drop(columns=["Termination Date", "Termination Reason"])
    leavers = bare_leavers(firm).astype(str)
    leavers.iloc[0, 1] = "soon"
    files = [write(everybody, tmp_path / "a.csv"), "--leavers", write(leavers, tmp_path / "b.csv")]
    profile, _ = imported(*files, "--set", DAY, "--set-aside")
    assert_months(profile, firm.drop(bare_leavers(firm).index[0]))


def test_pay_is_joined_by_the_identifier_and_the_last_in_force_counts(firm, imported, tmp_path):
    everybody = staff(firm).drop(columns="Annual Salary")
    pay = staff(firm)[["Employee ID", "Annual Salary"]]
    rows = []
    for day, factor in (("2023-01-01", 0.1), ("2024-01-01", 1.0), ("2099-01-01", 5.0)):
        then = pay.assign(**{"Effective Date": day})
        then["Annual Salary"] = (pay["Annual Salary"] * factor).round()
        rows.append(then)
    rises = pd.concat(rows)
    for table in (pay, rises.sample(frac=1, random_state=3)):
        files = [write(everybody, tmp_path / "a.csv"), "--pay", write(table, tmp_path / "b.csv"), "--replace"]
        profile, _ = imported(*files, "--set", DAY)
        assert mean_pay(profile) == pytest.approx(firm.loc[firm["left"].isna(), "pay"].mean(), rel=0.02)


@pytest.mark.parametrize("action", [True, False], ids=["by action", "by status"])
def test_a_history_of_jobs_with_effective_dates(action, firm, imported, tmp_path):
    profile, _ = imported(write(changes(firm, action=action), tmp_path / "jobs.csv"), "--set", DAY)
    assert_months(profile, firm)


@pytest.mark.parametrize("whole", [True, False], ids=["all jobs", "leavings only"])
def test_actions_beside_a_list_of_staff(whole, firm, imported, tmp_path):
    """Who moved keeps the first day; who left is known from the actions alone."""
    actions = changes(firm, action=True).drop(columns="Annual Salary")
    present = staff(firm[firm["left"].isna()]).drop(columns=["Termination Date", "Termination Reason"])
    everybody = present if whole else staff(firm).drop(columns=["Termination Date", "Termination Reason"])
    if not whole:
        actions = actions[actions["Action"] == "Termination"]
    files = [write(everybody, tmp_path / "a.csv"), "--history", write(actions, tmp_path / "b.csv")]
    profile, _ = imported(*files, "--set", DAY)
    assert_months(profile, firm)

"""Extracts as people have them: counts as pandas counts them, or the right question."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from tandem.model.organisation.folder.imported import read_profile
from tests.experiments.intake.spells.lists import (
    DEPARTMENTS,
    SNAPSHOT,
    bare_leavers,
    changes,
    moved,
    organisation,
    panel,
    staff,
    write,
)

DAY = "snapshot=2024-12-31"
EUR = ("--set", "pay_currency=EUR")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def firm():
    return organisation()


@pytest.fixture
def imported(tandem, tmp_path):
    """Import and read the profile back."""

    def run(*arguments: str):
        answer = tandem("import", *arguments, "--output", "p", *EUR)
        assert answer.code == 0, answer.err
        return read_profile(tmp_path / "p"), " ".join(answer.out.split())

    return run


def months_of(firm, first):
    """Hires and leavers by month from a month on."""
    months = pd.period_range(first, "2024-12", freq="M").astype(str)
    counts = {
        "hires": firm["hired"].dt.strftime("%Y-%m").value_counts(),
        "leavers": firm["left"].dropna().dt.strftime("%Y-%m").value_counts(),
    }
    return pd.DataFrame({name: count.reindex(months, fill_value=0) for name, count in counts.items()})


def assert_months(profile, firm):
    """Headcount, hires and leavers of every month are those of pandas."""
    assert profile.profile.headcount == firm["left"].isna().sum()
    whole = profile.monthly[profile.monthly["department"] == "All departments"].set_index("month")
    leavers = whole[["voluntary", "involuntary", "unknown"]].sum(axis=1)
    truth = months_of(firm, whole.index[0])
    assert whole["hires"].to_dict() == truth["hires"].to_dict()
    assert leavers.to_dict() == truth["leavers"].to_dict()
    assert leavers.sum() == firm["left"].notna().sum()


def mean_pay(profile):
    groups = profile.profile.groups
    return sum(group.headcount * group.mean_salary for group in groups) / profile.profile.headcount


# One spell model


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
    profile, _ = imported(*files, "--set", DAY)
    assert_months(profile, firm)
    reasons = profile.exposure[["voluntary", "unknown"]].sum()
    assert reasons["unknown"] <= len(profile.exposure) * 2  # but for those drawn by lot
    assert reasons["voluntary"] > 0


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


@pytest.mark.parametrize(("heading", "form"), [("Month", "%Y-%m"), ("Snapshot Date", "%Y-%m-%d")])
def test_a_panel_by_month_knows_the_months(heading, form, firm, imported, tmp_path):
    points = pd.date_range("2022-01-31", SNAPSHOT, freq="ME")
    heading = "Reporting Month" if heading == "Month" else heading
    profile, shown = imported(write(panel(firm, points, heading, form), tmp_path / "p.csv"))
    assert profile.profile.headcount == firm["left"].isna().sum()
    assert "36 lists of the same people" in shown
    exits = profile.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum()
    seen = firm["left"].notna() & (firm["left"] > points[0])
    unseen = seen & (firm["hired"].dt.to_period("M") == firm["left"].dt.to_period("M"))
    assert exits == (seen & ~unseen).sum()


def test_a_panel_by_year_counts_who_is_missing_from_the_next_list(firm, imported, tmp_path):
    points = pd.to_datetime(["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"])
    table = panel(firm, points, "Year", "%Y")
    profile, _ = imported(write(table, tmp_path / "p.csv"))
    by_year = table.groupby("Year")["Employee ID"].agg(set)
    gone = sum(len(now - after) for now, after in pairwise(by_year))
    assert profile.profile.headcount == len(by_year.iloc[-1])
    assert profile.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum() == gone
    assert profile.monthly is None and profile.about["window_months"] == 36
    there = [len(a & b) + (len(a - b) + len(b - a)) / 2 for a, b in pairwise(by_year)]
    assert profile.exposure["person_months"].sum() == pytest.approx(12 * sum(there), rel=0.01)


# The day of the extract


def test_announced_leavers_do_not_move_the_day(firm, imported, tandem, tmp_path):
    announced = firm[firm["left"].isna()].index[:4]
    later = firm.copy()
    later.loc[announced, "left"] = pd.to_datetime(["2025-03-31", "2025-05-31", "2025-07-31", "2025-09-30"])
    answer = tandem("import", write(staff(later), tmp_path / "x.csv"), *EUR, "--output", "p")
    assert answer.code == 2 and "snapshot=2024-12-31" in answer.err and "announced" in answer.err
    profile, shown = imported(write(staff(later), tmp_path / "x.csv"), "--set", DAY)
    assert_months(profile, firm)
    assert "Leavings announced for a day after the snapshot are not counted (4 rows)" in shown
    active = staff(later).assign(Status=np.where(firm["left"].isna(), "Active", "Terminated"))
    profile, _ = imported(write(active, tmp_path / "y.csv"), "--replace")
    assert profile.profile.headcount == firm["left"].isna().sum()
    assert profile.about["snapshot"] == "2024-12"


def test_months_without_any_hire_are_no_history_unless_one_says_so(firm, imported, tmp_path):
    path = write(staff(firm), tmp_path / "x.csv")
    profile, shown = imported(path, "--set", "snapshot=2025-09-30")
    assert profile.about["last_month"] == "2024-12" and "history_to says otherwise" in shown
    profile, _ = imported(path, "--set", "snapshot=2025-09-30", "--set", "history_to=2025-09", "--replace")
    assert profile.about["last_month"] == "2025-09"


def test_planned_ends_of_contracts_are_no_leavings(firm, imported, tmp_path):
    table = staff(firm).assign(**{"Contract End Date": "2024-06-30", "Befristet bis": "2023-06-30"})
    profile, _ = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert_months(profile, firm)


def test_an_extract_without_dates_is_asked_for_its_window(firm, imported, tandem, tmp_path):
    end = firm["left"].fillna(SNAPSHOT)
    years = ((end - firm["hired"]).dt.days / 365.25).round(3)
    table = staff(firm, dates=False).assign(Attrition=np.where(firm["left"].isna(), "No", "Yes"))
    path = write(table.assign(**{"Tenure Years": years}), tmp_path / "x.csv")
    answer = tandem("import", path, "--set", DAY, *EUR, "--output", "p")
    assert answer.code == 2 and "window_months=tenure" in answer.err and not (tmp_path / "p").exists()
    profile, _ = imported(path, "--set", DAY, "--set", "window_months=tenure")
    exits = profile.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum()
    assert exits == firm["left"].notna().sum()
    assert profile.exposure["person_months"].sum() == pytest.approx(12 * years.sum(), rel=1e-3)


# Pay in several columns


@pytest.mark.parametrize("second", ["Hourly Rate", "Monthly Salary"])
@pytest.mark.parametrize("blank", ["", "0"])
def test_pay_in_two_columns_is_put_together(second, blank, firm, imported, tmp_path):
    by_second = np.arange(len(firm)) % 3 == 0
    parts = 2080 if second == "Hourly Rate" else 12
    table = staff(firm).assign(
        **{second: np.where(by_second, (firm["pay"] / parts).round(4).astype(str), "")}
    )
    table["Annual Salary"] = np.where(by_second, blank, firm["pay"].astype(str))
    profile, shown = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert mean_pay(profile) == pytest.approx(firm.loc[firm["left"].isna(), "pay"].mean(), rel=0.02)
    assert f"Pay of {by_second.sum()} rows is taken from the column {second}" in shown
    assert ("2,080 a year" in shown) == (second == "Hourly Rate")


def test_hours_of_a_column_or_a_setting_count(firm, imported, tmp_path):
    table = staff(firm).rename(columns={"Annual Salary": "Hourly Rate"})
    table["Hourly Rate"] = firm["pay"] / (30 * 52)
    for column, setting in (({"Weekly Hours": 30}, ()), ({}, ("--set", "hours_per_week=30"))):
        files = [write(table.assign(**column), tmp_path / "x.csv"), "--set", DAY, *setting, "--replace"]
        profile, _ = imported(*files)
        assert mean_pay(profile) == pytest.approx(firm.loc[firm["left"].isna(), "pay"].mean(), rel=0.02)


def test_people_without_pay_are_counted_and_asked_about(firm, imported, tandem, tmp_path):
    present = firm.index[firm["left"].isna()]
    for lacking in (len(present) // 40, len(present) // 4):
        table = staff(firm)
        table.loc[present[:lacking], "Annual Salary"] = np.nan
        path = write(table, tmp_path / f"{lacking}.csv")
        if lacking > 0.05 * len(present):
            answer = tandem("import", path, "--set", DAY, *EUR, "--output", "q")
            assert (
                answer.code == 2 and f"{lacking} of {len(present)} people in post have no pay" in answer.err
            )
            _, shown = imported(path, "--set", DAY, "--set", "missing_pay=similar", "--replace")
        else:
            _, shown = imported(path, "--set", DAY, "--replace")
        assert f"{lacking} of {len(present)} people in post have no pay" in shown


@pytest.mark.parametrize(
    "extra",
    [
        {"Last Action": "Promotion"},
        {"Position": "Open"},
        {"Stage": "Offer"},
        {"Year": 2024},
        {"Event": ["Hire", "Transfer"] * 150, "Effective Date": "2024-01-01"},
        {"Hourly Rate": 44},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_a_list_of_staff_with_such_a_column_is_one(extra, firm, imported, tmp_path):
    profile, _ = imported(write(staff(firm).assign(**extra), tmp_path / "x.csv"), "--set", DAY)
    assert_months(profile, firm)
    assert mean_pay(profile) == pytest.approx(firm.loc[firm["left"].isna(), "pay"].mean(), rel=0.02)

"""Lists of the same people at several days, in one file or several: counts as pandas counts them."""

from itertools import pairwise

import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import (
    DAY,
    EUR,
    SNAPSHOT,
    assert_months,
    panel,
    staff,
    write,
)


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


def lists_by_year(firm, folder, named=True):
    """A file a year, headings in another language from the third on; the whole panel, too."""
    points = pd.to_datetime(["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"])
    table = panel(firm, points, "Year", "%Y")
    german = {"Department": "Abteilung", "Annual Salary": "Jahresgehalt", "Employee ID": "Personalnummer"}
    paths = []
    for number, (year, its) in enumerate(table.groupby("Year")):
        own = its.drop(columns="Year") if named else its
        own = own.rename(columns=german) if number > 1 else own
        paths.append(
            write(own, folder / (f"staff_{year}.csv" if named else f"{number}.csv"), ";,"[number % 2])
        )
    return table, paths


@pytest.mark.parametrize("named", [True, False], ids=["by the name of the file", "by a column"])
def test_files_of_several_years_are_a_panel(named, firm, imported, tmp_path):
    table, paths = lists_by_year(firm, tmp_path, named)
    profile, shown = imported(*reversed(paths))
    by_year = table.groupby("Year")["Employee ID"].agg(set)
    assert "4 lists of the same people" in shown and profile.about["snapshot"] == "2024-12"
    assert profile.profile.headcount == len(by_year.iloc[-1])
    gone = sum(len(now - after) for now, after in pairwise(by_year))
    assert profile.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum() == gone


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("staff-2023-06-30", "2023-06-30"), ("20230630 Export", "2023-06-30"),
        ("Stand 30.06.2023", "2023-06-30"),
        ("HC June 2023", "2023-06-30"), ("Personal_Juni_2023", "2023-06-30"), ("2023-06", "2023-06-30"),
        ("FY2023 staff", "2023-12-31"), ("staff_2023_v2", "2023-12-31"),
    ],
)  # fmt: skip
def test_a_files_name_says_its_day(name, day, firm, imported, tmp_path):
    there = firm[firm["left"].isna()]
    table = staff(there)[["Employee ID", "Department", "Annual Salary"]]
    paths = [write(table, tmp_path / f"{name}.csv"), write(table.iloc[3:], tmp_path / "at 2024-12-31.csv")]
    profile, shown = imported(*paths)
    assert f"from {day} to 2024-12-31" in shown
    assert profile.profile.headcount == len(there) - 3


def test_a_day_in_a_name_that_can_be_read_in_two_ways_is_none(firm, tandem, tmp_path):
    paths = [write(staff(firm), tmp_path / name) for name in ("03-04-2023.csv", "at 2024-12-31.csv")]
    answer = tandem("import", *paths, *EUR, "--output", "q")
    assert answer.code == 2 and "03-04-2023.csv" in answer.err and "each needs its own day" in answer.err


def test_parts_of_one_list_are_put_together_and_people_in_two_are_refused(firm, imported, tandem, tmp_path):
    half = len(firm) // 2
    paths = [write(staff(firm[:half]), tmp_path / "n.csv"), write(staff(firm[half:]), tmp_path / "s.csv")]
    profile, _ = imported(*paths, "--set", DAY)
    assert_months(profile, firm)
    twice = write(staff(firm[half - 1 :]), tmp_path / "twice.csv")
    answer = tandem("import", paths[0], twice, "--set", DAY, *EUR, "--output", "q")
    assert answer.code == 2 and "nothing says on what day" in answer.err
    _, years = lists_by_year(firm, tmp_path)
    for other in (paths[0], write(staff(firm), tmp_path / "also 2024.csv")):
        answer = tandem("import", *years, other, *EUR, "--output", "q")
        assert answer.code == 2 and "each needs its own day" in answer.err

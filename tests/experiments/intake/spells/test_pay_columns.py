"""Pay in several columns, missing pay, and columns that change nothing."""

import numpy as np
import pytest

from tests.experiments.intake.spells.lists import (
    DAY,
    EUR,
    assert_months,
    mean_pay,
    staff,
    write,
)


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

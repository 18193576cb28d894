"""The day on which an extract was true, and the months that it can know."""

import numpy as np
import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import (
    DAY,
    EUR,
    SNAPSHOT,
    assert_months,
    staff,
    write,
)


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

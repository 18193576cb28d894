"""The bridge from opening to closing headcount: to the person what pandas counts."""

import re

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tandem.experiments.intake.groups.bridge import FLOWS

MONTHS = pd.period_range("2023-01", "2025-05", freq="M")
DEPARTMENTS = {"Sales": 70, "Engineering": 90, "Law": 4}


def extract(seed: int = 1) -> pd.DataFrame:
    """Stays of people who come, move between departments and leave."""
    rows: list[tuple[object, ...]] = []
    rng = np.random.default_rng(seed)
    day, end = np.datetime64("2016-01-01"), np.datetime64("2025-06-15")
    for department, people in DEPARTMENTS.items():
        for _ in range(2 * people):
            hire = day + np.timedelta64(int(rng.integers(0, 3400)), "D")
            last = hire + np.timedelta64(int(rng.exponential(1500)) + 90, "D")
            person, begins, at = len(rows) + 1, hire, department
            if rng.random() < 0.25 and last < end:  # the first stay ends the day before the second begins
                begins = hire + (last - hire) // 2
                rows.append((person, at, hire, begins - np.timedelta64(1, "D"), ""))
                at = str(rng.choice([name for name in DEPARTMENTS if name != department]))
            gone = last < end
            reason = "Resigned" if gone else ""
            rows.append((person, at, begins, last if gone else np.datetime64("NaT", "D"), reason))
    columns = ["Employee ID", "Department", "Hire Date", "Termination Date", "Termination Reason"]
    table = pd.DataFrame(rows, columns=columns)
    table["Annual Salary (EUR)"] = 50_000
    return table


def official(table: pd.DataFrame) -> pd.DataFrame:
    """The same figures, counted with pandas row by row."""
    table = table.sort_values(["Employee ID", "Hire Date"])
    again = table["Employee ID"].eq(table["Employee ID"].shift())
    moved = table["Hire Date"].shift(-1).where(table["Employee ID"].eq(table["Employee ID"].shift(-1)))
    rows = []
    for month in MONTHS:
        begin, end = month.start_time, (month + 1).start_time
        for department in (*DEPARTMENTS, "All"):
            own = pd.Series(True, table.index) if department == "All" else table["Department"] == department

            def during(days, own=own, begin=begin, end=end):
                return own & (days >= begin) & (days < end)

            left = table["Termination Date"].where(moved.isna())
            over = moved.fillna(left).fillna(pd.Timestamp("2100-01-01"))
            opening = int((own & (table["Hire Date"] < begin) & (over >= begin)).sum())
            hires = int((during(table["Hire Date"]) & ~again).sum())
            moves_in = int((during(table["Hire Date"]) & again).sum())
            moves_out, leavers = int(during(moved).sum()), int(during(left).sum())
            if department == "All":
                moves_in = moves_out = 0
            closing = opening + hires + moves_in - moves_out - leavers
            rows.append((department, str(month), opening, hires, moves_in, moves_out, leavers, closing))
    return pd.DataFrame(rows, columns=["department", "month", *FLOWS])


@pytest.fixture(scope="module")
def tables():
    table = extract()
    return table, official(table)


@pytest.fixture
def compared(tables, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    tables[0].to_csv("staff.csv", index=False)

    def run(content, *more):
        if isinstance(content, str):
            (tmp_path / "official.csv").write_text(content)
        else:
            content.to_csv("official.csv", index=False)
        stated = ("--set", "snapshot=2025-06-15", "--set", "history_from=2023-01")
        code = main(["import", "staff.csv", *stated, "--compare", "official.csv", "--output", "out", *more])
        answer = capsys.readouterr()
        return code, " ".join((answer.out + answer.err).split())

    return run


def test_every_figure_equals_what_pandas_counts(tables, compared):
    code, told = compared(tables[1])
    assert code == 0, told
    assert f"states {len(tables[1]) * len(FLOWS):,} figures, and the extract agrees" in told


def test_what_is_kept_balances_and_shows_no_small_department(tables, compared, tmp_path):
    assert compared(tables[1])[0] == 0
    kept = pd.read_csv(tmp_path / "out" / "reconciliation.csv")
    assert "Law" not in set(kept["department"])
    assert kept[["opening", "closing"]].to_numpy().min() >= 10
    left = kept["opening"] + kept["hires"] + kept["moves_in"] - kept["moves_out"] - kept["leavers"]
    assert (left == kept["closing"]).all()
    parts = kept[kept["department"] != "All departments"].groupby("month")[list(FLOWS)].sum()
    whole = kept[kept["department"] == "All departments"].set_index("month")[list(FLOWS)]
    assert (parts["moves_in"] == parts["moves_out"]).all()
    same = ["opening", "hires", "leavers", "closing"]
    pd.testing.assert_frame_equal(parts[same], whole[same])
    expected = tables[1][tables[1]["department"] == "All"].set_index("month")
    pd.testing.assert_frame_equal(whole[same], expected[same])


def test_differences_are_told_with_their_rows_and_small_departments_stay_on_the_screen(
    tables, compared, tmp_path
):
    changed = tables[1].copy()
    changed.loc[changed["department"] == "Law", "hires"] += 3
    place = changed.index[changed["department"] == "All"][2]
    changed.loc[place, "leavers"] += 7
    code, told = compared(changed)
    wrong = len(MONTHS) + 1
    assert code == 0 and f"{wrong} of {changed.shape[0] * len(FLOWS):,} official figures differ" in told
    truth = int(tables[1].loc[place, "leavers"])
    month = tables[1].loc[place, "month"]
    assert re.search(rf"{place + 2} All departments {month} leavers {truth + 7} {truth} -7", told)
    page = (tmp_path / "out" / "reconciliation.html").read_text()
    assert "1 of" in page and "Law" not in page
    assert (tmp_path / "out" / "reconciliation.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "department,month,hires\nMarketing,2024-01,3\n",
            ["row 2", "'Marketing'", "Sales, Law, Engineering", "example"],
        ),
        (
            "department,month,hires\nSales,2031-01,3\n",
            ["row 2", "'2031-01'", "2023-01 to 2025-05", "example"],
        ),
        ("department,month,hires\nSales,May,3\n", ["row 2", "'May'", "a month of the extract"]),
        ("department,month,hires\nSales,2024-01,many\n", ["row 2, column hires", "'many'", "whole number"]),
        ("department,month,hires\nSales,2024-01,1\nSales,2024-01,1\n", ["row 3", "each once"]),
        ("department,hires\nSales,1\n", ["row 1", "month", "example: department,month"]),
        ("department,month,hires\n", ["no figures"]),
    ],
)
def test_an_official_file_that_does_not_fit_is_refused_and_nothing_is_written(
    content, words, compared, tmp_path
):
    code, told = compared(content)
    assert code == 2
    for word in ("official.csv", *words):
        assert word in told
    assert not (tmp_path / "out").exists()

"""Extracts as people have them: read right, held against pandas, or asked about."""

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tandem.model.organisation.folder.imported import read_profile

STATED = ["--set", "pay_currency=EUR"]


def people(rows=240):
    """Staff and leavers: `Employee ID`, `Department`, `Hire Date`, `Exit` (NaT is none), pay."""
    lot = np.random.default_rng(3)
    gone = np.arange(rows) % 4 == 1
    days = lot.integers(0, np.where(gone, 2000, 2850))  # people are hired until the last have left
    hire = pd.Timestamp("2016-01-01") + pd.to_timedelta(days, "D")
    leave = hire + pd.to_timedelta(lot.integers(400, 900, rows), "D")
    return pd.DataFrame(
        {
            "Employee ID": np.arange(1001, 1001 + rows),
            "Department": np.where(np.arange(rows) % 2, "Sales", "Care"),
            "Hire Date": hire,
            "Exit": pd.Series(leave).where(gone),
            "Annual Salary": 50000,
        }
    )


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(table, *arguments):
        table.to_csv("staff.csv", index=False, date_format="%Y-%m-%d")
        code = main(["import", "staff.csv", "--output", "p", "--replace", *STATED, *arguments])
        printed = capsys.readouterr()
        return code, " ".join((printed.out + printed.err).split())

    return run


def assert_right(answer, table):
    code, printed = answer
    assert code == 0, printed
    left = int(table["Exit"].notna().sum())
    assert f"Headcount {len(table) - left}; leavers in the extract {left}" in printed


@pytest.mark.parametrize(
    "heading",
    [
        "termdate",
        "Term_Date",
        "quit_date",
        "Separation Date",
        "Date Left",
        "Last Day",
        "DOL",
        "Leaver Date",
        "Austrittsdatum",
        "Ausgeschieden am",
        "Date de départ",
        "Fecha de baja",
        "Data cessazione",
        "Datum uit dienst",
        "terminationdate_key",
    ],
)
def test_a_day_of_leaving_is_known_by_its_heading(heading, run):
    table = people()
    assert_right(run(table.rename(columns={"Exit": heading})), table)


@pytest.mark.parametrize(
    "heading",
    ["DOJ", "Joined On", "Eintritt am", "Date d'embauche", "Fecha de alta", "Data assunzione", "In dienst"],
)
def test_a_day_of_joining_is_known_by_its_heading(heading, run):
    table = people()
    renamed = table.rename(columns={"Hire Date": heading, "Exit": "Exit Date"})
    assert_right(run(renamed), table)


@pytest.mark.parametrize(
    "marker",
    [
        "NA",
        "NULL",
        "N/A",
        "NaN",
        "None",
        "-",
        "--",
        "?",
        "Present",
        "bis heute",
        "ongoing",
        "0000-00-00",
        "1900-01-01",
        "2999-12-31",
        "9999-12-31",
        "#N/A",
    ],
)
def test_what_programs_write_for_none_is_an_open_end(marker, run):
    table = people()
    written = table.assign(Exit=table["Exit"].dt.strftime("%Y-%m-%d").fillna(marker))
    assert_right(run(written.rename(columns={"Exit": "Termination Date"})), table)


def test_days_as_a_spreadsheet_counts_them_and_days_in_three_columns(run):
    table = people()
    named = table.rename(columns={"Exit": "Termination Date"})
    begin = pd.Timestamp("1899-12-30")
    counted = named.assign(
        **{name: (named[name] - begin).dt.days.astype("Int64") for name in ("Hire Date", "Termination Date")}
    )
    assert_right(run(counted), table)
    hire = named["Hire Date"].dt
    parts = named.drop(columns="Hire Date").assign(
        **{"Hire Year": hire.year, "Hire Month": hire.month, "Hire Day": hire.day}
    )
    assert_right(run(parts), table)


def test_days_under_a_strange_heading_are_asked_about_and_the_answer_adds_to_recognition(run):
    table = people()
    strange = table.rename(columns={"Exit": "Zeta"})
    code, printed = run(strange)
    assert code == 2 and "'Zeta'" in printed and "columns={exit_date: Zeta}" in printed
    assert_right(run(strange, "--set", "columns={exit_date: Zeta}"), table)
    code, printed = run(strange, "--set", "not_read=[Zeta]")
    assert code == 0 and "Headcount 240; leavers in the extract 0" in printed


def test_all_questions_come_at_once_and_the_proposal_is_saved(run, tmp_path):
    table = people().rename(columns={"Exit": "Zeta", "Annual Salary": "Base Pay"})
    code, printed = run(table.assign(Contract="Wizard"), "--mapping", "m.yaml")
    assert code == 2 and "3 things are not clear" in printed
    assert "Zeta" in printed and "'Wizard'" in printed and "pay_period" in printed
    assert (tmp_path / "m.yaml").exists()


def test_a_status_is_known_by_its_words_beside_a_contract(run):
    table = people()
    status = np.where(table["Exit"].notna(), "Terminated", "Active")
    both = table.rename(columns={"Exit": "Termination Date"}).assign(
        **{"Employment Status": status, "Employment Type": "Full Time"}
    )
    assert_right(run(both), table)
    both.loc[both.index[:40:4], "Employment Status"] = "Terminated"
    code, printed = run(both)
    assert code == 2 and "10 of 240 rows" in printed


def test_every_wrong_row_counts(run):
    table = people(1000).rename(columns={"Exit": "Termination Date"})
    days = table["Termination Date"].dt.strftime("%Y-%m-%d").where(lambda day: day.notna(), "")
    table["Termination Date"] = np.where(np.arange(1000) % 10 < 3, "soon", days)
    for options in ((), ("--set-aside",), ("--dry-run",), ("--dry-run", "--set-aside")):
        code, printed = run(table, *options)
        assert code == 2 and "300 of 1,000 rows have something wrong" in printed
    table["Termination Date"] = np.where(np.arange(1000) < 50, "soon", days)
    code, printed = run(table, "--set-aside")
    about = read_profile("p").about
    assert code == 0 and about["rows"] == {"read": 1000, "used": 950, "set_aside": 50}


def test_a_yes_or_no_about_the_own_wish_comes_before_words(run):
    table = people().rename(columns={"Exit": "Termination Date"})
    gone = table["Termination Date"].notna().to_numpy()
    over = ("--set", "snapshot=2024-12-31")  # the last month is over
    own = np.where(gone, np.where(np.cumsum(gone) <= 50, "TRUE", "FALSE"), "")
    reason = np.where(gone, "Zzz", "")
    code, printed = run(table.assign(**{"Termination Voluntary": own, "Termination Reason": reason}), *over)
    assert code == 0 and "leavers in the extract 60" in printed
    assert "reason is not known" not in printed


def test_many_unknown_reasons_are_asked_about_with_their_words(run):
    table = people().rename(columns={"Exit": "Termination Date"})
    gone = table["Termination Date"].notna().to_numpy()
    reason = np.where(gone, np.where(np.cumsum(gone) <= 30, "Zzz", "Resignation"), "")
    table = table.assign(**{"Termination Reason": reason})
    code, printed = run(table)
    assert code == 2 and "'Zzz'" in printed and "30 of 60 leavers" in printed
    code, printed = run(table, "--set", "assumed_reason=unknown")
    assert code == 0 and "(50%)" in printed
    code, printed = run(table, "--set", "values={exit_reason: {Zzz: voluntary}}")
    assert code == 0 and "reason is not known" not in printed


@pytest.mark.parametrize(
    "cells", [("60%", "100%"), ("0,6", "1,0"), ("0.6", "1"), ("60", "100"), (".6", "1.0")]
)
def test_shares_of_full_time_are_read_as_people_write_them(cells, run):
    table = people()
    fte = np.where(np.arange(len(table)) % 2, *cells)
    actual = table.rename(columns={"Exit": "Termination Date"}).assign(FTE=fte)
    assert_right(run(actual, "--set", "pay_basis=actual"), table)
    (sales,) = [group for group in read_profile("p").profile.groups if group.department == "Sales"]
    assert sales.full_time == pytest.approx(0.6, rel=0.01)
    assert sales.mean_salary == pytest.approx(50000, rel=0.05)  # as paid


def test_numbered_grades_are_in_order_of_their_numbers(run):
    table = people().rename(columns={"Exit": "Termination Date"})
    code, printed = run(table.assign(Grade=[f"G{8 + row % 3}" for row in range(len(table))]))
    assert code == 0, printed
    assert read_profile("p").profile.levels == ("G8", "G9", "G10")

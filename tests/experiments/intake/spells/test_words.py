"""Words, days, identifiers and pay as programs and people write them: counts as pandas counts them."""

import numpy as np
import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import (
    DAY,
    EUR,
    assert_months,
    bare_leavers,
    mean_pay,
    staff,
    write,
)


@pytest.mark.parametrize("word", ["still active", "x", "unbefr.", "9999"])
def test_words_for_an_end_that_has_not_come_are_known(word, firm, imported, tmp_path):
    table = staff(firm)
    table["Termination Date"] = table["Termination Date"].dt.strftime("%Y-%m-%d").fillna(word)
    profile, _ = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert_months(profile, firm)


def test_a_word_in_the_place_of_every_blank_day_is_asked_about(firm, imported, tandem, tmp_path):
    table = staff(firm)
    table["Termination Date"] = table["Termination Date"].dt.strftime("%Y-%m-%d").fillna("bleibt noch")
    path = write(table, tmp_path / "x.csv")
    answer = tandem("import", path, "--set", DAY, *EUR, "--output", "q")
    typed = "values={exit_date: {bleibt noch: not_left}}"
    assert answer.code == 2 and typed in answer.err
    profile, _ = imported(path, "--set", DAY, "--set", typed)
    assert_months(profile, firm)


@pytest.mark.parametrize("form", ["%a, %d.%m.%Y", "%A %d %B %Y"])
def test_days_with_the_day_of_the_week(form, firm, imported, tmp_path):
    table = staff(firm)
    for heading in ("Hire Date", "Termination Date"):
        table[heading] = table[heading].dt.strftime(form)
    profile, _ = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert_months(profile, firm)


@pytest.mark.parametrize(
    ("heading", "there", "gone"),
    [
        ("Lifecycle", "Employed", "Left company"),
        ("Active Status", "Active - Payroll Eligible", "Terminated - Payroll Eligible"),
        ("Statut", "Congé", "Sorti"),
    ],
)
def test_a_status_in_several_words_says_who_has_left(heading, there, gone, firm, imported, tmp_path):
    table = staff(firm).drop(columns=["Termination Date", "Termination Reason"])
    table[heading] = np.where(firm["left"].isna(), there, gone)
    profile, _ = imported(write(table, tmp_path / "x.csv"), "--set", DAY, "--set", "window_months=36")
    assert profile.profile.headcount == firm["left"].isna().sum()


@pytest.mark.parametrize(
    ("own", "wishes"),
    [("Resignation - better pay", "Involuntary - Performance"), ("V", "I"), ("Vol", "Invol")],
)
def test_reasons_in_several_words_and_short_ones(own, wishes, firm, imported, tmp_path):
    table = staff(firm).drop(columns="Termination Reason")
    gone = firm["left"].notna()
    table["Why"] = np.where(gone, np.where(np.arange(len(firm)) % 2, own, wishes), "")
    _, shown = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert "reason is not known" not in shown


@pytest.mark.parametrize(
    "written",
    [lambda own: "00" + own, lambda own: own + ".0", lambda own: f"E{own}"],
    ids=["0042", "42.0", "e42"],
)
def test_identifiers_are_joined_as_every_program_writes_them(written, firm, imported, tmp_path):
    firm = firm.assign(id=[str(number) for number in range(40, 40 + len(firm))])
    everybody = staff(firm).drop(columns=["Termination Date", "Termination Reason"])
    leavers = bare_leavers(firm)
    everybody["Employee ID"] = everybody["Employee ID"].map(written)
    if everybody["Employee ID"].str.startswith("E").all():
        leavers["Employee ID"] = "e" + leavers["Employee ID"]
    files = [write(everybody, tmp_path / "a.csv"), "--leavers", write(leavers, tmp_path / "b.csv")]
    profile, _ = imported(*files, "--set", DAY)
    assert_months(profile, firm)


@pytest.mark.parametrize("hours", [True, False], ids=["hours in a column", "usual hours"])
def test_pay_of_several_periods_in_one_column(hours, firm, imported, tmp_path):
    hourly = np.arange(len(firm)) % 3 == 0
    week = 30 if hours else 40
    pay = np.where(hourly, (firm["pay"] / (52 * week)).round(4), firm["pay"])
    table = (
        staff(firm).drop(columns="Annual Salary").assign(Pay=pay, Art=np.where(hourly, "Hourly", "Salaried"))
    )
    if hours:
        table["Weekly Hours"] = np.where(hourly, "30", "")
    profile, _ = imported(write(table, tmp_path / "x.csv"), "--set", DAY)
    assert mean_pay(profile) == pytest.approx(firm.loc[firm["left"].isna(), "pay"].mean(), rel=0.02)


def test_pay_by_the_hour_among_pay_a_year_is_refused(firm, tandem, tmp_path):
    pay = np.where(np.arange(len(firm)) % 4 == 0, 25.0, firm["pay"])
    path = write(staff(firm).drop(columns="Annual Salary").assign(Pay=pay), tmp_path / "x.csv")
    answer = tandem("import", path, "--set", DAY, *EUR, "--set", "pay_period=year", "--output", "q")
    assert answer.code == 2 and "probably by the hour" in answer.err and not (tmp_path / "q").exists()


def test_freelancers_are_known_by_the_words_of_a_column(firm, imported, tandem, tmp_path):
    kind = np.where(np.arange(len(firm)) % 3 == 0, "Contractor", "Permanent")
    profile, _ = imported(write(staff(firm).assign(Art=kind), tmp_path / "x.csv"), "--set", DAY)
    freelance = sum(group.headcount for group in profile.profile.groups if group.contract == "freelancer")
    assert freelance == (firm["left"].isna() & (kind == "Contractor")).sum()
    two = write(staff(firm).assign(Art=kind, Extern=kind), tmp_path / "y.csv")
    answer = tandem("import", two, "--set", DAY, *EUR, "--output", "q")
    assert answer.code == 2 and "columns={contract: Extern}" in answer.err


def test_days_under_a_heading_that_speaks_of_leaving_and_of_contracts_are_asked_about(firm, tandem, tmp_path):
    table = staff(firm).rename(columns={"Termination Date": "Contract termination date"})
    table = table.drop(columns="Termination Reason")
    answer = tandem("import", write(table, tmp_path / "x.csv"), "--set", DAY, *EUR, "--output", "q")
    assert answer.code == 2 and "exit_date: Contract termination date" in answer.err


def test_a_day_of_the_list_stands_over_a_few_announced_leavers(firm, imported, tmp_path):
    later = firm.copy()
    announced = firm.index[firm["left"].isna()][:4]
    later.loc[announced, "left"] = pd.to_datetime(["2025-03-31", "2025-05-31", "2025-07-31", "2025-09-30"])
    table = staff(later).assign(**{"Report Date": "2024-12-31"})
    profile, shown = imported(write(table, tmp_path / "x.csv"))
    assert_months(profile, firm)
    assert "announced for a day after the snapshot" in shown

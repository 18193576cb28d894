"""Part-timers get done and are paid what they work, and prices hold in any currency by the user's rate."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import read_profile
from tandem.model.organisation.profile import check_currency
from tandem.model.organisation.table.read import read_table

HEAD = "department,level,contract,headcount,mean_salary"
SHORT = ("draws=4", "months=6", "figures=none")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def typed(table, name, *arguments):
        (tmp_path / "firm.csv").write_text(table)
        code = main(["project", "firm.csv", *SHORT, *arguments, f"output={name}"])
        answer = capsys.readouterr()
        told = " ".join((answer.out + answer.err).split())
        if code:
            return told, None
        summary = json.loads((tmp_path / name / "summary.json").read_text())
        return told, {key: entry["value"]["p50"] for key, entry in summary["measures"].items()} | {
            "stated": summary["full_time_equivalents"]
        }

    return typed


def test_half_time_gets_half_done_and_is_paid_half(run):
    whole, half = (
        run(f"{HEAD},fte\nSales,a,employee,80,50000,80\nCare,a,employee,100,40000,{fte}\n", f"r{fte}")[1]
        for fte in (100, 50)
    )
    assert (whole["stated"], half["stated"]) == (180, 130)
    assert whole["headcount"] == half["headcount"] == whole["full_time_equivalents"]
    assert half["full_time_equivalents"] == pytest.approx(130 / 180 * half["headcount"], rel=0.03)
    assert half["output"] == pytest.approx(130 / 180 * whole["output"], rel=0.03)
    paid = (80 * 50_000 + 50 * 40_000) / (80 * 50_000 + 100 * 40_000)
    assert half["payroll"] == pytest.approx(paid * whole["payroll"], rel=0.03)
    assert half["ai_licence_cost"] == pytest.approx(whole["ai_licence_cost"])  # a licence a head


def test_pay_for_full_time_and_pay_as_paid(tmp_path):
    file = tmp_path / "t.csv"
    rows = "Sales,a,employee,60,{pay},36,{basis}\n"
    found = []
    for pay, basis in ((97_500, "full_time"), (58_500, "actual"), (97_500, "Full-time")):
        file.write_text(f"{HEAD},fte,pay_basis\n" + rows.format(pay=pay, basis=basis))
        (group,) = read_table(file).groups
        found.append((round(group.mean_salary, 6), group.full_time))
    assert found == [(58_500, 0.6)] * 3


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Sales,a,employee,20,50000,40,actual", ["row 2, column fte", "at most 30"]),
        ("Sales,a,employee,20,50000,0,actual", ["row 2, column fte", "above 0"]),
        ("Sales,a,employee,20,50000,10,hourly", ["row 2, column pay_basis", "full_time", "actual"]),
    ],
)
def test_what_full_time_equivalents_cannot_be_is_refused(row, words, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(f"{HEAD},fte,pay_basis\n{row}\n")
    with pytest.raises(InputError) as refused:
        read_table(file)
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize(("basis", "payroll"), [("actual", 60 * 58_500), ("full_time", 60 * 58_500 * 0.6)])
def test_an_import_keeps_what_is_paid_and_the_share_of_full_time(basis, payroll, tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    lot = np.random.default_rng(1)
    table = pd.DataFrame(
        {
            "Employee ID": np.arange(160),
            "Department": np.repeat(["Sales", "Care"], [60, 100]),
            "Hire Date": "2020-03-01",
            "Annual Salary (EUR)": np.concatenate(
                [58_500 + np.tile([-900, 900], 30), lot.integers(40_000, 50_000, 100)]
            ),
            "FTE": np.repeat([0.6, 1.0], [60, 100]),
        }
    )
    table.to_csv(tmp_path / "staff.csv", index=False)
    made = [
        "import",
        str(tmp_path / "staff.csv"),
        "--set",
        "snapshot=2025-06-30",
        "--set",
        f"pay_basis={basis}",
    ]
    assert main([*made, "--output", str(tmp_path / "own")]) == 0
    groups = pd.read_csv(tmp_path / "own" / "groups.csv").set_index("department")
    assert groups.loc["Sales", "fte"] == 36 and groups.loc["Care", "fte"] == 100
    paid = groups["headcount"] * groups["mean_salary"]
    assert paid["Sales"] == pytest.approx(payroll, rel=0.01)
    read = {group.department: group for group in read_profile(tmp_path / "own").profile.groups}
    assert read["Sales"].full_time == 0.6 and read["Sales"].mean_salary == groups.loc["Sales", "mean_salary"]


def firm(currency: str, times: float) -> str:
    rows = [("Sales", "a", 60, 52_000), ("Care", "a", 90, 41_000)]
    lines = [f"{d},{level},employee,{people},{pay * times:g},{currency}" for d, level, people, pay in rows]
    return "\n".join([f"{HEAD},currency", *lines]) + "\n"


def test_prices_are_the_same_share_of_payroll_in_any_currency(run):
    _, dollars = run(firm("USD", 1), "usd", "policy=training")
    _, yen = run(firm("JPY", 150), "jpy", "policy=training", "organisation.exchange_rates={USD: 150}")
    for cost in ("programme_cost", "ai_licence_cost"):
        assert yen[cost] / yen["payroll"] == pytest.approx(dollars[cost] / dollars["payroll"], rel=0.01)


def test_without_a_rate_the_licence_is_a_share_of_pay_and_that_is_said(run):
    told, few = run(firm("JPY", 150), "a")
    assert "No rate from USD to JPY is given" in told
    _, many = run(firm("JPY", 1_500), "b")
    assert few["ai_licence_cost"] / few["payroll"] == pytest.approx(many["ai_licence_cost"] / many["payroll"])


LEVER = "+policy.levers.r={{kind: recognition, intensity: 1.0, cost: {{per_head_month: 10, currency: {}}}}}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            LEVER.format("EUR"),
            ["cost.currency: found 'EUR'", "no rate is given", "exchange_rates={EUR: 1.1}"],
        ),
        ("organisation.exchange_rates={USD: 0}", ["exchange_rates.USD: found 0", "from 1e-06", "example"]),
        ("organisation.exchange_rates={USD: much}", ["exchange_rates.USD: found 'much'", "example"]),
        ("organisation.exchange_rates={QQQ: 2}", ["no currency 'QQQ'", "ISO 4217", "example"]),
        ("organisation.exchange_rates=2", ["exchange_rates: found 2", "example"]),
    ],
)
def test_prices_and_rates_that_cannot_be_are_refused(typed, words, run):
    told, found = run(firm("JPY", 150), "r", typed)
    assert found is None
    for word in words:
        assert word in told


def test_a_price_is_converted_by_the_rate(run):
    _, own = run(firm("JPY", 150), "own", LEVER.format("JPY"))
    _, euros = run(firm("JPY", 150), "eur", LEVER.format("EUR"), "organisation.exchange_rates={EUR: 160}")
    assert euros["programme_cost"] == pytest.approx(160 * own["programme_cost"])


def test_every_code_of_iso_4217_is_a_currency_and_no_other():
    for code in ("EUR", "JPY", "KWD", "XOF", "CLF", "ZMW", "BDT"):
        check_currency(code, "x")
    for wrong in ("QQQ", "eur", "EURO", "", None, "XXX"):
        with pytest.raises(InputError, match="ISO 4217"):
            check_currency(wrong, "x")

"""The workbook: what it holds, and that a changed price gives what a comparison at that price gives."""

from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

import tandem
from tests.experiments.documents.conftest import FEW
from tests.experiments.documents.programs import converted

PRICES, RUNS = "Prices, live", "Price runs"
_result_columns = {"median": 3, "p5": 4, "p95": 5, "pays": 6}  # as openpyxl counts
NEW = {"per_head_month": 41.5, "fixed": 12_000.0, "hours_per_week": 0.2}


def results(book) -> dict[str, dict[str, float]]:
    """Median, range and share of runs that pay by policy, as the sheet of prices says."""
    sheet = book[PRICES]
    (head,) = [row for row in range(1, sheet.max_row) if str(sheet.cell(row, 3).value).endswith(" median")]
    found = {}
    for row in range(head + 1, sheet.max_row + 1):
        if isinstance(sheet.cell(row, 3).value, int | float):
            name = sheet.cell(row, 1).value
            found[name] = {key: sheet.cell(row, column).value for key, column in _result_columns.items()}
    return found


def net_of(folder) -> dict[str, dict[str, float]]:
    """The same from a comparison's ledger, by pandas."""
    net = pd.read_parquet(folder / "ledger.parquet").groupby("policy")["net_value"]
    return {
        str(name): {
            "median": float(values.median()),
            "p5": float(values.quantile(0.05)),
            "p95": float(values.quantile(0.95)),
            "pays": float((values > 0).mean()),
        }
        for name, values in net
    }


def test_cached_values_are_the_comparisons(made, folders):
    found = results(load_workbook(made["xlsx"], data_only=True))
    wanted = net_of(folders["compare"])
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        assert found[name] == pytest.approx(values)


def test_libreoffice_reckons_the_cached_values(made, tmp_path):
    book = load_workbook(made["xlsx"])  # which keeps formulas and drops what they came to
    book.save(tmp_path / "bare.xlsx")
    (tmp_path / "out").mkdir()
    reckoned = load_workbook(converted(tmp_path / "bare.xlsx", "xlsx", tmp_path / "out"), data_only=True)
    cached = load_workbook(made["xlsx"], data_only=True)
    for name in (PRICES, RUNS):
        cells = 0
        for row, other in zip(cached[name].iter_rows(), reckoned[name].iter_rows(), strict=False):
            for one, two in zip(row, other, strict=False):
                if isinstance(one.value, int | float):
                    assert two.value == pytest.approx(one.value, rel=1e-9, abs=1e-6), one.coordinate
                    cells += 1
        assert cells > 20


def test_another_price_gives_what_compare_gives(made, tmp_path):
    policy = {
        "name": "flexible work",
        "levers": {"home": {"kind": "flexible_work", "intensity": 1.0, "levels": "staff", "cost": {**NEW}}},
    }
    settings = dict(word.split("=") for word in FEW)
    given: dict[str, Any] = {
        "draws": int(settings["draws"]),
        "months": int(settings["months"]),
        "start": settings["start"],
    }
    again = tandem.compare(["status_quo", policy], figures="none", name=settings["name"], **given)
    wanted = net_of(again.folder)["flexible work"]

    book = load_workbook(made["xlsx"])
    sheet = book[PRICES]
    (row,) = [
        row
        for row in range(1, 30)
        if sheet.cell(row, 1).value == "flexible work" and sheet.cell(row, 2).value
    ]
    for column, price in enumerate((NEW["per_head_month"], NEW["fixed"], NEW["hours_per_week"]), start=3):
        sheet.cell(row, column).value = price
    book.save(tmp_path / "changed.xlsx")
    (tmp_path / "out").mkdir()
    reckoned = results(
        load_workbook(converted(tmp_path / "changed.xlsx", "xlsx", tmp_path / "out"), data_only=True)
    )
    before = results(load_workbook(made["xlsx"], data_only=True))
    assert reckoned["flexible work"] == pytest.approx(wanted, rel=2e-3)
    assert reckoned["flexible work"]["median"] != pytest.approx(before["flexible work"]["median"], rel=0.02)


def test_sheets(made):
    names = load_workbook(made["xlsx"]).sheetnames
    wanted = {"Summary", "What is projected", "Where it hits", "What policies buy", PRICES, RUNS, "Glossary",
              "Every parameter", "Calibration and back-cast", "Run information", "Who wins when"}  # fmt: skip
    assert wanted <= set(names)


def test_every_parameter_is_listed(made):
    from tandem.model.parameters import register

    sheet = load_workbook(made["xlsx"], data_only=True)["Every parameter"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for name, entry in register().items():
        assert rows[name][4:7] == pytest.approx((entry.central, entry.low, entry.high))


def test_it_prints_one_page_wide_and_panes_are_frozen(made):
    for sheet in load_workbook(made["xlsx"]):
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), sheet.title
        assert sheet.freeze_panes or sheet.title == "Summary", sheet.title

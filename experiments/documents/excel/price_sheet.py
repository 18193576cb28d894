"""The sheet in which prices are live: a changed price gives what a comparison at that price gives.

Two sheets. The first holds the prices (yellow) and, for each policy, median, range and share of runs that
pay as formulas; the second holds, run by run, value before price and the units paid for (`compare`'s
ledger), and net value as a formula over both. Median and percentiles are Excel's, which interpolate as the
comparison's do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tandem.experiments.documents.content import Ledger, PriceOfLever
from tandem.experiments.documents.excel.book import Book
from tandem.experiments.documents.parts import labels
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.price_sheet")

Floats = npt.NDArray[np.float64]

_factor_row, _first_lever = 4, 8  # rows of the price sheet, from 0
_first_price, _units = 2, 3  # column of the first price; prices (and units) a lever
_first_run = 4  # row of the first run in the other sheet
_columns_before_units = 6  # policy, run, output, worth, saved, value before price
_percentiles = {"p5": 5, "p50": 50, "p95": 95}


def write_prices(book: Book, ledger: Ledger) -> None:
    """Both sheets."""
    prices = book.sheet(_text("prices"), _text("heading"))
    runs = book.sheet(_text("runs"), _text("runs_heading"))
    rows = _write_inputs(book, prices, ledger)
    ranges = _write_runs(book, runs, prices.name, ledger, rows)
    _write_results(book, prices, runs.name, ledger, ranges)


def _write_inputs(book: Book, sheet: Worksheet, ledger: Ledger) -> dict[int, int]:
    """Prices in force, to be changed; returns each lever's row."""
    sheet.write_string(2, 0, _text("told"), book.plain)
    sheet.write_string(_factor_row, 0, _text("factor"), book.bold)
    sheet.write_number(_factor_row, _first_price, 1.0, book.input)
    heads = (
        _text("policy"),
        _text("lever"),
        _text("per_head", currency=ledger.currency),
        _text("once", currency=ledger.currency),
        _text("hours"),
        _text("per_head_run", currency=ledger.currency),
        _text("once_run", currency=ledger.currency),
        _text("hours_run"),
        _text("basis"),
    )
    book.write_heads(sheet, _first_lever - 1, heads)
    rows = {}
    for number, lever in enumerate(ledger.levers):
        row = rows[number] = _first_lever + number
        sheet.write_string(row, 0, lever.policy, book.plain)
        sheet.write_string(row, 1, lever.lever, book.plain)
        for place, price in enumerate(lever.prices):
            sheet.write_number(row, _first_price + place, price, book.input)
            sheet.write_number(row, _first_price + _units + place, price, book.run_value)
        sheet.write_string(row, _first_price + 2 * _units, labels.basis(lever.basis), book.plain)
    last = _first_lever + max(len(ledger.levers) - 1, 0)
    places = (
        (_factor_row, _first_price, _factor_row, _first_price),
        (_first_lever, _first_price, last, _first_price + _units - 1),
    )
    for area in places:
        sheet.data_validation(
            *area,
            {
                "validate": "decimal", "criteria": ">=", "value": 0,
                "error_title": _text("wrong_title")[:32], "error_message": _text("wrong")[:255],
            },
        )  # fmt: skip
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 7, 15)
    sheet.set_column(8, 8, 24)
    sheet.freeze_panes(3, 1)
    return rows


def _write_runs(
    book: Book, sheet: Worksheet, prices: str, ledger: Ledger, rows: dict[int, int]
) -> dict[str, tuple[int, int, int]]:
    """A row a policy and run; returns the rows and the column of net value by policy."""
    most = max((len(_levers_of(ledger, name)) for name in ledger.policies), default=0)
    price_column = _columns_before_units + _units * most
    net_column = price_column + 1
    heads = [_text("policy"), _text("run"), _text("output"), _text("worth", currency=ledger.currency),
             _text("saved", currency=ledger.currency), _text("before", currency=ledger.currency)]  # fmt: skip
    for place in range(most):
        told = str(place + 1)
        heads += [_text("heads", number=told), _text("started", number=told), _text("lost", number=told)]
    heads += [_text("price", currency=ledger.currency), _text("net", currency=ledger.currency)]
    book.write_heads(sheet, _first_run - 1, heads)
    factor = f"'{prices}'!{xl_rowcol_to_cell(_factor_row, _first_price, True, True)}"
    ranges, row = {}, _first_run
    plain, money = book.number("#,##0.00"), book.number("#,##0")
    for name in ledger.policies:
        levers = _levers_of(ledger, name)
        before, paid = before_price(ledger, name), price(ledger, name)
        first = row
        for run in range(ledger.runs):
            sheet.write_string(row, 0, name, book.plain)
            sheet.write_number(row, 1, run + 1, money)
            for place, values in enumerate((ledger.output, ledger.worth, ledger.saved)):
                sheet.write_number(row, 2 + place, values[name][run], plain)
            output, worth, saved = (xl_rowcol_to_cell(row, 2 + place) for place in range(3))
            sheet.write_formula(row, 5, f"={output}*{worth}*{factor}+{saved}", money, float(before[run]))
            parts = []
            for place, (number, lever) in enumerate(levers):
                for unit in range(_units):
                    column = _columns_before_units + _units * place + unit
                    sheet.write_number(row, column, lever.units[run][unit], plain)
                    stated = f"'{prices}'!{xl_rowcol_to_cell(rows[number], _first_price + unit, True, True)}"
                    part = f"{xl_rowcol_to_cell(row, column)}*{stated}"
                    parts.append(f"{part}*{worth}*{factor}" if unit == _units - 1 else part)
            sheet.write_formula(row, price_column, f"={'+'.join(parts) or '0'}", money, float(paid[run]))
            net = f"={xl_rowcol_to_cell(row, 5)}-{xl_rowcol_to_cell(row, price_column)}"
            sheet.write_formula(row, net_column, net, money, float(before[run] - paid[run]))
            row += 1
        ranges[name] = (first, row - 1, net_column)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, net_column, 14)
    sheet.freeze_panes(_first_run, 2)
    sheet.repeat_rows(_first_run - 1)
    return ranges


def _write_results(
    book: Book, sheet: Worksheet, runs: str, ledger: Ledger, ranges: dict[str, tuple[int, int, int]]
) -> None:
    """Median, range and share of runs that pay, as formulas, beside what the run found."""
    head = _first_lever + len(ledger.levers) + 2
    sheet.write_string(head - 1, 0, _text("results"), book.bold)
    titles = (
        _text("policy"),
        "",
        _text("median", currency=ledger.currency),
        _text("p5", currency=ledger.currency),
        _text("p95", currency=ledger.currency),
        _text("pays"),
        _text("median_run", currency=ledger.currency),
        _text("pays_run"),
    )
    book.write_heads(sheet, head, titles)
    money, share = book.number("#,##0"), book.number("0%")
    for place, name in enumerate(ledger.policies):
        row = head + 1 + place
        first, last, column = ranges[name]
        area = f"'{runs}'!{xl_range_abs(first, column, last, column)}"
        net = before_price(ledger, name) - price(ledger, name)
        found = {each: float(np.percentile(net, percent)) for each, percent in _percentiles.items()}
        pays = float((net > 0).mean())
        sheet.write_string(row, 0, name, book.plain)
        sheet.write_formula(row, 2, f"=MEDIAN({area})", money, found["p50"])
        sheet.write_formula(row, 3, f"=PERCENTILE({area},0.05)", money, found["p5"])
        sheet.write_formula(row, 4, f"=PERCENTILE({area},0.95)", money, found["p95"])
        sheet.write_formula(row, 5, f'=COUNTIF({area},">0")/COUNT({area})', share, pays)
        sheet.write_number(row, 6, found["p50"], book.run_value)
        sheet.write_number(row, 7, pays, book.of_share())
    sheet.write_string(head + len(ledger.policies) + 2, 0, _text("note"), book.quiet)


def before_price(ledger: Ledger, name: str) -> Floats:
    """Value before price of a policy in every run, currency."""
    output, worth, saved = (np.array(values[name]) for values in (ledger.output, ledger.worth, ledger.saved))
    value: Floats = output * worth + saved
    return value


def price(ledger: Ledger, name: str) -> Floats:
    """What a policy costs in every run at its stated prices, currency."""
    found: Floats = np.zeros(ledger.runs)
    for _, lever in _levers_of(ledger, name):
        units = np.array(lever.units)
        units[:, _units - 1] *= np.array(ledger.worth[name])
        found = found + units @ np.array(lever.prices)
    return found


def _levers_of(ledger: Ledger, name: str) -> list[tuple[int, PriceOfLever]]:
    """A policy's levers with their number in the ledger."""
    return [(number, lever) for number, lever in enumerate(ledger.levers) if lever.policy == name]

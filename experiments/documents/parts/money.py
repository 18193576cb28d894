"""Cash and capacity, apart: by fiscal year, and what they add up to over time."""

from __future__ import annotations

from tandem.experiments.documents.content import Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.parts.policies import Policies, scaled, unit_of
from tandem.experiments.documents.run_files import number, numbers
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit

_text = texts("documents.money")

_items = (
    "payroll",
    "raises",
    "replacement",
    "licences",
    "programmes",
    "severance",
    "cash",
    "capacity_value",
    "net",
)
_most_lines = 3


def years_chart(policies: Policies, name: str, telling: Telling) -> Chart | None:
    """Cash kept and capacity gained by fiscal year of one policy; None where the run has no years."""
    cash = policies.cash
    own = cash[(cash["policy"] == name) & (cash["quantity"] == "change") & (cash["kind"] == "fiscal year")]
    years = list(dict.fromkeys(own["period"]))
    if not years:
        return None
    by_item = {
        item: own[own["item"] == item].set_index("period")["mean"]
        for item in ("cash", "capacity_value", "net")
    }
    size = money_unit(*(float(value) for values in by_item.values() for value in values)).size
    kept = tuple(scaled(_less(number(by_item["cash"].get(year))), size) for year in years)
    worked = tuple(scaled(number(by_item["capacity_value"].get(year)), size) for year in years)
    net = tuple(scaled(number(by_item["net"].get(year)), size) for year in years)
    total = policies.change(name, "net")
    cash_total, worked_total = policies.change(name, "cash"), policies.change(name, "capacity_value")
    told = {
        "policy": name,
        "cash": telling.about(_less(cash_total), policies.currency),
        "capacity": telling.about(worked_total, policies.currency),
    }
    return Chart(
        "cash-and-capacity", "bars", _text("years_title", **told),
        _text("years_subtitle", unit=unit_of(size, policies.currency)), _text("years_caption"),
        _text("years_alt", net=telling.about(total, policies.currency), **told), tuple(years),
        (Series(_text("cash"), kept), Series(_text("capacity"), worked), Series(_text("net"), net)),
        decimals=1, source=source_of(policies.run, "cash"), category_head=_text("year"),
    )  # fmt: skip


def _less(value: float | None) -> float | None:
    return None if value is None else -value


def cumulative_chart(policies: Policies, telling: Telling) -> Chart:
    """Net value up to each month of the leading policies, medians."""
    frame = policies.run.table("cumulative_net_value", ("policy", "month", "p50"))
    shown = policies.names[:_most_lines]
    months = tuple(str(month) for month in frame[frame["policy"] == shown[0]]["month"])
    values = {name: numbers(frame[frame["policy"] == name]["p50"]) for name in shown}
    size = money_unit(*(value for line in values.values() for value in line if value is not None)).size
    end = telling.about(values[shown[0]][-1], policies.currency)
    title = _text("cumulative_title", policy=shown[0], end=end)
    return Chart(
        "cumulative-value",
        "lines",
        title,
        _text("cumulative_subtitle", unit=unit_of(size, policies.currency)),
        _text("cumulative_caption", total=telling.number(len(shown))),
        title,
        months,
        tuple(Series(name, tuple(scaled(value, size) for value in values[name])) for name in shown),
        decimals=1,
        source=source_of(policies.run, "cumulative_net_value"),
        category_head=_text("month"),
    )


def cash_table(policies: Policies, kind: str = "projection") -> Table:
    """Mean change of every item of every policy over the projection, or by fiscal year."""
    cash = policies.cash
    own = cash[(cash["quantity"] == "change") & (cash["kind"] == kind)]
    size = money_unit(*(float(value) for value in own[own["item"] != "capacity"]["mean"])).size
    rows = []
    for name in policies.names:
        mine = own[own["policy"] == name]
        for period in dict.fromkeys(mine["period"]):
            means = mine[mine["period"] == period].set_index("item")["mean"]
            label = (name, str(period)) if kind != "projection" else (name,)
            rows.append((*label, *(scaled(number(means.get(item)), size) for item in _items)))
    head = [Column(_text("policy")), *([Column(_text("year"))] if kind != "projection" else [])]
    columns = (*head, *(Column(labels.item(item), "signed", 2) for item in _items))
    unit = unit_of(size, policies.currency)
    title = (
        _text("table_title", unit=unit) if kind == "projection" else
        _text("by_year_title", unit=unit)
    )  # fmt: skip
    return Table(
        "cash" if kind == "projection" else "cash-by-year",
        title,
        columns,
        tuple(rows),
        _text("table_note"),
        source_of(policies.run, "cash"),
    )


def money_section(policies: Policies, telling: Telling) -> Section:
    """The part of a document on cash and capacity."""
    years = years_chart(policies, policies.names[0], telling)
    blocks: list[Chart | Table] = [] if years is None else [years]
    blocks += [cumulative_chart(policies, telling), cash_table(policies)]
    return Section("money", _text("title"), tuple(blocks))

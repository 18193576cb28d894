"""What policies may cost: the highest price at which each still pays, beside its price."""

from __future__ import annotations

from tandem.experiments.documents.content import Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.parts.policies import Policies
from tandem.experiments.documents.run_files import number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.prices")


def break_even_chart(policies: Policies, telling: Telling) -> Chart | None:
    """What a policy may cost at most a head and month, beside its price; None where none has such a price."""
    shown = [
        name
        for name in policies.names
        if name in policies.break_even
        and (number(policies.break_even[name]["most_per_head_month"]) or 0) > 0
        and (number(policies.break_even[name]["price_per_head_month"]) or 0) > 0
    ]
    if not shown:
        return None
    first = policies.break_even[shown[0]]
    most = [number(policies.break_even[name]["most_per_head_month"]) for name in shown]
    price = [number(policies.break_even[name]["price_per_head_month"]) for name in shown]
    title = _text(
        "break_even_title",
        policy=shown[0],
        most=telling.money(number(first["most_per_head_month"]), policies.currency),
        price=telling.money(number(first["price_per_head_month"]), policies.currency),
    )
    return Chart(
        "break-even", "bars", title, _text("break_even_subtitle", currency=policies.currency),
        _text("break_even_caption"), title, tuple(shown),
        (Series(_text("most"), tuple(most)), Series(_text("price"), tuple(price))),
        decimals=0, source=source_of(policies.run, "break_even"), category_head=_text("policy"),
    )  # fmt: skip


def break_even_table(policies: Policies) -> Table:
    """What each policy may cost at most, beside its price and what that rests on."""
    columns = (
        Column(_text("policy")), Column(_text("price"), "number", 2), Column(_text("most"), "number", 2),
        Column(_text("hours"), "number", 2), Column(_text("most_hours"), "number", 2),
        Column(_text("at_low"), "share"), Column(_text("at_high"), "share"), Column(_text("basis")),
    )  # fmt: skip
    names = ("price_per_head_month", "most_per_head_month", "hours_per_week", "most_hours_per_week")
    shares = ("pays_at_low_price", "pays_at_high_price")
    rows = tuple(
        (
            name,
            *(number(policies.break_even[name][each]) for each in (*names, *shares)),
            labels.basis(str(policies.break_even[name]["price_basis"])),
        )
        for name in policies.names
        if name in policies.break_even
    )
    title = _text("break_even_table", currency=policies.currency)
    return Table(
        "break-even", title, columns, rows, _text("break_even_note"), source_of(policies.run, "break_even")
    )


def prices_section(policies: Policies, telling: Telling) -> Section:
    """The part of a document on what policies may cost."""
    chart = break_even_chart(policies, telling)
    table = break_even_table(policies)
    blocks = (table,) if chart is None else (chart, table)
    return Section("prices", _text("title"), blocks)

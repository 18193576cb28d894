"""What to find out next, and what knowing it would be worth."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.documents.content import Column, Section, Table
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.parts.policies import Policies, scaled, unit_of
from tandem.experiments.documents.run_files import number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit

_text = texts("documents.unknowns")

_most = 12


def _entries(policies: Policies) -> pd.DataFrame | None:
    if not policies.run.has("value_of_information"):
        return None
    columns = ("parameter", "meaning", "evppi", "standard_error", "above_noise", "ask")
    return policies.run.table("value_of_information", columns)


def worth_asking(policies: Policies, telling: Telling, most: int = 3) -> tuple[str, ...]:
    """Sentences on the unknowns that stand out from luck, the most valuable first."""
    table = _entries(policies)
    if table is None:
        return (_text("not_asked"),)
    told = []
    for _, row in table[table["above_noise"].astype(bool)].head(most).iterrows():
        worth = number(row["evppi"])
        amount = telling.money(None if worth is None else float(f"{worth:.1g}"), policies.currency)
        told.append(_text("worth", meaning=str(row["meaning"]), amount=amount))
    return tuple(told) or (_text("nothing"),)


def unknowns_section(policies: Policies) -> Section | None:
    """The part of a document on what is worth knowing; None where the run did not ask."""
    table = _entries(policies)
    if table is None or table.empty:
        return None
    shown = table.head(_most)
    size = money_unit(*(float(value) for value in shown["evppi"])).size
    rows = tuple(
        (
            str(row["meaning"]),
            scaled(number(row["evppi"]), size),
            scaled(number(row["standard_error"]), size),
            bool(row["above_noise"]),
            str(row["ask"]) if isinstance(row["ask"], str) else None,
        )
        for _, row in shown.iterrows()
    )
    unit = unit_of(size, policies.currency)
    columns = (
        Column(_text("unknown")), Column(_text("value", unit=unit), "number", 2),
        Column(_text("error"), "number", 2), Column(_text("stands_out")), Column(_text("ask")),
    )  # fmt: skip
    note = _text("note")
    block = Table(
        "worth-knowing",
        _text("table_title"),
        columns,
        rows,
        note,
        source_of(policies.run, "value_of_information"),
    )
    return Section("unknowns", _text("title"), (block,))

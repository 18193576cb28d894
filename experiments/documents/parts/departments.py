"""Where it hits: departments against the rest of the organisation."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.documents.content import Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.departments")

_told = "voluntary_turnover"
_most = 14  # departments in the picture; all are in the table
_ends = ("p50", "p5", "p95")
_columns = (
    "department", "contract", "measure", "certain",
    *(f"{what}_{name}" for what in ("end", "change", "difference") for name in _ends),
)  # fmt: skip


def departments_section(run: Run, telling: Telling) -> Section | None:
    """The part of a document on departments; None where there are none to compare."""
    if not run.has("departments"):
        return None
    frame = run.table("departments", _columns)
    frame = frame[frame["contract"] == "all"]
    turnover = frame[(frame["measure"] == _told) & frame["difference_p50"].notna()]
    if turnover.empty:
        return None
    turnover = turnover.sort_values("difference_p50", ascending=False, kind="stable")
    shown = turnover
    if len(shown) > _most:
        shown = shown.reindex(shown["difference_p50"].abs().sort_values(ascending=False).index[:_most])
        shown = shown.sort_values("difference_p50", ascending=False, kind="stable")
    certain = turnover[turnover["certain"].astype(bool)]
    title = (
        _text("title_none", total=telling.number(len(turnover)))
        if certain.empty
        else _text(
            "title_certain",
            department=str(certain["department"].iloc[0]),
            certain=telling.number(len(certain)),
            total=telling.number(len(turnover)),
        )
    )
    chart = Chart(
        "departments", "ranges", title, _text("subtitle"), _text("caption"), title,
        tuple(str(name) for name in shown["department"]),
        tuple(
            Series(name, tuple(number(value) for value in shown[f"difference_{column}"]))
            for name, column in ((_text("p5"), "p5"), (_text("median"), "p50"), (_text("p95"), "p95"))
        ),
        tuple(
            ("worse" if row["difference_p50"] > 0 else "better") if row["certain"] else "untold"
            for _, row in shown.iterrows()
        ),
        decimals=1, source=source_of(run, "departments"), category_head=_text("department"),
    )  # fmt: skip
    return Section("departments", _text("title"), (chart, _table(run, frame)))


def _table(run: Run, frame: pd.DataFrame) -> Table:
    rows = []
    for _, row in frame.iterrows():
        rows.append(
            (
                str(row["department"]),
                labels.measure(str(row["measure"])),
                *(number(row[f"end_{name}"]) for name in _ends),
                number(row["change_p50"]),
                *(number(row[f"difference_{name}"]) for name in _ends),
                bool(row["certain"]),
            )
        )
    columns = (
        Column(_text("department")),
        Column(_text("measure")),
        Column(_text("end"), "number", 2),
        Column(_text("p5_short"), "number", 2),
        Column(_text("p95_short"), "number", 2),
        Column(_text("change"), "signed", 2),
        Column(_text("difference"), "signed", 2),
        Column(_text("p5_short"), "signed", 2),
        Column(_text("p95_short"), "signed", 2),
        Column(_text("certain")),
    )
    return Table(
        "departments",
        _text("table_title"),
        columns,
        tuple(rows),
        _text("note"),
        source_of(run, "departments"),
    )

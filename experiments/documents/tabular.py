"""A chart's numbers as a table: what stands under each picture, and in its sheet."""

from __future__ import annotations

from tandem.experiments.documents.content import Cell, Chart, Column, Kind, Table
from tandem.experiments.documents.telling import Telling


def table_of(chart: Chart, telling: Telling) -> Table:
    """One row a category or month, one column a series."""
    months = chart.kind in ("fan", "lines")
    kind: Kind = "share" if chart.kind == "shares" else "number"
    columns = (
        Column(chart.category_head),
        *(Column(each.name, kind, 0 if kind == "share" else chart.decimals) for each in chart.series),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (telling.month(name) if months else name, *(each.values[place] for each in chart.series))
        for place, name in enumerate(chart.categories)
    )
    return Table(chart.name, chart.title, columns, rows, chart.caption, chart.source)

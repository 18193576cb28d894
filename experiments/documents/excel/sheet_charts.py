"""Native charts of a workbook, over the numbers that stand beside them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tandem.experiments.documents.content import Chart
from tandem.experiments.documents.scale import axis_of
from tandem.experiments.documents.svg import COLOURS
from tandem.experiments.drawing.style import BLUE, PALETTE, tint

_size = {"width": 760, "height": 330}


def add_chart(book: Workbook, sheet: Worksheet, chart: Chart, first: int, column: int) -> None:
    """Put a chart to the right of its numbers.

    Parameters
    ----------
    first : row of the first number
    column : where the picture stands
    """
    made = book.add_chart(_kind(chart))
    last = first + len(chart.categories) - 1
    for place in range(len(chart.series)):
        if chart.kind == "ranges" and place != 1:
            continue
        settings: dict[str, Any] = {
            "name": [sheet.name, first - 1, place + 1],  # a reference: no name is taken for one
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, place + 1, last, place + 1],
            **_look(chart, place),
        }
        if chart.kind == "ranges":
            settings["y_error_bars"] = _reach(sheet, first, last, len(chart.series) + 1)
        made.add_series(settings)
    made.set_title(
        {"name": [sheet.name, first - 2, 0], "name_font": {"size": 11, "color": BLUE}, "overlay": False}
    )
    axis: dict[str, Any] = {
        "major_gridlines": {"visible": True, "line": {"color": "#DADADA"}},
        "num_font": {"size": 9},
    }
    flat = chart.kind in ("ranges", "bars", "shares")
    names = {"num_font": {"size": 9}, "label_position": "low", **({"reverse": True} if flat else {})}
    if chart.kind in ("ranges", "fan"):
        low, high, step = axis_of(
            [value for each in chart.series for value in each.values], chart.kind == "ranges"
        )
        axis |= {"min": low, "max": high, "major_unit": step}
    axis |= {"num_format": "0%"} if chart.kind == "shares" else {}
    if flat:  # the axes of a bar chart are called by where they lie
        made.set_x_axis(axis)
        made.set_y_axis(names)
    else:
        made.set_x_axis(names | {"interval_unit": 12})
        made.set_y_axis(axis)
    if chart.kind == "ranges":
        made.set_legend({"none": True})
    else:
        made.set_legend({"position": "bottom", "font": {"size": 9}})
    made.set_size(
        {"width": _size["width"], "height": max(_size["height"], 70 + 26 * len(chart.categories) * flat)}
    )
    sheet.insert_chart(first - 2, column, made, {"description": f"{chart.title}. {chart.alt_text}"[:250]})


def _kind(chart: Chart) -> dict[str, str]:
    if chart.kind in ("fan", "lines"):
        return {"type": "line"}
    if chart.kind == "shares":
        return {"type": "bar", "subtype": "percent_stacked"}
    return {"type": "bar"}


def _look(chart: Chart, place: int) -> dict[str, Any]:
    if chart.kind == "fan":
        shade = (0.45, 0.7, 1.0, 0.7, 0.45)[place] if place < 5 else 1.0
        colour = tint(BLUE, shade) if place < 5 else PALETTE[3]
        look: dict[str, Any] = {
            "line": {"color": colour, "width": 2.5 if place == 2 else 1.25},
            "smooth": False,
        }
        return look | (
            {"marker": {"type": "circle", "size": 7, "fill": {"color": colour}}} if place >= 5 else {}
        )
    if chart.kind == "lines":
        return {"line": {"color": PALETTE[place % len(PALETTE)], "width": 2.25}, "smooth": False}
    if chart.kind == "ranges":
        points = [{"fill": {"color": COLOURS[standing]}} for standing in chart.standings]
        return {"fill": {"color": COLOURS["untold"]}, "points": points, "gap": 60}
    return {"fill": {"color": PALETTE[place % len(PALETTE)]}, "gap": 50}


def _reach(sheet: Worksheet, first: int, last: int, columns: int) -> dict[str, Any]:
    """Error bars to the ends of the middle 90 %, from the two columns after the numbers."""
    ends = [
        f"='{sheet.name}'!{xl_range_abs(first, columns + place, last, columns + place)}" for place in range(2)
    ]
    return {
        "type": "custom",
        "minus_values": ends[0],
        "plus_values": ends[1],
        "line": {"color": "#3D3D3D", "width": 1.25},
    }


def write_reach(sheet: Worksheet, chart: Chart, first: int, quiet: Format) -> None:
    """How far the ends of the middle 90 % are from the median: what error bars are drawn from."""
    columns = len(chart.series) + 1
    values = zip(*(each.values for each in chart.series[:3]), strict=True)
    for place, (low, middle, high) in enumerate(values):
        row = first + place
        if low is None or middle is None or high is None:
            continue
        cells = [xl_rowcol_to_cell(row, column) for column in (1, 2, 3)]
        sheet.write_formula(row, columns, f"={cells[1]}-{cells[0]}", quiet, middle - low)
        sheet.write_formula(row, columns + 1, f"={cells[2]}-{cells[1]}", quiet, high - middle)

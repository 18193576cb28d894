"""Native charts that a reader can edit: their sheet holds the numbers, percentiles and all.

What python-pptx does not write itself is put into the chart's XML in the schema's order: error bars, a line
over stacked areas, thinned labels, a line that is not smoothed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from tandem.experiments.documents.content import Chart
from tandem.experiments.documents.powerpoint.colours import accent, fixed
from tandem.experiments.documents.powerpoint.slide import Room
from tandem.experiments.documents.scale import axis_of
from tandem.experiments.documents.svg import COLOURS
from tandem.experiments.drawing.style import GRID

_name = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_size = Pt(12)
_types = {
    "fan": XL_CHART_TYPE.AREA_STACKED, "lines": XL_CHART_TYPE.LINE, "ranges": XL_CHART_TYPE.BAR_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED, "shares": XL_CHART_TYPE.BAR_STACKED_100,
}  # fmt: skip
_most_shown = 10  # categories of a chart with names; the workbook has all


def add_chart(slide: Any, chart: Chart, room: Room) -> None:
    """Put a chart into a room of the slide."""
    months = chart.kind in ("fan", "lines")
    shown = slice(None) if months else slice(_most_shown)
    categories: list[Any] = [
        date.fromisoformat(f"{name}-01") if months else name for name in chart.categories
    ][shown]
    columns = [(each.name, list(each.values[shown])) for each in chart.series]
    is_fan = chart.kind == "fan" and all(value is None or value >= 0 for value in columns[0][1])
    data = CategoryChartData()
    data.categories = categories
    for name, values in _bands(columns) if is_fan else columns[1:2] if chart.kind == "ranges" else columns:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.LINE if chart.kind == "fan" and not is_fan else _types[chart.kind]
    frame = slide.shapes.add_chart(
        kind, Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height), data
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{chart.title}. {chart.alt_text}")
    made = frame.chart
    made.font.size = _size
    made.has_title = False
    _axes(made, chart, months)
    if is_fan:
        _fan(made)
    elif months:
        _lines(made)
    elif chart.kind == "ranges":
        _ranges(made, chart, columns, categories)
    else:
        _bars(made, chart)
    made.part.chart_workbook.update_from_xlsx_blob(_sheet(chart, categories, columns, is_fan))


def _axes(made: Any, chart: Chart, months: bool) -> None:
    values, names = made.value_axis, made.category_axis
    values.has_major_gridlines = True
    fixed(values.major_gridlines.format.line.color, GRID)
    values.format.line.fill.background()
    values.tick_labels.font.size = names.tick_labels.font.size = _size
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind in ("fan", "ranges"):
        found = [value for each in chart.series for value in each.values]
        values.minimum_scale, values.maximum_scale, values.major_unit = axis_of(found, chart.kind == "ranges")
    if chart.kind == "shares":
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0%", False
    if months:
        names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "mmm yyyy", False
        _by_year(names._element)
    else:
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _by_year(axis: Any) -> None:
    """A label every twelfth month of an axis of months; the settings close the axis, in this order."""
    names = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
    for name in names:
        for old in axis.findall(qn(f"c:{name}")):
            axis.remove(old)
    for name, value in zip(names[:3], ("months", "12", "months"), strict=True):
        etree.SubElement(axis, qn(f"c:{name}")).set("val", value)


def _bands(columns: Sequence[tuple[str, list[float | None]]]) -> list[tuple[str, list[float | None]]]:
    """An invisible base, three bands of widths, the median and further lines."""
    low, lower, _, upper, high = (values for _, values in columns[:5])
    return [
        (columns[0][0], low),
        (f"{columns[0][0]} – {columns[1][0]}", _less(lower, low)),
        (f"{columns[1][0]} – {columns[3][0]}", _less(upper, lower)),
        (f"{columns[3][0]} – {columns[4][0]}", _less(high, upper)),
        *columns[2:3],
        *columns[5:],
    ]


def _less(first: Sequence[float | None], second: Sequence[float | None]) -> list[float | None]:
    return [None if a is None or b is None else a - b for a, b in zip(first, second, strict=True)]


def _fan(made: Any) -> None:
    """Bands of their own shades, the base invisible, and the median as a line above them."""
    plot = made.plots[0]
    plot.series[0].format.fill.background()
    for place, opaque in ((1, 0.22), (2, 0.5), (3, 0.22)):
        fill = plot.series[place].format.fill
        fill.solid()
        accent(fill.fore_color, 0, opaque)
    area = made._chartSpace.find(f".//{{{_name}}}areaChart")
    lines = etree.Element(qn("c:lineChart"))
    etree.SubElement(lines, qn("c:grouping")).set("val", "standard")
    etree.SubElement(lines, qn("c:varyColors")).set("val", "0")
    for place, series in enumerate(area.findall(qn("c:ser"))[4:]):
        area.remove(series)
        _as_line(series, "accent1" if place == 0 else "accent4", single=place > 0)
        lines.append(series)
    etree.SubElement(lines, qn("c:marker")).set("val", "1")
    for axis in area.findall(qn("c:axId")):
        etree.SubElement(lines, qn("c:axId")).set("val", axis.get("val"))
    area.addnext(lines)
    for setting in made._chartSpace.iter(qn("c:dispBlanksAs")):
        setting.set("val", "gap")
    _legend(made)
    hidden = etree.Element(qn("c:legendEntry"))
    etree.SubElement(hidden, qn("c:idx")).set("val", "0")
    etree.SubElement(hidden, qn("c:delete")).set("val", "1")
    made._chartSpace.find(f".//{{{_name}}}legendPos").addnext(hidden)


def _as_line(series: Any, colour: str, single: bool) -> None:
    """A series of areas made one of lines; a single point gets a mark."""
    for old in series.findall(qn("c:spPr")):
        series.remove(old)
    fill = f'<a:solidFill xmlns:a="{_drawing}"><a:schemeClr val="{colour}"/></a:solidFill>'
    look = etree.fromstring(
        f'<c:spPr xmlns:c="{_name}" xmlns:a="{_drawing}"><a:ln w="34925">{fill}</a:ln></c:spPr>'
    )
    symbol = (
        f'<c:symbol val="circle"/><c:size val="9"/><c:spPr>{fill}</c:spPr>'
        if single
        else '<c:symbol val="none"/>'
    )
    mark = etree.fromstring(f'<c:marker xmlns:c="{_name}" xmlns:a="{_drawing}">{symbol}</c:marker>')
    series.find(qn("c:tx")).addnext(look)
    look.addnext(mark)
    etree.SubElement(series, qn("c:smooth")).set("val", "0")


_drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _lines(made: Any) -> None:
    for place, series in enumerate(made.plots[0].series):
        series.smooth = False
        accent(series.format.line.color, place)
        series.format.line.width = Pt(2.75)
        series.marker.style = None
        marker = series._element.get_or_add_marker()
        marker.get_or_add_symbol().set("val", "none")
    _legend(made)


def _ranges(
    made: Any, chart: Chart, columns: Sequence[tuple[str, list[float | None]]], categories: Sequence[str]
) -> None:
    """Bars of medians in the colour of their standing, with error bars to the ends of the middle 90 %."""
    made.has_legend = False
    plot = made.plots[0]
    plot.gap_width = 70
    series = plot.series[0]
    series.invert_if_negative = False
    for place in range(len(categories)):
        point = series.points[place].format.fill
        point.solid()
        fixed(point.fore_color, COLOURS[chart.standings[place]])
    low, middle, high = (values for _, values in columns[:3])
    count = len(categories)
    bars = etree.fromstring(
        f'<c:errBars xmlns:c="{_name}" xmlns:a="{_drawing}">'
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_reference('D', _less(high, middle), count)}</c:plus>"
        f"<c:minus>{_reference('C', _less(middle, low), count)}</c:minus>"
        '<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="3D3D3D"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    series._element.find(qn("c:cat")).addprevious(bars)


def _reference(column: str, values: Sequence[float | None], count: int) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>Sheet1!${column}$2:${column}${count + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}</c:numCache></c:numRef>'
    )


def _bars(made: Any, chart: Chart) -> None:
    plot = made.plots[0]
    plot.gap_width = 60 if len(chart.categories) > 2 else 200
    if chart.kind == "bars":
        plot.overlap = -10
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        series.format.fill.solid()
        accent(series.format.fill.fore_color, place)
    if chart.kind == "bars":
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.font.size = _size
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format = "#,##0" + ("." + "0" * chart.decimals if chart.decimals else "")
        labels.number_format_is_linked = False
    made.has_legend = False
    if len(chart.series) > 1:
        _legend(made)


def _legend(made: Any) -> None:
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False
    made.legend.font.size = _size


def _sheet(
    chart: Chart, categories: Sequence[Any], columns: Sequence[tuple[str, list[float | None]]], is_fan: bool
) -> bytes:
    """The sheet behind a chart: what it draws where it looks for it, and the percentiles themselves."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Sheet1")
    days = book.add_format({"num_format": "mmm yyyy"})
    for row, name in enumerate(categories):
        if isinstance(name, date):
            sheet.write_datetime(row + 1, 0, datetime(name.year, name.month, 1), days)
        else:
            sheet.write_string(row + 1, 0, name)
    drawn: list[tuple[str, list[float | None]]]
    if chart.kind == "ranges":
        low, middle, high = (values for _, values in columns[:3])
        drawn = [
            columns[1],
            (f"{columns[1][0]} − {columns[0][0]}", _less(middle, low)),
            (f"{columns[2][0]} − {columns[1][0]}", _less(high, middle)),
            columns[0],
            columns[2],
        ]
    else:
        drawn = [*_bands(columns), *columns[1:5]] if is_fan else list(columns)
    for place, (name, values) in enumerate(drawn):
        sheet.write_string(0, place + 1, name)
        for row, value in enumerate(values):
            if value is not None:
                sheet.write_number(row + 1, place + 1, value)
    sheet.set_column(0, len(drawn), 16)
    book.close()
    return file.getvalue()

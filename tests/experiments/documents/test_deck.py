"""The deck: native, in the schema's order, nothing beyond the slide, a client's template kept."""

import io
import re
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.powerpoint.deck import deck_of
from tests.experiments.documents.programs import converted

_chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# Order of elements, as the schema (ECMA-376, dml-chart.xsd) has it.
_order = {
    "ser": [
        "idx",
        "order",
        "tx",
        "spPr",
        "invertIfNegative",
        "marker",
        "dPt",
        "dLbls",
        "trendline",
        "errBars",
        "cat",
        "val",
        "smooth",
        "extLst",
    ],
    "lineChart": [
        "grouping",
        "varyColors",
        "ser",
        "dLbls",
        "dropLines",
        "hiLowLines",
        "upDownBars",
        "marker",
        "smooth",
        "axId",
    ],
    "legend": ["legendPos", "legendEntry", "layout", "overlay", "spPr", "txPr"],
    "dateAx": [
        "axId",
        "scaling",
        "delete",
        "axPos",
        "majorGridlines",
        "minorGridlines",
        "title",
        "numFmt",
        "majorTickMark",
        "minorTickMark",
        "tickLblPos",
        "spPr",
        "txPr",
        "crossAx",
        "crosses",
        "crossesAt",
        "auto",
        "lblOffset",
        "baseTimeUnit",
        "majorUnit",
        "majorTimeUnit",
        "minorUnit",
        "minorTimeUnit",
    ],
    "errBars": ["errDir", "errBarType", "errValType", "noEndCap", "plus", "minus", "val", "spPr"],
}


@pytest.fixture(scope="module")
def deck(made):
    return Presentation(str(made["pptx"]))


def shapes_of(deck):
    return [(slide, shape) for slide in deck.slides for shape in slide.shapes]


def test_slides(deck):
    assert 10 <= len(deck.slides) <= 14
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_charts_and_tables_are_native(deck):
    kinds = [(shape.has_chart, shape.has_table) for _, shape in shapes_of(deck)]
    assert sum(chart for chart, _ in kinds) >= 6
    assert any(table for _, table in kinds)
    assert not any(shape.shape_type == 13 for _, shape in shapes_of(deck))  # pictures


def test_every_chart_and_table_has_an_alternative_text(deck):
    for _, shape in shapes_of(deck):
        if shape.has_chart or shape.has_table:
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_nothing_leaves_the_slide(deck):
    for _, shape in shapes_of(deck):
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= deck.slide_width + Inches(0.01)
        assert shape.top + shape.height <= deck.slide_height + Inches(0.01)


def test_elements_stand_in_the_schemas_order(made):
    with ZipFile(made["pptx"]) as package:
        charts = [name for name in package.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
        assert len(charts) >= 6
        for name in charts:
            for element in etree.fromstring(package.read(name)).iter():
                known = _order.get(str(element.tag).removeprefix(_chart))
                if known:
                    found = [str(child.tag).removeprefix(_chart) for child in element]
                    places = [known.index(child) for child in found]
                    assert places == sorted(places), (name, found)


def test_the_fan_has_its_percentiles_in_its_sheet(deck):
    from openpyxl import load_workbook

    fans = [
        shape.chart for _, shape in shapes_of(deck)
        if shape.has_chart and shape.chart._chartSpace.find(f".//{_chart}areaChart") is not None
    ]  # fmt: skip
    assert fans
    for chart in fans:
        heads = [
            cell.value
            for cell in load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"][1]
        ]
        assert {"5th percentile", "25th percentile", "median", "75th percentile", "95th percentile"} <= set(
            heads
        )
        smooth = chart._chartSpace.findall(f".//{_chart}lineChart/{_chart}ser/{_chart}smooth")
        assert smooth and all(each.get("val") == "0" for each in smooth)


def test_libreoffice_opens_every_slide(made, deck, tmp_path):
    pages = PdfReader(converted(made["pptx"], "pdf", tmp_path)).pages
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        told = "".join(page.extract_text().split())
        assert "".join(slide.shapes.title.text_frame.text.split())[:20] in told


def template(folder, **changed):
    """A client's deck of two slides, 4:3, in its own typeface."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = changed.get("size", (Inches(10), Inches(7.5)))
    for layout in (0, 5):
        deck.slides.add_slide(
            deck.slide_layouts[layout]
        ).shapes.title.text_frame.text = "The client's own slide"
    file = folder / "client.pptx"
    deck.save(str(file))
    theme = "ppt/theme/theme1.xml"
    with ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[theme] = parts[theme].replace(b'typeface="Calibri"', b'typeface="Georgia"')
    with ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def test_a_clients_template_is_used(both, tmp_path):
    content = deck_of(document_of(both), template(tmp_path))
    deck = Presentation(io.BytesIO(content))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert "The client's own slide" not in [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert 10 <= len(deck.slides) <= 14
    with ZipFile(io.BytesIO(content)) as package:
        assert b"Georgia" in package.read("ppt/theme/theme1.xml")
        slides = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        assert len(slides) == len(set(slides)) == len(deck.slides)
    test_nothing_leaves_the_slide(deck)

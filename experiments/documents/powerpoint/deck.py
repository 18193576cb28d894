"""A document as an editable deck: ten to fourteen slides, one idea each, titles that say it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from tandem.experiments.documents.content import Chart, Document, Message, Table
from tandem.experiments.documents.powerpoint.charts import add_chart
from tandem.experiments.documents.powerpoint.colours import accent, fixed
from tandem.experiments.documents.powerpoint.slide import Room, add_columns, add_words, fitting, new_slide
from tandem.experiments.documents.powerpoint.tables import add_table
from tandem.experiments.documents.powerpoint.template import Start, start_of
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import INK
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.deck")

_most_slides = 14
# Charts and tables in the order of the slides; those that the document lacks are passed over.
_order = (
    "side-by-side",
    "fan-voluntary-turnover",
    "departments",
    "ways",
    "fan-burnout",
    "fan-output-per-head",
    "net-value",
    "break-even",
    "cash-and-capacity",
    "cumulative-value",
    "who-wins-when",
)
# What gives way first where there are more slides than fit.
_first_to_go = ("fan-output-per-head", "fan-burnout", "cumulative-value", "ways")
_messages = ("assumptions", "calibration")


def deck_of(document: Document, template: Path | None = None) -> bytes:
    """The deck.

    Raises
    ------
    InputError
        If the template cannot be used.
    """
    start, telling = start_of(template), Telling(document.language)
    foot = f"{document.client} · {document.disclaimer}"
    with telling.speaking():
        _opening(start, document)
        _board(start, document, foot)
        for chart in _charts(document):
            _chart_slide(start, chart, foot)
        if document.board.moves is not None:
            _table_slide(start, _text("side_by_side"), document.board.moves, telling, foot)
        else:
            for table in document.tables("ai-part"):
                _table_slide(start, table.title, table, telling, foot)
        _asks(start, document, foot)
        if document.board.moves is not None:
            _decision(start, document, foot)
        _appendix(start, document, foot)
    properties = start.deck.core_properties
    properties.title, properties.subject = document.title[:250], document.scenario[:250]
    properties.author, properties.comments = "Tandem", document.disclaimer
    file = io.BytesIO()
    start.deck.save(file)
    return file.getvalue()


def _charts(document: Document) -> Iterator[Chart]:
    """The charts that have a slide, in order."""
    found = {chart.name: chart for chart in document.charts()}
    others = 5 + (document.board.moves is not None)  # opening, board, asks, decision, appendix
    for name in _first_to_go:
        if len(found.keys() & set(_order)) + others > _most_slides:
            found.pop(name, None)
    yield from (found[name] for name in _order if name in found)


def _opening(start: Start, document: Document) -> None:
    slide = start.deck.slides.add_slide(start.opening)
    title = slide.shapes.title
    title.text_frame.text = document.client
    title.text_frame.word_wrap = True
    wide = title.width or Inches(8)
    size = fitting(document.client, wide, title.height or Inches(1.2), 40, 18, bold=True)
    title.text_frame.paragraphs[0].font.size = Pt(size)
    told = (_text("subtitle"), document.scenario, document.made, document.disclaimer)
    bodies = [shape for shape in slide.placeholders if shape.shape_id != title.shape_id]
    body = next((shape for shape in bodies if shape.placeholder_format.type in (2, 4)), None)
    for shape in bodies:
        if body is None or shape.shape_id != body.shape_id:
            shape._element.getparent().remove(shape._element)
    height = start.deck.slide_height
    if body is None:
        body = slide.shapes.add_textbox(title.left, Emu(int(height * 0.6)), wide, Inches(1.6))
    frame = body.text_frame
    frame.word_wrap = True
    frame.text = "\n".join(told)
    size = fitting(frame.text, body.width or wide, body.height or Inches(1.6), 20, 10)
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)
    if not start.own:
        _house_opening(start, slide, title, body)
    slide.notes_slide.notes_text_frame.text = document.title


def _house_opening(start: Start, slide: Any, title: Any, body: Any) -> None:
    """A band of colour to the left, and the words in one line with it."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.45), start.deck.slide_height)
    band.fill.solid()
    accent(band.fill.fore_color, 0)
    band.line.fill.background()
    band._element.nvSpPr.cNvPr.set("descr", "")
    wide = start.deck.slide_width - Inches(2)
    title.left, title.top, title.width, title.height = Inches(1), Inches(1.4), wide, Inches(1.5)
    body.left, body.top, body.width, body.height = Inches(1), Inches(3.1), wide, Inches(2.6)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    title.text_frame.paragraphs[0].font.bold = True
    accent(title.text_frame.paragraphs[0].font.color, 0)
    for paragraph in (title.text_frame.paragraphs[0], *body.text_frame.paragraphs):
        paragraph.alignment = PP_ALIGN.LEFT
    for paragraph in body.text_frame.paragraphs:
        fixed(paragraph.font.color, INK)


def _board(start: Start, document: Document, foot: str) -> None:
    """Three lines and three numbers."""
    board = document.board
    slide, room = new_slide(start, board.title, [f"{line.head}: {line.text}" for line in board.lines], foot)
    count = max(len(board.figures), 1)
    for place, figure in enumerate(board.figures):
        part = room.rows(0, 0.36).part(place / count, (place + 0.95) / count)
        add_words(slide, part.rows(0, 0.25), [("", figure.label)], 14)
        _large(slide, part.rows(0.22, 0.62), figure.value)
        add_words(slide, part.rows(0.6, 1), [("", figure.detail)], 12)
    add_columns(slide, room.rows(0.4, 1), [[(line.head, line.text)] for line in board.lines])


def _large(slide: Any, room: Room, value: str) -> None:
    box = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height))
    box.text_frame.text = value
    box.text_frame.word_wrap = True
    paragraph = box.text_frame.paragraphs[0]
    paragraph.font.size = Pt(fitting(value, room.width, room.height, 36, 14, bold=True))
    paragraph.font.bold = True
    paragraph.alignment = PP_ALIGN.LEFT


def _chart_slide(start: Start, chart: Chart, foot: str) -> None:
    notes = [chart.alt_text, chart.caption, chart.source]
    slide, room = new_slide(start, chart.title, notes, foot)
    add_words(slide, room.rows(0, 0.07), [("", chart.subtitle)], 14)
    add_chart(slide, chart, room.rows(0.07, 0.9))
    add_words(slide, room.rows(0.9, 1), [("", chart.caption)], 12)


def _table_slide(start: Start, title: str, table: Table, telling: Telling, foot: str) -> None:
    slide, room = new_slide(start, title, [table.title, table.note, table.source], foot)
    add_words(slide, room.rows(0, 0.08), [("", table.title)], 14)
    left = add_table(slide, table, room.rows(0.1, 0.86), telling)
    told = table.note if left <= 0 else f"{table.note} {_text('more_rows', rows=telling.number(left))}"
    add_words(slide, room.rows(0.88, 1), [("", told)], 12)


def _asks(start: Start, document: Document, foot: str) -> None:
    """What would change the answer, what to find out next, who was not counted."""
    board = document.board
    heads = (_text("change"), _text("find_out"), _text("not_counted"))
    parts = list(zip(heads, (board.change, board.find_out, board.not_counted), strict=True))
    slide, room = new_slide(start, _text("asks"), [told for _, each in parts for told in each], foot)
    add_columns(slide, room, [[(head, ""), *(("", f"• {each}") for each in told)] for head, told in parts])


def _decision(start: Start, document: Document, foot: str) -> None:
    """What is asked for, and the first ninety days."""
    days = [
        (_text("month_1"), _text("month_1_told")),
        (_text("month_2"), _text("month_2_told")),
        (_text("month_3"), _text("month_3_told")),
    ]
    title = _text("decision", title=document.board.title)
    slide, room = new_slide(start, title, [_text("decision_notes")], foot)
    add_columns(slide, room, [[day] for day in days], 22)


def _appendix(start: Start, document: Document, foot: str) -> None:
    """What the answer rests on, and how the model was fitted and where it misses."""
    told = [
        (block.head, block.text)
        for section in document.sections
        if section.name in (*_messages, "method")
        for block in section.blocks
        if isinstance(block, Message)
    ]
    slide, room = new_slide(start, _text("appendix"), [text for _, text in told], foot)
    half = (len(told) + 1) // 2
    add_columns(slide, room, [told[:half], told[half:]], 16)

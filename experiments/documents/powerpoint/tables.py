"""Native tables of a slide, in as large a type as fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from tandem.experiments.documents.content import Table
from tandem.experiments.documents.powerpoint.colours import accent, fixed
from tandem.experiments.documents.powerpoint.slide import Room, lines_of
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import WHITE

_most_rows = 12
_largest, _smallest = 14, 9
_longest_word = 20  # letters; a longer one may be broken
_longest_cell = 160  # letters; the workbook has all


def add_table(slide: Any, table: Table, room: Room, telling: Telling) -> int:
    """Put a table into a room; returns how many rows had no place."""
    heads = [column.head for column in table.columns]
    rows = [
        [_cut(telling.cell(*pair)) for pair in zip(table.columns, row, strict=True)] for row in table.rows
    ]
    rows = rows[:_most_rows]
    while True:
        for size in range(_largest, _smallest - 1, -1):
            widths = _widths([heads, *rows], room.width)
            heights = [_height(cells, widths, size) for cells in (heads, *rows)]
            if sum(heights) <= room.height and _whole_words([heads, *rows], widths, size):
                _write(slide, table, heads, rows, widths, heights, size, room)
                return len(table.rows) - len(rows)
        if len(rows) <= 1:
            _write(slide, table, heads, rows, widths, heights, size, room)
            return len(table.rows) - len(rows)
        rows = rows[:-1]


def _cut(text: str) -> str:
    return text if len(text) <= _longest_cell else f"{text[: _longest_cell - 1]}…"


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns by their longest cell, each at least wide enough for its longest word."""
    weights = []
    for cells in zip(*rows, strict=True):
        word = max(len(part) for cell in cells for part in cell.split(" ") or [""])
        weights.append(max(min(max(map(len, cells[1:]), default=1), 48), min(word, 24) + 1, 5) + 2)
    return [int(width * weight / sum(weights)) for weight in weights]


def _whole_words(rows: Sequence[Sequence[str]], widths: Sequence[int], size: int) -> bool:
    """Whether every word of usual length stands in one line of its column; the first row is bold."""
    return all(
        lines_of(word, width / Inches(1) - 0.16, size, bold=place == 0) == 1
        for place, cells in enumerate(rows)
        for cell, width in zip(cells, widths, strict=True)
        for word in cell.replace("\u00a0", " ").split(" ")
        if len(word) <= _longest_word
    )


def _height(cells: Sequence[str], widths: Sequence[int], size: int) -> int:
    lines = max(
        lines_of(cell, max(width / Inches(1) - 0.16, 0.2), size)
        for cell, width in zip(cells, widths, strict=True)
    )
    return int(Pt(lines * size * 1.2) + Inches(0.08))


def _write(
    slide: Any,
    table: Table,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    heights: Sequence[int],
    size: int,
    room: Room,
) -> None:
    frame = slide.shapes.add_table(
        len(rows) + 1, len(heads), Emu(room.left), Emu(room.top), Emu(sum(widths)), Emu(sum(heights))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
    made = frame.table
    for place, width in enumerate(widths):
        made.columns[place].width = Emu(width)
    for row, (cells, height) in enumerate(zip((heads, *rows), heights, strict=True)):
        made.rows[row].height = Emu(height)
        for place, told in enumerate(cells):
            cell = made.cell(row, place)
            cell.margin_left = cell.margin_right = Inches(0.07)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.text = told
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size = Pt(size)
            paragraph.alignment = PP_ALIGN.LEFT if table.columns[place].kind == "text" else PP_ALIGN.RIGHT
            if row == 0:
                paragraph.font.bold = True
                fixed(paragraph.font.color, WHITE)
                cell.fill.solid()
                accent(cell.fill.fore_color, 0)

"""A document as a workbook: every table, native charts, and a sheet in which prices are live.

Texts that come from a run are written as texts: no cell takes one for a formula or a link. Formulas are the
price sheet's own, and carry the values that they had when they were written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from tandem.experiments.documents.content import Cell, Chart, Column, Document, Message, Table
from tandem.experiments.documents.excel.book import LONGEST_CELL, NARROWEST, Book
from tandem.experiments.documents.excel.price_sheet import write_prices
from tandem.experiments.documents.excel.sheet_charts import add_chart, write_reach
from tandem.experiments.documents.tabular import table_of
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.workbook")

_chart_rows = 17
_widest = 60


def workbook_of(document: Document) -> bytes:
    """The workbook."""
    telling = Telling(document.language)
    file = io.BytesIO()
    with telling.speaking():
        book = Book(file, document, telling)
        _summary(book)
        for section in document.sections:
            _section_sheet(book, section.title, section.blocks)
            if section.name == "prices" and document.ledger is not None:
                write_prices(book, document.ledger)
        for table in document.extra:
            _section_sheet(book, table.title, (table,))
        book.book.set_properties(
            {
                "title": document.title[:255],
                "subject": document.scenario[:255],
                "comments": document.disclaimer,
            }
        )
        book.book.close()
    return file.getvalue()


def _summary(book: Book) -> None:
    board = book.document.board
    sheet = book.sheet(_text("summary"), board.title)
    sheet.set_column(0, 0, 34, book.words)
    sheet.set_column(1, 1, 22, book.words)
    sheet.set_column(2, 9, 14, book.words)
    row = 3
    for figure in board.figures:
        sheet.write_string(row, 0, figure.label, book.bold)
        sheet.write_string(row, 1, figure.value, book.bold)
        sheet.merge_range(row, 2, row, 9, "", book.words)
        sheet.write_string(row, 2, figure.detail, book.words)
        row += 1
    lines = [(line.head, line.text) for line in board.lines]
    heads = (_text("change"), _text("find_out"), _text("not_counted"))
    lines += [
        (head, " ".join(told))
        for head, told in zip(heads, (board.change, board.find_out, board.not_counted), strict=True)
    ]
    for head, told in lines:
        row += 1
        sheet.write_string(row, 0, head, book.bold)
        sheet.merge_range(row, 1, row, 9, "", book.words)
        sheet.write_string(row, 1, told[:LONGEST_CELL], book.words)
        sheet.set_row(row, 15 * (1 + len(told) // 115))
    if board.moves is not None:
        row = _write_table(book, sheet, board.moves, row + 2)
    sheet.write_string(row + 2, 0, book.document.made, book.quiet)
    sheet.write_string(row + 3, 0, book.document.disclaimer, book.quiet)


def _section_sheet(book: Book, title: str, blocks: tuple[Message | Table | Chart, ...]) -> None:
    """A sheet for a section: words, then each chart beside its numbers, then the tables."""
    sheet = book.sheet(title, title)
    row = 3
    tables = [block for block in blocks if isinstance(block, Table)]
    only = len(blocks) == 1 and bool(tables)
    for block in blocks:
        if isinstance(block, Message):
            sheet.write_string(row, 0, f"{block.head}. {block.text}"[:LONGEST_CELL], book.plain)
            row += 2
        elif isinstance(block, Chart):
            numbers = table_of(block, book.telling)
            first = row + 2
            end = _write_table(book, sheet, numbers, row)
            if block.kind == "ranges":
                write_reach(sheet, block, first, book.reach)
                sheet.write_string(first - 1, len(numbers.columns), _text("below"), book.number_head)
                sheet.write_string(first - 1, len(numbers.columns) + 1, _text("above"), book.number_head)
            add_chart(
                book.book, sheet, block, first, len(numbers.columns) + (3 if block.kind == "ranges" else 1)
            )
            row = max(end, row + _chart_rows + 2) + 2
        else:
            row = _write_table(book, sheet, block, row) + 2
    if only:
        sheet.freeze_panes(5, 1)
        sheet.repeat_rows(4)
        last = 4 + len(tables[0].rows)
        if tables[0].rows:
            sheet.autofilter(4, 0, last, len(tables[0].columns) - 1)
    else:
        sheet.freeze_panes(2, 0)
    for place, width in enumerate(_widths(book, blocks)):
        sheet.set_column(place, place, width)


def _write_table(book: Book, sheet: Worksheet, table: Table, row: int) -> int:
    """A table with title, head, numbers, note and source; returns the last row used."""
    sheet.write_string(row, 0, table.title, book.bold)
    book.write_heads(
        sheet,
        row + 1,
        [column.head for column in table.columns],
        [column.kind != "text" for column in table.columns],
    )
    last = row + 1
    for values in table.rows:
        last += 1
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _write(book, sheet, last, place, column, value)
    for told in filter(None, (table.note, table.source)):
        last += 1
        sheet.write_string(last, 0, told, book.quiet)
    return last


def _write(book: Book, sheet: Worksheet, row: int, place: int, column: Column, value: Cell) -> None:
    if value is None:
        sheet.write_blank(row, place, None, book.of(column))
    elif isinstance(value, bool | str):
        told = book.telling.cell(column, value)
        sheet.write_string(row, place, told[:LONGEST_CELL], book.words)
    else:
        sheet.write_number(row, place, value, book.of(column))


def _widths(book: Book, blocks: tuple[Message | Table | Chart, ...]) -> Iterator[float]:
    """Columns as wide as the tables of a sheet need."""
    tables = [table_of(block, book.telling) if isinstance(block, Chart) else block for block in blocks]
    found: dict[int, int] = {}
    for table in tables:
        if not isinstance(table, Table):
            continue
        for place, column in enumerate(table.columns):
            cells = [book.telling.cell(column, row[place]) for row in table.rows[:200]]
            longest = max([*map(len, cells), max(map(len, column.head.split()), default=0)], default=0)
            found[place] = max(found.get(place, 0), longest)
    yield from (min(max(found.get(place, 0) + 2, NARROWEST), _widest) for place in range(len(found)))

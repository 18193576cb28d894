"""What a document says, read back by libraries that did not write it."""

import re
from pathlib import Path

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader


def words_of(file: Path) -> str:
    """All text of a document, in one line."""
    readers = {".html": _html, ".pptx": _deck, ".xlsx": _book, ".pdf": _paper}
    return " ".join(readers[file.suffix](file).replace("\u00a0", " ").split())


def _html(file: Path) -> str:
    from html import unescape

    text = re.sub(r"<style>.*?</style>", " ", file.read_text("utf-8"), flags=re.S)
    return unescape(re.sub(r"<[^>]+>", " ", text))


def _deck(file: Path) -> str:
    told = []
    for slide in Presentation(str(file)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                told.append(shape.text_frame.text)
            if shape.has_table:
                told += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(told)


def _book(file: Path) -> str:
    book = load_workbook(file, data_only=True)
    return " ".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )


def _paper(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(file).pages)

"""A workbook being written: its formats, and sheets with heading, footer and print settings."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tandem.experiments.documents.content import Column, Document
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.style import BLUE

LONGEST_CELL = 32_767  # characters of a cell's text, as Excel allows
NARROWEST = 9  # of columns, characters
_longest_sheet = 31  # characters of a sheet's name, as Excel allows


class Book:
    """A workbook being written, with its formats.

    Attributes
    ----------
    formats : by what a cell holds
    """

    def __init__(self, file: io.BytesIO, document: Document, telling: Telling) -> None:
        self.book: Workbook = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.document = document
        self.telling = telling
        self._names: set[str] = set()
        font = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self._font = font
        self._formats: dict[str, Format] = {}
        self.title = self._made("title", bold=True, font_size=15, font_color=BLUE)
        self.head = self._made("head", bold=True, bottom=2, bottom_color=BLUE, text_wrap=True)
        self.number_head = self._made(
            "number_head", bold=True, bottom=2, bottom_color=BLUE, text_wrap=True, align="right"
        )
        self.words = self._made("words", text_wrap=True)
        self.plain = self._made("plain")
        self.bold = self._made("bold", bold=True)
        self.quiet = self._made("quiet", font_color="#5A5A5A")
        self.input = self._made(
            "input", bg_color="#FFF2B3", border=1, border_color="#B38F00", num_format="#,##0.00"
        )
        self.reach = self._made("reach", font_color="#5A5A5A", num_format="#,##0.0")
        self.run_value = self._made("run_value", bg_color="#EDEDED", num_format="#,##0.00")

    def _made(self, name: str, **settings: object) -> Format:
        if name not in self._formats:
            self._formats[name] = self.book.add_format({**self._font, **settings})
        return self._formats[name]

    def number(self, pattern: str) -> Format:
        """A format of numbers."""
        return self._made(f"number {pattern}", num_format=pattern)

    def of_share(self) -> Format:
        """The format of a share that comes from the run."""
        return self._made("run_share", bg_color="#EDEDED", num_format="0%")

    def of(self, column: Column) -> Format:
        """The format of a column's cells."""
        places = "." + "0" * column.decimals if column.decimals > 0 else ""
        if column.kind == "text":
            return self.words
        if column.kind in ("share", "percent"):
            return self.number(f"0{places}%" if column.kind == "share" else f'0{places}"%"')
        return self.number(
            f"+#,##0{places};-#,##0{places};0{places}" if column.kind == "signed" else f"#,##0{places}"
        )

    def sheet(self, title: str, heading: str) -> Worksheet:
        """A new sheet with its heading, that prints on one page's width and names client and project."""
        name = self._name(title)
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        client = self.document.client.replace("&", "&&")[:100]
        sheet.set_footer(f"&L{client}&C{self.document.disclaimer}&R&P/&N"[:255])
        sheet.write_string(0, 0, heading, self.title)
        sheet.write_string(
            1, 0, f"{self.document.client} · {self.document.scenario}"[:LONGEST_CELL], self.quiet
        )
        return sheet

    def write_heads(
        self, sheet: Worksheet, row: int, heads: Sequence[str], numeric: Sequence[bool] = ()
    ) -> None:
        """The heads of columns, in a row that is high enough for their words one below the other."""
        for place, head in enumerate(heads):
            sheet.write_string(
                row, place, head, self.number_head if numeric and numeric[place] else self.head
            )
        sheet.set_row(row, 14 * max(len(textwrap.wrap(head, NARROWEST)) for head in heads) + 2)

    def _name(self, title: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:_longest_sheet] or "Sheet"
        name, place = plain, 2
        while name.lower() in self._names:
            name, place = f"{plain[: _longest_sheet - 3]} {place}", place + 1
        self._names.add(name.lower())
        return name

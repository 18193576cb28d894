"""A document on paper: a tagged PDF (PDF/UA-1) by typst, in two pages or whole, A4 or Letter.

The typeface comes inside matplotlib; letters that it lacks are spelt in Latin ones, as in the figures, and
the first page says so. What comes from a run reaches typst as data, never as markup.
"""

from __future__ import annotations

import importlib.util
import json
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from tandem.experiments.documents.content import Chart, Document, Message, Section, Table
from tandem.experiments.documents.svg import drawn
from tandem.experiments.documents.svg_marks import WIDTH
from tandem.experiments.documents.telling import Telling
from tandem.experiments.drawing.lettering import drawable, is_spelt
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.paper")

PAPERS = {"a4": "a4", "letter": "us-letter"}
_first_charts = 3  # pictures on the second of two pages
_most_rows = 60  # of a table on paper; the workbook has all
_beside = (
    480.0  # units that a picture is wide where two stand side by side, so that its letters stay readable
)
_long_word, _piece = re.compile(r"\S{25,}"), re.compile(r"\S{1,12}")
_break = "\u200b"  # a space nobody sees
_widest = 30  # letters up to which a column grows


def pdf_of(document: Document, paper: str = "a4", short: bool = False) -> bytes:
    """The PDF.

    Parameters
    ----------
    paper : `a4` or `letter`
    short : the page for the board and one of pictures; else the whole report
    """
    telling = Telling(document.language)
    with telling.speaking(), tempfile.TemporaryDirectory(prefix="tandem-") as place:
        folder = Path(place)
        content = _lettered(_content(document, telling, PAPERS[paper], short))
        spelt = any(is_spelt(told) for told in (document.client, document.scenario, *_names(document)))
        content["spelt"] = _text("spelt") if spelt else ""
        (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        source = (
            files("tandem.experiments.documents")
            .joinpath("templates", "report.typ")
            .read_text(encoding="utf-8")
        )
        (folder / "report.typ").write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(folder / "report.typ"),
            root=place,
            font_paths=[str(_fonts())],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.now(UTC).replace(microsecond=0),
        )
        return made


def _fonts() -> Path:
    """The folder of the typefaces inside matplotlib, which is not imported for it."""
    found = importlib.util.find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("matplotlib")
    return Path(next(iter(found.submodule_search_locations))) / "mpl-data" / "fonts" / "ttf"


def _names(document: Document) -> Iterable[str]:
    """Every text of the document's tables and charts."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row if isinstance(cell, str))
            elif isinstance(block, Chart):
                yield from block.categories
                yield from (each.name for each in block.series)


def _lettered(content: Any) -> Any:
    """The same with every text in letters that the typeface has."""
    if isinstance(content, str):
        return "\n".join(_breakable(drawable(line)) for line in content.split("\n"))
    if isinstance(content, dict):
        return {key: value if key == "svg" else _lettered(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_lettered(value) for value in content]
    return content


def _content(document: Document, telling: Telling, paper: str, short: bool) -> dict[str, Any]:
    board = document.board
    heads = (_text("change"), _text("find_out"), _text("not_counted"))
    asks = zip(heads, (board.change, board.find_out, board.not_counted), strict=True)
    shown = [each for each in (board.picture, board.money) if each is not None]
    sections = _short(document) if short else document.sections
    return {
        "title": document.title,
        "language": document.language,
        "client": document.client,
        "scenario": document.scenario,
        "made": document.made,
        "disclaimer": document.disclaimer,
        "foot": f"{document.client} · {document.disclaimer}",
        "paper": paper,
        "board": {
            "title": board.title,
            "lines": [{"head": line.head, "text": line.text} for line in board.lines],
            "figures": [
                {"label": each.label, "value": each.value, "detail": each.detail} for each in board.figures
            ],
            "pictures": [_chart(each, telling, _beside if len(shown) > 1 else WIDTH) for each in shown],
            "moves": None if board.moves is None else _table(board.moves, telling),
            "asks": [{"head": head, "told": list(told)} for head, told in asks],
        },
        "sections": [
            {"title": section.title, "blocks": [_block(block, telling) for block in section.blocks]}
            for section in sections
        ],
    }


def _short(document: Document) -> tuple[Section, ...]:
    """The second of two pages: the pictures that the first one does not show."""
    shown = document.board.picture.name if document.board.picture is not None else ""
    charts = [
        chart
        for chart in document.charts()
        if chart.name != shown and chart.kind in ("ranges", "shares", "bars")
    ]
    order = ("net-value", "break-even", "who-wins-when", "departments", "ways")
    ranked = sorted(charts, key=lambda chart: order.index(chart.name) if chart.name in order else len(order))
    return (Section("short", _text("pictures"), tuple(ranked[:_first_charts])),)


def _block(block: Message | Table | Chart, telling: Telling) -> dict[str, Any]:
    if isinstance(block, Message):
        return {"kind": "message", "head": block.head, "text": block.text}
    found = _chart(block, telling) if isinstance(block, Chart) else _table(block, telling)
    return {"kind": type(block).__name__.lower(), **found}


def _chart(chart: Chart, telling: Telling, width: float = WIDTH) -> dict[str, Any]:
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "caption": chart.caption,
        "source": chart.source,
        "alt": chart.alt_text or chart.title,
        "svg": drawn(_lettered_chart(chart), telling, width),
    }


def _breakable(text: str) -> str:
    """The text with places where a word too long for its column may be broken: a hash, a name in one word."""
    return _long_word.sub(lambda found: _break.join(_piece.findall(found[0])), text)


def _lettered_chart(chart: Chart) -> Chart:
    """The chart with every name in letters that the typeface has."""
    return replace(
        chart,
        categories=tuple(map(drawable, chart.categories)),
        series=tuple(replace(each, name=drawable(each.name)) for each in chart.series),
    )


def _table(table: Table, telling: Telling) -> dict[str, Any]:
    rows = [
        [telling.cell(*pair) for pair in zip(table.columns, row, strict=True)]
        for row in table.rows[:_most_rows]
    ]
    left = len(table.rows) - len(rows)
    more = [_text("more", rows=telling.number(left))] if left > 0 else []
    return {
        "title": table.title,
        "columns": [column.head for column in table.columns],
        "numeric": [column.kind != "text" for column in table.columns],
        "widths": [
            _width(column.head, [row[place] for row in rows]) for place, column in enumerate(table.columns)
        ],
        "rows": rows,
        "note": " ".join([*more, table.note]).strip(),
        "source": table.source,
    }


def _width(head: str, cells: list[str]) -> int:
    """A share of the page by the longest cell, and by the longest word of the head."""
    word = max(map(len, head.split()), default=1)
    return max(min(max(map(len, cells), default=1), _widest), min(word, 14), 4) + 2

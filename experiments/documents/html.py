"""A document as one page for the browser: no request outside, no script, a strict policy."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from tandem.experiments.documents.content import Chart, Document, Message, Table
from tandem.experiments.documents.svg import drawn
from tandem.experiments.documents.tabular import table_of
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.html")

_most_rows = 1_000  # of a table on the page, which stays small; the workbook has all


def html_of(document: Document) -> bytes:
    """The page."""
    telling = Telling(document.language)
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_file),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    with telling.speaking():
        page = environment.get_template("page.html.j2").render(
            document=document,
            style=Markup(style),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            cell=telling.cell,
            kind=_kind,
            most=_most_rows,
            more=lambda rows: _text("more", rows=telling.number(rows)),
            picture=lambda chart: Markup(drawn(chart, telling)),  # every text in it is escaped there
            table_of=lambda chart: table_of(chart, telling),
            words={
                "skip": _text("skip"),
                "contents": _text("contents"),
                "board": _text("board"),
                "change": _text("change"),
                "find_out": _text("find_out"),
                "not_counted": _text("not_counted"),
                "numbers": _text("numbers"),
            },
        )
    return page.encode("utf-8")


def _kind(block: Message | Table | Chart) -> str:
    return type(block).__name__.lower()


def _file(name: str) -> str:
    return files("tandem.experiments.documents").joinpath("templates", name).read_text(encoding="utf-8")

"""Pages: templates filled with escaped values, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tandem.experiments.drawing.inline import inline_svg
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.wording.catalogue import ENGLISH, speaking, texts
from tandem.experiments.wording.numerals import plain

#: By the code in links and in `lang`: folders of texts, and what each language calls itself.
LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}
_folders = {"en": ENGLISH, "de": ENGLISH.parent / "german"}


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Everything said in the block is in a language of `LANGUAGES`."""
    with speaking(_folders[code]):
        yield


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("tandem.experiments.dashboard", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals |= {"text": _said, "picture": _drawn, "cells": _cells}
    return pages


def page(name: str, /, **values: Any) -> str:
    """A page or a part of one: `pages/NAME.html`."""
    return _pages().get_template(f"{name}.html").render(**values)


def _said(place: str, /, **placeholders: object) -> str:
    """A text of the wing `dashboard`, by table and key."""
    table, _, key = place.partition(".")
    return texts(f"dashboard.{table}")(key, **placeholders)


def _drawn(shown: Picture) -> Markup:
    """A picture of the house, which escapes what it says itself."""
    return Markup(inline_svg(shown.page, shown.alternative_text))


def _cells(table: pd.DataFrame) -> list[list[str]]:
    """The rows of a table, numbers in four significant digits."""
    return [[_cell(value) for value in row] for row in table.itertuples(index=False)]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        decimals = 0 if abs(value) >= 1_000 else 1 if abs(value) >= 100 else 2
        return plain(value, decimals)
    return str(value.date() if isinstance(value, pd.Timestamp) else value)

"""Pictures: a page with its words, and how a set of them is written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tandem.experiments.drawing.page import Page


@dataclass(frozen=True)
class Picture:
    """A page with its name and the words that go with it."""

    name: str
    page: Page
    title: str
    alternative_text: str
    caption: str


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """No garbage collection for a moment: with all libraries loaded, one takes a third of a second."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

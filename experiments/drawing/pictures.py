"""Pictures: a page with its words and the numbers it shows, and how a set of them is written."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

import pandas as pd

from tandem.experiments.drawing.page import Page
from tandem.experiments.wording.provenance import source

INDEX = "figures.json"
#: Pictures in their order: the name of each, and how it is drawn.
Plan = Iterable[tuple[str, Callable[[], "Picture"]]]


@dataclass(frozen=True)
class Picture:
    """A page with its name, the words that go with it and the numbers it shows.

    In a notebook it shows itself; nothing is written.

    Attributes
    ----------
    name : of its files, without an ending
    page : what is drawn
    title : its message, with the main number
    caption : runs, parameter sets, seeds, intervals, reading of the survey and source; it stands on the page
    alternative_text : what the page shows, in words, with its main numbers
    data : the numbers shown; headings in plain words, each with its unit after a comma
    """

    name: str
    page: Page = field(repr=False)
    title: str
    caption: str = field(repr=False)
    alternative_text: str = field(repr=False)
    data: pd.DataFrame = field(repr=False)

    def png(self) -> bytes:
        """The page as PNG (150 dots an inch), with title and alternative text inside."""
        return self.page.png(self.title, self.alternative_text, source())

    def svg(self) -> str:
        """The page as SVG, with title and alternative text inside."""
        return self.page.svg(self.title, self.alternative_text, source())

    def _repr_png_(self) -> bytes:
        return self.png()


class Every(Container[str]):
    """Holds every name: all pictures are wanted."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY = Every()


class Entry(TypedDict):
    """What the index says of a picture: its name, files (PNG, SVG), file of numbers (CSV), and words."""

    name: str
    files: list[str]
    data: str
    title: str
    alt_text: str
    caption: str


def wanted(figures: str, headline: Container[str]) -> Container[str]:
    """The names that the setting `figures` asks for: none, those that say most, or all."""
    return {"none": (), "headline": headline, "all": EVERY}[figures]


def drawn(plan: Plan, wanted: Container[str]) -> Iterator[Picture]:
    """The `wanted` pictures of a plan, each drawn only when it is its turn."""
    return (draw() for name, draw in plan if name in wanted)


def write_pictures(pictures: Iterable[Picture], folder: Path) -> list[Entry]:
    """Write pictures into a folder, which is made if need be.

    Each as `NAME.png` (150 dots an inch), `NAME.svg` and `NAME.csv` (the numbers shown), and `figures.json`
    with files, title, alternative text and caption of all of them, which is also returned.

    Raises
    ------
    ValueError
        If two pictures have one name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index: list[Entry] = []
    with _garbage_left_alone():
        for picture in pictures:
            if any(picture.name == entry["name"] for entry in index):
                raise ValueError(f"two figures are called '{picture.name}'")
            index.append(_write(picture, folder))
    text = json.dumps(index, indent=2, ensure_ascii=False) + "\n"
    (folder / INDEX).write_text(text, encoding="utf-8")
    return index


def _write(picture: Picture, folder: Path) -> Entry:
    png, svg, csv = (f"{picture.name}.{ending}" for ending in ("png", "svg", "csv"))
    (folder / png).write_bytes(picture.png())
    (folder / svg).write_text(picture.svg(), encoding="utf-8")
    numbers = picture.data.to_csv(index=False, lineterminator="\n", float_format=_six_digits)
    (folder / csv).write_text(numbers, encoding="utf-8")
    return {
        "name": picture.name,
        "files": [png, svg],
        "data": csv,
        "title": picture.title,
        "alt_text": picture.alternative_text,
        "caption": picture.caption,
    }


def _six_digits(value: Any) -> str:
    """Of a number in a table; nought without a sign."""
    return f"{value + 0.0:.6g}"


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

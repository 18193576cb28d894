"""Pictures: a page with its words and the numbers it shows, and how a set of them is written."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from tandem.experiments.drawing.files import Entry, Files, write_files
from tandem.experiments.drawing.heading import draw_names
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.style import CAPTION_SIZE, INK, LABEL_SIZE
from tandem.experiments.drawing.typography import text_width
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.provenance import source

_text = texts("drawing.pictures")

_left = 0.30  # inches, where captions begin
_LETTERS = "".join(map(chr, range(32, 127))) + "–−×…·%"
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
    heading : what tells the run from others, above the page; empty: nothing
    """

    name: str
    page: Page = field(repr=False)
    title: str
    caption: str = field(repr=False)
    alternative_text: str = field(repr=False)
    data: pd.DataFrame = field(repr=False)
    heading: str = field(default="", repr=False)

    def under(self, heading: str) -> Picture:
        """The picture with client, scenario, policy and world above it and in its words."""
        if not heading:
            return self
        draw_names(self.page, heading)
        told = f"{heading}. {self.caption}"
        words = f"{heading}. {self.alternative_text}"
        return replace(self, caption=told, alternative_text=words, heading=heading)

    @property
    def _named(self) -> str:
        """The title, and what it is of."""
        return f"{self.title} ({self.heading})" if self.heading else self.title

    def __post_init__(self) -> None:
        """Say so on the page, and in the caption, where a name is spelt in letters that are not its own."""
        if self.page.spells and (note := _text("spelt")) not in self.caption:
            self.page.add_below(_left, note, CAPTION_SIZE)
            object.__setattr__(self, "caption", f"{self.caption} {note}")

    def png(self) -> bytes:
        """The page as PNG (150 dots an inch), with title and alternative text inside."""
        return self.page.png(self._named, self.alternative_text, source())

    def svg(self) -> str:
        """The page as SVG, with title and alternative text inside."""
        return self.page.svg(self._named, self.alternative_text, source())

    def _repr_png_(self) -> bytes:
        return self.png()


def drawn(plan: Plan, wanted: Container[str]) -> Iterator[Picture]:
    """The `wanted` pictures of a plan, each drawn only when it is its turn."""
    return (draw() for name, draw in plan if name in wanted)


def write_pictures(pictures: Iterable[Picture], folder: Path, heading: str = "") -> list[Entry]:
    """Write pictures into a folder, which is made if need be.

    Each as `NAME.png` (150 dots an inch), `NAME.svg` and `NAME.csv` (the numbers shown), and `figures.json`
    with files, title, alternative text and caption of all of them, which is also returned. `heading` (client,
    scenario, policy and world) stands above every page and in its words.

    Raises
    ------
    ValueError
        If two pictures have one name.
    """
    return write_files(files_of(pictures, heading), folder)


def files_of(pictures: Iterable[Picture], heading: str = "") -> Iterator[Files]:
    """The files of each picture, in turn."""
    for picture in pictures:
        with _garbage_left_alone():
            files = _files(picture.under(heading))
        yield files


def get_ready() -> None:
    """Draw a page that nobody sees: the first page loads fonts and writers of files."""
    page = Page(1.0, 1.0)
    for bold in (False, True):
        page.text(0.0, 0.5, _LETTERS, bold=bold)
        text_width(_LETTERS, LABEL_SIZE, bold)
    page.lines([[(0.0, 0.0), (1.0, 1.0)]], INK, 1.0, dashed=True)
    page.polygons([[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]], INK)
    _files(Picture("ready", page, "", "", "", pd.DataFrame({"": [0.5]})))


def _files(picture: Picture) -> Files:
    png, svg, csv = (f"{picture.name}.{ending}" for ending in ("png", "svg", "csv"))
    numbers = picture.data.to_csv(index=False, lineterminator="\n", float_format=_six_digits)
    entry: Entry = {
        "name": picture.name,
        "files": [png, svg],
        "data": csv,
        "title": picture.title,
        "alt_text": picture.alternative_text,
        "caption": picture.caption,
    }
    if picture.heading:
        entry["heading"] = picture.heading
    return Files(entry, {png: picture.png(), svg: picture.svg().encode(), csv: numbers.encode()})


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

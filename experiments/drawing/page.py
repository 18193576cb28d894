"""A page: a figure whose one coordinate system is inches from its lower left corner.

Panels are drawn on it with lines and polygons, without matplotlib's Axes, which take 50 ms each; text is
placed exactly. There is no pyplot and no global state.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from matplotlib import rc_context
from matplotlib.collections import Collection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL.PngImagePlugin import PngInfo

from tandem.experiments.drawing.fan import Floats
from tandem.experiments.drawing.lettering import drawable, is_spelt
from tandem.experiments.drawing.renderer import in_few_colours, pixels_of
from tandem.experiments.drawing.style import DOTS_PER_INCH, GRID, HAIR_WIDTH, INK, LABEL_SIZE, WHITE
from tandem.experiments.drawing.typography import FAMILY, line_height

_text_layer = 1000  # above everything else
_pixels = 96 / 72  # of CSS, in a point; some viewers do not know points
_compression = 4  # of zlib: half the time of its default for a few per cent more bytes
# Letters are not fitted to the grid of pixels, which takes as long as all the rest of a picture.
_settings: Any = {"text.hinting": "none", "svg.fonttype": "none", "svg.hashsalt": "tandem"}
_substitutes = "Verdana, sans-serif"  # nearly the same widths, where a viewer lacks the family

Points = Sequence[tuple[float, float]] | Floats


class Stroke(NamedTuple):
    """Lines or areas of one kind.

    Attributes
    ----------
    paths : points of each, inches, (points, 2)
    colour : #RRGGBB
    width : points of a line; 0: areas
    dashed : whether lines are
    """

    paths: list[Floats]
    colour: str
    width: float
    dashed: bool


class Page:
    """An empty white page of `width` × `height` inches.

    Attributes
    ----------
    spells : whether a name is drawn in Latin letters because the typeface lacks its own
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH, facecolor=WHITE)
        self._grid: list[Points] = []
        self._filled: dict[str, list[Points]] = {}
        self._drawn: dict[tuple[str, float, bool], list[Points]] = {}
        self._composed = False
        self._raised = Affine2D()  # everything moves up when a note is put below it
        self._place = self._raised + self.figure.dpi_scale_trans
        self.spells = False

    @property
    def texts(self) -> list[Text]:
        """All text on the page."""
        return list(self.figure.texts)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL_SIZE,
        *,
        bold: bool = False,
        colour: str = INK,
        across: str = "left",
        turned: bool = False,
    ) -> None:
        """One line of text at (x, y); `turned` reads upwards, and `across` places it along its line."""
        self.spells = self.spells or is_spelt(text)
        self.figure.text(
            x,
            y,
            drawable(text),
            fontsize=size,
            fontfamily=FAMILY,
            fontweight="bold" if bold else "normal",
            color=colour,
            horizontalalignment=across,
            verticalalignment="baseline",
            rotation=90 if turned else 0,
            rotation_mode="anchor",
            parse_math=False,
            transform=self._place,
            zorder=_text_layer,
        )

    def lines_down(
        self, x: float, top: float, lines: Sequence[str], size: float, *, bold: bool = False
    ) -> float:
        """Lines of text from `top` downwards; returns the y below the last one."""
        for line in lines:
            top -= line_height(size)
            self.text(x, top + 0.28 * line_height(size), line, size, bold=bold)
        return top

    def grow(self, height: float) -> float:
        """Room for so many inches above all that is drawn; returns the y of the new top."""
        self.height += height
        self.figure.set_size_inches(self.width, self.height)
        return self.height - self._raised.to_values()[-1]

    def add_below(self, left: float, text: str, size: float) -> None:
        """A line of text below all that is there: the page grows by it."""
        added = line_height(size)
        self.height += added
        self._raised.translate(0.0, added)
        self.figure.set_size_inches(self.width, self.height)
        self.text(left, 0.14 - 0.72 * added, text, size)

    def grid(self, paths: Iterable[Points]) -> None:
        """Thin pale lines below everything else."""
        self._grid.extend(paths)

    def polygons(self, corners: Iterable[Points], colour: str) -> None:
        """Filled polygons."""
        self._filled.setdefault(colour, []).extend(corners)

    def lines(self, paths: Iterable[Points], colour: str, width: float, dashed: bool = False) -> None:
        """Lines through points, `width` points wide, above all polygons.

        Lines of one kind (colour, width, dashes) are drawn together; kinds lie on each other in the order of
        their first use. So do the colours of polygons.
        """
        self._drawn.setdefault((colour, width, dashed), []).extend(paths)

    def _compose(self) -> None:
        """Put polygons and lines on the figure, once, as few artists: each costs a millisecond."""
        if self._composed:
            return
        self._composed = True
        self._add_lines(self._grid, GRID, HAIR_WIDTH, dashed=False)
        for colour, corners in self._filled.items():
            self._add(PolyCollection([np.asarray(points) for points in corners], fc=colour, lw=0))
        for (colour, width, dashed), paths in self._drawn.items():
            self._add_lines(paths, colour, width, dashed)

    def _add_lines(self, paths: Iterable[Points], colour: str, width: float, dashed: bool) -> None:
        dashes = (0, (4, 2.5)) if dashed else "solid"
        segments = [np.asarray(points) for points in paths]
        self._add(LineCollection(segments, color=colour, lw=width, ls=dashes, joinstyle="round"))

    def _add(self, artist: Collection) -> None:
        artist.set_transform(self._place)
        artist.set_zorder(len(self.figure.artists))
        self.figure.add_artist(artist)

    def png(self, title: str, description: str, source: str) -> bytes:
        """The page as PNG, 150 dots an inch, with title and description inside.

        In 256 colours, those of areas and lines exact: flat charts look the same in a third of the bytes.
        """
        self._compose()
        with rc_context(_settings):
            picture = pixels_of(self.figure)
        told = PngInfo()
        for key, text in (("Title", title), ("Description", description), ("Software", source)):
            told.add_itxt(key, text)
        resolution = (DOTS_PER_INCH, DOTS_PER_INCH)
        file = io.BytesIO()
        flat = in_few_colours(picture, {*self._filled, *(colour for colour, _, _ in self._drawn)})
        flat.save(file, "PNG", dpi=resolution, compress_level=_compression, pnginfo=told)
        return file.getvalue()

    def strokes(self) -> Iterator[Stroke]:
        """Everything drawn but the text, from the lowest to the highest, in inches from the lower left."""
        raised = np.array([0.0, self._raised.get_matrix()[1, 2]])
        kinds: list[tuple[Iterable[Points], str, float, bool]] = [(self._grid, GRID, HAIR_WIDTH, False)]
        kinds += [(corners, colour, 0.0, False) for colour, corners in self._filled.items()]
        kinds += [(paths, *kind) for kind, paths in self._drawn.items()]
        for paths, colour, width, dashed in kinds:
            yield Stroke([np.asarray(path) + raised for path in paths], colour, width, dashed)

    def written(self) -> Iterator[tuple[float, float, Text]]:
        """Every text with its place, in inches from the lower left."""
        raised = float(self._raised.get_matrix()[1, 2])
        for text in self.texts:
            x, y = text.get_position()
            yield float(x), float(y) + raised, text

    def svg(self, title: str, description: str, source: str) -> str:
        """The page as SVG, the same bytes every time: text stays text, screen readers find its name."""
        self._compose()
        sheet = io.StringIO()
        with rc_context(_settings):
            self.figure.savefig(sheet, format="svg", metadata={"Date": None, "Creator": source})
        drawn = sheet.getvalue().replace(f"'{FAMILY}'", f"'{FAMILY}', {_substitutes}")
        head, mark, rest = drawn.partition("<svg ")
        attributes, _, body = rest.partition(">")
        named = f"\n <title>{escape(title)}</title>\n <desc>{escape(description)}</desc>"
        attributes = re.sub(r'="([\d.]+)pt"', lambda points: f'="{float(points[1]) * _pixels:g}"', attributes)
        return f'{head}{mark}role="img" {attributes}>{named}{body}'

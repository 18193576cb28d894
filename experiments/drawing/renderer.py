"""Pages as pixels: matplotlib's own renderer, but for text, and few colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.figure import Figure
from PIL import Image

from tandem.experiments.drawing.style import DOTS_PER_INCH, GRID, INK, WHITE

_near = 9  # steps of 255, of three channels together: the same colour, but for the rounding of a palette
_most_colours = 1 << 16


class _WholeLines(RendererAgg):
    """Draws a line of text in one go: matplotlib places letter by letter, three times as slowly.

    Only for level text of one font, which is nearly all that pages have.
    """

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *how: Any, **whose: Any
    ) -> None:
        """A line of text from (x, y)."""
        if angle:
            super().draw_text(gc, x, y, s, prop, angle, *how, **whose)  # type: ignore[no-untyped-call]
            return
        font: Any = self._prepare_font(prop)  # type: ignore[no-untyped-call]
        font.set_text(s, angle, flags=get_hinting_flag())  # type: ignore[no-untyped-call]
        font.draw_glyphs_to_bitmap(antialiased=True)
        right, down = font.get_bitmap_offset()
        left = round(x + right / 64)
        base = round(y + (down + font.get_descent()) / 64) + 1
        renderer: Any = self._renderer
        renderer.draw_text_image(font.get_image(), left, base, angle, gc)


def pixels_of(figure: Figure) -> Image.Image:
    """The figure, 150 dots an inch, red, green, blue and full opacity."""
    width, height = figure.bbox.size
    renderer = _WholeLines(width, height, DOTS_PER_INCH)  # type: ignore[no-untyped-call]
    figure.draw(renderer)
    pixels: Any = renderer.buffer_rgba()  # type: ignore[no-untyped-call]
    return Image.frombuffer("RGBA", (int(width), int(height)), pixels, "raw", "RGBA", 0, 1)


def in_few_colours(picture: Image.Image, exact: Iterable[str]) -> Image.Image:
    """The picture in 256 colours; those of `exact` (as `#12436D`) that it has are kept as they are.

    Flat charts have a thousand colours or two: each is looked at once, not pixel by pixel.
    """
    counted = picture.getcolors(_most_colours)
    if counted is None:
        return _with_exact(_chosen(picture.convert("RGB")), exact)
    colours = np.array(sorted(colour for _, colour in counted), np.uint8)[np.newaxis]
    each = _chosen(Image.fromarray(np.ascontiguousarray(colours[..., :3])))
    place = np.zeros(1 << 24, np.uint8)
    place[_codes(colours)] = np.asarray(each)
    flat = Image.fromarray(place[_codes(np.asarray(picture))])
    flat.putpalette(each.getpalette() or [])
    return _with_exact(flat, exact)


def _chosen(picture: Image.Image) -> Image.Image:
    return picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _codes(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """A number below 2²⁴ for each colour, red, green, blue and opacity in a row."""
    return colours.view("<u4")[..., 0] & np.uint32(0xFFFFFF)


def _with_exact(flat: Image.Image, exact: Iterable[str]) -> Image.Image:
    palette = np.array(flat.getpalette(), np.int64).reshape(-1, 3)
    for colour in sorted({*exact, INK, GRID, WHITE}):
        wanted = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
        distance = np.abs(palette - wanted).sum(axis=1)
        if distance.min() <= _near:
            palette[distance.argmin()] = wanted
    flat.putpalette(palette.ravel().tolist())
    return flat

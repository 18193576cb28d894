"""Widths of text in inches, and breaking text into lines that fit.

Text is set in DejaVu Sans, which comes with matplotlib: a figure looks the same on every machine.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.ft2font import FT2Font, LoadFlags

from tandem.experiments.drawing.style import LINE_SPACING, POINTS_PER_INCH

FAMILY = "DejaVu Sans"
ELLIPSIS = "…"
_measuring_size = 64.0  # points


@cache
def _font(bold: bool) -> FT2Font:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    font.set_size(_measuring_size, POINTS_PER_INCH)
    return font


@cache
def _advance(letter: str, bold: bool) -> float:
    """Width of a letter, in type sizes."""
    font = _font(bold)
    glyph = font.load_glyph(font.get_char_index(ord(letter)), LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / _measuring_size


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of `text`, inches, set at `size` points."""
    return sum(_advance(letter, bold) for letter in text) * size / POINTS_PER_INCH


def line_height(size: float) -> float:
    """Distance between two lines of text of `size` points, inches."""
    return size * LINE_SPACING / POINTS_PER_INCH


def wrap(text: str, width: float, size: float, bold: bool = False, most: int | None = None) -> list[str]:
    """`text` in lines of at most `width` inches, broken at spaces (no-break spaces hold).

    A word wider than a line is cut between letters. Where there would be more than `most` lines, the last
    ends in an ellipsis.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.extend(_pieces(word, width, size, bold))
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size, bold)]


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `width` inches."""
    if text_width(text, size, bold) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + ELLIPSIS, size, bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """`word` whole, or in pieces no wider than `width`."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces

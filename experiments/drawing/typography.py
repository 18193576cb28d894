"""Widths of text in inches, and breaking text into lines that fit.

Text is set in DejaVu Sans, which comes with matplotlib: a figure looks the same on every machine.
"""

from __future__ import annotations

import re
from functools import cache

from matplotlib.ft2font import LoadFlags

from tandem.experiments.drawing.lettering import MEASURING_SIZE, clusters, drawable, font
from tandem.experiments.drawing.style import LINE_SPACING, POINTS_PER_INCH

FAMILY = "DejaVu Sans"
ELLIPSIS = "…"
_hyphen = "-"
_inner_breaks = re.compile(r"(?<=[^\W\d_][-/])(?=\w)")  # within a word: after a hyphen or a stroke


@cache
def _advance(letter: str, bold: bool) -> float:
    """Width of a letter, in type sizes."""
    face = font(bold)
    glyph = face.load_glyph(face.get_char_index(ord(letter)), LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / MEASURING_SIZE


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of `text`, inches, set at `size` points (at most: letters may move closer)."""
    return sum(_advance(letter, bold) for letter in drawable(text)) * size / POINTS_PER_INCH


def line_height(size: float) -> float:
    """Distance between two lines of text of `size` points, inches."""
    return size * LINE_SPACING / POINTS_PER_INCH


def wrap(text: str, width: float, size: float, bold: bool = False, most: int | None = None) -> list[str]:
    """`text` in lines of at most `width` inches, broken at spaces (no-break spaces hold).

    A word wider than a line is broken after a hyphen or stroke of its own, or else cut between letters, with
    a hyphen. Where there would be more than `most` lines, the last ends in an ellipsis.
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


def holds_words(text: str, width: float, size: float, bold: bool = False, most: int | None = None) -> bool:
    """Whether `text` goes into `most` lines of `width` inches without a word being cut."""
    parts = (part for word in text.split() for part in _inner_breaks.split(word))
    if any(text_width(part, size, bold) > width for part in parts):
        return False
    return most is None or len(wrap(text, width, size, bold)) <= most


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `width` inches."""
    if text_width(text, size, bold) <= width:
        return text
    kept = clusters(text)
    while kept and text_width("".join(kept).rstrip() + ELLIPSIS, size, bold) > width:
        kept.pop()
    return "".join(kept).rstrip() + ELLIPSIS


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """`word` whole, or in pieces no wider than `width`."""
    if text_width(word, size, bold) <= width:
        return [word]
    pieces: list[str] = []
    for part in _inner_breaks.split(word):
        if pieces and text_width(pieces[-1] + part, size, bold) <= width:
            pieces[-1] += part
        else:
            pieces.extend(_cut(part, width, size, bold))
    return pieces


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    """`word` whole, or cut between letters with a hyphen at each cut."""
    if text_width(word, size, bold) <= width:
        return [word]
    pieces = [""]
    for letter in clusters(word):
        if pieces[-1] and text_width(pieces[-1] + letter + _hyphen, size, bold) > width:
            pieces[-1] += _hyphen
            pieces.append("")
        pieces[-1] += letter
    return pieces

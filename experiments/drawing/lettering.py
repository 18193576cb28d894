"""How names in any script are drawn, with only the typeface that comes inside matplotlib.

DejaVu Sans has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic, and matplotlib sets what runs
from right to left in its order, joined as it must be. What the typeface lacks (Chinese, Devanagari, most
emoji) is spelt in Latin letters, on every machine alike, and the page says so. Texts beside the picture (its
title in the file, the alternative text, the table) keep every name as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.ft2font import FT2Font

from tandem.experiments.drawing.style import POINTS_PER_INCH
from tandem.model.received.plain_text import cleaned

MEASURING_SIZE = 64.0  # points
_most_marks = 2  # accents that a letter may carry; more would reach into the lines above and below
_unknown = "\u25a1"  # a box, where no spelling is known either
_left_to_right = "\u200e"  # a mark nobody sees
_joiners = "\u200c\u200d"
_selectors = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")  # of a letter's variant
_turned = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"  # letters and marks that run from right to left
_turned_words = re.compile(f"{_turned}(?:[ \u200c\u200d]*{_turned})*")


@cache
def font(bold: bool) -> FT2Font:
    """The typeface, regular or bold, at `MEASURING_SIZE`."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    face = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    face.set_size(MEASURING_SIZE, POINTS_PER_INCH)
    return face


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """The text as it is drawn: on one line, in letters that the typeface has, each word in its order.

    A mark after each run of words from right to left keeps a number that follows it in its place.
    """
    if text.isascii() and text.isprintable():
        return text
    drawn: list[str] = []
    marks = 0
    for letter in _shown(text):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _most_marks:
            drawn.append(_letter(letter))
    spelt = "".join(drawn)
    if _turned_words.search(spelt) is None:
        return spelt
    return _left_to_right + _turned_words.sub(lambda found: found[0] + _left_to_right, spelt)


def is_spelt(text: str) -> bool:
    """Whether some of the text is drawn in letters that are not its own."""
    return not text.isascii() and any(_letter(letter) not in (letter, "") for letter in _shown(text))


def is_turned(text: str) -> bool:
    """Whether some of the text runs from right to left."""
    return not text.isascii() and _turned_words.search(text) is not None


def clusters(text: str) -> list[str]:
    """Letters with the accents that belong to them: a line is never cut between the two."""
    found: list[str] = []
    for letter in text:
        joined = bool(found) and found[-1][-1] == _joiners[1]
        belongs = unicodedata.combining(letter) or letter in _joiners or _selectors.match(letter)
        if found and (belongs or joined):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _shown(text: str) -> str:
    """The text on one line, accents on their letters, without what only chooses a letter's variant."""
    return _selectors.sub("", unicodedata.normalize("NFC", cleaned(text)))


@cache
def _letter(letter: str) -> str:
    """The letter itself where the typeface has it, else its spelling."""
    if all(font(bold).get_char_index(ord(letter)) for bold in (False, True)):
        return letter
    from anyascii import anyascii  # tables that hardly any figure needs

    unseen = unicodedata.category(letter) in ("Cf", "Mn", "Me")
    return anyascii(letter) or ("" if unseen else _unknown)

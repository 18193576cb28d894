"""Text in the columns of a terminal: East Asian letters take two, marks above others none."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
_blanks = re.compile(r"[ \t\r\n]+")  # not those that hold a number and its unit together


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(map(_columns_of_letter, text))


def cut(text: str, width: int) -> str:
    """A text of at most `width` columns: a longer one ends in `…`."""
    if columns_of(text) <= width:
        return text
    return _that_fit(text, width - 1).rstrip() + ELLIPSIS


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at blanks; an address or a command's word is not broken.

    A word of letters that take two columns is, as such scripts have no blanks.
    """
    lines = [""]
    for word in _blanks.split(text.strip()):
        joined = f"{lines[-1]} {word}".lstrip()
        if columns_of(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while columns_of(word) > width and columns_of(word) > len(word):
            lines[-1:] = [_that_fit(word, width), ""]
            word = word[len(lines[-2]) :]
        lines[-1] = word
    return [line for line in lines if line]


def _that_fit(text: str, width: int) -> str:
    kept = ""
    for letter in text:
        if columns_of(kept + letter) > width:
            break
        kept += letter
    return kept


def _columns_of_letter(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1

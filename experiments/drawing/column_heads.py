"""Names over narrow columns: level where their words fit, else turned, so that no word is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.style import CAPTION_SIZE
from tandem.experiments.drawing.typography import holds_words, line_height, text_width, wrap

_most_level, _longest_turned = 3, 1.9  # lines; inches
_aside = 0.04  # inches that a name leaves free at either side together
_capital = 0.72  # height of a capital, in type sizes


@dataclass(frozen=True)
class ColumnHeads:
    """The names of columns of `width` inches, in lines.

    Attributes
    ----------
    names : of each column its lines
    turned : whether they read upwards
    height : inches that they take
    """

    names: tuple[tuple[str, ...], ...]
    turned: bool
    width: float
    height: float

    def draw(self, page: Page, left: float, foot: float) -> None:
        """Each name in the middle of its column; the first column begins at `left`, names stand on `foot`."""
        line = line_height(CAPTION_SIZE)
        for column, lines in enumerate(self.names):
            middle = left + (column + 0.5) * self.width
            for place, words in enumerate(lines):
                if self.turned:
                    across = middle + (place - (len(lines) - 1) / 2) * line + _capital / 2 * CAPTION_SIZE / 72
                    page.text(across, foot, words, CAPTION_SIZE, turned=True)
                else:
                    up = foot + (len(lines) - 1 - place) * line
                    page.text(middle, up, words, CAPTION_SIZE, across="center")


def column_heads(names: Sequence[str], width: float) -> ColumnHeads:
    """How `names` are set over columns of `width` inches."""
    line, room = line_height(CAPTION_SIZE), width - _aside
    if all(holds_words(name, room, CAPTION_SIZE, most=_most_level) for name in names):
        level = tuple(tuple(wrap(name, room, CAPTION_SIZE)) for name in names)
        return ColumnHeads(level, False, width, max(map(len, level)) * line)
    most = max(int(room / line), 1)
    turned = tuple(tuple(wrap(name, _longest_turned, CAPTION_SIZE, most=most)) for name in names)
    longest = max(text_width(words, CAPTION_SIZE) for lines in turned for words in lines)
    return ColumnHeads(turned, True, width, longest)

"""The heading above and the caption below a figure."""

from __future__ import annotations

from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.typography import line_height, text_width, wrap

Heading = tuple[str, str, str]  # title, range, definition; a line end in them begins a line


_heading_gap = 0.03
_names_margin, _names_above = 0.30, 0.12  # inches
_most_name_lines = 3


def draw_heading(page: Page, heading: Heading, left: float, top: float, width: float) -> float:
    """Title, range and definition from `top` downwards; returns the y below them."""
    for lines, size, bold in _heading_lines(heading, width):
        top = page.lines_down(left, top - _heading_gap, lines, size, bold=bold)
    return top


def heading_height(heading: Heading, width: float) -> float:
    """Inches that `draw_heading` takes."""
    return sum(
        _heading_gap + len(lines) * line_height(size) for lines, size, _ in _heading_lines(heading, width)
    )


def _heading_lines(heading: Heading, width: float) -> list[tuple[list[str], float, bool]]:
    fits = text_width(heading[0], style.TITLE_SIZE, bold=True) <= width
    title_size = style.TITLE_SIZE if fits else style.LONG_TITLE_SIZE
    kinds = ((title_size, True), (style.LEAD_SIZE, False), (style.LABEL_SIZE, False))
    return [
        ([line for part in text.split("\n") for line in wrap(part, width, size, bold)], size, bold)
        for text, (size, bold) in zip(heading, kinds, strict=True)
    ]


def draw_caption(page: Page, caption: str, left: float, width: float) -> float:
    """The caption at the foot of the page; returns the y above it."""
    top = caption_height(caption, width)
    page.lines_down(left, top, wrap(caption, width, style.CAPTION_SIZE), style.CAPTION_SIZE)
    return top


def caption_height(caption: str, width: float) -> float:
    """Inches that the caption takes, from the foot of the page."""
    return 0.14 + len(wrap(caption, width, style.CAPTION_SIZE)) * line_height(style.CAPTION_SIZE)


def draw_names(page: Page, names: str) -> None:
    """Client, scenario, policy and world, small, above and in line with all that is on the page already."""
    size = style.LABEL_SIZE
    margin = min((text.get_position()[0] for text in page.texts), default=_names_margin)
    lines = wrap(names, page.width - 2 * margin, size, most=_most_name_lines)
    top = page.grow(len(lines) * line_height(size)) - _names_above
    page.lines_down(margin, top, lines, size)

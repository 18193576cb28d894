"""A slide: its title, the room below it, texts that fit, a foot with the client's name, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from tandem.experiments.documents.powerpoint.template import Start

_letter, _bold_letter = 0.56, 0.66  # mean width of a letter ÷ type size, of a wide typeface
_line = 1.22  # lines, in type sizes
_gap, _foot = Inches(0.15), Inches(0.45)
_points_an_inch = 72
_longest_title = 120


@dataclass(frozen=True)
class Room:
    """A rectangle of a slide."""

    left: int
    top: int
    width: int
    height: int

    def part(self, first: float, last: float) -> Room:
        """The part between two shares of its width."""
        return Room(
            self.left + int(self.width * first), self.top, int(self.width * (last - first)), self.height
        )

    def rows(self, first: float, last: float) -> Room:
        """The part between two shares of its height."""
        return Room(
            self.left, self.top + int(self.height * first), self.width, int(self.height * (last - first))
        )


def new_slide(start: Start, title: str, notes: Sequence[str], foot: str) -> tuple[Any, Room]:
    """A slide with its title; returns it and the room below."""
    slide = start.deck.slides.add_slide(start.plain)
    shape = slide.shapes.title
    for other in list(slide.placeholders):
        if other.shape_id != shape.shape_id:
            other._element.getparent().remove(other._element)
    height, width = start.deck.slide_height, start.deck.slide_width
    left, top, wide, high = _place_of(shape, width, height)
    _write_title(shape, title, wide, high)
    room = Room(left, top + high + _gap, wide, height - top - high - _gap - _foot)
    add_foot(start, slide, foot)
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, notes))
    return slide, room


def _place_of(shape: Any, width: int, height: int) -> tuple[int, int, int, int]:
    """Where the title is; never more than the upper third of the slide."""
    left, top, wide, high = shape.left, shape.top, shape.width, shape.height
    if None in (left, top, wide, high) or top + high > height * 0.4 or wide < width * 0.5:
        left, top, wide, high = Inches(0.6), Inches(0.35), width - Inches(1.2), Inches(0.95)
        shape.left, shape.top, shape.width, shape.height = left, top, wide, high
    return left, top, wide, high


def _write_title(shape: Any, title: str, width: int, height: int) -> None:
    told = title if len(title) <= _longest_title else f"{title[: _longest_title - 1]}…"
    frame = shape.text_frame
    frame.text = told
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size = Pt(fitting(told, width, height, 28, 14, bold=True))
    paragraph.font.bold = True


def fitting(text: str, width: int, height: int, most: int, least: int, bold: bool = False) -> int:
    """The largest type size, points, in which a text fits into a rectangle; `least` if none does."""
    room, tall = width / Inches(1) - 0.25, height / Inches(1) - 0.1
    for size in range(most, least, -1):
        if lines_of(text, room, size, bold) * size * _line / _points_an_inch <= tall:
            return size
    return least


def lines_of(text: str, width: float, size: float, bold: bool = False) -> int:
    """In how many lines of `width` inches a text is set."""
    letters = max(int(width * _points_an_inch / ((_bold_letter if bold else _letter) * size)), 1)
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0, lines + 1
        for word in paragraph.split(" "):
            long = _wide(word)
            if used and used + 1 + long > letters:
                used, lines = 0, lines + 1
            lines += long // letters
            used += long % letters + (1 if used else 0)
    return lines


def _wide(word: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in word)


Paragraphs = Sequence[tuple[str, str]]  # head and text, either may be empty


def add_columns(slide: Any, room: Room, columns: Sequence[Paragraphs], most: int = 18) -> None:
    """Headed paragraphs side by side, all in the largest type in which every column fits."""
    count = len(columns)
    rooms = [room.part(place / count, (place + 0.95) / count) for place in range(count)]
    size = min(
        (_size_of(each, part, most, 9) for part, each in zip(rooms, columns, strict=True)), default=most
    )
    for part, each in zip(rooms, columns, strict=True):
        add_words(slide, part, each, size, size)


def _size_of(paragraphs: Paragraphs, room: Room, most: int, least: int) -> int:
    whole = "\n".join(part for each in paragraphs for part in each if part)
    return fitting(whole, room.width, int(room.height * 0.9), most, least)


def add_words(slide: Any, room: Room, paragraphs: Paragraphs, most: int = 18, least: int = 9) -> None:
    """Headed paragraphs in as large a type as fits."""
    box = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height))
    frame = box.text_frame
    frame.word_wrap = True
    size = _size_of(paragraphs, room, most, least)
    first = True
    for head, text in paragraphs:
        for told, bold in ((head, True), (text, False)):
            if not told:
                continue
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            first = False
            paragraph.text = told
            paragraph.font.size = Pt(size)
            paragraph.font.bold = bold
            paragraph.space_after = Pt(0 if bold else size * 0.45)


def add_foot(start: Start, slide: Any, foot: str) -> None:
    """Client and whose project it is not, and the slide's number."""
    width, height = start.deck.slide_width, start.deck.slide_height
    number = len(start.deck.slides)
    for left, wide, told, side in (
        (Inches(0.6), width - Inches(2), foot, PP_ALIGN.LEFT),
        (width - Inches(1.4), Inches(0.8), str(number), PP_ALIGN.RIGHT),
    ):
        box = slide.shapes.add_textbox(left, height - Inches(0.42), wide, Inches(0.3))
        box.text_frame.text = told if len(told) < 160 else f"{told[:158]}…"
        box.text_frame.word_wrap = True
        paragraph = box.text_frame.paragraphs[0]
        paragraph.font.size = Pt(9)
        paragraph.alignment = side

"""Which levers the mixes of the front are made of: mixes down, by cost, levers across."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tandem.experiments.drawing import style
from tandem.experiments.drawing.column_heads import column_heads
from tandem.experiments.drawing.number_tables import heading
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, sheet
from tandem.experiments.drawing.typography import line_height, text_width, wrap
from tandem.experiments.optimise.figures.words import About, caption, mixes, role_in_words
from tandem.experiments.optimise.mixes import Design, MixSpace, dose
from tandem.experiments.optimise.tables import KNEE
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit
from tandem.experiments.wording.numerals import plain, share
from tandem.experiments.wording.words import inside

_text = texts("optimise.mix_map")

_least_room, _facts = 0.85, 1.45
_row, _row_with_starts = 0.27, 0.38  # inches; where a lever starts later, its first month has a line
_least_head = 0.62
_dark = 0.55  # from this tint on, words in a cell are white


def draw_mix_map(table: pd.DataFrame, space: MixSpace, designs: Design, about: About) -> Picture:
    """Mixes down, from cheap to dear, levers across.

    Parameters
    ----------
    table : from `experiments.optimise.tables.front_table`
    designs : of its rows without the status quo, (mixes, columns)
    """
    shown = mixes(table)
    title = _title(space, designs)
    above = (
        title,
        _text("lead"),
        _text("how_to_read"),
    )
    words = caption(about)
    later = any(each.start > 1 for design in designs for each in space.chosen(design))
    tall = _row_with_starts if later else _row
    size = style.CAPTION_SIZE
    names = [_name(row) for _, row in shown.iterrows()]
    room = max(_least_room, *(text_width(name, size, bold=True) + 0.1 for name in names))
    left = MARGIN + room
    width = (WIDTH - MARGIN - _facts - left) / len(space.ranges)
    heads = column_heads([lever.title for lever in space.ranges], width)
    head = max(_least_head, heads.height + 0.14)
    page, top, _ = sheet(head + len(shown) * tall + 0.1, above, words)
    heads.draw(page, left, top - head + 0.08)
    unit = money_unit(*shown["cost_mean"])
    cost_column = _text("cost", unit=unit.heading(str(about["currency"])))
    for x, column in ((WIDTH - MARGIN - 0.72, cost_column), (WIDTH - MARGIN, _text("leavers_avoided"))):
        for number, line in enumerate(reversed(wrap(column, 0.75, size, most=3))):
            page.text(x, top - head + 0.08 + number * line_height(size), line, size, across="right")
    top -= head
    for number, ((_, row), design) in enumerate(zip(shown.iterrows(), designs, strict=True)):
        y = top - (number + 0.5) * tall
        told = bool(row["role"])
        beside(page, MARGIN, y, names[number], size, bold=told)
        _draw_cells(page, space, design, y, (left, width, tall))
        cost, avoided = unit.digits(row["cost_mean"]), plain(row["leavers_avoided_mean"])
        beside(page, WIDTH - MARGIN - 0.72, y, cost, size, bold=told, across="right")
        beside(page, WIDTH - MARGIN, y, avoided, size, bold=told, across="right")
        if row["role"] == KNEE:
            _frame(page, MARGIN, y, tall)
    return Picture(
        "mixes", page, title, words,
        _text(
            "table",
            mixes=len(shown),
            levers=len(space.ranges),
            title=title,
            used=_used(space, designs)
        ),
        _numbers(shown, space, designs, str(about["currency"])),
    )  # fmt: skip


def _name(row: pd.Series[Any]) -> str:
    return role_in_words(row["role"]).capitalize() if row["role"] else str(row["mix"])


def _used(space: MixSpace, designs: Design) -> str:
    """In how many mixes each lever is."""
    uses = _uses(space, designs)
    return "; ".join(
        f"{inside(lever.title)} {number}" for lever, number in zip(space.ranges, uses, strict=True)
    )


def _numbers(shown: pd.DataFrame, space: MixSpace, designs: Design, currency: str) -> pd.DataFrame:
    """One row a mix."""
    rows = []
    for (_, row), design in zip(shown.iterrows(), designs, strict=True):
        shares = dose(space, design)
        starts = {each.place: each.start for each in space.chosen(design)}
        cells: dict[str, object] = {_text("mix"): row["mix"], _text("role"): role_in_words(row["role"])}
        for place, lever in enumerate(space.ranges):
            cells[_text("fullest", lever=lever.title)] = 100 * shares.get(place, 0.0)
            cells[_text("first_month", lever=lever.title)] = starts.get(place)
        cells[heading(_text("programme_cost"), _text("mean"), currency)] = row["cost_mean"]
        cells[_text("avoided_mean")] = row["leavers_avoided_mean"]
        rows.append(cells)
    table = pd.DataFrame(rows)
    return table.astype({_text("first_month", lever=lever.title): "Int64" for lever in space.ranges})


def _draw_cells(
    page: Page, space: MixSpace, design: Design, y: float, room: tuple[float, float, float]
) -> None:
    """A row of cells at height `y`; `room`: left end of the first, width and height of each, inches."""
    left, width, tall = room
    shares = dose(space, design)
    starts = {each.place: each.start for each in space.chosen(design)}
    edge, half = 0.02, tall / 2 - 0.015
    for place in range(len(space.ranges)):
        x = left + place * width
        part = shares.get(place, 0.0)
        corners = [
            (x + edge, y - half), (x + width - edge, y - half),
            (x + width - edge, y + half), (x + edge, y + half),
        ]  # fmt: skip
        tint = 0.1 + 0.9 * part
        page.polygons([corners], style.tint(style.BLUE, tint) if part else style.tint(style.INK, 0.05))
        if part:
            lines = [share(part), *([_text("from_month", month=starts[place])] if starts[place] > 1 else [])]
            colour = style.WHITE if tint >= _dark else style.INK
            above = (len(lines) - 1) / 2 * line_height(style.CAPTION_SIZE)
            for number, words in enumerate(lines):
                middle = y + above - number * line_height(style.CAPTION_SIZE)
                beside(page, x + width / 2, middle, words, style.CAPTION_SIZE, colour=colour, across="center")


def _uses(space: MixSpace, designs: Design) -> list[int]:
    """How many designs each lever is in."""
    places = [each.place for design in designs for each in space.chosen(design)]
    return [places.count(place) for place in range(len(space.ranges))]


def _frame(page: Page, left: float, y: float, tall: float) -> None:
    """A line around the row of the knee."""
    right, half = WIDTH - MARGIN + 0.06, tall / 2
    left -= 0.06
    path = [(left, y - half), (right, y - half), (right, y + half), (left, y + half), (left, y - half)]
    page.lines([path], style.ORANGE, style.MEDIAN_WIDTH_BEFORE)


def _title(space: MixSpace, designs: Design) -> str:
    """Levers that most mixes use, and those that none uses."""
    uses = _uses(space, designs)
    first = max(range(len(uses)), key=lambda place: uses[place])
    never = [inside(space.ranges[place].title) for place, count in enumerate(uses) if count == 0]
    most = {"lever": space.ranges[first].title, "used": uses[first], "mixes": len(designs)}
    if len(never) == 1:
        return _text("title_one_unused", unused=never[0], **most)
    if len(never) == 2:
        return _text("title_two_unused", first=never[0], second=never[1], **most)
    return _text("title", **most)

"""How much of the prior's variance the survey removed, parameter by parameter."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption, meaning
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import AXIS_HEIGHT, MARGIN, WIDTH, Axis, beside, draw_axis, label, sheet
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share, signed
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.contraction")

MOST_SHOWN = 18
_row, _label_width, _words_width = 0.36, 4.1, 1.15
_axis_left = MARGIN + _label_width + 0.15
_columns = 0.26  # inches for the words above the numbers


def draw_contraction(name: str, account: Account) -> Picture:
    """Bars from the best informed parameter down."""
    rows = account["contraction"]
    informed = sum(row["informed"] for row in rows)
    title = _text("title", informed=informed, parameters=len(rows))
    rest = len(rows) - MOST_SHOWN
    heading = (
        title,
        _text("how_to_read"),
        _text("rest", rest=rest) if rest > 0 else _text("outside_the_fit"),
    )
    words = caption(name, account, _text("shift_explained"))
    shown = rows[:MOST_SHOWN]
    page, top, _ = sheet(_columns + len(shown) * _row + AXIS_HEIGHT, heading, words)
    axis = Axis((0.0, 0.25, 0.5, 0.75, 1.0), _axis_left, WIDTH - _axis_left - _words_width - 2 * MARGIN)
    right = axis.left + axis.width + 0.15
    beside(page, right, top - _columns / 2, _text("removed"), style.CAPTION_SIZE)
    beside(page, right + 0.75, top - _columns / 2, _text("shift"), style.CAPTION_SIZE)
    top -= _columns
    draw_axis(page, axis, top, top - len(shown) * _row, "\u00a0%", scale=100.0)
    for place, row in enumerate(shown):
        y = top - (place + 0.5) * _row
        lines = [
            (row["parameter"], row["informed"], style.INK),
            (meaning(row["parameter"]), False, style.INK),
        ]
        label(page, MARGIN, y, lines,
              _label_width, style.CAPTION_SIZE, most=1)  # fmt: skip
        colour = style.TEAL if row["informed"] else marks.FAINT
        marks.bar(page, axis.x(0.0), axis.x(max(row["contraction"], 0.0)), y, colour, 0.2)
        beside(page, right, y, share(max(row["contraction"], 0.0)), bold=row["informed"])
        beside(page, right + 0.75, y, signed(row["shift"], 1))
    told = ", ".join(
        _text("share", parameter=row["parameter"], share=share(max(row["contraction"], 0.0))) for row in shown
    )
    return Picture(
        "informed", page, title, words,
        _text("chart", parameters=len(shown), title=title, shares=told),
        pd.DataFrame(
            {
                _text("parameter"): row["parameter"],
                _text("meaning"): meaning(row["parameter"]),
                _text("removed_percent"): 100 * max(row["contraction"], 0.0),
                _text("shift_sd"): row["shift"],
                _text("informed"): yes_or_no(row["informed"]),
            }
            for row in shown
        ),
    )  # fmt: skip

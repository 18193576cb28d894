"""How much of the prior's variance the survey removed, parameter by parameter."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption, meaning
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.number_tables import YES_OR_NO
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import AXIS_HEIGHT, MARGIN, WIDTH, Axis, beside, draw_axis, label, sheet
from tandem.experiments.wording.numerals import share, signed

MOST_SHOWN = 18
_row, _label_width, _words_width = 0.36, 4.1, 1.15
_axis_left = MARGIN + _label_width + 0.15
_columns = 0.26  # inches for the words above the numbers


def draw_contraction(name: str, account: Account) -> Picture:
    """Bars from the best informed parameter down."""
    rows = account["contraction"]
    informed = sum(row["informed"] for row in rows)
    title = f"The survey informs {informed} of {len(rows)} parameters"
    rest = len(rows) - MOST_SHOWN
    heading = (
        title,
        "Bar: share of the prior variance that the survey removed; from 20\u00a0% on a parameter counts "
        "as informed.",
        f"The {rest} parameters not shown, and all that are not in the fit, stay at their priors."
        if rest > 0
        else "All parameters that are not in the fit stay at their priors.",
    )
    words = caption(name, account, "Shift: move of the posterior mean, in standard deviations of the prior.")
    shown = rows[:MOST_SHOWN]
    page, top, _ = sheet(_columns + len(shown) * _row + AXIS_HEIGHT, heading, words)
    axis = Axis((0.0, 0.25, 0.5, 0.75, 1.0), _axis_left, WIDTH - _axis_left - _words_width - 2 * MARGIN)
    right = axis.left + axis.width + 0.15
    beside(page, right, top - _columns / 2, "removed", style.CAPTION_SIZE)
    beside(page, right + 0.75, top - _columns / 2, "shift", style.CAPTION_SIZE)
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
    told = ", ".join(f"{row['parameter']} {share(max(row['contraction'], 0.0))}" for row in shown)
    return Picture(
        "informed", page, title, words,
        f"Bar chart of {len(shown)} parameters by the share of the prior variance that the survey removed. "
        f"{title}: {told}.",
        pd.DataFrame(
            {
                "Parameter": row["parameter"],
                "Meaning": meaning(row["parameter"]),
                "Prior variance removed, %": 100 * max(row["contraction"], 0.0),
                "Shift of the mean, prior SD": row["shift"],
                "Informed": YES_OR_NO[bool(row["informed"])],
            }
            for row in shown
        ),
    )  # fmt: skip

"""How much selection, and what is predicted, hang on the prior of selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import AXIS_HEIGHT, MARGIN, WIDTH, Axis, beside, draw_axis, label, sheet
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain

_text = texts("calibrate.sensitivity")

_row, _label_width, _words_width = 0.5, 2.0, 2.45
_axis_left = MARGIN + _label_width + 0.15
FEW = 50  # effective draws below which a reweighted mean is rough


def draw_sensitivity(name: str, account: Account) -> Picture:
    """Prior mean and posterior mean of selection under each prior."""
    rows = account["selection"]
    means = [row["selection"] for row in rows]
    title = _text("title", low=plain(min(means), 2), high=plain(max(means), 2))
    heading = (
        title,
        _text("lead"),
        _text("how_to_read"),
    )
    words = caption(
        name, account,
        _text("weights"),
    )  # fmt: skip
    page, top, _ = sheet(0.28 + len(rows) * _row + AXIS_HEIGHT + 0.16, heading, words)
    axis = Axis((0.0, 0.25, 0.5, 0.75, 1.0), _axis_left, WIDTH - _axis_left - _words_width - 2 * MARGIN)
    right = axis.left + axis.width + 0.2
    for x, text in (
        (right, _text("posterior")),
        (right + 0.75, _text("change")),
        (right + 1.5, _text("effective_draws")),
    ):
        beside(page, x, top - 0.14, text, style.CAPTION_SIZE)
    top -= 0.28
    draw_axis(page, axis, top, top - len(rows) * _row, name="selection")
    fitted = next(row for row in rows if row["prior"].startswith("as fitted"))
    for place, row in enumerate(rows):
        y = top - (place + 0.5) * _row
        label(page, MARGIN, y, [(row["prior"], row is fitted, style.INK)], _label_width)
        before, after = axis.x(row["prior_mean"]), axis.x(row["selection"])
        marks.bar(page, min(before, after), max(before, after), y, style.tint(style.PLUM, 0.3), 0.05)
        marks.ring(page, before, y, style.PLUM)
        marks.dot(page, after, y, style.PLUM, radius=1.25 * marks.RADIUS)
        beside(page, right, y, plain(row["selection"], 2), bold=True)
        moved = None if row is fitted else _change(row, fitted, account)
        beside(page, right + 0.75, y, "" if moved is None else _text("points", moved=plain(moved, 1)))
        few = row["effective_draws"] < FEW
        left = plain(row["effective_draws"])
        left = _text("rough", draws=left) if few else left
        beside(page, right + 1.5, y, left, colour=marks.MISS if few else style.INK)
    told = "; ".join(
        _text(
            "one",
            prior=row["prior"],
            before=plain(row["prior_mean"], 2),
            after=plain(row["selection"], 2),
        )
        for row in rows
    )
    return Picture(
        "selection", page, title, words,
        _text("chart", priors=len(rows), title=title, each=told),
        pd.DataFrame(
            {
                _text("prior"): row["prior"],
                _text("prior_mean"): row["prior_mean"],
                _text("posterior_mean"): row["selection"],
                _text("change_heading"): None
                if row is fitted
                else _change(row, fitted, account),
                _text("effective_heading"): row["effective_draws"],
            }
            for row in rows
        ),
    )  # fmt: skip


def _change(row: Mapping[str, Any], fitted: Mapping[str, Any], account: Account) -> float | None:
    """The largest move of a predicted share, in points; None where no share is predicted."""
    shares = [each["target"] for each in account["fit"] if len(each["n"]) == 1]
    moves = [abs(row["predicted"][name] - fitted["predicted"][name]) for name in shares]
    return 100 * max(moves) if moves else None

"""Findings against the model: what was observed with its sampling interval, and what is predicted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tandem.experiments.calibrate.account import Account, caption, is_ratio, tell_of, use_in_words
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.heading import Heading
from tandem.experiments.drawing.number_tables import quantile_columns
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import (
    AXIS_HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    axis_over,
    beside,
    draw_axis,
    label,
    label_height,
    sheet,
)
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import ranged
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.targets_figure")

_row, _key, _between = 0.56, 0.34, 0.22  # inches
_label_width, _words_width = 3.15, 1.75
_axis_left = MARGIN + _label_width + 0.2
_axis_width = WIDTH - _axis_left - _words_width - MARGIN - 0.1
_apart = 0.085  # the observed above, the model below the middle of a row
FITTED, HELD_OUT = style.BLUE, style.ORANGE
HELD = "held out"


@dataclass(frozen=True)
class Comparison:
    """A finding and what the model says: all values on the finding's own scale."""

    wording: str
    asked: str
    ratio: bool
    observed: float
    sampling: tuple[float, float]
    predicted: tuple[float, float, float]
    use: str
    inside: bool
    prior: tuple[float, ...] = ()  # p5, p50, p95 of the priors alone, where they are shown

    def told(self, value: float) -> str:
        """A value in words."""
        return tell_of(not self.ratio)(value)

    def model(self) -> str:
        """`model 39 % (35 to 42 %)`."""
        low, middle, high = map(self.told, self.predicted)
        return _text("model_told", value=ranged(middle, low, high))

    def values(self) -> tuple[float, ...]:
        """All values that the axis must hold."""
        return (self.observed, *self.sampling, *self.predicted, *self.prior)


def comparisons(account: Account, left_out: bool) -> list[Comparison]:
    """The rows: the fit, or each fitted finding as predicted by the others."""
    fits = {row["target"]: row for row in account["fit"]}
    rows = account["left_out"] if left_out else account["fit"]
    return [_comparison(fits[row["target"]], row) for row in rows]


def _comparison(fit: Mapping[str, Any], row: Mapping[str, Any]) -> Comparison:
    low, high = fit["interval"]
    predicted = row["predicted"]
    return Comparison(
        fit["wording"], fit["asked"], is_ratio(fit), fit["observed"], (low, high),
        (predicted["p5"], predicted["p50"], predicted["p95"]), fit["use"], row["inside"],
        tuple(row["prior"][each] for each in ("p5", "p50", "p95")) if "prior" in row else (),
    )  # fmt: skip


def draw_fit(name: str, account: Account) -> Picture:
    """Every finding against the posterior's prediction."""
    rows = comparisons(account, left_out=False)
    fitted = [row for row in rows if row.use == "fitted"]
    held = [row for row in rows if row.use == HELD]
    numbers = {"inside": sum(row.inside for row in fitted), "fitted": len(fitted)}
    if held:
        title = _text(
            "title_held_out", held_inside=sum(row.inside for row in held), held=len(held), **numbers
        )
    else:
        title = _text("title_fit", **numbers)
    heading = (
        title,
        _text("how_to_read_fit"),
        _text("marks"),
    )
    words = caption(
        name, account,
        _text("model_explained"),
        _text("held_out_explained") if held else "",
    )  # fmt: skip
    page = _draw(rows, heading, words, _text("outside"))
    return Picture("fit", page, title, words, _in_words(rows, title), _numbers(rows))


def draw_left_out(name: str, account: Account) -> Picture:
    """Each fitted finding as the others predict it."""
    rows = comparisons(account, left_out=True)
    inside = sum(row.inside for row in rows)
    title = _text("title_left_out", inside=inside, findings=len(rows))
    heading = (
        title,
        _text("how_to_read_left_out"),
        _text("wide"),
    )
    words = caption(
        name, account,
        _text("new_surveys"),
    )  # fmt: skip
    page = _draw(rows, heading, words, _text("not_predicted"))
    return Picture("left_out", page, title, words, _in_words(rows, title), _numbers(rows))


def _in_words(rows: Sequence[Comparison], title: str) -> str:
    """The chart for readers who cannot see it."""
    each = "; ".join(
        _text(
            "one" if row.inside else "one_outside",
            finding=row.wording,
            found=row.told(row.observed),
            model=row.model(),
        )
        for row in rows
    )
    return _text("chart", findings=len(rows), title=title, each=each)


def _numbers(rows: Sequence[Comparison]) -> pd.DataFrame:
    """One row a finding; shares as they are, not in per cent."""
    return pd.DataFrame(
        {
            _text("finding"): row.wording,
            _text("asked"): row.asked,
            _text("use"): use_in_words(row.use),
            _text("unit"): _text("ratio") if row.ratio else _text("share"),
            _text("found"): row.observed,
            _text("lower_end"): row.sampling[0],
            _text("upper_end"): row.sampling[1],
            **quantile_columns(
                dict(zip(("p5", "p50", "p95"), row.predicted, strict=True)), of=_text("model")
            ),
            **(
                quantile_columns(dict(zip(("p5", "p50", "p95"), row.prior, strict=True)), of=_text("prior"))
                if row.prior
                else {}
            ),
            _text("inside"): yes_or_no(row.inside),
        }
        for row in rows
    )


def _draw(rows: Sequence[Comparison], heading: Heading, words: str, missed: str) -> Page:
    blocks = [block for block in ([r for r in rows if not r.ratio], [r for r in rows if r.ratio]) if block]
    tall = max(_row, *(label_height(_named(row), _label_width, style.CAPTION_SIZE) + 0.06 for row in rows))
    body = _key + sum(len(block) * tall + AXIS_HEIGHT for block in blocks) + _between * (len(blocks) - 1)
    page, top, _ = sheet(body, heading, words)
    _draw_key(page, top - _key / 2, any(row.use == HELD for row in rows))
    top -= _key
    for block in blocks:
        values = [value for row in block for value in row.values()]
        ratio = block[0].ratio
        extra = [1.0] if ratio else [0.0, 1.0] if max(values) > 0.6 else [0.0]
        axis = axis_over([*values, *extra], _axis_left, _axis_width)
        bottom = top - len(block) * tall
        draw_axis(page, axis, top, bottom, "" if ratio else "\u00a0%", scale=1.0 if ratio else 100.0)
        for place, row in enumerate(block):
            _draw_row(page, axis, row, top - (place + 0.5) * tall, missed)
        top = bottom - AXIS_HEIGHT - _between
    return page


def _named(row: Comparison) -> list[tuple[str, bool, str]]:
    """The finding, and of whom."""
    return [(row.wording, True, style.INK), (row.asked, False, style.INK)]


def _draw_row(page: Page, axis: Axis, row: Comparison, y: float, missed: str) -> None:
    label(page, MARGIN, y, _named(row), _label_width, style.CAPTION_SIZE)
    colour = HELD_OUT if row.use == HELD else FITTED
    above, below = y + _apart, y - _apart
    marks.bar(
        page, axis.x(row.sampling[0]), axis.x(row.sampling[1]), above, style.tint(style.INK, 0.30), 0.06
    )
    marks.bar(page, axis.x(row.predicted[0]), axis.x(row.predicted[2]), below, style.tint(colour, 0.45), 0.06)
    if row.prior:
        low, middle, high = map(axis.x, row.prior)
        marks.bar(page, low, high, below - _apart, style.tint(style.INK, 0.45), 0.014)
        marks.bar(page, middle - 0.012, middle + 0.012, below - _apart, style.tint(style.INK, 0.6), 0.07)
    marks.diamond(page, axis.x(row.observed), above, style.INK)
    marks.dot(page, axis.x(row.predicted[1]), below, colour)
    right = axis.left + axis.width + 0.18
    found = _text("found_told", value=row.told(row.observed))
    if not row.inside:
        found += f"  {missed}"
    beside(
        page, right, above + 0.01, found, bold=not row.inside, colour=style.INK if row.inside else marks.MISS
    )
    beside(page, right, below - 0.02, row.model(), style.CAPTION_SIZE)


def _draw_key(page: Page, y: float, held_out: bool) -> None:
    """What the marks mean."""
    entries = [(_text("key_found"), style.INK), (_text("key_fitted"), FITTED)]
    entries += [(_text("key_held_out"), HELD_OUT)] if held_out else []
    x = MARGIN
    for text, colour in entries:
        middle = x + 0.17
        marks.bar(page, x, x + 0.34, y, style.tint(colour, 0.30 if colour == style.INK else 0.45), 0.06)
        (marks.diamond if colour == style.INK else marks.dot)(page, middle, y, colour)
        beside(page, x + 0.42, y, text)
        x += 2.75

"""Simulation-based calibration: whether true values are recovered as often as they should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.calibrate.account import ENOUGH, Account, caption
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.scales import spread, tick_label, value_ticks
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, sheet
from tandem.experiments.drawing.typography import line_height
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.ranks")

Floats = npt.NDArray[np.float64]
_height, _foot, _gutter, _names = 3.6, 0.5, 0.62, 1.9


def draw_ranks(name: str, account: Account) -> Picture:
    """Each parameter's ranks against the band of uniform ones."""
    checked = account["simulation_based"]
    bands = {key: np.asarray(checked["bands"][key]) for key in ("points", "low", "high")}
    verdicts = checked["parameters"]
    passing = sum(row["passes"] for row in verdicts)
    title = _text("title", passing=passing, parameters=len(verdicts))
    lead = _text("lead", sets=_text("data_sets", count=checked["datasets"]))
    if checked["datasets"] < ENOUGH:
        lead = _text("too_few", lead=lead, enough=ENOUGH)
    heading = (
        title,
        lead,
        _text("how_to_read"),
    )
    words = caption(
        name, account,
        _text("bands"),
    )  # fmt: skip
    page, top, _ = sheet(_height + _foot, heading, words)
    lines = _differences(np.asarray(checked["ranks"]), bands["points"], checked["ranked_draws"])
    _draw_panel(page, top, lines, bands, verdicts)
    failing = [row["parameter"] for row in verdicts if not row["passes"]]
    outside = _text("outside", parameters=", ".join(failing)) if failing else _text("none_outside")
    most = plain(float(np.abs(lines).max()), 2)
    return Picture(
        "simulated_data", page, title, words,
        _text("chart", parameters=len(verdicts), title=title, most=most, outside=outside),
        _numbers(lines, bands, verdicts),
    )  # fmt: skip


def _numbers(
    lines: Floats, bands: Mapping[str, Floats], verdicts: Sequence[Mapping[str, object]]
) -> pd.DataFrame:
    """One row a parameter and point of its line."""
    points = bands["points"]
    return pd.DataFrame(
        {
            _text("parameter"): np.repeat([str(row["parameter"]) for row in verdicts], points.size),
            _text("rank"): np.tile(points, len(verdicts)),
            _text("difference"): lines.ravel(),
            _text("lower_end"): np.tile(bands["low"] - points, len(verdicts)),
            _text("upper_end"): np.tile(bands["high"] - points, len(verdicts)),
            _text("passes"): np.repeat([yes_or_no(row["passes"]) for row in verdicts], points.size),
        }
    )


def _differences(ranks: npt.NDArray[np.int64], points: Floats, ranked: int) -> Floats:
    """Empirical less uniform distribution, shape (parameters, points)."""
    shares: Floats = (ranks[:, :, None] / ranked <= points + 1e-12).mean(axis=0)
    return shares - points


def _draw_panel(
    page: Page, top: float, lines: Floats, bands: dict[str, Floats], verdicts: Sequence[dict[str, object]]
) -> None:
    points = bands["points"]
    low, high = bands["low"] - points, bands["high"] - points
    ticks = value_ticks(float(min(low.min(), lines.min())), float(max(high.max(), lines.max())), 6)
    left, bottom, width = MARGIN + _gutter, top - _height, WIDTH - 2 * MARGIN - _gutter - _names

    def x(values: Floats | float) -> Floats:
        return left + np.asarray(values) * width

    def y(values: Floats | float) -> Floats:
        return bottom + (np.asarray(values) - ticks[0]) / (ticks[-1] - ticks[0]) * _height

    size = style.SMALL_LABEL_SIZE
    page.grid([(left, float(y(tick))), (left + width, float(y(tick)))] for tick in ticks)
    for tick in ticks:
        beside(page, left - 0.08, float(y(tick)), tick_label(tick, ticks[1] - ticks[0]), across="right")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        page.text(float(x(tick)), bottom - 0.06 - 0.8 * line_height(size), f"{tick:g}", size, across="center")
    page.text(
        left + width / 2,
        bottom - 0.06 - 1.8 * line_height(size),
        _text("rank_axis"),
        size,
        across="center",
    )
    corners = np.column_stack(
        [np.concatenate([x(points), x(points)[::-1]]), np.concatenate([y(low), y(high)[::-1]])]
    )
    page.polygons([corners], style.tint(style.INK, 0.15))
    passes = [bool(row["passes"]) for row in verdicts]
    paths = [np.column_stack([x(points), y(line)]) for line in lines]
    page.lines(
        [path for path, good in zip(paths, passes, strict=True) if good],
        style.tint(style.BLUE, 0.6),
        style.HAIR_WIDTH,
    )
    failing = [place for place, good in enumerate(passes) if not good]
    page.lines([paths[place] for place in failing], marks.MISS, style.REFERENCE_WIDTH)
    _name_failing(
        page,
        [(str(verdicts[place]["parameter"]), lines[place]) for place in failing],
        left + width,
        y,
        top,
        bottom,
    )


def _name_failing(
    page: Page, failing: Sequence[tuple[str, Floats]], right: float, y: object, top: float, bottom: float
) -> None:
    """Names of the parameters that fail, in red, to the right; none: that all pass."""
    if not failing:
        beside(page, right + 0.12, (top + bottom) / 2, _text("all_inside"))
        return
    ordered = sorted(failing, key=lambda item: float(item[1][int(np.abs(item[1]).argmax())]))
    heights = [float(y(line[int(np.abs(line).argmax())])) for _, line in ordered]  # type: ignore[operator]
    for (name, _), at in zip(
        ordered, spread(heights, line_height(style.CAPTION_SIZE), bottom, top), strict=True
    ):
        beside(page, right + 0.12, at, name, style.CAPTION_SIZE, bold=True, colour=marks.MISS)

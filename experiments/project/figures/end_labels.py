"""The values at the right end of a fan, each beside its line: no legend is needed."""

from __future__ import annotations

import math

from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel
from tandem.experiments.drawing.scales import spread
from tandem.experiments.drawing.series import Series
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.project.figures.charts import Chart

MEDIAN, ONE_RUN = "median", "the run"
#: Of the quantiles of `fan.PROBABILITIES`, from the lowest.
WORDS = ("1 run in 20 below", "1 run in 4 below", MEDIAN, "1 run in 4 above", "1 run in 20 above")
FEW_WORDS = ("1 in 20 below", "", MEDIAN, "", "1 in 20 above")
_lead_out, _lead_in, _column = 0.04, 0.12, 0.22  # inches to the right of the panel
_half_capital = 0.36  # half the height of a capital, in type sizes


def draw_end_labels(
    page: Page,
    panel: Panel,
    chart: Chart,
    shown: Series,
    words: tuple[str, ...],
    value_size: float,
    size: float,
) -> None:
    """The quantiles at the end, the median in bold; those without a word are left out.

    Parameters
    ----------
    words : what to write after each quantile
    value_size, size : points, of the median and of the rest
    """
    quantiles = shown.fan.at(-1)
    if not math.isfinite(quantiles[2]):
        return
    labels = [
        (chart.numeral(value), word, value) for value, word in zip(quantiles, words, strict=True) if word
    ]
    if labels[0][0] == labels[-1][0]:
        labels = [(chart.numeral(quantiles[2]), MEDIAN if len(shown.ended) > 1 else ONE_RUN, quantiles[2])]
    targets = [float(panel.y(value)) for _, _, value in labels]
    gap = 1.12 * line_height(size)
    places = spread(targets, gap, panel.bottom + 0.06, panel.top + 0.1)
    column = panel.right + _column
    numbers = max(text_width(text, value_size, bold=True) for text, _, _ in labels)
    for (text, word, _), target, y in zip(labels, targets, places, strict=True):
        bold = word in (MEDIAN, ONE_RUN)
        own_size = value_size if bold else size
        page.lines(
            [[(panel.right + _lead_out, target), (panel.right + _lead_in, y), (column - 0.05, y)]],
            style.INK if bold else style.REFERENCE,
            style.HAIR_WIDTH,
        )
        page.text(column, y - _half_capital * own_size / style.POINTS_PER_INCH, text, own_size, bold=bold)
        page.text(
            column + numbers + 0.07, y - _half_capital * size / style.POINTS_PER_INCH, word, size, bold=bold
        )

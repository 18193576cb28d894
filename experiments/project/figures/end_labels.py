"""The values at the right end of a fan, each beside its line: no legend is needed."""

from __future__ import annotations

import math

from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.panel import Panel
from tandem.experiments.drawing.scales import spread
from tandem.experiments.drawing.series import Series
from tandem.experiments.drawing.typography import line_height, text_width
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.wording.catalogue import texts

_text = texts("project.end_labels")

_lead_out, _lead_in, _column = 0.04, 0.12, 0.22  # inches to the right of the panel
_half_capital = 0.36  # half the height of a capital, in type sizes


def draw_end_labels(
    page: Page,
    panel: Panel,
    chart: Chart,
    shown: Series,
    value_size: float,
    size: float,
    few: bool = False,
    still: float | None = None,
) -> None:
    """The quantiles at the end, each with its word, the median in bold.

    Parameters
    ----------
    few : only the median and the ends of the 90 % band, in fewer words
    still : where the median would end if AI stood still; marked with a ring, if it is known
    value_size, size : points, of the median and of the rest
    """
    quantiles = shown.fan.at(-1)
    if not math.isfinite(quantiles[2]):
        return
    middle, words = _text("median"), _few_words() if few else _words()
    labels = [
        (chart.numeral(value), word, value) for value, word in zip(quantiles, words, strict=True) if word
    ]
    if labels[0][0] == labels[-1][0]:
        middle = middle if len(shown.ended) > 1 else _text("one_run")
        labels = [(chart.numeral(quantiles[2]), middle, quantiles[2])]
    if still is not None and math.isfinite(still):
        labels.append((chart.numeral(still), _text("still"), still))
        labels.sort(key=lambda label: label[2])
        marks.ring(page, panel.right, float(panel.y(still)), style.INK, 0.045)
    targets = [float(panel.y(value)) for _, _, value in labels]
    gap = 1.12 * line_height(size)
    places = spread(targets, gap, panel.bottom + 0.06, panel.top + 0.1)
    column = panel.right + _column
    numbers = max(text_width(text, value_size, bold=True) for text, _, _ in labels)
    for (text, word, _), target, y in zip(labels, targets, places, strict=True):
        bold = word == middle
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


def _words() -> tuple[str, ...]:
    """What to write after each of the quantiles of `fan.PROBABILITIES`, from the lowest."""
    return (
        _text("twentieth_below"), _text("quarter_below"), _text("median"), _text("quarter_above"),
        _text("twentieth_above"),
    )  # fmt: skip


def _few_words() -> tuple[str, ...]:
    return _text("few_below"), "", _text("median"), "", _text("few_above")

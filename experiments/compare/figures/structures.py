"""What each structure says: policies down, structures across, the share of runs that pay in every cell."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.compare.structures import HALF, Agreement, agreements, chance_margin
from tandem.experiments.drawing import style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import line_height, wrap
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit
from tandem.experiments.wording.numerals import plain, share, with_plus
from tandem.experiments.wording.words import sentence
from tandem.model.structures import STRUCTURES

_text = texts("compare.structures_figure")

_row, _label_width, _last_width = 0.50, 1.95, 0.95  # inches
_above, _below_heads, _most_head_lines = 0.10, 0.12, 2
_apart = 0.08  # of the two lines of a cell from its middle, inches
_faintest, _strongest = 0.08, 0.40  # tints on which dark letters can be read
_uncertain = style.tint(style.REFERENCE, 0.14)


def draw_structures(comparison: Comparison, table: pd.DataFrame) -> Picture:
    """Policies that pay in most structures first; grey where a share may be on either side of one half.

    Parameters
    ----------
    table : what all structures say (`experiments.compare.structures.structures_table`)
    """
    found = agreements(table)
    names = sorted(found, key=lambda name: (-found[name].pays_in, -sum(found[name].pays.values())))
    base = comparison.baseline
    margin = chance_margin(len(set(base.parameter_sets)))
    currency = base.profile.currency
    values = {
        (row["policy"], row["structure"]): float(row["p50"])
        for row in table[table["effect"] == "net_value"].to_dict("records")
    }
    unit = money_unit(*values.values())
    title = _title(found)
    heading = (
        title,
        _text("lead", baseline=comparison.names[0], months=base.months, unit=unit.heading(currency)),
        _text("how_to_read", margin=plain(100 * margin)),
    )
    fits = _text("own_priors") if base.posterior == "prior" else _text("own_fits")
    caption = comparison_caption(comparison, fits)
    left = MARGIN + _label_width
    width = (WIDTH - MARGIN - left - _last_width) / len(STRUCTURES)
    size = style.SMALL_LABEL_SIZE
    heads = [sentence(each.title) for each in STRUCTURES.values()]
    wrapped = [wrap(head, width - 0.06, size, bold=True, most=_most_head_lines) for head in heads]
    head = _above + max(map(len, wrapped)) * line_height(size) + _below_heads
    page, top, _ = sheet(head + len(names) * _row, heading, caption)
    for column, lines in enumerate([*wrapped, [_text("pays_in")]]):
        middle = left + (column + 0.5) * width if column < len(wrapped) else WIDTH - MARGIN - _last_width / 2
        for place, line in enumerate(reversed(lines)):
            low = top - head + 0.08 + place * line_height(size)
            page.text(middle, low, line, size, bold=True, across="center")
    for place, name in enumerate(names):
        y = top - head - (place + 0.5) * _row
        label(page, MARGIN, y, [(name, False, style.INK)], _label_width - 0.1)
        for column, structure in enumerate(STRUCTURES):
            told = with_plus(unit.digits(values[name, structure]))
            _draw_cell(page, left + column * width, y, width, found[name].pays[structure], told, margin)
        count = _text("of", count=found[name].pays_in, structures=len(STRUCTURES))
        beside(page, WIDTH - MARGIN - _last_width / 2, y, count, style.LABEL_SIZE, bold=True, across="center")
    rows = [
        {
            _text("policy"): name,
            _text("structure"): structure,
            _text("pays"): 100 * found[name].pays[structure],
            _text("value", currency=currency): values[name, structure],
        }
        for name in names
        for structure in STRUCTURES
    ]
    return Picture("structures", page, title, caption, _told(found, title), pd.DataFrame(rows))


def _title(found: dict[str, Agreement]) -> str:
    """How many policies pay whichever structure holds."""
    count = sum(each.pays_in == len(STRUCTURES) for each in found.values())
    if count:
        return _text("title", count=count, policies=len(found))
    if any(each.pays_in for each in found.values()):
        return _text("title_no_policy")
    return _text("title_nowhere")


def _told(found: dict[str, Agreement], title: str) -> str:
    """The table in words."""
    told = "; ".join(
        _text("one_policy", policy=name, shares=", ".join(share(each.pays[key]) for key in STRUCTURES))
        for name, each in found.items()
    )
    columns = ", ".join(each.title for each in STRUCTURES.values())
    return _text("chart", policies=len(found), structures=columns, title=title, told=told)


def _draw_cell(
    page: Page, left: float, y: float, width: float, pays: float, value: str, margin: float
) -> None:
    """The share of runs that pay on its tint, and the median net value below it."""
    edge, half = 0.02, _row / 2 - 0.02
    right, low, high = left + width - edge, y - half, y + half
    certain = abs(pays - HALF) > margin
    strength = _faintest + (_strongest - _faintest) * abs(pays - HALF) / HALF
    fill = style.tint(style.BLUE if pays >= HALF else style.PLUM, strength) if certain else _uncertain
    page.polygons([[(left + edge, low), (right, low), (right, high), (left + edge, high)]], fill)
    middle = left + width / 2
    beside(page, middle, y + _apart, share(pays), style.PANEL_TITLE_SIZE, bold=certain, across="center")
    beside(page, middle, y - _apart - 0.03, value, style.SMALL_LABEL_SIZE, across="center")

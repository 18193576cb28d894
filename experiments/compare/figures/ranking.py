"""Who wins when: in which cases each policy is best, axis by axis."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.effects import Comparison
from tandem.experiments.compare.figures.words import comparison_caption
from tandem.experiments.compare.ranking import axes_of
from tandem.experiments.drawing import marks, style
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.sheet import MARGIN, WIDTH, beside, label, sheet
from tandem.experiments.drawing.typography import shorten, text_width
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money
from tandem.experiments.wording.numerals import plain, share

_text = texts("compare.ranking_figure")

_row, _legend, _between = 0.30, 0.24, 0.14  # inches
_axis_width, _value_width = 1.75, 0.95
_thick, _least_for_words = 0.20, 0.42
_paler = 0.5  # of a colour's strength, each time the palette begins anew


def draw_ranking(comparison: Comparison, decision: Decision) -> Picture:
    """A bar a value of each axis, parted by the policies that win its cases."""
    ranking, robustness = decision.ranking, decision.robustness
    currency = comparison.baseline.profile.currency
    winners = robustness[robustness["best_in"] > 0]
    colours = _colours([str(name) for name in winners["policy"]], comparison.names[0])
    first = winners.iloc[0]
    title = _text("title", policy=first["policy"], best_in=share(first["best_in"]))
    cases = plain(int(robustness["cases"].iloc[0]))
    heading = (title, _text("lead", cases=cases), _text("how_to_read"))
    never = [str(name) for name in robustness.loc[robustness["best_in"] == 0, "policy"]]
    caption = comparison_caption(
        comparison,
        *([_text("never", policies=", ".join(never))] if never else []),
        _text("limits"),
        *([_text("structures")] if "structure" in axes_of(ranking) else []),
    )
    parts = {axis: _parts(ranking, axis) for axis in axes_of(ranking)}
    rows = sum(len(part) for part in parts.values())
    body = (len(colours) + 1) * _legend + rows * _row + len(parts) * _between + 0.1
    page, top, _ = sheet(body, heading, caption)
    y = _draw_legend(page, winners, colours, currency, top)
    left = MARGIN + _axis_width + _value_width
    width = WIDTH - MARGIN - left
    for axis, part in parts.items():
        y -= _between
        for place, (value, wins) in enumerate(part.iterrows()):
            middle = y - (place + 0.5) * _row
            if place == 0:
                label(page, MARGIN, middle, [(_name_of(axis), True, style.INK)], _axis_width - 0.1, most=1)
            beside(page, left - 0.1, middle, _value_in_words(value), across="right")
            _draw_bar(page, left, width, middle, wins, colours)
        y -= len(part) * _row
    told = "; ".join(f"{row['policy']} {share(row['best_in'])}" for row in winners.to_dict("records"))
    return Picture(
        "who_wins_when", page, title, caption,
        _text("chart", cases=cases, title=title, wins=told), _numbers(parts),
    )  # fmt: skip


def _colours(winners: list[str], baseline: str) -> dict[str, str]:
    """A colour for each winner, no two alike: from the seventh on halfway to white; the baseline is grey."""
    others = [name for name in winners if name != baseline]
    kinds = len(style.PALETTE)
    found = {
        name: style.tint(style.PALETTE[place % kinds], _paler ** (place // kinds))
        for place, name in enumerate(others)
    }
    return {name: found.get(name, style.REFERENCE) for name in winners}


def _parts(ranking: pd.DataFrame, axis: str) -> pd.DataFrame:
    """Share of the cases that each policy wins, a row a value of the axis."""
    won = ranking[ranking["best"]]
    shares = pd.crosstab(won[axis], won["policy"], normalize="index")
    return shares.reindex([value for value in dict.fromkeys(ranking[axis]) if value in shares.index])


def _draw_legend(
    page: Page, winners: pd.DataFrame, colours: dict[str, str], currency: str, top: float
) -> float:
    """A line a winner: name, share of the cases, worst loss, months in force; returns the y below them."""
    places = (MARGIN + 0.25, MARGIN + 3.6, MARGIN + 5.0, MARGIN + 7.2)
    heads = (_text("policy"), _text("best_in"), _text("worst_loss"), _text("in_force"))
    y = top - _legend / 2
    for x, words in zip(places, heads, strict=True):
        beside(page, x, y, words, bold=True)
    for row in winners.to_dict("records"):
        y -= _legend
        policy = str(row["policy"])
        marks.bar(page, MARGIN, MARGIN + 0.16, y, colours[policy], 0.14)
        told = (
            shorten(policy, 3.2, style.SMALL_LABEL_SIZE),
            share(row["best_in"]),
            money(row["worst_loss"], currency),
            _text("months", count=int(row["months_in_force"])),
        )
        for x, words in zip(places, told, strict=True):
            beside(page, x, y, words)
    return y - _legend / 2


def _draw_bar(
    page: Page, left: float, width: float, y: float, wins: pd.Series, colours: dict[str, str]
) -> None:
    x = left
    for policy, colour in colours.items():
        part = float(wins.get(policy, 0.0)) * width
        if part <= 0:
            continue
        marks.bar(page, x, x + part, y, colour, _thick)
        words = share(part / width)
        if part >= max(_least_for_words, text_width(words, style.CAPTION_SIZE) + 0.1):
            light = style.contrast_ratio(colour, style.WHITE) >= 4.5
            ink = style.WHITE if light else "#000000"
            beside(page, x + part / 2, y, words, style.CAPTION_SIZE, colour=ink, across="center")
        x += part


def _name_of(axis: str) -> str:
    return {
        "reading": _text("axis_reading"),
        "structure": _text("axis_structure"),
        "site_spread": _text("axis_site_spread"),
        "work_dropped": _text("axis_work_dropped"),
        "prices": _text("axis_prices"),
        "output_value": _text("axis_output_value"),
    }[axis]


def _value_in_words(value: object) -> str:
    return plain(value, 1) if isinstance(value, float) else str(value)


def _numbers(parts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an axis, value and policy."""
    return pd.DataFrame(
        {
            _text("axis"): _name_of(axis),
            _text("value"): _value_in_words(value),
            _text("policy"): policy,
            _text("best_share"): 100 * float(won),
        }
        for axis, part in parts.items()
        for value, wins in part.iterrows()
        for policy, won in wins.items()
    )

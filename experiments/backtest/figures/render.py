"""All figures of a back-test, written into a folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tandem.experiments.backtest.figures.bands import draw_bands, shown_origins
from tandem.experiments.backtest.figures.totals import draw_totals
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import BANDS, TOTAL
from tandem.experiments.backtest.verdict import TANDEM, Comparison
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.page_set import save_pages
from tandem.experiments.drawing.words import count, sentence, source
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS


def draw_backtest(
    plan: Plan, rows: pd.DataFrame, compared: Comparison, name: str, posterior: str, draws: int, folder: Path
) -> dict[str, str]:
    """Draw everything as PNG and SVG, with an index `figures.json`; returns title by file name."""
    caption = (
        f"{sentence(name)}: {count(len(plan.origins), 'origin')}, {draws} draws each of parameters "
        f"('{posterior}'), base rates and luck; the base rates are fitted to the months before each origin "
        "only. Bands: the "
        f"middle 50\u00a0% and 90\u00a0% of the draws in each month or total. Source: {source()}."
    )
    return save_pages(
        (("totals", *_totals(plan, rows, compared, caption)), ("bands", *_bands(plan, rows, caption))),
        folder,
    )


def _totals(plan: Plan, rows: pd.DataFrame, compared: Comparison, caption: str) -> tuple[Page, str]:
    winner = (
        "Tandem's forecasts were better" if compared.tandem_wins else f"{sentence(compared.best)} did better"
    )
    against = compared.rival if compared.tandem_wins else TANDEM
    title = f"{winner} than {against}{'' if compared.clear else ', perhaps by luck'}"
    scores = ", ".join(f"{key} {value:.1f}" for key, value in compared.scores.items())
    heading = (
        title,
        f"Score (CRPS, leavers; lower is better): {scores}.",
        f"Voluntary leavers of the organisation in the {plan.horizon} months from each origin.",
    )
    return draw_totals(plan, rows, heading, caption), title


def _bands(plan: Plan, rows: pd.DataFrame, caption: str) -> tuple[Page, str]:
    totals = rows[
        (rows["unit"] == TOTAL) & (rows["department"] == ALL_DEPARTMENTS) & (rows["forecast"] == TANDEM)
    ]
    inside = int(totals["rank"].between(*BANDS["coverage_90"]).sum())
    times = f"{inside} of {len(totals)} forecasts"
    title = f"The leavers of {plan.horizon} months lay in Tandem's 90\u00a0% band in {times}"
    heading = (
        title,
        f"Shown month by month: {count(len(shown_origins(plan)), 'forecast')}, the latest without overlap.",
        "Voluntary leavers of the organisation a month.",
    )
    return draw_bands(plan, rows, heading, caption), title

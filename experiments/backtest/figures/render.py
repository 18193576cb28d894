"""All figures of a back-test: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from tandem.experiments.backtest.figures.bands import bands_table, draw_bands, shown_origins
from tandem.experiments.backtest.figures.totals import draw_totals, totals_table
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import BANDS, TOTAL
from tandem.experiments.backtest.verdict import TANDEM, Comparison
from tandem.experiments.drawing.pictures import EVERY, Picture, drawn, write_pictures
from tandem.experiments.wording.numerals import NO_BREAK, count, interval, plain
from tandem.experiments.wording.provenance import parameters_in_words, reading_in_words, source
from tandem.experiments.wording.words import sentence
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

#: The one picture that says most.
HEADLINE = ("totals",)


def draw_backtest(
    plan: Plan,
    rows: pd.DataFrame,
    compared: Comparison,
    name: str,
    posterior: str,
    draws: int,
    folder: Path,
    seed: int,
    reading: str,
) -> dict[str, str]:
    """Draw all figures into a folder (see `write_pictures`); returns title by file name."""
    words = caption(plan, name, posterior, draws, seed, reading)
    pictures = backtest_pictures(plan, rows, compared, words)
    return {entry["name"]: entry["title"] for entry in write_pictures(pictures, folder)}


def backtest_pictures(
    plan: Plan, rows: pd.DataFrame, compared: Comparison, words: str, wanted: Container[str] = EVERY
) -> Iterator[Picture]:
    """Every wanted figure.

    Parameters
    ----------
    rows : every single forecast (`experiments.backtest.scores.points`)
    words : caption of all of them, from `caption`
    wanted : names of the figures; each is drawn when it is its turn
    """
    made = [
        ("totals", partial(_totals, plan, rows, compared, words)),
        ("bands", partial(_bands, plan, rows, words)),
    ]
    return drawn(made, wanted)


def caption(plan: Plan, name: str, posterior: str, draws: int, seed: int, reading: str) -> str:
    """What a reader must know: origins, draws, seed, bands, posterior, reading and source."""
    return (
        f"{sentence(name)}: {count(len(plan.origins), 'origin')}, {count(draws, 'draw')} each of parameters, "
        f"base rates and luck (seed {seed}); the base rates are fitted to the months before each origin "
        f"only. Bands: the middle 50{NO_BREAK}% and 90{NO_BREAK}% of the draws in each month or total. "
        f"{parameters_in_words(posterior)} Reading of the survey: {reading} ({reading_in_words(reading)}). "
        f"Source: {source()}."
    )


def _totals(plan: Plan, rows: pd.DataFrame, compared: Comparison, words: str) -> Picture:
    winner = (
        "Tandem's forecasts were better" if compared.tandem_wins else f"{sentence(compared.best)} did better"
    )
    against = compared.rival if compared.tandem_wins else TANDEM
    title = f"{winner} than {against}{'' if compared.clear else ', perhaps by luck'}"
    scores = ", ".join(f"{key} {plain(value, 1)}" for key, value in compared.scores.items())
    heading = (
        title,
        f"Score (CRPS, leavers; lower is better): {scores}.",
        f"Voluntary leavers of the organisation in the {plan.horizon} months from each origin.",
    )
    page, numbers = draw_totals(plan, rows, heading, words), totals_table(plan, rows)
    latest = numbers[numbers["Forecast from"] == numbers["Forecast from"].iloc[-1]]
    told = "; ".join(
        f"{row['Forecast']} {plain(row['Median, people'])} "
        f"({interval(plain(row['5th percentile, people']), plain(row['95th percentile, people']))})"
        for row in latest.to_dict("records")
    )
    happened = latest.iloc[-1]
    return Picture(
        "totals", page, title, words,
        f"Interval chart of the leavers in {plan.horizon} months, by the month from which they were forecast "
        f"and by method. {title}. {heading[1]} From {happened['Forecast from']}: {told}; "
        f"{plain(happened['What happened, people'])} left.",
        numbers,
    )  # fmt: skip


def _bands(plan: Plan, rows: pd.DataFrame, words: str) -> Picture:
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
    page, numbers = draw_bands(plan, rows, heading, words), bands_table(plan, rows)
    forecast = numbers.dropna(subset="Median, people")
    happened, middle = (forecast[column] for column in ("What happened, people", "Median, people"))
    return Picture(
        "bands", page, title, words,
        f"Line of the leavers a month, {numbers['Month'].iloc[0]} to {numbers['Month'].iloc[-1]}, with bands "
        f"of the forecasts. {title}. {heading[1]} In the months forecast {plain(happened.mean(), 1)} left a "
        f"month ({plain(happened.min())} to {plain(happened.max())}); the forecasts' median was "
        f"{plain(middle.mean(), 1)}.",
        numbers,
    )  # fmt: skip

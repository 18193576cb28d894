"""All figures of a back-test: what there is, each drawn when it is wanted, and how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from tandem.experiments.backtest.figures.bands import bands_rows, bands_table, draw_bands, shown_origins
from tandem.experiments.backtest.figures.totals import draw_totals, shown_totals, totals_table
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import BANDS, TOTAL
from tandem.experiments.backtest.verdict import TANDEM, Comparison, method_in_words
from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.pictures import Picture, drawn, write_pictures
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, ranged
from tandem.experiments.wording.provenance import parameters_in_words, reading_in_words, source
from tandem.experiments.wording.words import sentence
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tandem.model.structures import BALANCED

_text = texts("backtest.render")

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
    structure: str = BALANCED,
    weights: Mapping[str, float] | None = None,
) -> dict[str, str]:
    """Draw all figures into a folder (see `write_pictures`); returns title by file name."""
    words = caption(plan, name, posterior, draws, seed, reading, structure, weights)
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


def caption(
    plan: Plan,
    name: str,
    posterior: str,
    draws: int,
    seed: int,
    reading: str,
    structure: str = BALANCED,
    weights: Mapping[str, float] | None = None,
) -> str:
    """What a reader must know: origins, draws, seed, bands, posterior, reading and source."""
    return _text(
        "caption",
        organisation=sentence(name),
        origins=_text("origins", count=len(plan.origins)),
        draws=_text("draws", count=draws),
        seed=seed,
        parameters=parameters_in_words(posterior, structure),
        reading=reading,
        meaning=reading_in_words(reading, weights),
        source=source(),
    )


def _totals(plan: Plan, rows: pd.DataFrame, compared: Comparison, words: str) -> Picture:
    if compared.tandem_wins:
        title = _text(
            "tandem_better" if compared.clear else "tandem_perhaps_better",
            rival=method_in_words(compared.rival),
        )
    else:
        title = _text(
            "naive_better" if compared.clear else "naive_perhaps_better",
            best=sentence(method_in_words(compared.best)),
        )
    scores = ", ".join(
        _text("score", forecast=method_in_words(key), score=plain(value, 1))
        for key, value in compared.scores.items()
    )
    heading = (
        title,
        _text("scores", scores=scores),
        _text("what_is_shown", horizon=plan.horizon),
    )
    page, numbers = draw_totals(plan, rows, heading, words), totals_table(plan, rows)
    shown = shown_totals(plan, rows)
    latest = shown[shown["origin"] == shown["origin"].iloc[-1]]
    told = "; ".join(
        _text(
            "forecast",
            forecast=method_in_words(row["forecast"]),
            range=ranged(plain(row["p50"]), plain(row["p5"]), plain(row["p95"])),
        )
        for row in latest.to_dict("records")
    )
    happened = latest.iloc[-1]
    return Picture(
        "totals", page, title, words,
        _text(
            "totals_chart",
            horizon=plan.horizon,
            title=title,
            scores=heading[1],
            month=happened["origin"],
            forecasts=told,
            left=plain(happened["actual"])
        ),
        numbers,
    )  # fmt: skip


def _bands(plan: Plan, rows: pd.DataFrame, words: str) -> Picture:
    totals = rows[
        (rows["unit"] == TOTAL) & (rows["department"] == ALL_DEPARTMENTS) & (rows["forecast"] == TANDEM)
    ]
    inside = int(totals["rank"].between(*BANDS["coverage_90"]).sum())
    times = _text("times", inside=inside, forecasts=len(totals))
    title = _text("bands_title", horizon=plan.horizon, times=times)
    heading = (
        title,
        _text("bands_lead", shown=_text("forecasts", count=len(shown_origins(plan)))),
        _text("bands_what_is_shown"),
    )
    page, numbers = draw_bands(plan, rows, heading, words), bands_table(plan, rows)
    months = bands_rows(plan, rows)
    forecast = months.dropna(subset="p50")
    happened, middle = forecast["actual"], forecast["p50"]
    return Picture(
        "bands", page, title, words,
        _text(
            "bands_chart",
            first=months["month"].iloc[0],
            last=months["month"].iloc[-1],
            title=title,
            lead=heading[1],
            mean=plain(happened.mean(), 1),
            least=plain(happened.min()),
            most=plain(happened.max()),
            median=plain(middle.mean(), 1)
        ),
        numbers,
    )  # fmt: skip

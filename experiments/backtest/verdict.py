"""The finding of a back-test in plain words; a naive forecast that wins stands in its first line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import TOTAL
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, finding_of_sentences
from tandem.experiments.wording.numerals import per_cent, plain
from tandem.experiments.wording.words import sentence
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

_text = texts("backtest.verdict")

TANDEM = "Tandem"
_doubtful = 2.0  # standard errors: a smaller difference may be luck (assumption)
_few = 3.0  # independent stretches of time


@dataclass(frozen=True)
class Comparison:
    """Tandem against the best of the other forecasts, by CRPS of the organisation's leavers over the horizon.

    Attributes
    ----------
    scores : mean CRPS by forecast, leavers
    best : the forecast with the lowest
    rival : the best of the others if Tandem is best, else `best`
    clear : whether the difference is beyond luck as far as the few origins can tell
    stretches : how many horizons, end to end, the origins span
    """

    scores: dict[str, float]
    best: str
    rival: str
    clear: bool
    stretches: float

    @property
    def tandem_wins(self) -> bool:
        """Whether Tandem's score is the lowest."""
        return self.best == TANDEM


def compare(plan: Plan, rows: pd.DataFrame) -> Comparison:
    """Compare the forecasts of the whole organisation over the whole horizon."""
    chosen = rows[(rows["unit"] == TOTAL) & (rows["department"] == ALL_DEPARTMENTS)]
    by_origin = chosen.pivot_table(index="origin", columns="forecast", values="crps")
    scores = {str(name): float(value) for name, value in by_origin.mean().items()}
    best = min(scores, key=lambda name: (scores[name], name == TANDEM))  # a tie goes to the naive forecast
    rival = (
        best if best != TANDEM else min((name for name in scores if name != TANDEM), key=scores.__getitem__)
    )
    difference = by_origin[TANDEM] - by_origin[rival]
    # Forecasts whose months overlap are not independent: only stretches end to end count.
    stretches = (plan.origins[-1] - plan.origins[0] + plan.horizon) / plan.horizon
    independent = min(stretches, len(plan.origins))
    spread = float(np.std(difference, ddof=1)) if len(difference) > 1 else math.inf
    clear = independent >= _few and abs(difference.mean()) > _doubtful * spread / math.sqrt(independent)
    return Comparison(scores, best, rival, bool(clear), stretches)


def verdict(plan: Plan, name: str, scores: pd.DataFrame, compared: Comparison) -> Finding:
    """Which forecast was best, how sure that is, and what to use it for; and the notes."""
    whole = (scores["unit"] == TOTAL) & (scores["department"] == ALL_DEPARTMENTS)
    rows = {str(key): row for key, row in scores[whole].set_index("forecast").iterrows()}
    tandem = rows[TANDEM]
    rival = method_in_words(compared.rival)
    numbers = {"rival": rival, "horizon": plan.horizon}
    scored = {
        "tandem": plain(compared.scores[TANDEM], 1),
        "rival": rival,
        "other": plain(compared.scores[compared.rival], 1),
    }
    inside = _times(tandem, "coverage_90")
    wins = compared.tandem_wins
    sentences = (
        Sentence("what", MUST, (_text("wins" if wins else "loses", **numbers),)),
        Sentence("what", 1, (_text("errors", **scored),)),
        None if compared.clear else Sentence("how_sure", MUST, (_text("may_be_luck"),)),
        Sentence("how_sure", MUST if compared.clear else 2, (_text("inside", times=inside),)),
        Sentence("how_sure", 3, (sentence(_bias(tandem)),)),
        Sentence("next", MUST, (_text("use_it" if wins else "rely_on_rival", rival=rival),)),
    )
    return finding_of_sentences(sentences, _notes(plan, name, rows, compared))


def _notes(plan: Plan, name: str, rows: Mapping[str, pd.Series], compared: Comparison) -> list[str]:
    """What was tested, how each forecast did, and what the comparison rests on."""
    return [
        _first_line(plan, name, compared),
        _text("tested", forecasts=len(plan.origins), horizon=plan.horizon, origins=_origins(plan)),
        _text(
            "bands",
            half=_times(rows[TANDEM], "coverage_50"),
            most=_times(rows[TANDEM], "coverage_90"),
            bias=_bias(rows[TANDEM]),
        ),
        *(_rival(key, rows[key]) for key in rows if key != TANDEM),
        _caution(compared),
    ]


def _first_line(plan: Plan, name: str, compared: Comparison) -> str:
    scores = ", ".join(
        _text("score", forecast=method_in_words(forecast), score=plain(score, 1))
        for forecast, score in sorted(compared.scores.items(), key=lambda item: item[1])
    )
    if compared.tandem_wins:
        return _text(
            "tandem_better" if compared.clear else "tandem_perhaps_better",
            organisation=name,
            horizon=plan.horizon,
            scores=scores,
        )
    return _text(
        "naive_better" if compared.clear else "naive_perhaps_better",
        organisation=name,
        best=method_in_words(compared.best),
        scores=scores,
    )


def method_in_words(forecast: str) -> str:
    """What a forecast is called in texts."""
    return _text({TANDEM: "tandem", LAST_YEAR: "last_year", SMOOTHING: "smoothing"}[forecast])


def _origins(plan: Plan) -> str:
    first, last = plan.months[plan.origins[0]], plan.months[plan.origins[-1]]
    return first if first == last else _text("from_to", first=first, last=last)


def _times(row: pd.Series, band: str) -> str:
    forecasts = int(row["forecasts"])
    return _text("times", times=round(float(row[band]) * forecasts), forecasts=forecasts)


def _bias(row: pd.Series) -> str:
    leavers = plain(abs(row["bias"]), 1)
    few = float(row["bias"]) < 0
    if pd.isna(row["bias_percent"]):
        return _text("too_few" if few else "too_many", leavers=leavers)
    return _text(
        "too_few_part" if few else "too_many_part",
        leavers=leavers,
        part=per_cent(abs(row["bias_percent"]), 0),
    )


def _rival(name: str, row: pd.Series) -> str:
    return _text(
        "rival",
        forecast=sentence(method_in_words(name)),
        half=_times(row, "coverage_50"),
        most=_times(row, "coverage_90"),
        bias=_bias(row),
    )


def _caution(compared: Comparison) -> str:
    return _text("caution", horizons=plain(compared.stretches, 1))

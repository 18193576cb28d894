"""The top quartile against the rest: shares by counting the simulated people's own answers."""

import numpy as np
import pytest

from tandem.calibration.checks.contrasts import contrast_rows
from tandem.calibration.survey.instrument import market, population_statistics
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.parameters import central_values, sample_prior

PEOPLE = 4_000


def test_a_contrast_is_the_top_quartile_less_the_rest_draw_by_draw():
    draws = sample_prior(3, 5)
    done: list[int] = []
    rows = contrast_rows(draws, PEOPLE, 2, done.append)
    assert sum(done) == 5 and [row["question"] for row in rows] == ["trust", "relation"]
    for row in rows:
        parts = {}
        for part in ("top", "rest"):
            name = f"{row['question']}_{part}"
            parts[part] = np.array(
                [
                    population_statistics(values, [(SURVEY_MONTH, name)], PEOPLE, place)[SURVEY_MONTH][name]
                    for place, values in enumerate(draws)
                ]
            )
        assert row["difference"]["p50"] == pytest.approx(np.median(parts["top"] - parts["rest"]))
        assert row["top"]["p5"] == pytest.approx(np.quantile(parts["top"], 0.05))
        assert row["rest"]["p95"] == pytest.approx(np.quantile(parts["rest"], 0.95))


def test_without_what_gain_adds_to_trust_the_contrast_is_that_of_use_alone():
    """The contrast is the model's doing and can vanish: it hangs on `gain_on_trust`, and on use."""
    market(PEOPLE)
    usual = contrast_rows([central_values()], 20_000, 1, lambda _: None)
    none = contrast_rows([central_values({"gain_on_trust": 0.0})], 20_000, 1, lambda _: None)
    for with_it, without in zip(usual, none, strict=True):
        assert without["difference"]["p50"] < 0.7 * with_it["difference"]["p50"]

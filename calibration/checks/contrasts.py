"""What the model says of the survey's top quartile *against the rest*, where the survey asked the top alone.

That two thirds of those who gain most trust AI over their colleagues says nothing about AI's gain if the rest
trust it as much. The contrast is a prediction, which a survey that asks everybody would check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from tandem.calibration.checks.quantiles import quantiles_of
from tandem.calibration.survey.instrument import market, population_statistics
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.parameters import Values

#: Questions of the survey to the top quartile alone.
ASKED_OF_THE_TOP = ("trust", "relation")


def contrast_rows(
    draws: Sequence[Values], people: int, threads: int, progress: Callable[[int], None]
) -> list[dict[str, Any]]:
    """One row a question: percentiles of the share in the top quartile, in the rest, and of the difference.

    Returns
    -------
    rows : `question`, and under `top`, `rest` and `difference` (top − rest, shares) `p5`, `p50`, `p95`
    """
    wanted = [(SURVEY_MONTH, f"{asked}_{part}") for asked in ASKED_OF_THE_TOP for part in ("top", "rest")]
    market(people)

    def one(place: int) -> list[float]:
        found = population_statistics(draws[place], wanted, people, place)[SURVEY_MONTH]
        progress(1)
        return [found[quantity] for _, quantity in wanted]

    with ThreadPoolExecutor(threads) as pool:
        shares = np.array(list(pool.map(one, range(len(draws))))).reshape(len(draws), -1, 2)
    return [
        {
            "question": asked,
            "top": quantiles_of(shares[:, place, 0]),
            "rest": quantiles_of(shares[:, place, 1]),
            "difference": quantiles_of(shares[:, place, 0] - shares[:, place, 1]),
        }
        for place, asked in enumerate(ASKED_OF_THE_TOP)
    ]

"""A market as it lives from November 2022 on, with AI and, under the same luck, in a world without it.

What AI has done is the difference between the two: the model's counterpart of a comparison of exposed with
other occupations before and after AI came.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tandem.calibration.checks.held_out.people import Mask
from tandem.calibration.checks.replays.scribes import without_adoption
from tandem.calibration.survey.instrument import market
from tandem.model.engine.columns import HIRED
from tandem.model.engine.population import Population
from tandem.model.parameters import Values
from tandem.model.rules.environment import MARKET_NICHES, MARKET_USERS, TALENT_DEMAND

# Months lived since November 2022 when the market is looked at
END_2023, END_2024, SPRING_2025, SUMMER_2025, AUGUST_2025, END_2025, SUMMER_2026 = 14, 26, 30, 33, 34, 38, 45
LOOKED_AT = (END_2023, END_2024, SPRING_2025, SUMMER_2025, AUGUST_2025, END_2025, SUMMER_2026)
TEN_QUARTERS = 30
ENTRY_LEVEL = "junior"
CODERS = "Engineering"


@dataclass(frozen=True)
class History:
    """One simulated market.

    Attributes
    ----------
    at : the market after so many months
    without_ai : the same market after so many months without AI
    junior, coder : seats of the entry level; seats of the department that writes software
    exposed : seats of the departments whose work AI can touch most; a quarter of all seats, or more where
        departments are as exposed
    hires, hires_without : hires of employees on each seat in ten quarters, with AI and without
    values : the draw
    """

    at: dict[int, Population]
    without_ai: dict[int, Population]
    junior: Mask
    coder: Mask
    exposed: Mask
    hires: npt.NDArray[np.int64]
    hires_without: npt.NDArray[np.int64]
    values: Values


def live(values: Values, people: int, seed: int) -> History:
    """Live through it."""
    seats = market(people).seats
    at, hires = _lives(values, people, seed, ai=True)
    without, hires_without = _lives(values, people, seed, ai=False)
    exposure = at[END_2023].column("exposure")
    return History(
        at,
        without,
        junior=np.asarray(seats.level == seats.levels.index(ENTRY_LEVEL)),
        coder=np.asarray(seats.department == seats.departments.index(CODERS)),
        exposed=np.asarray(exposure >= np.quantile(exposure, 0.75)),
        hires=hires,
        hires_without=hires_without,
        values=values,
    )


def _lives(
    values: Values, people: int, seed: int, ai: bool
) -> tuple[dict[int, Population], npt.NDArray[np.int64]]:
    scenario = market(people).scenario(values, max(LOOKED_AT))
    environment, population = scenario.environment_of(seed), scenario.population(seed)
    if not ai:
        environment[:, [MARKET_USERS, MARKET_NICHES, TALENT_DEMAND]] = 0.0
        scenario.__dict__["coefficients"] = without_adoption(scenario.coefficients)
    at = {}
    hires = np.zeros(population.structure.seats, np.int64)
    for month in range(1, max(LOOKED_AT) + 1):
        scenario.run(population, environment, 1, recorded=0)
        if month <= TEN_QUARTERS:
            hires += (population.event == HIRED) & (population.column("freelancer") == 0)
        if month in LOOKED_AT:
            at[month] = population.copy()
    return at, hires

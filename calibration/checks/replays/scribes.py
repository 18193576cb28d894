"""AI for the disliked part of the work, as in the trials of AI scribes: given to some, for some months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from tandem.calibration.checks.replays.firm import Firm
from tandem.model.rules.coefficients import Coefficients

PART_WITH_AI = 0.3  # of the work: in the trial scribes were used in about 30 % of visits (SCRIBE25_time)
_before = 30  # months that the firm lives without AI: burnout is in its steady state long before
_luck_of_assignment = 0


@dataclass(frozen=True)
class Given:
    """Burnout (SD) before and after, and who had AI; only people who were in post all the time.

    Attributes
    ----------
    before, after : one value a person
    with_ai : who was given AI
    """

    before: npt.NDArray[np.float32]
    after: npt.NDArray[np.float32]
    with_ai: npt.NDArray[np.bool_]

    def change(self) -> float:
        """Change of mean burnout with AI, less that without, SD."""
        change = self.after - self.before
        return float(change[self.with_ai].mean() - change[~self.with_ai].mean())

    def change_of_share_above(self, threshold: float) -> float:
        """Change of the share of those with AI whose burnout lies above a threshold (no control group)."""
        before, after = (float((each[self.with_ai] > threshold).mean()) for each in (self.before, self.after))
        return after - before


def give_scribes(firm: Firm, months: int) -> Given:
    """Half of a firm without any AI get it for `PART_WITH_AI` of their work; nobody else takes it up.

    Targets have no time to follow, as in a trial of weeks.
    """
    world = firm.holding(ai_share_of_work=PART_WITH_AI).scenario
    nobody = without_adoption(world.coefficients)
    world.__dict__["coefficients"] = nobody
    population, environment = world.population(firm.seed), world.environment_of(firm.seed)
    world.run(population, environment, _before, recorded=0)
    chosen = np.random.default_rng(_luck_of_assignment).random(world.seats.seat_id.size) < 0.5
    before, person = population.column("burnout").copy(), population.incarnation.copy()
    population.column("uses_ai")[chosen] = 1
    world.__dict__["coefficients"] = nobody._replace(abandonment_rate=single(0))
    world.run(population, environment, months, recorded=0)
    stayed = (population.column("employed") == 1) & (population.incarnation == person)
    return Given(before[stayed], population.column("burnout")[stayed].copy(), chosen[stayed])


def without_adoption(coefficients: Coefficients) -> Coefficients:
    """The same coefficients, but nobody takes up AI."""
    return coefficients._replace(
        adoption_innovation=single(0), adoption_imitation=single(0), never_adopts_below=single(99)
    )


def single(number: float) -> float:
    """A number in the precision of the columns."""
    return cast(float, np.float32(number))

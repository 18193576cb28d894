"""A cohort: everybody in post in November 2025, what they were like, and who has left two years later."""

from __future__ import annotations

from dataclasses import dataclass

from tandem.calibration.checks.held_out.people import Mask, people_like, ratio, share_of, staff
from tandem.calibration.survey.instrument import market
from tandem.model.engine.population import Population
from tandem.model.parameters import Values
from tandem.model.scenario import Scenario

START, YEARS = 36, 2


@dataclass(frozen=True)
class Cohort:
    """One flag a seat.

    Attributes
    ----------
    present : an employee sat there at the start
    burned_out : very often or always, at the start
    intends : considered to leave, at the start
    left : that person had left after two years, for whatever reason
    """

    present: Mask
    burned_out: Mask
    intends: Mask
    left: Mask

    def risk(self, members: Mask) -> float:
        """Share of these members of the cohort who have left."""
        return share_of(members & self.present, self.left)


def follow_cohort(values: Values, people: int, seed: int) -> Cohort:
    """A cohort of one simulated market."""
    months = START + 12 * YEARS
    scenario = market(people).scenario(values, months)
    environment, population = scenario.environment_of(seed), scenario.population(seed)
    scenario.run(population, environment, START, recorded=0)
    present, person = staff(population), population.incarnation.copy()
    burned_out, intends = _asked(population, scenario)
    gone = ~present
    for _ in range(12 * YEARS):
        scenario.run(population, environment, 1, recorded=0)
        gone |= (population.incarnation != person) | (population.column("employed") == 0)
    return Cohort(present, burned_out, intends, gone & present)


def _asked(population: Population, scenario: Scenario) -> tuple[Mask, Mask]:
    """Who says `very often or always`, and who considers to leave."""
    c = scenario.coefficients
    return (
        people_like(population, "burnout", c.threshold_very_often),
        people_like(population, "intention", c.threshold_considering),
    )


def intenders_leave(cohort: Cohort) -> float:
    """Risk to have left, of those who considered it against the others."""
    return ratio(cohort.risk(cohort.intends), cohort.risk(~cohort.intends))


def burned_out_leave(cohort: Cohort) -> float:
    """Risk to have left, of the burned-out against the others."""
    return ratio(cohort.risk(cohort.burned_out), cohort.risk(~cohort.burned_out))


def burned_out_leave_odds(cohort: Cohort) -> float:
    """Odds to have left, of the burned-out against the others."""
    burned, others = (cohort.risk(members) for members in (cohort.burned_out, ~cohort.burned_out))
    return ratio(ratio(burned, 1 - burned), ratio(others, 1 - others))

"""Managers, beside phase 2: teams differ in the people skills of whoever leads them."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def lead(people_skills: float, present: float) -> float:
    """How far the team's manager is from the average one, −1 the worst to 1 the best.

    `people_skills` is the manager's rank among people, 0 to 1. While nobody leads the team (`present` is 0)
    it is as with an average manager.
    """
    return present * (people_skills - complement(people_skills))


@rule
def pull_of_manager(lead: float, c: Coefficients) -> float:
    """Log hazard ratio of quitting in the manager's team (Hoffman & Tadelis 2021)."""
    return c.manager_on_quits * lead


@rule
def bond_by_manager(lead: float, c: Coefficients) -> float:
    """Connection that a manager adds to the team's, SD."""
    return c.manager_on_connection * lead


@rule
def need_of_support(lead: float) -> float:
    """How much support of managers does in the team, 1 on average: most where people skills are lacking."""
    return unity(lead) - lead


@rule
def limits_kept(lead: float) -> float:
    """How far workload limits are kept in the team, 1 on average: most where people skills are good."""
    return unity(lead) + lead

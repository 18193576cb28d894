"""Managers, beside phase 2: teams differ in the people skills of whoever leads them."""

from __future__ import annotations

from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import share_below
from tandem.model.rules.coefficients import Coefficients


@rule
def pull_of_manager(people_skills: float, c: Coefficients) -> float:
    """Log hazard ratio of quitting in the manager's team (Hoffman & Tadelis 2021); skills in SD."""
    return c.manager_on_quits * people_skills


@rule
def bond_by_manager(people_skills: float, c: Coefficients) -> float:
    """Connection that a manager adds to the team's, SD."""
    return c.manager_on_connection * people_skills


@rule
def need_of_support(people_skills: float) -> float:
    """How much support of managers does in the team, 1 on average: most where people skills are lacking."""
    return share_below(-people_skills) + share_below(-people_skills)


@rule
def limits_kept(people_skills: float) -> float:
    """How far workload limits are kept in the team, 1 on average: most where people skills are good."""
    return share_below(people_skills) + share_below(people_skills)

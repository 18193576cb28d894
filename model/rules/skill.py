"""Skill in the job: with the level of the seat and with performance; newcomers are novices at first."""

from __future__ import annotations

from tandem.model.numerics.compiled import rule
from tandem.model.numerics.elementary import share_below
from tandem.model.rules.coefficients import Coefficients


@rule
def skill_score_of(seniority: float, own: float, c: Coefficients) -> float:
    """Job skill, about standard normal; `seniority` is the level of the seat as a normal score."""
    return c.level_to_skill * seniority + c.own_to_skill * own


@rule
def skill_of(score: float) -> float:
    """Rank in job skill, 0 novice to 1 expert."""
    return share_below(score)


@rule
def performance_of(score: float, own: float, c: Coefficients) -> float:
    """Performance, about standard normal; the skilled perform better on average."""
    return c.skill_to_performance * score + c.own_to_performance * own


@rule
def skill_by_promotion(seniority: float, c: Coefficients) -> float:
    """Skill, SD, that somebody gains who moves up by so much `seniority`: people grow into their level."""
    return c.level_to_skill * seniority


@rule
def performance_by_promotion(skill: float, c: Coefficients) -> float:
    """Performance, SD, that goes with so much more `skill`."""
    return c.skill_to_performance * skill


@rule
def experience(skill: float, ramp: float) -> float:
    """Skill in this job, 0 to 1: newcomers are novices until they are ramped up."""
    return skill * ramp

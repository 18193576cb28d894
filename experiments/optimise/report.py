"""What every output of a search says about it, and its manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tandem.experiments.measures.description import calibration_label
from tandem.experiments.measures.value_of_information import DEFINITION as INFORMATION
from tandem.experiments.measures.value_of_information import REGRET
from tandem.experiments.optimise.pareto_front import KNEE
from tandem.experiments.optimise.pareto_search import Found
from tandem.experiments.optimise.tables import DEFINITIONS, Picked
from tandem.experiments.run.manifest import LIBRARIES, foot, head, organisation_of
from tandem.model.calendar import month_label

if TYPE_CHECKING:
    from tandem.experiments.optimise.problem import Problem


def about_of(problem: Problem, found: Found, picked: Picked) -> dict[str, Any]:
    """What a reader must know before any number."""
    choices, profile, setting = problem.choices, problem.setting.stated, problem.setting
    return {
        "organisation": profile.name,
        "headcount": profile.headcount,
        "currency": profile.currency,
        **({"purpose": profile.purpose} if profile.purpose else {}),
        "first_month": month_label(setting.start),
        "last_month": month_label(setting.start + setting.months - 1),
        "budget": choices.budget,
        "turnover_below": choices.turnover_below,
        "no_department_worse_off": choices.no_department_worse_off,
        "worse_off": {"leavers": choices.worse_off.leavers, "burnout": choices.worse_off.burnout},
        "caution": choices.caution,
        "tail": choices.tail,
        "evaluations": len(found.designs),
        "within_constraints": int(found.feasible.sum()),
        "front": picked.on_front,
        "front_shown": len(picked.designs),
        "search_draws": len(problem.search_runs),
        "fresh_draws": len(problem.fresh_runs),
        "fresh_sets": len({run.parameter_set for run in problem.fresh_runs}),
        "seed": choices.seed,
        "reading": choices.reading,
        "posterior": choices.posterior.name,
        "calibration": calibration_label(choices.posterior.name),
        "knee": KNEE,
    }


def definitions(currency: str) -> dict[str, str]:
    """Every column of the tables in a sentence."""
    told = {name: text.format(currency=currency) for name, text in DEFINITIONS.items()}
    return told | {"knee": KNEE, "regret in a parameter set": REGRET, "value of information": INFORMATION}


def search_manifest(
    problem: Problem, overrides: Sequence[str], timings: Mapping[str, float], now: datetime
) -> dict[str, Any]:
    """What `manifest.json` holds."""
    profile, choices = problem.setting.stated, problem.choices
    return {
        **head("optimise", problem.config, overrides, now),
        "search_seeds": [run.seed for run in problem.search_runs],
        "fresh_seeds": [run.seed for run in problem.fresh_runs],
        "organisation": organisation_of(profile),
        **foot(profile, choices.min_cell, choices.parameters, timings, (*LIBRARIES, "pymoo")),
    }

"""Trials of AI tools on work: people without AI are given it, and what it saves is read off."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tandem.calibration.checks.held_out.history import CODERS
from tandem.calibration.checks.held_out.people import Mask, mean_of, ratio, staff
from tandem.calibration.checks.replays.scribes import single, without_adoption
from tandem.calibration.survey.instrument import market
from tandem.model.engine.population import Population
from tandem.model.parameters import Values

#: Months lived since November 2022 when the tool is given, and for how many months it is used.
WRITING = (2, 1)  # January and February 2023 (Noy & Zhang)
CODING_TASK = (0, 1)  # the trial was in 2022, before the model's history (Peng et al.)
CODING_JOBS = (6, 6)  # three trials from late 2022 to late 2023 (Cui et al.)


def given_a_tool(values: Values, people: int, seed: int, when: tuple[int, int]) -> Population:
    """A market without AI until `when[0]`, all of whom then use it for `when[1]` months."""
    before, months = when
    scenario = market(people).scenario(values, before + months)
    environment, population = scenario.environment_of(seed), scenario.population(seed)
    nobody = without_adoption(scenario.coefficients)
    scenario.__dict__["coefficients"] = nobody
    scenario.run(population, environment, before, recorded=0)
    population.column("uses_ai")[population.column("employed") == 1] = 1
    scenario.__dict__["coefficients"] = nobody._replace(abandonment_rate=single(0))
    scenario.run(population, environment, months, recorded=0)
    return population


def saved_of_the_task(population: Population, members: Mask) -> float:
    """Time saved on what AI is used for, as a share of the time that this took before.

    Time with AI is what is left of that work, so that it took time with AI and time saved.
    """
    users = members & (population.column("uses_ai") == 1)
    saved, left = (mean_of(population, name, users) for name in ("true_gain", "ai_time"))
    return ratio(saved, saved + left)


def writing_time_saved(trial: Callable[[tuple[int, int]], Population]) -> float:
    """First month with AI, January 2023, of all employees: share of a task's time that is saved."""
    people = trial(WRITING)
    return saved_of_the_task(people, staff(people))


def coding_time_saved(trial: Callable[[tuple[int, int]], Population]) -> float:
    """First month with AI, November 2022, of freelancers who write software: the same share."""
    people = trial(CODING_TASK)
    return saved_of_the_task(people, coders(people) & (people.column("freelancer") == 1))


def coders_tasks(trial: Callable[[tuple[int, int]], Population]) -> float:
    """Rise of tasks done in a week after half a year with AI, of employees who write software.

    The time saved on the whole job is put into more of the same work, which takes what is left of the time.
    """
    people = trial(CODING_JOBS)
    gain = mean_of(people, "true_gain", coders(people) & staff(people) & (people.column("uses_ai") == 1))
    return gain / (1 - gain)


def coders(population: Population) -> Mask:
    """Seats of the department that writes software."""
    structure = population.structure
    of_group = structure.group_department == structure.departments.index(CODERS)
    return np.asarray(of_group[structure.group])

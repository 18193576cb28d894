"""Search for mixes of levers under a budget, and judge the front on fresh draws.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tandem.experiments.optimise.problem import Problem
from tandem.experiments.optimise.schema import OptimiseChoices
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import (
    NO_POLICY,
    check_draws,
    prepared,
    threads_of,
    with_minimum,
)
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("optimise.experiment")

if TYPE_CHECKING:
    from tandem.experiments.optimise.judgement import Judged
    from tandem.experiments.optimise.pareto_search import Found
    from tandem.experiments.optimise.tables import Picked
    from tandem.experiments.simulation.runs import Run


@dataclass(frozen=True)
class Optimised:
    """What a search found: the problem, everything that was evaluated, the front, and how it was judged."""

    problem: Problem
    found: Found
    picked: Picked
    judged: Judged


def optimise(choices: OptimiseChoices, progress: Progress) -> Optimised:
    """Search for mixes and judge the front on fresh draws.

    Raises
    ------
    InputError
        If a setting is not usable, or no mix meets budget and constraints.
    """
    problem = _problem(choices, progress)
    found, picked = _search(problem, progress)
    return Optimised(problem, found, picked, _judge(problem, picked, progress))


def check_search(choices: OptimiseChoices) -> None:
    """Raise `InputError` for settings of a search that do not go together."""
    check_draws(choices)
    if choices.fresh_draws % choices.fresh_runs_per_parameter_set:
        raise InputError(
            f"fresh_runs_per_parameter_set: found {choices.fresh_runs_per_parameter_set}; allowed: a number "
            f"that divides fresh_draws ({choices.fresh_draws}); example: fresh_runs_per_parameter_set=1"
        )
    if choices.population > choices.evaluations:
        raise InputError(
            f"population: found {choices.population}; allowed: at most evaluations ({choices.evaluations}); "
            "example: population=20"
        )


def _problem(choices: OptimiseChoices, progress: Progress) -> Problem:
    with progress.stage("organisation"):
        from tandem.experiments.optimise.mixes import left_out, mix_space
        from tandem.experiments.simulation.memory import check_memory

        setting = prepared(choices, NO_POLICY, progress.say)
        choices = with_minimum(choices, setting)
        space = mix_space(choices, setting.start, setting.stated)
        for note in left_out(choices, setting.stated):
            progress.say(note)
        threads = threads_of(choices.threads)
        check_memory(setting, choices.draws, threads)
    with progress.stage("compilation"):
        from tandem.experiments.simulation.compilation import compile_model

        compile_model(setting.real, progress)
    with progress.stage("parameters"):
        search_runs, fresh_runs = _runs(choices)
    return Problem(choices, setting, space, search_runs, fresh_runs, threads)


def _runs(choices: OptimiseChoices) -> tuple[list[Run], list[Run]]:
    """Runs of the search, and fresh runs: the parameter sets that follow, with luck of their own."""
    from tandem.experiments.simulation.runs import Run, luck_seed, runs_of

    searched = choices.draws // choices.runs_per_parameter_set
    fresh = choices.fresh_draws // choices.fresh_runs_per_parameter_set
    sets = parameter_sets(replace(choices, draws=searched + fresh, runs_per_parameter_set=1))
    first = runs_of(sets[:searched], choices.runs_per_parameter_set, choices.seed)
    runs = choices.fresh_runs_per_parameter_set
    second = [
        Run(number * runs + run, searched + number, values, luck_seed(choices.seed, searched + number, run))
        for number, values in enumerate(sets[searched:])
        for run in range(runs)
    ]
    return first, second


def _search(problem: Problem, progress: Progress) -> tuple[Found, Picked]:
    from tandem.experiments.optimise.evaluation import evaluator_of
    from tandem.experiments.optimise.known import known_scores
    from tandem.experiments.optimise.objectives import Wanted
    from tandem.experiments.optimise.pareto_search import Effort
    from tandem.experiments.optimise.search import MixSearch, check_budget, pick

    choices, profile = problem.choices, problem.setting.stated
    wanted = Wanted(choices.budget, choices.turnover_below, choices.no_department_worse_off, choices.caution)
    worse_off = (choices.worse_off.leavers, choices.worse_off.burnout)
    with progress.stage("history"), progress.bar(_text("bar_history"), len(problem.search_runs)) as done:
        evaluator = evaluator_of(
            problem.setting, problem.space, problem.search_runs, choices.min_cell, choices.tail, worse_off,
            problem.threads, done,
        )  # fmt: skip
        check_budget(evaluator, choices.budget, profile.currency)
    known = known_scores(problem, progress)
    with progress.stage("search"), progress.bar(_text("bar_searching"), choices.evaluations) as done:
        search = MixSearch(evaluator, known, wanted, problem.threads, done)
        found = search.run(Effort(choices.evaluations, choices.population, choices.seed))
    return found, pick(found, search, choices.front_size)


def _judge(problem: Problem, picked: Picked, progress: Progress) -> Judged:
    from tandem.experiments.optimise.judgement import judge

    with progress.stage("judgement"), progress.bar(_text("bar_judging"), len(problem.fresh_runs)) as done:
        return judge(
            problem.setting, problem.space, picked.designs, problem.fresh_runs, problem.threads, done
        )

"""`tandem optimise`: the mixes of levers worth having under a budget.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

from tandem.experiments.optimise.problem import Problem
from tandem.experiments.optimise.schema import OptimiseChoices, register_schema
from tandem.experiments.run.command import (
    COMPILING,
    Stopwatch,
    check_draws,
    named,
    saved_config,
    with_absolute_path,
)
from tandem.experiments.run.folder import new_run_folder, target_folder, write_json
from tandem.experiments.run.progress import explained_wait, progress_bar, say
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.parameter_sets import check_posterior, parameter_sets
from tandem.model.errors import InputError

if TYPE_CHECKING:
    from tandem.experiments.optimise.judgement import Judged
    from tandem.experiments.optimise.mixes import MixSpace
    from tandem.experiments.optimise.pareto_search import Found
    from tandem.experiments.optimise.tables import Picked
    from tandem.experiments.simulation.runs import Run


def main(arguments: Sequence[str]) -> int:
    """Run `tandem optimise` with these arguments; returns the exit code."""
    register_schema()
    return run_app("optimise", OptimiseChoices, _task, arguments)


def _task(config: Mapping[str, Any]) -> None:
    """One job of Hydra's: one search."""
    hydra = HydraConfig.get()
    job = int(hydra.job.num) if hydra.mode == RunMode.MULTIRUN else None
    print(optimise(config, list(hydra.overrides.task), job))


def optimise(config: Mapping[str, Any], overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Search for mixes, judge the front on fresh draws and write the run folder.

    Parameters
    ----------
    config : the composed configuration in plain containers (see `experiments.optimise.schema`)
    overrides : what the user changed, for the manifest
    job : number of the job if there are several; each gets a folder of its own

    Returns
    -------
    One paragraph with the finding, and the folder's path.

    Raises
    ------
    InputError
        If a setting is not usable, or no mix meets budget and constraints; no run folder is made then.
    """
    watch, now = Stopwatch(), datetime.now()
    choices = _checked(config)
    folder = target_folder(config, choices.output, f"optimise {named(choices)}", now, job)
    problem = _problem(choices, config, watch)
    found, picked = _search(problem, watch)
    judged = _judge(problem, picked, watch)
    from tandem.experiments.run.user_data import log_use

    log_use("optimise", problem.setting.stated, folder)
    with new_run_folder(folder) as part:
        text = _write(part, problem, found, picked, judged, overrides, watch, now)
    return f"{text}\n{folder}"


def _checked(config: Mapping[str, Any]) -> OptimiseChoices:
    check_limits(OptimiseChoices, config)
    choices = build(OptimiseChoices, config)
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
    return choices


def _problem(choices: OptimiseChoices, config: Mapping[str, Any], watch: Stopwatch) -> Problem:
    with watch.stage("organisation"):
        from tandem.experiments.optimise.mixes import mix_space
        from tandem.experiments.simulation.memory import check_memory
        from tandem.experiments.simulation.setting import setting_of
        from tandem.model.organisation.suppression import published_cells
        from tandem.model.parameters import check_fixed

        check_fixed(choices.parameters)
        check_posterior(choices)
        setting = setting_of(choices, PolicyChoices(name="none", levers={}))
        space = mix_space(choices, setting.start, setting.stated)
        published_cells(setting.stated, choices.min_cell)  # refuses an organisation too small to show
        threads = choices.threads or len(os.sched_getaffinity(0))
        check_memory(setting, choices.draws, threads)
    with watch.stage("compilation"), explained_wait(COMPILING):
        from tandem.experiments.simulation.runs import warm_up

        mixes = [space.alone()[-1], *space.least()]  # of whole departments, and of some people
        warm_up(setting.real, [lever for mix in mixes for lever in space.levers(mix)])
    with watch.stage("parameters"):
        search_runs, fresh_runs = _runs(choices)
    return Problem(choices, config, setting, space, search_runs, fresh_runs, threads)


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


def _search(problem: Problem, watch: Stopwatch) -> tuple[Found, Picked]:
    from tandem.experiments.optimise.evaluation import evaluator_of
    from tandem.experiments.optimise.objectives import Wanted
    from tandem.experiments.optimise.pareto_search import Effort
    from tandem.experiments.optimise.search import MixSearch, check_budget, pick, store_of

    choices, profile = problem.choices, problem.setting.stated
    wanted = Wanted(choices.budget, choices.turnover_below, choices.no_department_worse_off, choices.caution)
    worse_off = (choices.worse_off.leavers, choices.worse_off.burnout)
    with watch.stage("history"), progress_bar("History", len(problem.search_runs)) as done:
        evaluator = evaluator_of(
            problem.setting, problem.space, problem.search_runs, choices.min_cell, choices.tail, worse_off,
            problem.threads, done,
        )  # fmt: skip
        check_budget(evaluator, choices.budget, profile.currency)
    store = store_of(problem.config, profile.data_hash, Path(choices.work))
    if len(store):
        say(f"Going on with {len(store):,} evaluations that are kept in {store.file}.")
    with watch.stage("search"), progress_bar("Searching", choices.evaluations) as done:
        search = MixSearch(evaluator, store, wanted, problem.threads, done)
        found = search.run(Effort(choices.evaluations, choices.population, choices.seed))
    return found, pick(found, search, choices.front_size)


def _judge(problem: Problem, picked: Picked, watch: Stopwatch) -> Judged:
    from tandem.experiments.optimise.judgement import judge

    with watch.stage("judgement"), progress_bar("Judging on fresh draws", len(problem.fresh_runs)) as done:
        return judge(
            problem.setting, problem.space, picked.designs, problem.fresh_runs, problem.threads, done
        )


def _write(
    folder: Path,
    problem: Problem,
    found: Found,
    picked: Picked,
    judged: Judged,
    overrides: Sequence[str],
    watch: Stopwatch,
    now: datetime,
) -> str:
    """Write everything into the folder, the manifest last; returns the finding."""
    from tandem.experiments.measures.causal_share import causal_share_of
    from tandem.experiments.measures.information_table import information_table
    from tandem.experiments.measures.value_of_information import evpi, evpi_across_luck, value_of_information
    from tandem.experiments.optimise.figures import draw_optimise
    from tandem.experiments.optimise.finding import optimise_finding
    from tandem.experiments.optimise.report import about_of, definitions, search_manifest
    from tandem.experiments.optimise.tables import front_table, regret_table

    choices, net_value = problem.choices, judged.levels["net_value"]
    about = about_of(problem, found, picked)
    with watch.stage("tables"):
        table = front_table(problem.space, picked, judged, choices.tail)
        _write_table(table, folder / "front")
        _write_table(regret_table(judged, list(table["mix"])), folder / "regret")
    with watch.stage("value of information"):
        entries = value_of_information(judged.values, judged.parameter_sets, net_value, choices.seed)
        everything = evpi(net_value, judged.parameter_sets)
        people = information_table(entries, about["headcount"], about["currency"]).to_pandas()
        _write_table(people, folder / "value_of_information")
    finding = optimise_finding(table, about, entries, everything)
    (folder / "policy").mkdir()
    for role, mix in (("knee", picked.knee), ("runner_up", picked.runner_up)):
        if mix is not None:
            text = _policy_text(problem.space, picked, mix, role)
            (folder / "policy" / f"{role}.yaml").write_text(text, encoding="utf-8")
    with watch.stage("figures"):
        draw_optimise(table, problem.space, picked.designs, entries, everything, about, folder / "figures")
    with watch.stage("causal share"):
        sets = dict(zip(judged.parameter_sets, judged.values, strict=True))
        share = causal_share_of(list(sets.values()))
    write_json(
        folder / "summary.json",
        {
            **about,
            "finding": finding,
            "knee": table[table["role"] == "knee"]["mix"].iloc[0],
            "definitions": definitions(str(about["currency"])),
            "value_of_perfect_information": everything,
            "value_of_perfect_information_across_luck": evpi_across_luck(net_value, judged.parameter_sets),
            "causal_share": share,
        },
    )
    saved = saved_config(with_absolute_path(problem.config), "optimise")
    (folder / "config.yaml").write_text(saved, encoding="utf-8")
    write_json(folder / "manifest.json", search_manifest(problem, overrides, watch.seconds, now))
    return finding


def _write_table(table: Any, stem: Path) -> None:
    """As Parquet and as CSV."""
    table.to_parquet(stem.with_suffix(".parquet"), index=False)
    table.to_csv(stem.with_suffix(".csv"), index=False, float_format="%.6g")


def _policy_text(space: MixSpace, picked: Picked, mix: int, role: str) -> str:
    """A mix as a file for `tandem project --config-dir RUN policy=…`."""
    content = space.settings(picked.designs[mix], f"{role.replace('_', '-')} of a search")
    return (
        f"# {space.describe(picked.designs[mix])}\n#\n"
        f"#   tandem project --config-dir RUN policy={role}\n#\n"
        "# where RUN is the folder that `tandem optimise` wrote.\n\n"
        + yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    )

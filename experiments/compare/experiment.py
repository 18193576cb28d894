"""`tandem compare`: policies side by side on the same luck, in people and in money.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

from tandem.experiments.compare.schema import CompareChoices, register_schema
from tandem.experiments.run.command import (
    COMPILING,
    Stopwatch,
    check_draws,
    named,
    saved_config,
    with_absolute_path,
)
from tandem.experiments.run.folder import new_run_folder, target_folder, write_json
from tandem.experiments.run.progress import explained_wait, progress_bar
from tandem.experiments.settings.hydra_app import run_app
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.schema import PolicyChoices, PosteriorChoices
from tandem.experiments.simulation.parameter_sets import check_posterior, parameter_sets

if TYPE_CHECKING:
    import pandas as pd

    from tandem.experiments.compare.effects import Comparison
    from tandem.experiments.simulation.policies import Policy
    from tandem.experiments.simulation.runs import Run
    from tandem.experiments.simulation.setting import Setting

READINGS = ("level", "ratio", "both")
SHIPPED = "upwork_2025_"  # posteriors that ship, one a reading


def main(arguments: Sequence[str]) -> int:
    """Run `tandem compare` with these arguments; returns the exit code."""
    register_schema()
    return run_app("compare", CompareChoices, _task, arguments)


def _task(config: Mapping[str, Any]) -> None:
    """One job of Hydra's: one comparison."""
    hydra = HydraConfig.get()
    job = int(hydra.job.num) if hydra.mode == RunMode.MULTIRUN else None
    print(compare(config, list(hydra.overrides.task), job))


def compare(config: Mapping[str, Any], overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Compare policies and write the run folder.

    Parameters
    ----------
    config : the composed configuration in plain containers (see `experiments.compare.schema`)
    overrides : what the user changed, for the manifest
    job : number of the job if there are several; each gets a folder of its own

    Returns
    -------
    A table of the policies, one paragraph with the finding, and the folder's path.

    Raises
    ------
    InputError
        If a setting, a policy, the organisation or the output folder is not usable; nothing is left behind.
    """
    watch, now = Stopwatch(), datetime.now()
    check_limits(CompareChoices, config)
    choices = build(CompareChoices, config)
    check_draws(choices)
    folder = target_folder(config, choices.output, f"compare {named(choices)}", now, job)
    with watch.stage("organisation"):
        from tandem.experiments.simulation.memory import check_memory
        from tandem.experiments.simulation.policies import read_policies
        from tandem.experiments.simulation.setting import setting_of
        from tandem.model.organisation.suppression import published_cells
        from tandem.model.parameters import check_fixed

        check_fixed(choices.parameters)
        check_posterior(choices)
        setting = setting_of(choices, PolicyChoices(name="none", levers={}))
        policies = read_policies(choices.policies, setting.start, choices.months, setting.stated)
        published_cells(setting.stated, choices.min_cell)  # refuses an organisation too small to show
        threads = choices.threads or len(os.sched_getaffinity(0))
        check_memory(setting, choices.draws * len(policies), threads)
    saved = with_absolute_path(config) | {"policies": [dict(policy.settings) for policy in policies]}
    _compile(setting, policies, watch)
    with watch.stage("parameters"):  # a posterior is held against the compiled model
        runs = _runs(choices)
    comparison = _simulate(setting, policies, choices, runs, threads, watch)
    others = [
        _simulate(setting, policies, other, _runs(other), threads, Stopwatch(), f"Reading “{other.reading}”")
        for other in _other_readings(choices)
    ]
    parts = _further_parts(setting, policies, choices, comparison, runs, threads)
    from tandem.experiments.run.user_data import log_use

    log_use("compare", setting.stated, folder)
    with new_run_folder(folder) as part:
        from tandem.experiments.compare.report import write_comparison

        text = write_comparison(part, comparison, others, parts, choices)
        (part / "config.yaml").write_text(saved_config(saved, "compare"), encoding="utf-8")
        from tandem.experiments.run.manifest import manifest

        record = manifest(
            saved, overrides, comparison.baseline, choices.min_cell, watch.seconds, now, "compare"
        )
        write_json(part / "manifest.json", record)
    return f"{text}\n{folder}"


def _compile(setting: Setting, policies: Sequence[Policy], watch: Stopwatch) -> None:
    from tandem.experiments.simulation.runs import warm_up

    everything = tuple(lever for policy in policies for lever in policy.levers)
    with watch.stage("compilation"), explained_wait(COMPILING):
        warm_up(setting.real, everything)


def _runs(choices: CompareChoices) -> list[Run]:
    from tandem.experiments.simulation.runs import runs_of

    return runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)


def _simulate(
    setting: Setting,
    policies: Sequence[Policy],
    choices: CompareChoices,
    runs: Sequence[Run],
    threads: int,
    watch: Stopwatch,
    label: str = "Simulating",
) -> Comparison:
    from tandem.experiments.compare.effects import Comparison
    from tandem.experiments.simulation.paired import simulate_policies
    from tandem.experiments.simulation.projection import HISTORY_MONTHS, Projection
    from tandem.experiments.simulation.runs import costs_of

    with watch.stage("simulation"), progress_bar(label, len(runs)) as done:
        Thread(target=import_module, args=("tandem.experiments.compare.report",), daemon=True).start()
        tallies = simulate_policies(setting, [policy.levers for policy in policies], runs, threads, done)
    with watch.stage("costs"):
        costs = [
            costs_of(replace(setting, levers=policy.levers), runs, sums)
            for policy, sums in zip(policies, tallies, strict=True)
        ]
    projections = [
        Projection(
            profile=setting.stated,
            first_month=setting.start - HISTORY_MONTHS,
            history=HISTORY_MONTHS,
            tallies=sums,
            values=tuple(run.values for run in runs),
            seeds=tuple(run.seed for run in runs),
            parameter_sets=tuple(run.parameter_set for run in runs),
            reading=choices.reading,
            posterior=choices.posterior.name,
            programmes=cost,
        )
        for sums, cost in zip(tallies, costs, strict=True)
    ]
    return Comparison(tuple(policy.name for policy in policies), tuple(projections))


def _other_readings(choices: CompareChoices) -> list[CompareChoices]:
    """The same choices under the other readings of the survey, if the posterior is one of those that ship."""
    ships = choices.posterior.kind == "fitted" and choices.posterior.folder is None
    draws = choices.reading_draws // choices.runs_per_parameter_set * choices.runs_per_parameter_set
    if not ships or draws == 0 or not choices.posterior.name.startswith(SHIPPED):
        return []
    return [
        replace(
            choices,
            posterior=PosteriorChoices("fitted", f"{SHIPPED}{reading}", None, reading),
            reading=reading,
            draws=draws,
        )
        for reading in READINGS
        if reading != choices.reading
    ]


def _further_parts(
    setting: Setting,
    policies: Sequence[Policy],
    choices: CompareChoices,
    comparison: Comparison,
    runs: Sequence[Run],
    threads: int,
) -> dict[str, pd.DataFrame]:
    """Tables that need simulations of their own, as far as they are asked for."""
    parts: dict[str, pd.DataFrame] = {}
    if choices.mechanisms:
        from tandem.experiments.compare.mechanisms import mechanism_effects, simulations

        few = runs[: choices.mechanism_draws]
        with progress_bar("Mechanisms", simulations(len(few))) as done:
            parts["mechanisms"] = mechanism_effects(setting, policies, few, threads, done)
    if choices.baselines:
        from tandem.experiments.compare.baselines import baselines_of

        levers = {policy.name: policy.levers for policy in policies}
        sums = dict(zip(comparison.names, (each.tallies for each in comparison.projections), strict=True))
        with explained_wait("Working out the mean-field model of every policy, for comparison ..."):
            parts["baselines"] = baselines_of(setting, levers, runs, sums, threads=threads).to_pandas()
    return parts

"""`tandem project`: from a configuration to a run folder with tables, figures and a finding.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

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
from tandem.experiments.settings.schema import ProjectChoices, register_schema
from tandem.experiments.simulation.parameter_sets import check_posterior, parameter_sets

if TYPE_CHECKING:
    from tandem.experiments.simulation.projection import Projection
    from tandem.experiments.simulation.setting import Setting


def main(arguments: Sequence[str]) -> int:
    """Run `tandem project` with these arguments; returns the exit code."""
    register_schema()
    return run_app("project", ProjectChoices, _task, arguments)


def _task(config: Mapping[str, Any]) -> None:
    """One job of Hydra's: one projection."""
    hydra = HydraConfig.get()
    job = int(hydra.job.num) if hydra.mode == RunMode.MULTIRUN else None
    print(project(config, list(hydra.overrides.task), job))


def project(config: Mapping[str, Any], overrides: Sequence[str] = (), job: int | None = None) -> str:
    """Project an organisation and write the run folder.

    Parameters
    ----------
    config : the composed configuration in plain containers (see `experiments.settings.schema`)
    overrides : what the user changed, for the manifest
    job : number of the job if there are several; each gets a folder of its own

    Returns
    -------
    One paragraph with the finding, its range and the folder's path.

    Raises
    ------
    InputError
        If a setting, the organisation or the output folder is not usable; nothing is left behind.
    """
    watch, now = Stopwatch(), datetime.now()
    choices = _checked(config)
    folder = target_folder(config, choices.output, named(choices), now, job)
    with watch.stage("organisation"):
        from tandem.experiments.simulation.memory import check_memory
        from tandem.experiments.simulation.setting import setting_of
        from tandem.model.organisation.suppression import published_cells
        from tandem.model.parameters import check_fixed

        check_fixed(choices.parameters)
        check_posterior(choices)
        setting = setting_of(choices, choices.policy)
        published_cells(setting.stated, choices.min_cell)  # refuses an organisation too small to show
        threads = choices.threads or len(os.sched_getaffinity(0))
        check_memory(setting, choices.draws, threads)
        saved = with_absolute_path(config)
    projection = _simulate(setting, choices, threads, watch)
    from tandem.experiments.run.user_data import log_use

    log_use("project", setting.stated, folder)
    with new_run_folder(folder) as part:
        text = _write(part, projection, choices, saved, overrides, watch, now)
    return f"{text}\n{folder}"


def _checked(config: Mapping[str, Any]) -> ProjectChoices:
    check_limits(ProjectChoices, config)
    choices = build(ProjectChoices, config)
    check_draws(choices)
    return choices


def _simulate(setting: Setting, choices: ProjectChoices, threads: int, watch: Stopwatch) -> Projection:
    from tandem.experiments.simulation.projection import HISTORY_MONTHS, Projection
    from tandem.experiments.simulation.runs import costs_of, runs_of, simulate, warm_up

    with watch.stage("compilation"), explained_wait(COMPILING):
        warm_up(setting.real, setting.levers)
    with watch.stage("parameters"):  # a posterior is held against the compiled model
        runs = runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)
    with watch.stage("simulation"), progress_bar("Simulating", len(runs)) as done:
        Thread(target=_import_what_writes, daemon=True).start()  # while the simulation needs no Python
        tallies = simulate(setting, runs, threads, done)
    with watch.stage("costs"):
        programmes = costs_of(setting, runs, tallies)
    return Projection(
        profile=setting.stated,
        first_month=setting.start - HISTORY_MONTHS,
        history=HISTORY_MONTHS,
        tallies=tallies,
        values=tuple(run.values for run in runs),
        seeds=tuple(run.seed for run in runs),
        parameter_sets=tuple(run.parameter_set for run in runs),
        reading=choices.reading,
        posterior=choices.posterior.name,
        programmes=programmes,
        own_data=setting.own.account,
    )


def _import_what_writes() -> None:
    for module in (
        "tandem.experiments.project.figures",
        "tandem.experiments.project.monthly",
        "tandem.experiments.project.summary",
        "pandas",
        "scipy.stats",
    ):
        import_module(module)


def _write(
    folder: Path,
    projection: Projection,
    choices: ProjectChoices,
    saved: Mapping[str, Any],
    overrides: Sequence[str],
    watch: Stopwatch,
    now: datetime,
) -> str:
    """Write everything into the folder, the manifest last; returns the finding.

    The table, which needs no Python while it is packed, is written beside the summary and the figures.
    """
    from tandem.experiments.measures.causal_share import causal_share_of
    from tandem.experiments.project.figures import draw_figures
    from tandem.experiments.project.finding import finding_of
    from tandem.experiments.project.monthly import monthly_table, write_monthly
    from tandem.experiments.project.summary import summary
    from tandem.experiments.run.manifest import manifest

    def write_table() -> None:
        with watch.stage("table"):
            write_monthly(monthly_table(projection, choices.min_cell), folder / "monthly.parquet")

    with ThreadPoolExecutor(1, thread_name_prefix="table") as beside:
        table = beside.submit(write_table)
        with watch.stage("summary"):
            content = summary(projection, choices.min_cell)
            content["causal_share"] = causal_share_of(projection.values[:: choices.runs_per_parameter_set])
            write_json(folder / "summary.json", content)
        with watch.stage("figures"):
            draw_figures(projection, folder / "figures", choices.min_cell)
        table.result()
    (folder / "config.yaml").write_text(saved_config(saved), encoding="utf-8")
    write_json(
        folder / "manifest.json",
        manifest(saved, overrides, projection, choices.min_cell, watch.seconds, now),
    )
    return finding_of(content)

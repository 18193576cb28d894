"""What a projection leaves in its run folder: tables, figures, summary, configuration and manifest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tandem.experiments.drawing.choice import wanted
from tandem.experiments.drawing.files import write_files
from tandem.experiments.measures.causal_share import causal_share_of
from tandem.experiments.project.against_rest import standings_of
from tandem.experiments.project.departments import departments_table, where_of, write_departments
from tandem.experiments.project.draws import draws_table, write_draws
from tandem.experiments.project.experiment import Projected
from tandem.experiments.project.figures.cells import shown_of
from tandem.experiments.project.figures.shown import HEADLINE, files_of_figures
from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.monthly import monthly_table, write_monthly
from tandem.experiments.project.other_worlds import ai_part_of, other_worlds, range_of_change
from tandem.experiments.project.summary import summary
from tandem.experiments.run.beside import beside
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import manifest
from tandem.experiments.run.record import Record
from tandem.experiments.run.saved_config import saved_config, with_absolute_path
from tandem.experiments.simulation.caveats import caveats_of
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.simulation.preparation import threads_of
from tandem.experiments.wording.terminal import terminal_width


def write_projection(folder: Path, result: Projected, record: Record) -> str:
    """Write everything into the folder, the manifest last; returns the finding.

    Figures are drawn by the second process where there is one; the table, which needs no Python while it is
    packed, is written beside the summary.
    """
    choices, projection, progress = result.choices, result.projection, record.progress
    posterior = posterior_account(choices)

    def write_tables() -> None:
        with progress.stage("table"):
            write_monthly(monthly_table(projection, choices.min_cell), folder / "monthly.parquet")
            if choices.table == "draws":
                write_draws(draws_table(projection, choices.min_cell), folder / "draws.parquet")

    with ThreadPoolExecutor(1, thread_name_prefix="table") as packing:
        table = packing.submit(write_tables)
        with progress.stage("departments"):
            standings = standings_of(projection, choices.min_cell)
            write_departments(departments_table(standings), folder)
        with progress.stage("counterfactuals"):
            worlds = other_worlds(projection, result.counterfactuals, choices.min_cell)
            ai_part = ai_part_of(worlds)
        figures = None
        if choices.figures != "none":
            shown = shown_of(projection, choices.min_cell, standings, ai_part)
            figures = beside(files_of_figures, shown, wanted(choices.figures, HEADLINE), record.heading)
        with progress.stage("summary"):
            content = {**record.named(), **summary(projection, choices.min_cell), **posterior}
            content["causal_share"] = causal_share_of(
                projection.values[:: choices.runs_per_parameter_set], threads_of(choices.threads)
            )
            content["ai_part"] = ai_part
            content["range_of_change"] = range_of_change(worlds)
            content["where"] = where_of(standings)
            content["caveats"] = caveats_of(result.setting.levers)
            finding = finding_of(content)
            write_json(folder / "summary.json", content | finding.content())
            write_finding(folder, finding)
        if figures is not None:
            with progress.stage("figures"):
                write_files(figures(), folder / "figures")
        table.result()
    saved = with_absolute_path(record.config)
    (folder / "config.yaml").write_text(saved_config(saved, record.command), encoding="utf-8")
    content_of_manifest = manifest(saved, record, projection, choices.min_cell, posterior)
    write_json(folder / "manifest.json", content_of_manifest)
    return finding.wrapped(terminal_width())

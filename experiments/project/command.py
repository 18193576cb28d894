"""`tandem project`: from a configuration to a run folder with tables, figures and a finding."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.project.experiment import Projected, project
from tandem.experiments.run.command import Command
from tandem.experiments.run.record import Record
from tandem.experiments.settings.schema import ProjectChoices, register_schema
from tandem.experiments.simulation.preparation import check_draws


def _write(folder: Path, result: Projected, record: Record) -> str:
    from tandem.experiments.project.report import write_projection

    return write_projection(folder, result, record)


COMMAND = Command(
    name="project",
    schema=ProjectChoices,
    register=register_schema,
    check=check_draws,
    experiment=project,
    write=_write,
    title=lambda _, client: client,
    organisation=lambda result: result.setting.stated,
    meanwhile=("tandem.experiments.project.report",),
)
main = COMMAND.run

"""`tandem compare`: policies side by side on the same luck, into a run folder."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.compare.experiment import Compared, compare
from tandem.experiments.compare.schema import CompareChoices, register_schema
from tandem.experiments.run.command import Command
from tandem.experiments.run.record import Record
from tandem.experiments.simulation.preparation import check_draws


def _write(folder: Path, result: Compared, record: Record) -> str:
    from tandem.experiments.compare.report import write_comparison

    return write_comparison(folder, result, record)


COMMAND = Command(
    name="compare",
    schema=CompareChoices,
    register=register_schema,
    check=check_draws,
    experiment=compare,
    write=_write,
    title=lambda _, client: f"compare {client}",
    organisation=lambda result: result.setting.stated,
    meanwhile=("tandem.experiments.compare.report",),
)
main = COMMAND.run

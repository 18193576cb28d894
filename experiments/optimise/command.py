"""`tandem optimise`: the mixes of levers worth having under a budget, into a run folder."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.optimise.experiment import Optimised, check_search, optimise
from tandem.experiments.optimise.schema import OptimiseChoices, register_schema
from tandem.experiments.run.command import Command
from tandem.experiments.run.record import Record
from tandem.experiments.wording.catalogue import texts

_text = texts("optimise.command")


def _write(folder: Path, result: Optimised, record: Record) -> str:
    from tandem.experiments.optimise.report import write_search

    return write_search(folder, result, record)


COMMAND = Command(
    name="optimise",
    schema=OptimiseChoices,
    register=register_schema,
    check=check_search,
    experiment=optimise,
    write=_write,
    title=lambda _, client: f"optimise {client}",
    organisation=lambda result: result.problem.setting.stated,
    kept=lambda: _text("kept"),
)
main = COMMAND.run

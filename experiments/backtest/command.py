"""`tandem backtest`: how good forecasts would have been, into a report folder."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.backtest.experiment import Backtested, backtest
from tandem.experiments.backtest.schema import BacktestChoices, register_schema
from tandem.experiments.run.command import Command
from tandem.experiments.run.record import Record
from tandem.experiments.wording.catalogue import texts

_text = texts("backtest.command")


def _write(folder: Path, result: Backtested, record: Record) -> str:
    from tandem.experiments.backtest.report import write_report

    return write_report(folder, result, record)


COMMAND = Command(
    name="backtest",
    schema=BacktestChoices,
    register=register_schema,
    experiment=backtest,
    write=_write,
    title=lambda _, client: f"backtest {client}",
    organisation=lambda result: result.imported.profile,
    kept=lambda: _text("kept"),
    settle=lambda result: result.work.discard(),
)
main = COMMAND.run

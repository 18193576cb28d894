"""What several jobs of one command leave together: a table, and an index beside their folders."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tandem.experiments.run.names import BETWEEN, Names
from tandem.experiments.settings.jobs import Job
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import per_cent, plain, signed
from tandem.model.whole_file import whole_file

_text = texts("run.jobs")

INDEX = "index"  # name of the index's files
SUMMARY = "summary.json"
_width = 80  # columns where the output is no terminal
_named = ("client", "scenario", "policy", "environment")


@dataclass(frozen=True)
class Scenario:
    """A job that is done.

    Attributes
    ----------
    number : of the job
    client, scenario, policy, environment : its names
    settings : what the user typed for it
    folder : its run folder
    finding : what it found, in words
    turnover_start, turnover_end, turnover_low, turnover_high, ai_part : per cent a year before the start and
        in the last year, with its range, and AI's part in points; None where a command has none
    """

    number: int
    client: str
    scenario: str
    policy: str
    environment: str
    settings: str
    folder: str
    finding: str
    turnover_start: float | None = None
    turnover_end: float | None = None
    turnover_low: float | None = None
    turnover_high: float | None = None
    ai_part: float | None = None


def note_done(job: Job, folder: Path, names: Names | None) -> None:
    """Keep what one of several jobs came to, for the table at the end (jobs may run in other processes)."""
    if job.number is None or job.records is None or names is None:
        return
    summary = _summary_of(folder)
    content = {
        "number": job.number,
        **names.as_dict(),
        "settings": " ".join(job.overrides),
        "folder": str(folder),
        "finding": str(summary.get("finding", "")),
        **_headline(summary),
    }
    text = json.dumps(content)
    (job.records / f"done-{job.number:06d}.json").write_text(text, encoding="utf-8")


def _summary_of(folder: Path) -> Mapping[str, Any]:
    file = folder / SUMMARY
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _headline(summary: Mapping[str, Any]) -> dict[str, float | None]:
    """The numbers that a projection's reader asks for first."""
    turnover = (summary.get("measures") or {}).get("voluntary_turnover")
    if turnover is None:
        return {}
    ai = ((summary.get("ai_part") or {}).get("measures") or {}).get("voluntary_turnover")
    return {
        "turnover_start": turnover["start"]["p50"],
        "turnover_end": turnover["value"]["p50"],
        "turnover_low": turnover["value"]["p5"],
        "turnover_high": turnover["value"]["p95"],
        "ai_part": None if ai is None else ai["still"]["p50"],
    }


def told_together(records: Path) -> str:
    """Write the index of all jobs that are done beside their folders; returns the table of them.

    Nothing is written, and nothing told, where none is done.
    """
    done = [
        Scenario(**json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(records.glob("done-*.json"))
    ]
    if not done:
        return ""
    home = Path(done[0].folder).parent
    rows = [asdict(each) | {"folder": Path(each.folder).name} for each in done]
    with whole_file(home / f"{INDEX}.json") as file:
        file.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    with whole_file(home / f"{INDEX}.csv") as file, file.open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return f"\n{_table(done)}{home / INDEX}.csv"


def _table(done: Sequence[Scenario]) -> str:
    """The scenarios with what differs between them; what they share stands above."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    done = _world_shortened(done)
    shared = [name for name in _named if len({getattr(each, name) for each in done}) == 1]
    heads = {
        "client": _text("client"),
        "scenario": _text("scenario"),
        "policy": _text("policy"),
        "environment": _text("environment"),
    }
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    grid.add_column(_text("number"), justify="right", no_wrap=True)
    for name in _named:
        if name not in shared:
            grid.add_column(heads[name], overflow="fold")
    numbers = any(each.turnover_end is not None for each in done)
    if numbers:
        grid.add_column(_text("turnover"), justify="right")
        grid.add_column(_text("ai_part"), justify="right")
    for each in done:
        cells = [str(each.number), *(getattr(each, name) for name in _named if name not in shared)]
        if numbers:
            cells += [_turnover(each), "" if each.ai_part is None else signed(each.ai_part, 1)]
        grid.add_row(*map(escape, cells))
    terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, width=None if terminal else _width, highlight=False, color_system=None)
    with console.capture() as captured:
        console.print(_text("heading"), style="bold")
        if shared:
            common = BETWEEN.join(getattr(done[0], name) for name in shared)
            console.print(escape(_text("common", names=common)))
        console.print(grid)
    return captured.get()


def _world_shortened(done: Sequence[Scenario]) -> Sequence[Scenario]:
    """The scenarios with only those parts of the world in which they differ, where it has them."""
    parts = [each.environment.split(", ") for each in done]
    if len({len(each) for each in parts}) != 1 or any("(" in each.environment for each in done):
        return done
    differing = [place for place, column in enumerate(zip(*parts, strict=True)) if len(set(column)) > 1]
    if not differing:
        return done
    told = [", ".join(each[place] for place in differing) for each in parts]
    return [replace(each, environment=world) for each, world in zip(done, told, strict=True)]


def _turnover(each: Scenario) -> str:
    """`16.4 % (13.4 to 21.6)`."""
    if each.turnover_end is None or each.turnover_low is None or each.turnover_high is None:
        return ""
    return _text(
        "turnover_and_range",
        middle=per_cent(each.turnover_end, 1),
        low=plain(each.turnover_low, 1),
        high=plain(each.turnover_high, 1),
    )

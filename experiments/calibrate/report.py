"""The report of a calibration: tables on the terminal, tables and figures in a folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from tandem.calibration.fit.posterior import SHIPPED, Posterior
from tandem.experiments.calibrate.account import MISSED, Row, Table
from tandem.experiments.calibrate.figures import draw_calibration
from tandem.experiments.calibrate.finding import finding_of
from tandem.experiments.calibrate.places import DOCUMENTS
from tandem.experiments.calibrate.scoreboard import facts_csv, is_scored
from tandem.experiments.calibrate.tables import headline, tables, warnings
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.terminal import terminal_width

_text = texts("calibrate.report")

PAGE = "report.md"
FACTS = "facts.csv"
_styles = {MISSED: "bold red"}


def report_text(posterior: Posterior, most: int | None = None) -> str:
    """The tables (at `most` the first so many) for a terminal; what is missed is red where it has colours."""
    console = Console(file=sys.stdout, width=terminal_width(), highlight=False)
    with console.capture() as captured:
        for table in islice(tables(posterior.account), most):
            console.print(escape(table.title), style="bold")
            console.print(grid(table))
            console.print(escape(table.note) + "\n")
        for warning in warnings(posterior.account):
            console.print(escape(warning), style="bold red")
        console.print(escape(finding_of(posterior.name, posterior.account).wrapped(console.width)))
    return captured.get()


def write_report(posterior: Posterior, folder: Path) -> None:
    """Write `report.md`, `facts.csv` and the figures (`figures/*.png`, `*.svg`) into the folder."""
    titles = draw_calibration(posterior.name, posterior.account, posterior.draws, folder / "figures")
    (folder / PAGE).write_text(report_page(posterior, titles, "figures"), encoding="utf-8")
    finding = finding_of(posterior.name, posterior.account)
    write_finding(folder, finding)
    write_json(folder / "summary.json", {"posterior": posterior.name, **finding.content()})
    if is_scored(posterior.account):
        (folder / FACTS).write_text(facts_csv(posterior.account), encoding="utf-8")


def publish(posterior: Posterior) -> None:
    """Write the report into the checkout's documentation; the figures only of the default posterior."""
    pages = DOCUMENTS / "calibration"
    titles = {}
    if posterior.name == SHIPPED[0]:
        figures = DOCUMENTS / "figures" / "calibration"
        titles = draw_calibration(posterior.name, posterior.account, posterior.draws, figures)
        for file in figures.glob("*"):
            if file.suffix == ".png":
                make_small(file)
            else:
                file.unlink()
    pages.mkdir(exist_ok=True)
    page = report_page(posterior, titles, "../figures/calibration")
    (pages / f"{posterior.name}.md").write_text(page, encoding="utf-8")


def make_small(file: Path) -> None:
    """A picture of flat colours in 64 of them, a third of its size."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def report_page(posterior: Posterior, titles: Mapping[str, str], figures: str) -> str:
    """The report in Markdown, with the figures (title by file name) found in the folder `figures`."""
    account = posterior.account
    parts = [
        _text("title", name=posterior.name),
        _text("made_by", command=account["command"], name=posterior.name),
        headline(posterior.name, account),
        *(f"**{warning}**" for warning in warnings(account)),
        *(markdown(table) for table in tables(account)),
    ]
    parts += [_text("figures")] if titles else []
    parts += [f"![{title}]({figures}/{stem}.png)" for stem, title in titles.items()]
    settings = ", ".join(f"{key} {value}" for key, value in account["settings"].items())
    versions = ", ".join(f"{key} {value}" for key, value in account["versions"].items())
    parts += [_text("settings", settings=settings), _text("versions", versions=versions)]
    return "\n\n".join(parts) + "\n"


def grid(table: Table) -> Grid:
    """A table for a terminal; a row in the style of its verdict."""
    grid = Grid()
    for column in table.columns:
        grid.add_column(escape(column), overflow="fold")
    for row in table.rows:
        grid.add_row(*map(escape, row.cells), style=_styles.get(row.verdict, ""))
    return grid


def markdown(table: Table) -> str:
    """A table in Markdown, below its title and above its note."""
    head = [_line(table.columns), _line(["---"] * len(table.columns))]
    return "\n".join([f"## {table.title}", "", *head, *map(_markdown_row, table.rows), "", table.note])


def _markdown_row(row: Row) -> str:
    """A row; what is missed in bold, as Markdown has no colour."""
    missed = row.verdict == MISSED
    return _line([f"**{cell}**" if missed and cell else cell for cell in row.cells])


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

"""The report on policies: a page with a table for each effect, the numbers, and the figure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape

from tandem.experiments.calibrate.account import NOTHING, Row, Table
from tandem.experiments.calibrate.figures.policies import draw_policies
from tandem.experiments.calibrate.places import DOCUMENTS, check_checkout
from tandem.experiments.calibrate.policies import EFFECTS, FITTED, RUNS_OF_A_SET, PolicyReport
from tandem.experiments.calibrate.report import PAGE, grid, make_small, markdown
from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import LIBRARIES, head, technical
from tandem.experiments.run.record import Record
from tandem.experiments.simulation.posteriors import PRIOR, posterior_account
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, finding_of_sentences
from tandem.experiments.wording.numerals import plain, ranged, signed
from tandem.experiments.wording.provenance import parameters_in_words, reading_in_words, source
from tandem.experiments.wording.terminal import terminal_width
from tandem.experiments.wording.words import sentence
from tandem.model.structures import BALANCED

_text = texts("calibrate.policies_report")

TABLE = "policies"
FALSE_ALARMS = 0.1  # share of intervals of 90 % that lie on one side of 1 where nothing changed


@dataclass(frozen=True)
class Lesson:
    """How many intervals the fit changed by more than resampling the parameter sets does.

    Attributes
    ----------
    effects : effects of policies that have a width
    narrower, wider : how many are
    middle : the median ratio of widths, fitted ÷ prior
    """

    effects: int
    narrower: int
    wider: int
    middle: float


def lesson_of(table: pd.DataFrame) -> Lesson:
    """What the fit taught about policies."""
    known = table[table["width_ratio"].notna()]
    return Lesson(
        len(known),
        int((known["width_ratio_p95"] < 1).sum()),
        int((known["width_ratio_p5"] > 1).sum()),
        float(known["width_ratio"].median()),
    )


def write_policies(folder: Path, report: PolicyReport, record: Record) -> str:
    """Write page, table, figure and manifest into the folder, the manifest last; returns the tables.

    With `ship`, page and figure go into the checkout's documentation, too.
    """
    ship = bool(record.config["ship"])
    if ship:
        check_checkout()
    picture = draw_policies(report.table, title_of(report.table), caption_of(report))
    tables = tables_of(report)
    report.table.to_parquet(folder / f"{TABLE}.parquet", index=False)
    report.table.to_csv(folder / f"{TABLE}.csv", index=False, float_format="%.6g")
    write_pictures([picture], folder / "figures")
    page = _page(report, tables, picture.title, f"figures/{TABLE}.png")
    (folder / PAGE).write_text(page, encoding="utf-8")
    if ship:
        name = f"{TABLE}{'' if report.settings.structure == BALANCED else f'_{report.settings.structure}'}"
        drawn = DOCUMENTS / "figures" / "calibration" / f"{name}.png"
        drawn.write_bytes(picture.png())
        make_small(drawn)
        told = _page(report, tables, picture.title, f"../figures/calibration/{name}.png")
        (DOCUMENTS / "calibration" / f"{name}.md").write_text(told, encoding="utf-8")
    write_json(folder / "manifest.json", _manifest(report, record))
    finding = finding_of(report.table)
    write_finding(folder, finding)
    return _shown(tables, finding.wrapped(terminal_width()))


def finding_of(table: pd.DataFrame) -> Finding:
    """What the fit taught about policies, at most sixty words."""
    lesson = lesson_of(table)
    changed = _text("changed", narrower=lesson.narrower, wider=lesson.wider, effects=lesson.effects)
    sentences = (
        Sentence("what", MUST, (title_of(table) + ".",)),
        Sentence("how_sure", MUST, (changed,)),
        Sentence("how_sure", 1, (_text("by_chance", chance=plain(FALSE_ALARMS * lesson.effects)),)),
        Sentence("next", MUST, (_text("measure"),)),
    )
    return finding_of_sentences(sentences, [headline(table)])


def title_of(table: pd.DataFrame) -> str:
    """How much less is known, or more, in one number."""
    return _text("title", middle=plain(lesson_of(table).middle, 2))


def headline(table: pd.DataFrame) -> str:
    """What the fit taught about policies, in a sentence."""
    lesson = lesson_of(table)
    return _text(
        "headline",
        effects=lesson.effects,
        narrower=lesson.narrower,
        wider=lesson.wider,
        chance=plain(FALSE_ALARMS * lesson.effects),
        middle=plain(lesson.middle, 2),
    )


def caption_of(report: PolicyReport) -> str:
    """Organisation, time, sets, runs, where the parameters come from, and the source."""
    settings = report.settings
    return " ".join(
        [
            _text(
                "runs",
                organisation=sentence(report.organisation),
                months=settings.months,
                start=settings.start,
                sets=settings.draws // RUNS_OF_A_SET,
                runs=RUNS_OF_A_SET,
                seed=settings.seed,
            ),
            parameters_in_words(settings.posterior.name, settings.structure),
            _text("reading", meaning=reading_in_words(settings.reading, settings.posterior.weights)),
            _text("source", source=source()),
        ]
    )


def tables_of(report: PolicyReport) -> list[Table]:
    """One table an effect: policies, their effect under the priors and under the fits, and the widths."""
    columns = (_text("policy"), _text("priors"), _text("fits"), _text("ratio"))
    return [
        Table(
            _text({"quits": "title_quits", "burnout": "title_burnout", "output": "title_output"}[effect]),
            columns,
            tuple(
                Row((str(row["policy"]), _interval(row, PRIOR), _interval(row, FITTED), _ratio(row)))
                for row in report.table[report.table["effect"] == effect].to_dict("records")
            ),
            _text("note"),
        )
        for effect in EFFECTS
    ]


def _interval(row: dict[Any, Any], origin: str) -> str:
    low, middle, high = (signed(row[f"{origin}_{key}"], 1) for key in ("p5", "p50", "p95"))
    return ranged(middle, low, high)


def _ratio(row: dict[Any, Any]) -> str:
    if pd.isna(row["width_ratio"]):
        return NOTHING
    middle, low, high = (plain(row[key], 2) for key in ("width_ratio", "width_ratio_p5", "width_ratio_p95"))
    return ranged(middle, low, high)


def _page(report: PolicyReport, tables: list[Table], title: str, figure: str) -> str:
    parts = [
        _text("page_title"),
        _text("made_by", command=f"tandem calibrate report=true name={report.settings.posterior.name}"),
        headline(report.table),
        *map(markdown, tables),
        f"![{title}]({figure})",
        caption_of(report),
    ]
    return "\n\n".join(parts) + "\n"


def _shown(tables: list[Table], told: str) -> str:
    console = Console(width=terminal_width(), highlight=False)
    with console.capture() as captured:
        for table in tables:
            console.print(escape(table.title), style="bold")
            console.print(grid(table))
            console.print("")
    return f"{captured.get()}{_text('note')}\n\n{told}"


def _manifest(report: PolicyReport, record: Record) -> dict[str, Any]:
    return {
        **head(record.config, record),
        **posterior_account(report.settings),
        "structure": report.settings.structure,
        **technical(record.progress.seconds, LIBRARIES),
    }

"""Glossary, method and run information: what every document ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tandem.experiments.documents.content import Cell, Column, Message, Section, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.about")

_most_groups = 6  # groups not counted that are named


def disclaimer() -> str:
    """Whose project it is not."""
    return _text("disclaimer")


def glossary_section() -> Section:
    """The words that every document uses."""
    rows: tuple[tuple[Cell, ...], ...] = (
        (_text("turnover"), _text("turnover_is")),
        (_text("burnout"), _text("burnout_is")),
        (_text("output"), _text("output_is")),
        (_text("leavers"), _text("leavers_is")),
        (_text("net"), _text("net_is")),
        (_text("capacity"), _text("capacity_is")),
        (_text("break_even"), _text("break_even_is")),
        (_text("range"), _text("range_is")),
        (_text("luck"), _text("luck_is")),
        (_text("case"), _text("case_is")),
        (_text("ai_part"), _text("ai_part_is")),
        (_text("reading_word"), _text("reading_is")),
        (_text("certain"), _text("certain_is")),
    )
    table = Table("glossary", _text("glossary"), (Column(_text("word")), Column(_text("meaning"))), rows)
    return Section("glossary", _text("glossary"), (table,))


def method_section() -> Section:
    """How the numbers come about, in three paragraphs."""
    blocks = (
        Message(_text("model_head"), _text("model_told")),
        Message(_text("fit_head"), _text("fit_told")),
        Message(_text("limits_head"), _text("limits_told")),
    )
    return Section("method", _text("method"), blocks)


def run_section(runs: Sequence[Run], telling: Telling) -> Section:
    """What each run was, so that it can be repeated."""
    tables = tuple(_run_table(run, place, len(runs), telling) for place, run in enumerate(runs))
    return Section("run", _text("run"), tables)


def _run_table(run: Run, place: int, count: int, telling: Telling) -> Table:
    code = _mapping(run.manifest.get("code"))
    organisation = _mapping(run.manifest.get("organisation"))
    seeds = run.summary.get("seeds")
    rows: list[tuple[Cell, ...]] = [
        (_text("folder"), run.folder.name),
        (_text("command"), str(run.manifest.get("command"))),
        (_text("settings"), " ".join(map(str, run.manifest.get("overrides") or [])) or "–"),
        (_text("created"), str(run.manifest.get("created", "–"))),
        (_text("scenario"), run.scenario),
        (_text("organisation"), str(organisation.get("name", run.client))),
        (_text("headcount"), _whole(run.summary.get("headcount"), telling)),
        (_text("period"), _period(run)),
        (_text("runs"), _whole(run.summary.get("runs"), telling)),
        (_text("sets"), _whole(run.summary.get("parameter_sets"), telling)),
        (_text("seed"), f"{run.manifest.get('seed', '–')}"),
        (_text("seeds"), _whole(len(seeds) if isinstance(seeds, list) else None, telling)),
        (_text("reading"), labels.level(str(run.summary.get("reading", "–")))),
        (_text("structure"), str(run.summary.get("structure", "–"))),
        (_text("calibration"), str(run.summary.get("posterior", "–"))),
        (_text("posterior_hash"), str(run.manifest.get("posterior_hash", "–"))),
        (_text("data_hash"), str(organisation.get("data_hash", "–"))),
        (_text("version"), str(code.get("version", "–"))),
        (_text("commit"), str(code.get("commit") or "–")),
        (_text("model_hash"), str(code.get("model_source_hash", "–"))),
        (_text("python"), str(run.manifest.get("python", "–"))),
    ]  # fmt: skip
    name = "run" if count == 1 else f"run-{place + 1}"
    columns = (Column(_text("what")), Column(_text("value")))
    return Table(
        name, _text("run_title", folder=run.folder.name), columns, tuple(rows), "", _text("source_manifest")
    )


def _period(run: Run) -> str:
    first, last = (str(run.summary.get(name)) for name in ("first_month", "last_month"))
    return _text("from_to", first=first, last=last)


def not_counted(run: Run, telling: Telling) -> tuple[str, ...]:
    """Who and what was not counted."""
    told = []
    hidden = run.summary.get("departments_not_shown")
    if isinstance(hidden, list) and hidden:
        names = ", ".join(map(str, hidden[:_most_groups]))
        told.append(
            _text("hidden", departments=names, minimum=_whole(run.summary.get("minimum_cell"), telling))
        )
    elif run.manifest.get("suppressed_cells"):
        count = len(run.manifest["suppressed_cells"])
        told.append(
            _text(
                "small", total=telling.number(count), minimum=_whole(run.summary.get("minimum_cell"), telling)
            )
        )
    for key in ("coverage_notes", "caveats"):
        found = run.summary.get(key)
        told += [str(each) for each in found[:2]] if isinstance(found, list) else []
    told += [_text("freelancers"), _text("customers")]
    return tuple(told)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _whole(value: object, telling: Telling) -> str:
    return telling.number(number(value))

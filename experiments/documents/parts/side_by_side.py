"""Several projections, or several comparisons, of the same organisation and months, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tandem.experiments.documents.content import Cell, Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import SHOWN, courses_of, source_of
from tandem.experiments.documents.parts.policies import NET, policies_of, scaled, unit_of
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit

_text = texts("documents.side_by_side")

_told = "voluntary_turnover"
_named_by = ("policy", "environment", "scenario")  # what tells runs apart, the first that does


def names_of(runs: Sequence[Run]) -> list[str]:
    """What each run is called beside the others: what they differ in, or else its folder."""
    for part in _named_by:
        found = [_named(run, part) for run in runs]
        if all(found) and len(set(found)) == len(runs):
            return found
    folders = [run.folder.name for run in runs]
    return (
        folders if len(set(folders)) == len(runs) else [f"{name} ({k + 1})" for k, name in enumerate(folders)]
    )


def _named(run: Run, part: str) -> str:
    names = run.manifest.get("names")
    return str(names.get(part) or "") if isinstance(names, Mapping) else ""


def side_by_side(runs: Sequence[Run], telling: Telling) -> Section:
    """The part of a document that holds runs of one command against each other."""
    blocks = _projections(runs, telling) if runs[0].command == "project" else _comparisons(runs)
    return Section("side-by-side", _text("title"), blocks)


def _projections(runs: Sequence[Run], telling: Telling) -> tuple[Chart | Table, ...]:
    names, courses = names_of(runs), [courses_of(run) for run in runs]
    first = courses[0][_told]
    ends = [each[_told].end["p50"] for each in courses]
    known = [(end, name) for end, name in zip(ends, names, strict=True) if end is not None]
    title = _text("turnover_unknown")
    if known:
        (low, lowest), (high, highest) = min(known), max(known)
        title = _text(
            "turnover_title",
            low=telling.per_cent(low, 1),
            lowest=lowest,
            high=telling.per_cent(high, 1),
            highest=highest,
        )
    chart = Chart(
        "side-by-side",
        "lines",
        title,
        _text("turnover_subtitle", unit=labels.unit(_told, first.unit)),
        _text("turnover_caption"),
        title,
        first.months,
        tuple(Series(name, each[_told].quantiles["p50"]) for name, each in zip(names, courses, strict=True)),
        source="; ".join(source_of(run, "monthly") for run in runs),
        category_head=_text("month"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, each in zip(names, courses, strict=True):
        for measure in SHOWN:
            course = each[measure]
            ends_of = tuple(course.end[quantile] for quantile in ("p50", "p5", "p95"))
            rows.append((name, labels.measure(measure), course.start, *ends_of))
    columns = (
        Column(_text("run")),
        Column(_text("measure")),
        Column(_text("start"), "number", 2),
        Column(_text("end"), "number", 2),
        Column(_text("p5"), "number", 2),
        Column(_text("p95"), "number", 2),
    )
    return chart, Table("side-by-side", _text("table"), columns, tuple(rows), _text("note"), chart.source)


def _comparisons(runs: Sequence[Run]) -> tuple[Chart | Table, ...]:
    names, found = names_of(runs), [policies_of(run) for run in runs]
    policies = [name for name in found[0].names if all(name in each.names for each in found[1:])]
    size = money_unit(*(each.effects[name, NET]["p50"] for each in found for name in each.names)).size
    unit = unit_of(size, found[0].currency)
    source = "; ".join(source_of(run, "effects") for run in runs)
    values = [
        tuple(scaled(number(each.effects[name, NET]["p50"]), size) for name in policies) for each in found
    ]
    blocks: list[Chart | Table] = []
    if policies:
        leaders = sorted({each.names[0] for each in found})
        title = (
            _text("same_leader", policy=leaders[0])
            if len(leaders) == 1
            else _text("other_leaders", policies=", ".join(f"“{each}”" for each in leaders))
        )
        blocks.append(
            Chart(
                "side-by-side",
                "bars",
                title,
                _text("net_subtitle", unit=unit),
                _text("net_caption"),
                title,
                tuple(policies),
                tuple(Series(name, each) for name, each in zip(names, values, strict=True)),
                source=source,
                category_head=_text("policy"),
            )
        )
    rows = tuple(
        (
            run,
            policy,
            *(scaled(number(each.effects[policy, NET][quantile]), size) for quantile in ("p50", "p5", "p95")),
            number(each.effects[policy, NET]["better"]),
        )
        for run, each in zip(names, found, strict=True)
        for policy in each.names
    )
    columns = (
        Column(_text("run")),
        Column(_text("policy")),
        Column(_text("net", unit=unit), "signed", 2),
        Column(_text("p5"), "signed", 2),
        Column(_text("p95"), "signed", 2),
        Column(_text("pays"), "share"),
    )
    blocks.append(Table("side-by-side", _text("table"), columns, rows, _text("note"), source))
    return tuple(blocks)

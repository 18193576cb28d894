"""What is projected if nothing changes: fan charts, AI's part, and the sentences about them."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.experiments.documents.content import Chart, Column, Figure, Message, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import (
    QUANTILES,
    SHOWN,
    Course,
    ai_part,
    sets_of,
    source_of,
    source_of_summary,
)
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.precision import digits_of
from tandem.model.errors import InputError

_text = texts("documents.outlook")

_ways = ("still", "no_ai")
_probably, _surely = 2 / 3, 0.9  # shares of the runs from which on the text says so


def fan(course: Course, run: Run, telling: Telling) -> Chart:
    """The fan chart of a course, with the end without further AI where the run knows it."""
    part = ai_part(run, course.measure)
    end = course.end
    bands = [_text("p5"), _text("p25"), _text("median"), _text("p75"), _text("p95")]
    series = [Series(name, course.quantiles[each]) for name, each in zip(bands, QUANTILES, strict=True)]
    without = None
    if part is not None and end["p50"] is not None and part["p50"] is not None:
        without = end["p50"] - part["p50"]
        line = (None,) * (len(course.months) - 1) + (without,)
        series.append(Series(_text("without_ai"), line))
    decimals = 2 if course.measure == "output_per_head" else 0 if course.measure == "headcount" else 1
    told = {name: telling.number(end[name], decimals) for name in ("p5", "p50", "p95")}
    return Chart(
        f"fan-{course.measure.replace('_', '-')}",
        "fan",
        _fan_title(course, run, telling),
        _text(
            "fan_subtitle",
            measure=labels.measure(course.measure),
            unit=labels.unit(course.measure, course.unit),
        ),
        _text("fan_caption"),
        _text(
            "fan_alt",
            measure=labels.measure(course.measure),
            start=telling.number(course.start, decimals),
            month=telling.month(course.months[-1]),
            end=told["p50"],
            low=told["p5"],
            high=told["p95"],
        ),
        course.months,
        tuple(series),
        decimals=decimals,
        split=course.split,
        source=source_of(run, "monthly" if run.command == "project" else "baseline_months"),
        category_head=_text("month"),
    )


def _rising(run: Run) -> float | None:
    measures = run.summary.get("measures")
    entry = measures.get("voluntary_turnover") if isinstance(measures, Mapping) else None
    return None if entry is None else number(entry.get("runs_rising"))


def _fan_title(course: Course, run: Run, telling: Telling) -> str:
    end = course.end
    if end["p50"] is None:
        return _text("no_end", measure=labels.measure(course.measure))
    if course.measure == "output_per_head":
        if not course.start:
            return _text("fan_output", change=telling.number(end["p50"], 2))
        change = 100 * (end["p50"] / course.start - 1)
        return _text("fan_output", change=f"{telling.signed(change, 1)}\u00a0%")
    if course.measure == "headcount":
        told = telling.number(end["p50"])
        return _text("fan_headcount", end=told, month=telling.month(course.months[-1], long=True))
    digits = digits_of(end, sets_of(run)).decimals
    low, middle, high = (telling.per_cent(end[name], digits) for name in ("p5", "p50", "p95"))
    place = {"month": telling.month(course.months[-1], long=True), "range": telling.ranged(middle, low, high)}
    return (
        _text("fan_turnover", **place) if course.measure == "voluntary_turnover" else
        _text("fan_burnout", **place) if course.measure == "burnout" else
        _text("fan_other", measure=labels.measure(course.measure), **place)
    )  # fmt: skip


def ways_chart(run: Run, telling: Telling) -> Chart | None:
    """What AI adds to turnover, by what it works through; None where the run does not know it."""
    part = run.summary.get("ai_part")
    entry = part["measures"].get("voluntary_turnover") if part else None
    ways = entry.get("ways") if entry else None
    if not ways:
        return None
    known = {
        "relief": lambda: _text("relief"),
        "targets": lambda: _text("targets"),
        "effort": lambda: _text("effort"),
        "ties": lambda: _text("ties"),
        "clarity": lambda: _text("clarity"),
        "outside_demand": lambda: _text("outside_demand"),
        "outside_offers": lambda: _text("outside_offers"),
    }
    found = [
        (known[name]() if name in known else str(name), number(each["mean"]) or 0.0)
        for name, each in ways.items()
    ]
    found.sort(key=lambda each: -each[1])
    name, most = max(found, key=lambda each: abs(each[1]))
    title = _text("ways_title", way=name, points=telling.signed(most, 1))
    return Chart(
        "ways", "bars", title, _text("ways_subtitle"), _text("ways_caption"), title,
        tuple(each for each, _ in found), (Series(_text("points"), tuple(value for _, value in found)),),
        decimals=1, source=source_of_summary(run), category_head=_text("way"),
    )  # fmt: skip


def turnover_message(run: Run, course: Course, telling: Telling) -> Message:
    """Where turnover goes, which part of that is AI, and in how many runs it rises."""
    end, start = course.end, course.start
    if end["p50"] is None:
        return Message(_text("head"), _text("no_end", measure=labels.measure(course.measure)))
    decimals = digits_of(end, sets_of(run)).decimals
    low, middle, high = (telling.per_cent(end[name], decimals) for name in ("p5", "p50", "p95"))
    numbers_told = {
        "start": telling.per_cent(start, decimals),
        "range": telling.ranged(middle, low, high),
        "month": telling.month(course.months[-1], long=True),
    }
    rising = _rising(run)
    if start is None:
        said = _text("will_be", range=numbers_told["range"], month=numbers_told["month"])
    elif rising is None:
        said = _text("from_to", **numbers_told)
    elif max(rising, 1 - rising) < _probably:
        said = _text("either_way", **numbers_told)
    elif rising >= _surely:
        said = _text("surely_rises", **numbers_told)
    elif rising >= 0.5:
        said = _text("probably_rises", **numbers_told)
    elif rising <= 1 - _surely:
        said = _text("surely_falls", **numbers_told)
    else:
        said = _text("probably_falls", **numbers_told)
    sentences = [said, _ai_sentence(run, course, telling)]
    if rising is not None:
        runs = int(run.summary["runs"])
        share = telling.share(rising if rising >= 0.5 else 1 - rising)
        sentences.append(
            _text("it_rises", share=share, runs=telling.number(runs)) if rising >= 0.5 else
            _text("it_falls", share=share, runs=telling.number(runs))
        )  # fmt: skip
    return Message(_text("head"), " ".join(sentences))


def _ai_sentence(run: Run, course: Course, telling: Telling) -> str:
    part = ai_part(run, course.measure)
    if part is None:
        return _text("ai_unknown") if run.command == "compare" else _text("ai_nothing")
    decimals = digits_of(part, sets_of(run)).decimals
    low, middle, high = (telling.signed(number(part[name]), decimals) for name in ("p5", "p50", "p95"))
    return _text("ai_part", range=telling.ranged(middle, low, high))


def headline_figures(run: Run, courses: Mapping[str, Course], telling: Telling) -> tuple[Figure, ...]:
    """Turnover, AI's part and output per head."""
    found = []
    course = courses.get("voluntary_turnover")
    if course is not None and course.end["p50"] is not None:
        decimals = digits_of(course.end, sets_of(run)).decimals
        low, middle, high = (telling.per_cent(course.end[name], decimals) for name in ("p5", "p50", "p95"))
        detail = _text("figure_turnover", month=telling.month(course.months[-1]), low=low, high=high)
        found.append(Figure(labels.measure("voluntary_turnover"), middle, detail))
    part = ai_part(run, "voluntary_turnover")
    if part is not None:
        decimals = digits_of(part, sets_of(run)).decimals
        low, middle, high = (telling.signed(number(part[name]), decimals) for name in ("p5", "p50", "p95"))
        found.append(Figure(_text("figure_ai"), middle, _text("figure_ai_detail", low=low, high=high)))
    output = courses.get("output_per_head")
    if output is not None and output.start and output.end["p50"] is not None:
        ends = {name: 100 * ((value or 0) / output.start - 1) for name, value in output.end.items()}
        low, middle, high = (f"{telling.signed(ends[name], 1)}\u00a0%" for name in ("p5", "p50", "p95"))
        found.append(
            Figure(labels.measure("output_per_head"), middle, _text("figure_output", low=low, high=high))
        )
    return tuple(found)


def outlook_section(run: Run, courses: Mapping[str, Course], telling: Telling) -> Section:
    """The part of a document on what is projected."""
    if "voluntary_turnover" not in courses:
        raise InputError(f"'{run.folder}' has no months of voluntary turnover; run the command again")
    blocks: list[Message | Chart | Table] = [turnover_message(run, courses["voluntary_turnover"], telling)]
    blocks += [fan(courses[name], run, telling) for name in SHOWN if name in courses]
    ways = ways_chart(run, telling)
    blocks += [] if ways is None else [ways]
    table = ai_table(run)
    if table is not None:
        blocks += [table]
    title = (
        _text("title")
        if run.command == "project"
        else _text("title_baseline", baseline=run.summary["baseline"])
    )
    return Section("outlook", title, tuple(blocks), paper=True)


def ai_table(run: Run) -> Table | None:
    """AI's part of each measure; None where the run does not know it."""
    part = run.summary.get("ai_part")
    if part is None:
        return None
    rows = []
    for name, entry in part["measures"].items():
        for way in _ways:
            found = entry.get(way) if entry else None
            if found is not None and number(found["p50"]) is not None:
                told = _text("against_still") if way == "still" else _text("against_no_ai")
                rows.append(
                    (labels.measure(name), told, *(number(found[each]) for each in ("p50", "p5", "p95")))
                )
    head = (
        Column(_text("measure")), Column(_text("against")), Column(_text("median"), "signed", 2),
        Column(_text("p5"), "signed", 2), Column(_text("p95"), "signed", 2),
    )  # fmt: skip
    if not rows:
        return None
    return Table(
        "ai-part",
        _text("ai_title"),
        head,
        tuple(rows),
        _text("ai_note"),
        source_of_summary(run),
    )

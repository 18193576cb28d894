"""What the figure of departments against the rest says: its title, its measures, and itself in words."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.experiments.measures.certainty import FEWEST_RUNS
from tandem.experiments.project.against_rest import Standing
from tandem.experiments.project.figures.messages import LONGEST_NAME
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, signed

_text = texts("project.where_words")

#: Measures from left to right.
DRAWN = ("voluntary_turnover", "ai_users", "true_gain")
_leading = ("true_gain", "voluntary_turnover", "ai_users")  # the first that is certain makes the title
_most_told = 5  # departments told of in words


def named(measure: str) -> str:
    """What heads a measure's column, with its unit."""
    return _text(
        {"voluntary_turnover": "turnover", "ai_users": "ai_users", "true_gain": "true_gain"}[measure]
    )


def definition() -> str:
    """How to read the colours."""
    return _text("how_to_read")


def title_of(rows: Mapping[str, Mapping[str, Standing]]) -> str:
    """Which department stands furthest from the rest for certain, and how many cannot be told apart."""
    if not rows:
        return _text("title_nothing")
    runs = max(standing.runs for of_department in rows.values() for standing in of_department.values())
    if runs < FEWEST_RUNS:
        return _text("title_too_few_runs", count=runs)
    certain = {
        name: {measure: standing for measure, standing in of_department.items() if standing.certain}
        for name, of_department in rows.items()
    }
    alike = sum(not of_department for of_department in certain.values())
    if alike == len(rows):
        return _text("title_none")
    told = _furthest(certain)
    if not alike:
        return told
    return _text("title_and_alike", told=told, count=alike, departments=len(rows))


def _furthest(certain: Mapping[str, Mapping[str, Standing]]) -> str:
    """The department with the largest certain difference in the first measure that has one."""
    measure = next(
        each for each in _leading if any(each in of_department for of_department in certain.values())
    )
    found = {
        name: of_department[measure].difference["p50"] or 0.0
        for name, of_department in certain.items()
        if measure in of_department
    }
    name = max(found, key=lambda each: abs(found[each]))
    place = 2 * _leading.index(measure) + (found[name] > 0)
    return _text(
        (
            "title_gain_below",
            "title_gain_above",
            "title_turnover_below",
            "title_turnover_above",
            "title_users_below",
            "title_users_above",
        )[place],
        department=short(name),
        points=plain(abs(found[name]), 1),
    )


def chart_in_words(rows: Mapping[str, Mapping[str, Standing]], title: str) -> str:
    """The figure for readers who cannot see it: what is certain, the largest first."""
    certain = [
        (standing.difference["p50"] or 0.0, measure, name)
        for name, of_department in rows.items()
        for measure, standing in of_department.items()
        if standing.certain
    ]
    certain.sort(key=lambda each: -abs(each[0]))
    told = "; ".join(
        _text("one", department=name, measure=named(measure), points=signed(points, 1))
        for points, measure, name in certain[:_most_told]
    )
    if not told:
        return _text("chart_none", departments=len(rows), title=title)
    return _text("chart", departments=len(rows), title=title, certain=told)


def short(name: str) -> str:
    """A department's name, cut where it would crowd out a title."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"

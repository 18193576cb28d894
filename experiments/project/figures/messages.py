"""What a chart says: its title with the number in it, and its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tandem.experiments.drawing.scales import month_name
from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.wording.numerals import NO_BREAK, share

ALIKE = 0.5  # departments whose medians differ by less of the organisation's 50 % band "hardly differ"
LONGEST_NAME = 30  # letters of a department's name in a title
# Share of the runs that must move the same way before a title says "drifts", and "rises" or "falls"
ANY_DIRECTION, CLEAR_DIRECTION = 0.6, 0.9


def title(chart: Chart, shown: Series) -> str:
    """The message in plain words: medians at the projection's start and at its end."""
    began, ended = shown.fan.at(shown.start)[2], shown.fan.at(-1)[2]
    if not math.isfinite(ended):
        return f"{chart.noun}: nobody is left to measure at the end"
    if not math.isfinite(began):
        return f"{chart.noun}: {chart.numeral(ended)}{chart.of_what} at the end"
    first, last = chart.numeral(began), chart.numeral(ended)
    agreeing = shown.share_higher() if ended > began else shown.share_lower()
    if first == last or agreeing < ANY_DIRECTION:
        return f"{chart.noun} {chart.verb('stays')} near {last}{chart.of_what}"
    moves = "drifts" if agreeing < CLEAR_DIRECTION else "rises" if ended > began else "falls"
    return f"{chart.noun} {chart.verb(moves)} from {first} to {last}{chart.of_what}"


def lead(chart: Chart, shown: Series) -> str:
    """The range of the runs at the end, and how many of them end higher than they began."""
    low, _, _, _, high = shown.fan.at(-1)
    if not math.isfinite(low):
        return "No run has a value at the end."
    if len(shown.ended) == 1:
        return "One run only: it shows no range."
    if chart.numeral(low) == chart.numeral(high):
        return f"Nearly all runs end at {chart.numeral(low)}."
    reach = f"90\u00a0% of runs end between {chart.numeral(low)} and {chart.numeral(high)}"
    higher = shown.share_higher()
    return f"{reach}; {_how_many(higher)} higher than they began." if math.isfinite(higher) else f"{reach}."


def span(shown: Series) -> str:
    """`January 2026 to December 2028`."""
    return f"{month_name(round(shown.start_line))} to {horizon(shown)}"


def horizon(shown: Series) -> str:
    """The last month shown, in words."""
    return month_name(round(float(shown.ends[-1])) - 1)


@dataclass(frozen=True)
class Department:
    """A department of a set of small multiples: its series, or a note on why there is none."""

    name: str
    shown: Series | None
    note: str

    @property
    def ended(self) -> float:
        """Median at the end; NaN where there is none."""
        return self.shown.fan.at(-1)[2] if self.shown is not None else math.nan


def departments_title(chart: Chart, organisation: Series, departments: Sequence[Department]) -> str:
    """Where the departments' medians end: the lowest and the highest, or that they are much alike."""
    known = [department for department in departments if math.isfinite(department.ended)]
    if not known:
        some = any(department.shown is not None for department in departments)
        why = "nobody is left to measure at the end" if some else "no department is large enough to show"
        return f"{chart.noun}: {why}"
    low = min(known, key=lambda department: department.ended)
    high = max(known, key=lambda department: department.ended)
    first, last = chart.numeral(low.ended), chart.numeral(high.ended)
    when = f"{chart.noun} in {chart.period}{horizon(organisation)}"
    if first == last:
        return f"{when}: {last}{f' in {low.name}' if len(known) == 1 else ' in every department'}"
    _, lower, _, upper, _ = organisation.fan.at(-1)
    if high.ended - low.ended < ALIKE * (upper - lower):
        return f"{chart.noun} hardly {chart.verb('differs')} by department: {first} to {last}"
    if max(len(low.name), len(high.name)) > LONGEST_NAME:
        return f"{when}: {first} to {last}, depending on the department"
    return f"{when}: {first} ({low.name}) to {last} ({high.name})"


def _how_many(part: float) -> str:
    """`74 % end`; `all end` and `none ends` only where that is so."""
    if part in (0.0, 1.0):
        return "all end" if part else "none ends"
    if part > 0.99 or part < 0.01:
        return f"{'more than 99' if part > 0.5 else 'fewer than 1'}{NO_BREAK}% end"
    return f"{share(part)} end"

"""What a chart says: its title with the number in it, and its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tandem.experiments.drawing.scales import month_name
from tandem.experiments.drawing.series import Series
from tandem.experiments.project.figures.charts import Chart
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share

_text = texts("project.messages")

ALIKE = 0.5  # departments whose medians differ by less of the organisation's 50 % band "hardly differ"
LONGEST_NAME = 30  # letters of a department's name in a title
# Share of the runs that must move the same way before a title says "drifts", and "rises" or "falls"
ANY_DIRECTION, CLEAR_DIRECTION = 0.6, 0.9


def title(chart: Chart, shown: Series) -> str:
    """The message in plain words: medians at the projection's start and at its end."""
    began, ended = shown.fan.at(shown.start)[2], shown.fan.at(-1)[2]
    if not math.isfinite(ended):
        return _text("nobody_left", measure=chart.noun)
    if not math.isfinite(began):
        return _text("ends", measure=chart.noun, end=chart.numeral(ended), unit=chart.of_what)
    first, last = chart.numeral(began), chart.numeral(ended)
    agreeing = shown.share_higher() if ended > began else shown.share_lower()
    if first == last or agreeing < ANY_DIRECTION:
        return _text("stays", count=chart.number, measure=chart.noun, end=last, unit=chart.of_what)
    return _text(
        "drifts" if agreeing < CLEAR_DIRECTION else "rises" if ended > began else "falls",
        count=chart.number,
        measure=chart.noun,
        start=first,
        end=last,
        unit=chart.of_what,
    )


def lead(chart: Chart, shown: Series) -> str:
    """The range of the runs at the end, and how many of them end higher than they began."""
    low, _, _, _, high = shown.fan.at(-1)
    if not math.isfinite(low):
        return _text("no_value")
    if len(shown.ended) == 1:
        return _text("one_run")
    if chart.numeral(low) == chart.numeral(high):
        return _text("all_end_alike", end=chart.numeral(low))
    reach = _text("reach", low=chart.numeral(low), high=chart.numeral(high))
    higher = shown.share_higher()
    if not math.isfinite(higher):
        return _text("reach_alone", reach=reach)
    return _text("reach_and_rise", reach=reach, rise=_how_many(higher))


def lead_with_ai(chart: Chart, shown: Series, ai: str, between: str = " ") -> str:
    """The range, and AI's part of the measure (`ai`) where it is known; `between` parts the two."""
    told = lead(chart, shown)
    return f"{told}{between}{ai}" if ai else told


def span(shown: Series) -> str:
    """`January 2026 to December 2028`."""
    return _text("span", first=month_name(round(shown.start_line)), last=horizon(shown))


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
        return _text("nobody_left" if some else "no_large_department", measure=chart.noun)
    low = min(known, key=lambda department: department.ended)
    high = max(known, key=lambda department: department.ended)
    first, last = chart.numeral(low.ended), chart.numeral(high.ended)
    when = _text("when", measure=chart.noun, period=chart.period(horizon(organisation)))
    if first == last:
        if len(known) == 1:
            return _text("one_department", when=when, end=last, department=low.name)
        return _text("every_department", when=when, end=last)
    _, lower, _, upper, _ = organisation.fan.at(-1)
    if high.ended - low.ended < ALIKE * (upper - lower):
        return _text("hardly_differs", count=chart.number, measure=chart.noun, low=first, high=last)
    if max(len(low.name), len(high.name)) > LONGEST_NAME:
        return _text("depends_on_department", when=when, low=first, high=last)
    return _text("lowest_to_highest", when=when, low=first, lowest=low.name, high=last, highest=high.name)


def _how_many(part: float) -> str:
    """`74 % end`; `all end` and `none ends` only where that is so."""
    if part in (0.0, 1.0):
        return _text("all_end") if part else _text("none_ends")
    if part > 0.99 or part < 0.01:
        return _text("nearly_all_end") if part > 0.5 else _text("hardly_any_ends")
    return _text("part_ends", part=share(part))

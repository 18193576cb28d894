"""Which measures are drawn, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tandem.experiments.drawing.style import BLUE, ORANGE, PLUM, TEAL
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import NO_BREAK, Tell, per_cent, plain
from tandem.model.outcomes import instruments

_text = texts("project.charts")


Say = Callable[..., str]  # a text of the catalogue


@dataclass(frozen=True)
class Chart:
    """How a measure is shown.

    Attributes
    ----------
    name : in file names
    measure : key of `model.outcomes.measures.MEASURES`
    say_noun : what a title calls it
    number : 2 where the noun takes a plural verb, else 1
    say_unit : what follows the number in a title
    say_period : what the last month of a department's title is: the month, or a year that ends with it
    say_definition : what is shown, its unit and its formula
    colour : of its bands and lines, #RRGGBB
    numeral : writes a value
    tick_suffix : unit at the ticks
    ceiling : top of the axis where the measure has one (100 %), else None
    by_department : whether there are small multiples of it
    """

    name: str
    measure: str
    say_noun: Say
    number: int
    say_unit: Say
    say_period: Say
    say_definition: Say
    colour: str
    numeral: Tell
    tick_suffix: str
    ceiling: float | None
    by_department: bool

    @property
    def noun(self) -> str:
        """What a title calls it."""
        return self.say_noun()

    @property
    def of_what(self) -> str:
        """What follows the number in a title: `of people`."""
        return self.say_unit()

    @property
    def unit(self) -> str:
        """What heads a column of its values: `% of people`."""
        return f"{self.tick_suffix} {self.of_what}".strip()

    @property
    def definition(self) -> str:
        """Subtitle: what is shown, its unit and its formula."""
        return self.say_definition()

    def period(self, month: str) -> str:
        """What a department's title puts after `in`: `the year to December 2028`."""
        return self.say_period(month=month)


CHARTS = (
    Chart(
        name="turnover",
        measure="voluntary_turnover",
        say_noun=partial(_text, "turnover"),
        number=1,
        say_unit=partial(_text, "a_year"),
        say_period=partial(_text, "year_to"),
        say_definition=partial(_text, "turnover_definition"),
        colour=BLUE,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=None,
        by_department=True,
    ),
    Chart(
        name="output",
        measure="output_per_head",
        say_noun=partial(_text, "output"),
        number=1,
        say_unit=partial(_text, "worker_months"),
        say_period=partial(_text, "in_month"),
        say_definition=partial(_text, "output_definition"),
        colour=TEAL,
        numeral=partial(plain, decimals=2),
        tick_suffix="",
        ceiling=None,
        by_department=False,
    ),
    Chart(
        name="burnout",
        measure="burnout",
        say_noun=partial(_text, "burnout"),
        number=1,
        say_unit=partial(_text, "of_people"),
        say_period=partial(_text, "in_month"),
        say_definition=partial(_text, "burnout_definition", instrument=instruments.BURNOUT),
        colour=PLUM,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=100.0,
        by_department=True,
    ),
    Chart(
        name="ai_users",
        measure="ai_users",
        say_noun=partial(_text, "ai_users"),
        number=2,
        say_unit=partial(_text, "of_people"),
        say_period=partial(_text, "in_month"),
        say_definition=partial(_text, "ai_users_definition"),
        colour=ORANGE,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=100.0,
        by_department=True,
    ),
)

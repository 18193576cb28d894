"""Which measures are drawn, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from tandem.experiments.drawing.style import BLUE, ORANGE, PLUM, TEAL
from tandem.experiments.wording.numerals import NO_BREAK, Tell, per_cent, plain
from tandem.model.outcomes.measures import MEASURES


@dataclass(frozen=True)
class Chart:
    """How a measure is shown.

    Attributes
    ----------
    name : in file names
    measure : key of `model.outcomes.measures.MEASURES`
    noun : what a title calls it
    plural : whether the noun takes a plural verb
    of_what : what follows the number in a title
    period : what a department's title puts between `in` and the last month
    definition : subtitle: what is shown, its unit and its formula
    colour : of its bands and lines, #RRGGBB
    numeral : writes a value
    tick_suffix : unit at the ticks
    ceiling : top of the axis where the measure has one (100 %), else None
    by_department : whether there are small multiples of it
    """

    name: str
    measure: str
    noun: str
    plural: bool
    of_what: str
    period: str
    definition: str
    colour: str
    numeral: Tell
    tick_suffix: str
    ceiling: float | None
    by_department: bool

    @property
    def unit(self) -> str:
        """What heads a column of its values: `% of people`."""
        return f"{self.tick_suffix}{self.of_what}".strip()

    def verb(self, singular: str) -> str:
        """The verb (third person singular) in the noun's number."""
        return singular.removesuffix("s") if self.plural else singular


CHARTS = (
    Chart(
        name="turnover",
        measure="voluntary_turnover",
        noun="Voluntary turnover",
        plural=False,
        of_what=" a year",
        period="the year to ",
        definition="Annual rate: quits of employees and executives in the last twelve months ÷ their average "
        "headcount, %",
        colour=BLUE,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=None,
        by_department=True,
    ),
    Chart(
        name="output",
        measure="output_per_head",
        noun="Output per head",
        plural=False,
        of_what=" worker-months",
        period="",
        definition="Worker-months of true output per person present in the month; 1 is an average, fully "
        "ramped worker without AI",
        colour=TEAL,
        numeral=partial(plain, decimals=2),
        tick_suffix="",
        ceiling=None,
        by_department=False,
    ),
    Chart(
        name="burnout",
        measure="burnout",
        noun="Reported burnout",
        plural=False,
        of_what=" of people",
        period="",
        definition=f"% of people present. Instrument: {MEASURES['burnout'].instrument}; a far lower bar than "
        "a diagnosis",
        colour=PLUM,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=100.0,
        by_department=True,
    ),
    Chart(
        name="ai_users",
        measure="ai_users",
        noun="AI users",
        plural=True,
        of_what=" of people",
        period="",
        definition="People who use AI at work ÷ people present in the month, %",
        colour=ORANGE,
        numeral=per_cent,
        tick_suffix=f"{NO_BREAK}%",
        ceiling=100.0,
        by_department=True,
    ),
)

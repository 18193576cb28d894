"""Whether the pay of the people in post is known, and can be that of a year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.meaning.questions import ask
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("people.pay_of_people")

#: Share of people in post whose pay may be missing, or far too small, without a word.
_few = 0.05  # assumption
_far_too_small = 1 / 50  # of the median; pay by the hour is about a two-thousandth of a year's (assumption)


def check_pay(spells: pd.DataFrame, mapping: Mapping, file: str) -> list[str]:
    """How many people in post have no pay, as notes.

    Raises
    ------
    QuestionError
        If they are more than a few.
    InputError
        If the pay of more than a few is so small that it is probably by the hour.
    """
    pay = spells.loc[spells["present"], "pay"].to_numpy(dtype=np.float64)
    known = pay[~np.isnan(pay)]
    if known.size == 0:  # `assumed_pay` has said what to take
        return []
    small = int((known < _far_too_small * np.median(known)).sum())
    if small > _few * known.size:
        raise InputError(
            f"{file}: pay of {small:,} of {known.size:,} people in post is less than a fiftieth of the "
            "usual, and so probably by the hour. Add a column that says of each the period, as in  year  or  "
            "hour, and name it in a mapping file:  columns: {pay_period: Pay Basis}"
        )
    lacking, total = pay.size - known.size, pay.size
    if lacking == 0:
        return []
    if lacking > _few * total and mapping.settings.missing_pay is None:
        ask(
            file,
            f"{lacking:,} of {total:,} people in post have no pay ({lacking / total:.0%}). Name the column "
            "that has it, add a file of pay with --pay FILE, or let them count with the mean of similar "
            "people?",
            ("missing_pay=similar",),
        )
    return [_text("missing_pay", people=f"{lacking:,}", total=f"{total:,}")]

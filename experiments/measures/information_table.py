"""The table of the value of information: one row a parameter, with what to ask."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from tandem.experiments.measures.pulse_questions import question_for
from tandem.experiments.measures.value_of_information import DEFINITION, Entry
from tandem.model.parameters import register


def information_table(entries: Sequence[Entry], headcount: int, currency: str) -> pa.Table:
    """Every parameter with its value of information and what to ask.

    Parameters
    ----------
    entries : from `experiments.measures.value_of_information.value_of_information`
    headcount : people who can be asked
    currency : of `evppi`, `standard_error` and `noise`

    Returns
    -------
    Columns parameter, meaning, evppi, standard_error, noise, above_noise, unit, how, ask, instrument, people
    and effort; null where no question stands ready. The definition is in the schema's metadata.
    """
    rows = [_row(entry, headcount, currency) for entry in entries]
    schema = pa.schema(
        [
            ("parameter", pa.string()), ("meaning", pa.string()),
            ("evppi", pa.float64()), ("standard_error", pa.float64()), ("noise", pa.float64()),
            ("above_noise", pa.bool_()), ("unit", pa.string()), ("how", pa.string()), ("ask", pa.string()),
            ("instrument", pa.string()), ("people", pa.int64()), ("effort", pa.string()),
        ],
        metadata={"definition": DEFINITION},
    )  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def _row(entry: Entry, headcount: int, currency: str) -> dict[str, object]:
    question = question_for(entry.parameter)
    known = register().get(entry.parameter)
    return {
        "parameter": entry.parameter,
        "meaning": known.meaning if known else "",
        "evppi": entry.evppi,
        "standard_error": entry.standard_error,
        "noise": entry.noise,
        "above_noise": entry.above_noise,
        "unit": currency,
        "how": question.how if question else None,
        "ask": question.ask if question else None,
        "instrument": question.instrument if question else None,
        "people": question.people(headcount) if question else None,
        "effort": question.effort(headcount) if question else None,
    }

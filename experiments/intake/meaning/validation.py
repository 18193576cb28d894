"""The rules that every row of an extract must keep, as a pandera schema; broken ones are told by row."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.model.organisation.profile import LARGEST_SALARY, LONGEST_TENURE_YEARS

_earliest = np.datetime64("1940-01-01")
_most_full_time = 1.5  # share of full time; more is a slip (assumption)
_longest_name = 100


def check_rows(
    frame: pd.DataFrame, file: str, headings: Mapping[str, str], latest: np.datetime64, dated: bool
) -> list[RowProblem]:
    """The rules that rows break.

    Parameters
    ----------
    frame : DataFrame
        As in `FileRows.frame`.
    headings : mapping
        Column of the frame → heading in the file, for the messages.
    latest : day
        The last day on which somebody can have been hired.
    dated : bool
        Whether every row needs a date of hire.
    """
    import pandera.pandas as pa  # slow to import

    def check(test: Callable[..., Any], rule: str) -> pa.Check:
        return pa.Check(test, error=rule, ignore_na=True)

    def named() -> pa.Column:
        return pa.Column(
            nullable=False,
            checks=[
                check(_safe_name, f"a name of up to {_longest_name} characters is allowed, not a formula")
            ],
        )

    columns = {
        "department": named(),
        "level": named(),
        "hire": pa.Column(
            nullable=not dated,
            checks=[
                check(lambda days: days >= _earliest, "a day from 1940 on is allowed"),
                check(lambda days: days <= latest, f"a day up to {latest} is allowed"),
            ],
        ),
        "exit": pa.Column(
            nullable=True, checks=[check(lambda days: days >= _earliest, "a day from 1940 on is allowed")]
        ),
        "fte": pa.Column(
            nullable=True,
            checks=[
                check(
                    lambda share: (share > 0) & (share <= _most_full_time),
                    f"a share of full time above 0 and up to {_most_full_time} is allowed (1 is full "
                    f"time; if "
                    "100 is full time, --set fte_unit=percent)",
                )
            ],
        ),
        "pay": pa.Column(
            nullable=True,
            checks=[
                check(
                    lambda pay: (pay > 0) & (pay < LARGEST_SALARY),
                    f"pay above 0 and below {LARGEST_SALARY:,.0f} a year is allowed",
                )
            ],
        ),
        "tenure_months": pa.Column(
            nullable=True,
            checks=[
                check(
                    lambda months: (months >= 0) & (months <= 12 * LONGEST_TENURE_YEARS + 6),
                    f"0 to {LONGEST_TENURE_YEARS:g} years are allowed",
                )
            ],
        ),
        "observed_months": pa.Column(
            nullable=True,
            checks=[
                check(lambda months: (months > 0) & (months <= 12), "above 0 and up to 12 months are allowed")
            ],
        ),
    }
    schema = pa.DataFrameSchema(columns, strict=False)
    problems = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        problems = _problems(error.failure_cases, frame, file, headings)
    early = (frame["exit"] < frame["hire"]).to_numpy()
    if early.any():
        rows = frame["row"].to_numpy()[early]
        rule = "a day on or after the day of hire is allowed"
        problems.append(RowProblem(file, rows, headings.get("exit", "exit"), rule))
    return problems


def _safe_name(names: pd.Series) -> pd.Series:
    """Whether names are short enough and no formulas; each different one is looked at once."""
    good = {
        name: len(name) <= _longest_name and not name.startswith(("=", "+", "-", "@", "\t", "|"))
        for name in names.cat.categories
    }
    return names.map(good).astype(object).fillna(True).astype(bool)


def _problems(
    cases: pd.DataFrame, frame: pd.DataFrame, file: str, headings: Mapping[str, str]
) -> list[RowProblem]:
    problems = []
    numbers = frame["row"].to_numpy()
    for (column, check), rows in cases.groupby(["column", "check"], dropna=False, sort=False):
        rule = "a value is needed here" if check == "not_nullable" else str(check)
        if rows["index"].isna().any():
            raise AssertionError(f"the schema does not fit the frame: {column}, {check}")
        broken = numbers[rows["index"].to_numpy(dtype=np.int64)]
        problems.append(RowProblem(file, broken, headings.get(str(column), str(column)), rule))
    return problems

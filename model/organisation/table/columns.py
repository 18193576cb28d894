"""The columns of an organisation table: name, unit, range, and how a cell is read.

The unit is part of a column's meaning and is never guessed from the values: a cell holds a plain number
(digits, and a point before decimals) in the column's unit, or it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tandem.model.organisation.profile import (
    CONTRACTS,
    LARGEST_HEADCOUNT,
    LARGEST_QUITS,
    LARGEST_SALARY,
    LONGEST_TENURE_YEARS,
)
from tandem.model.organisation.reserved import INSTEAD, is_reserved, why_reserved
from tandem.model.organisation.table.problems import Problem, quote_found
from tandem.model.received.plain_text import is_clean

_plain_number = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LONGEST_NAME = 100  # characters of a department's or level's name
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Attributes
    ----------
    name : str
        The heading.
    meaning : str
        What a cell holds, with its unit.
    example : str
        A good cell.
    optional : bool
        Whether the column may be left out and its cells left blank.
    """

    name: str
    meaning: str
    example: str
    optional: bool = False


@dataclass(frozen=True)
class NumberColumn(Column):
    """A column of numbers from `low` to `high` (without the ends if `ends_open`), whole ones if `whole`.

    Where `percent_sign` is true, 45% may stand for 0.45.
    """

    low: float = 0.0
    high: float = 0.0
    ends_open: bool = False
    whole: bool = False
    percent_sign: bool = False


DEPARTMENT = Column("department", "name of the department", "Sales")
LEVEL = Column("level", "name of the level", "senior")
CONTRACT = Column("contract", "one of " + ", ".join(CONTRACTS), "employee")
CURRENCY = Column("currency", "three-letter code of the salaries' currency (ISO 4217)", "USD", optional=True)
HEADCOUNT = NumberColumn("headcount", "people in the group", "25", low=1, high=LARGEST_HEADCOUNT, whole=True)
MEAN_SALARY = NumberColumn(
    "mean_salary", "currency units a year", "64000", low=0, high=LARGEST_SALARY, ends_open=True
)
TENURE = NumberColumn("tenure_years", "years, mean of the group", "4.5", True, high=LONGEST_TENURE_YEARS)
AI_USERS = NumberColumn("ai_users_percent", "per cent of the group", "45", True, high=100)
QUITS = NumberColumn(
    "annual_voluntary_quits_percent", "per cent of the group a year", "13.5", True, high=100 * LARGEST_QUITS
)
PROMOTIONS = NumberColumn(
    "annual_promotions_percent", "per cent of the group who move up in a year", "8", True, high=100
)
FTE = NumberColumn(
    "fte", "full-time equivalents of the group", "22.5", True, high=LARGEST_HEADCOUNT, ends_open=True
)
PAY_BASIS = Column(
    "pay_basis", "full_time (pay for full time) or actual (pay as paid to a person)", "actual", optional=True
)
JOB_FAMILY = Column("job_family", "a job family or a job title", "sales", optional=True)
EXPOSURE = NumberColumn(
    "ai_exposure",
    "share of the work that AI can touch, or per cent with the sign: 45%",
    "0.45",
    True,
    high=1,
    percent_sign=True,
)

TEXT_COLUMNS = (DEPARTMENT, LEVEL, CONTRACT, CURRENCY, JOB_FAMILY, PAY_BASIS)
NUMBER_COLUMNS = (HEADCOUNT, MEAN_SALARY, TENURE, AI_USERS, QUITS, EXPOSURE, PROMOTIONS, FTE)
#: In the order in which documentation and messages list them.
COLUMNS: tuple[Column, ...] = (
    *TEXT_COLUMNS[:3],
    *NUMBER_COLUMNS[:5],
    CURRENCY,
    JOB_FAMILY,
    EXPOSURE,
    PROMOTIONS,
    FTE,
    PAY_BASIS,
)


def read_text(column: Column, text: str, row: int) -> str | Problem:
    """The text of a cell, or what is wrong with it."""

    def problem(found: str, allowed: str = column.meaning) -> Problem:
        return Problem(row, column.name, found, allowed, column.example)

    if not text:
        return problem("nothing")
    if text.startswith(FORMULA_STARTS):
        return problem(
            quote_found(text), f"{column.meaning}, not starting with = + - or @ (read as a formula)"
        )
    if len(text) > LONGEST_NAME or not is_clean(text):
        return problem(quote_found(text), f"at most {LONGEST_NAME} printable characters")
    if column in (DEPARTMENT, LEVEL) and is_reserved(text):
        return Problem(row, column.name, quote_found(text), f"another name: {why_reserved(text)}", INSTEAD)
    return text


def read_number(column: NumberColumn, text: str, row: int) -> float | Problem:
    """The number in a cell, or what is wrong with it."""
    allowed = f"{_range_in_words(column)} ({column.meaning})"
    if not text:
        return Problem(row, column.name, "nothing", allowed, column.example)
    in_percent = column.percent_sign and text.endswith("%")
    digits = text[:-1].rstrip() if in_percent else text
    if not _plain_number.fullmatch(digits):
        return _not_a_number(column, text, row, allowed)
    value = float(digits) / 100 if in_percent else float(digits)
    inside = column.low < value < column.high if column.ends_open else column.low <= value <= column.high
    if column.whole and value == 0:
        allowed += "; delete the row of a group without people"
    if not inside or (column.whole and value != int(value)):
        return Problem(row, column.name, quote_found(text), allowed, _nearest(column, value))
    return value


def _nearest(column: NumberColumn, value: float) -> str:
    """What was probably meant by a number out of range: per cent for a share, else the column's example."""
    if column.percent_sign and 1 < value <= 100:
        return f"{value / 100:g}"
    if column.percent_sign:
        return f"{min(max(value, column.low), column.high):g}"
    return column.example


def _not_a_number(column: NumberColumn, text: str, row: int, allowed: str) -> Problem:
    """The problem with a cell that is not a plain number; the example is what was probably meant."""
    if text.startswith("="):
        return Problem(
            row, column.name, f"{quote_found(text)}, a formula", f"its value, {allowed}", column.example
        )
    if re.search("[0-9]", text):
        allowed += ", digits and a decimal point only: no unit, currency sign or thousands separator"
    return Problem(row, column.name, quote_found(text), allowed, plain_number(text) or column.example)


def plain_number(text: str) -> str | None:
    """How a number written with separators or units would be written plainly, for a suggestion only."""
    digits = re.sub(r"[^0-9.,]", "", text).strip(".,")
    if not re.search("[0-9]", digits):
        return None
    if "," in digits and "." in digits:
        decimal = max(",.", key=digits.rfind)
    elif re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}(\.[0-9]{3}){2,}", digits):
        return re.sub("[.,]", "", digits)
    else:
        decimal = "," if "," in digits else "."
    whole, _, fraction = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    whole = re.sub("[.,]", "", whole)
    plain = f"{whole or '0'}.{fraction}" if fraction else whole
    return plain if _plain_number.fullmatch(plain) else None


def _range_in_words(column: NumberColumn) -> str:
    kind = "a whole number" if column.whole else "a number"
    if column.ends_open:
        return f"{kind} above {column.low:,.0f} and below {column.high:,.0f}"
    return f"{kind} from {column.low:,.0f} to {column.high:,.0f}"

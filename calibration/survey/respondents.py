"""Respondent-level answers of a pulse survey, turned into targets: proportions with their n.

A CSV file (or Excel workbook) with one row a respondent and one column a question, named after the model's
quantity behind it. Answers are 1 (yes), 0 (no) or blank (not asked, not answered). A column `month` (YYYY-MM)
says when each respondent was asked; without it all count as asked when the 2025 survey was.

    month,burnout_all,considering_all
    2025-11,1,0
    2025-11,0,
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tandem.calibration.survey.targets import READINGS, Target
from tandem.model.calendar import SURVEY_MONTH, month_index, month_label
from tandem.model.errors import InputError
from tandem.model.organisation.suppression import MINIMUM_CELL
from tandem.model.organisation.table.cells import read_cells
from tandem.model.organisation.table.problems import Problem, quote_found, refuse_table

# quantity → who is asked, and what a yes means
QUESTIONS: dict[str, tuple[str, str]] = {
    "burnout_all": ("employees", "are experiencing burnout"),
    "considering_all": ("employees", "are considering to quit"),
    "unclear_all": ("employees", "do not see how their AI use serves the organisation's goals"),
    "ai_users": ("employees", "use AI at work"),
    "workload_added": ("employees using AI", "say AI has added to their workload"),
    "executives_seeing_gain": ("executives", "have seen productivity gains from AI in their team"),
    "freelancers_positive": ("freelancers using AI", "say AI has a positive effect on their work"),
}
MONTH_COLUMN = "month"
MOST_RESPONDENTS = 1_000_000
_codes = {"1": 1, "0": 0}


@dataclass
class _Count:
    """Answers to one question in one month."""

    yes: int = 0
    asked: int = 0


@dataclass
class _Sheet:
    """What has been read, and what is wrong with it."""

    columns: tuple[str, ...]
    counts: dict[tuple[str, int], _Count] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def targets_from_respondents(path: Path) -> tuple[Target, ...]:
    """One fitted target for each question and month: the share of yes among those who answered.

    Raises
    ------
    InputError
        Naming the file, row and column of every wrong code; also if a column is no question, or fewer than
        ten people answered a question in a month.
    """
    if not path.is_file():
        raise InputError(f"targets: there is no file '{path}'; example: targets=pulse.csv")
    rows = read_cells(path, None)
    _, header = next(rows, (1, []))
    sheet = _Sheet(_checked_header(path, header))
    for number, cells in islice(rows, MOST_RESPONDENTS + 1):
        if number > MOST_RESPONDENTS + 1:
            raise InputError(f"{path}: more than {MOST_RESPONDENTS:,} respondents.")
        _count_row(sheet, number, cells)
    if sheet.problems:
        refuse_table(str(path), sheet.problems)
    if not sheet.counts:
        raise InputError(f"{path}: there is no answer in it; example of a row: 1,0")
    _refuse_few(path, sheet)
    return tuple(_target(question, month, count) for (question, month), count in sorted(sheet.counts.items()))


def _checked_header(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(cell.lower() for cell in header)
    allowed = f"{MONTH_COLUMN} and {', '.join(QUESTIONS)}"
    problems = [
        Problem(
            1, quote_found(cell), "no question", f"{allowed} (take out names and identifiers)", "burnout_all"
        )
        for cell, name in zip(header, columns, strict=True)
        if name not in QUESTIONS and name != MONTH_COLUMN
    ]
    problems += [
        Problem(1, name, "the column twice", "each column once", "burnout_all")
        for place, name in enumerate(columns)
        if name in columns[:place]
    ]
    if not problems and not set(columns) & set(QUESTIONS):
        problems.append(
            Problem(1, None, "no question", f"at least one of {', '.join(QUESTIONS)}", "ai_users")
        )
    if problems:
        refuse_table(str(path), problems)
    return columns


def _count_row(sheet: _Sheet, number: int, cells: Sequence[str]) -> None:
    if len(cells) > len(sheet.columns) and any(cells[len(sheet.columns) :]):
        sheet.problems.append(
            Problem(number, None, f"{len(cells)} cells", f"{len(sheet.columns)}, as the header", "1,0")
        )
        return
    given = dict(zip(sheet.columns, cells, strict=False))
    month = _month(sheet, number, given)
    for question in QUESTIONS:
        answer = given.get(question, "")
        if answer in _codes:
            count = sheet.counts.setdefault((question, month), _Count())
            count.yes += _codes[answer]
            count.asked += 1
        elif answer:
            sheet.problems.append(
                Problem(number, question, quote_found(answer), "1 (yes), 0 (no) or blank (no answer)", "1")
            )


def _month(sheet: _Sheet, number: int, given: dict[str, str]) -> int:
    """When the respondent was asked, in months since November 2022."""
    if MONTH_COLUMN not in sheet.columns:
        return SURVEY_MONTH
    written = given.get(MONTH_COLUMN, "")
    try:
        return month_index(written, MONTH_COLUMN)
    except InputError:
        allowed = f"a month from {month_label(0)} on, as YYYY-MM"
        sheet.problems.append(Problem(number, MONTH_COLUMN, quote_found(written), allowed, "2025-11"))
        return SURVEY_MONTH


def _refuse_few(path: Path, sheet: _Sheet) -> None:
    """Answers of a handful of people say next to nothing, and could be told apart."""
    for (question, month), count in sorted(sheet.counts.items()):
        if count.asked < MINIMUM_CELL:
            raise InputError(
                f"{path}: column {question}: found {count.asked} answers in {month_label(month)}; allowed: "
                f"at least {MINIMUM_CELL}; leave the column out, or join months"
            )


def _target(question: str, month: int, count: _Count) -> Target:
    asked, means = QUESTIONS[question]
    share = count.yes / count.asked
    return Target(
        name=f"{question}_{month_label(month).replace('-', '_')}",
        wording=f"{100 * share:.0f} % {means}",
        asked=f"{asked}, {month_label(month)}",
        n=(count.asked,),
        value=share,
        extra_error=0.0,
        rest=0.0,
        quantity=question,
        month=month,
        role="fit",
        readings=READINGS,
        evidence="",
    )

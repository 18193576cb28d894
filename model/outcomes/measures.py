"""The outcomes: what is measured, in which unit and by which formula, for any set of groups.

Every measure follows from the sums the engine keeps (`model/outcomes/tally.py`). Sums of groups may be added,
ratios may not: a measure of several groups is computed from the added sums.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tandem.model.outcomes import instruments, tally
from tandem.model.outcomes.sums import EXITS, CellSums, cell_sums, ratio

Array = npt.NDArray[np.float64]
Formula = Callable[[CellSums], Array]
Statistic = Literal["year", "end", "total"]


@dataclass(frozen=True)
class Measure:
    """A measure of a set of groups in a month.

    Attributes
    ----------
    name : str
        Name in tables.
    label : str
        Name in figures and text.
    unit : str
        The unit; `{currency}` stands for the organisation's currency (see `unit_in`).
    definition : str
        One plain sentence with the formula.
    headline : bool
        Whether it belongs into a summary.
    formula : callable
        From `CellSums` to the values, shape (..., months); NaN where there is nothing to divide by.
    statistic : {"year", "end", "total"}
        What a summary states of a projection: `year`, the twelve months up to its end; `end`, its last
        month; `total`, the sum over its months.
    instrument : str
        The question a share of respondents answers to, with the parameter that holds its threshold.
    threshold : str
        Name of that parameter; empty when there is none.
    """

    name: str
    label: str
    unit: str
    definition: str
    headline: bool
    formula: Formula
    statistic: Statistic
    instrument: str = ""
    threshold: str = ""

    def unit_in(self, currency: str) -> str:
        """The unit with the organisation's currency put in."""
        return self.unit.format(currency=currency)


def measure_values(
    name: str, tallies: npt.NDArray[Any], contracts: Sequence[str], licence_price: float | npt.ArrayLike
) -> Array:
    """A measure of one cell, month by month.

    Parameters
    ----------
    name : str
        A key of `MEASURES`.
    tallies : array (..., months, groups, TALLIES)
        Sums of the groups of the cell, and of no other; months in order and without gaps.
    contracts : sequence of str
        Contract of each of these groups.
    licence_price : float or array (...)
        Price of an AI licence in currency/user/month; one for each draw if `...` is the draws.

    Returns
    -------
    float64 array (..., months), NaN where there is nothing to divide by or fewer than twelve months so far

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    return MEASURES[name].formula(cell_sums(tallies, contracts, licence_price))


def _licence_cost(cell: CellSums) -> Array:
    return cell.of(tally.AI_USERS) * cell.licence_price


def _people_cost(cell: CellSums) -> Array:
    direct = cell.of(tally.PAYROLL, tally.REPLACEMENT, tally.VACANCY_COST)
    return direct + _licence_cost(cell) + cell.programmes


_year = "per cent a year"
_average = (
    "the average headcount of employees and executives (mean of the twelve monthly averages of "
    "opening and closing headcount)"
)
_staff_only = "Freelancers are not in it: the end of a contract is counted as a contract end."

_measures = (
    Measure(
        "headcount", "Headcount", "people",
        "People at the end of the month: people present during it − exits + hires.",
        True, CellSums.closing_headcount, "end",
    ),
    Measure(
        "full_time_equivalents", "Full-time equivalents", "full-time equivalents",
        "Headcount × what each group works of full time.",
        True, lambda cell: cell.full_time, "end",
    ),
    Measure(
        "vacancies", "Vacancies", "seats",
        "Open seats that are empty at the end of the month.",
        True, lambda cell: cell.of(tally.VACANT), "end",
    ),
    Measure(
        "hires", "Hires", "people",
        "People hired during the month, on all contracts.",
        True, lambda cell: cell.of(tally.HIRES), "total",
    ),
    Measure(
        "promotions", "Promotions", "people",
        "People of a team who moved up to a vacant seat of the team during the month, counted where they "
        "arrive.",
        False, lambda cell: cell.of(tally.PROMOTED), "total",
    ),
    Measure(
        "voluntary_exits", "Voluntary exits", "people",
        "Employees and executives who quit during the month.",
        True, lambda cell: cell.of(tally.QUITS), "total",
    ),
    Measure(
        "dismissals", "Dismissals", "people",
        "People dismissed during the month and to be replaced.",
        False, lambda cell: cell.of(tally.DISMISSALS), "total",
    ),
    Measure(
        "layoffs", "Layoffs", "people",
        "People laid off during the month, their seats closed.",
        False, lambda cell: cell.of(tally.LAYOFFS), "total",
    ),
    Measure(
        "contract_ends", "Contract ends", "people",
        "Freelancers whose contract ended during the month and was not renewed.",
        False, lambda cell: cell.of(tally.CONTRACT_ENDS), "total",
    ),
    Measure(
        "total_exits", "Total exits", "people",
        "Everybody who left during the month: quits + dismissals + layoffs + ends of freelancers' contracts.",
        True, lambda cell: cell.of(*EXITS), "total",
    ),
    Measure(
        "regretted_exits", "Regretted exits", "people",
        "Top performers (parameter top_performer_share) among the employees and executives who quit during "
        "the month.",
        True, lambda cell: cell.of(tally.REGRETTED), "total",
    ),
    Measure(
        "voluntary_turnover", "Voluntary turnover", _year,
        f"Voluntary turnover rate (SHRM; ISO 30414): quits in the twelve months up to this one ÷ {_average}; "
        f"a rate of twelve months as it stands, nothing is annualised. {_staff_only}",
        True, lambda cell: cell.turnover(tally.QUITS), "year",
    ),
    Measure(
        "expected_voluntary_turnover", "Expected voluntary turnover", _year,
        f"Each person's chance to quit in a month, summed over twelve months ÷ {_average}: voluntary "
        f"turnover without the luck of who happens to go. {_staff_only}",
        True, lambda cell: cell.turnover(tally.EXPECTED_QUITS), "year",
    ),
    Measure(
        "total_turnover", "Total turnover", _year,
        f"Total turnover rate (SHRM; ISO 30414): quits, dismissals and layoffs of employees and executives "
        f"in the twelve months up to this one ÷ {_average}; nothing is annualised. {_staff_only}",
        True, lambda cell: cell.turnover(tally.QUITS, tally.DISMISSALS, tally.LAYOFFS), "year",
    ),
    Measure(
        "quit_intention", "Considering quitting", "per cent",
        "People whose quit intention is above the threshold of the question ÷ people present.",
        True, lambda cell: cell.share(tally.CONSIDERING), "end",
        "'considering quitting' (survey of the Upwork Research Institute, 2025)", "threshold_considering",
    ),
    Measure(
        "burnout", "Experiencing burnout", "per cent",
        "People whose burnout is above the threshold of the question ÷ people present; a far lower bar than "
        "'very often or always' or a diagnosis.",
        True, lambda cell: cell.share(tally.BURNED_OUT), "end",
        instruments.BURNOUT, "threshold_burned_out",
    ),
    Measure(
        "burnout_very_often", "Burned out very often or always", "per cent",
        "People whose burnout is above the threshold of the question ÷ people present.",
        True, lambda cell: cell.share(tally.VERY_OFTEN), "end",
        "burned out 'very often or always' (Gallup)", "threshold_very_often",
    ),
    Measure(
        "unclear", "Do not see the purpose of their AI use", "per cent",
        "People whose clarity is below the threshold of the question ÷ people present.",
        True, lambda cell: cell.share(tally.UNCLEAR), "end",
        "does not see how AI use serves company goals (survey of the Upwork Research Institute)",
        "threshold_clarity",
    ),
    Measure(
        "hours", "Hours beyond the usual week", "per cent of the usual week",
        "Mean of people present of the hours that they work beyond the usual week; below nought: fewer.",
        False, lambda cell: cell.share(tally.HOURS_SUM), "end",
    ),
    Measure(
        "felt_load", "Felt load", "per cent beyond the normal",
        "Mean of people present of the workload that they feel beyond the normal; below nought: less.",
        False, lambda cell: cell.share(tally.DEMANDS_SUM), "end",
    ),
    Measure(
        "ai_users", "AI users", "per cent",
        "People who use AI at work ÷ people present.",
        True, lambda cell: cell.share(tally.AI_USERS), "end",
    ),
    Measure(
        "ai_weekly", "Weekly or daily AI users", "per cent",
        "People who use AI for a share of their working time that a weekly user does (parameter "
        "weekly_use_from), or more ÷ people present; other users are light ones.",
        False, lambda cell: cell.share(tally.WEEKLY_USERS), "end",
    ),
    Measure(
        "ai_daily", "Daily AI users", "per cent",
        "People who use AI for a share of their working time that a daily user does (parameter "
        "daily_use_from), or more ÷ people present.",
        True, lambda cell: cell.share(tally.DAILY_USERS), "end",
    ),
    Measure(
        "ai_time", "Working time with AI", "per cent of working time",
        "Mean among AI users of the share of working time that they use AI for.",
        True, lambda cell: cell.mean_of_users(tally.AI_TIME_SUM), "end",
    ),
    Measure(
        "output", "Output", "worker-months",
        "True output of everybody present; 1 is a month of a fully ramped, average worker without AI.",
        True, lambda cell: cell.of(tally.OUTPUT_SUM), "total",
    ),
    Measure(
        "output_per_head", "Output per head", "worker-months per person",
        "True output of the month ÷ people present; 1 is a fully ramped, average worker without AI.",
        True, lambda cell: ratio(cell.of(tally.OUTPUT_SUM), cell.of(tally.PRESENT)), "end",
    ),
    Measure(
        "perceived_gain", "Gain from AI as users report it", "per cent",
        "Mean among AI users of the gain in output that they would report themselves.",
        True, lambda cell: cell.mean_of_users(tally.PERCEIVED_SUM), "end",
    ),
    Measure(
        "true_gain", "True gain from AI", "per cent",
        "Mean among AI users of the true gain in output, after the time that rework takes back.",
        True, lambda cell: cell.mean_of_users(tally.TRUE_SUM), "end",
    ),
    Measure(
        "payroll", "Payroll", "{currency}",
        "Fully loaded employment cost of everybody present in the month: salary ÷ 12 × payroll_load.",
        True, lambda cell: cell.of(tally.PAYROLL), "total",
    ),
    Measure(
        "replacement_cost", "Replacement cost", "{currency}",
        "Cost of replacing everybody who left in the month, layoffs excepted: a share of the leaver's annual "
        "salary that varies between leavers.",
        True, lambda cell: cell.of(tally.REPLACEMENT), "total",
    ),
    Measure(
        "vacancy_cost", "Vacancy cost", "{currency}",
        "Cost of work left undone on seats that were empty during the month, a share of their salaries.",
        True, lambda cell: cell.of(tally.VACANCY_COST), "total",
    ),
    Measure(
        "ai_licence_cost", "AI licences", "{currency}",
        "AI users present in the month × price of a licence (parameter ai_licence).",
        True, _licence_cost, "total",
    ),
    Measure(
        "programme_cost", "Programmes", "{currency}",
        "What the policy's levers cost in the month, raises and severance included.",
        True, lambda cell: cell.programmes, "total",
    ),
    Measure(
        "total_people_cost", "Total cost of people", "{currency}",
        "Payroll + replacement cost + vacancy cost + AI licences + programmes of the month.",
        True, _people_cost, "total",
    ),
)  # fmt: skip

#: All measures by name, in the order of tables.
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _measures}

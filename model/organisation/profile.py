"""An organisation as groups: how many people, in which department, level and contract, at what pay.

A profile describes groups and never persons; the seats of the model are drawn from it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from tandem.model.errors import InputError
from tandem.model.organisation.currencies import CURRENCIES
from tandem.model.organisation.families.scores import families_in


class Contract(IntEnum):
    """Codes of the contracts in the columns; a profile calls each by its name in small letters."""

    EMPLOYEE = 0
    FREELANCER = 1
    EXECUTIVE = 2


#: Names of the contracts, in the order of their codes.
CONTRACTS = tuple(contract.name.lower() for contract in Contract)
#: Stands where somebody has taken the purpose out of an imported profile.
NO_PURPOSE = "no purpose stated"

# What counts as a possible value. The bounds catch slips (months for years, cents for dollars); they
# carry no information about organisations. Each is an `assumption`.
LARGEST_HEADCOUNT = 10_000_000  # people, in a group and in an organisation
LARGEST_FULL_TIME = 1.5  # of full time: overtime that is part of the contract
LARGEST_SALARY = 1e8  # currency units a year
LONGEST_TENURE_YEARS = 50.0  # years: a working life with one employer
QUIT_RATIOS = (0.2, 5.0)  # quits of a group ÷ those usual for its contract
LARGEST_QUITS = 3.0  # voluntary quits a year per position: each is refilled three times a year


@dataclass(frozen=True)
class Group:
    """People of one department, level and contract.

    Attributes
    ----------
    department, level : str
        Names as the organisation uses them.
    contract : str
        `employee`, `freelancer` or `executive`.
    headcount : int
        People in the group, 1 to 10,000,000.
    mean_salary : float
        Mean pay of a person, as paid, in the profile's currency per year; above 0 and below 1e8.
    mean_tenure_years : float or None
        Mean time with the organisation so far, years, 0 to 50; None when not known.
    ai_users : float or None
        Share of the group that uses AI at work, 0 to 1; None leaves it to the model.
    annual_voluntary_quits : float or None
        Voluntary quits a year ÷ average headcount, 0 to 3; None leaves it to the model.
    family : str or None
        Job family of the work, or several with " + " between (`model.organisation.families`); None: the
        department's name decides.
    exposure : float or None
        Share of the work that AI can touch, 0 to 1, where it is stated; it counts before the family.
    annual_promotions : float or None
        Share of the group who move up in a year, 0 to 1; None leaves it to the model.
    full_time : float
        Full-time equivalents ÷ people, above 0 and up to 1.5: who works half of full time counts half. What
        the
        group gets done is in proportion to it; pay is what is paid, and so are all costs.
    quit_ratio : float
        Quits of the group ÷ those usual for its contract, 0.2 to 5.

    Raises
    ------
    InputError
        If a value is outside its range.
    """

    department: str
    level: str
    contract: str
    headcount: int
    mean_salary: float
    mean_tenure_years: float | None = None
    ai_users: float | None = None
    annual_voluntary_quits: float | None = None
    family: str | None = None
    exposure: float | None = None
    quit_ratio: float = 1.0
    annual_promotions: float | None = None
    full_time: float = 1.0

    def __post_init__(self) -> None:
        where = f"Group {self.department!r}, {self.level!r}, {self.contract!r}"
        if not self.department.strip() or not self.level.strip():
            raise InputError(f"{where}: department and level need a name, for example 'Sales' and 'senior'.")
        if self.contract not in CONTRACTS:
            raise InputError(f"{where}: contract must be one of {', '.join(CONTRACTS)}.")
        if isinstance(self.headcount, bool) or not isinstance(self.headcount, int):
            raise InputError(
                f"{where}: headcount must be a whole number, for example 25; found {self.headcount!r}."
            )
        if not 1 <= self.headcount <= LARGEST_HEADCOUNT:
            raise InputError(
                f"{where}: headcount must lie in 1 to {LARGEST_HEADCOUNT:,}; found {self.headcount}."
            )
        if not 0 < self.full_time <= LARGEST_FULL_TIME:
            raise InputError(
                f"{where}: full_time must be above 0 and at most {LARGEST_FULL_TIME:g}, for example 0.8; "
                "found "
                f"{self.full_time}."
            )
        if not 0 < self.mean_salary < LARGEST_SALARY:
            raise InputError(
                f"{where}: mean_salary must be above 0 and below {LARGEST_SALARY:,.0f} a year, "
                f"for example 64000; found {self.mean_salary}."
            )
        _check_range(where, "mean_tenure_years", self.mean_tenure_years, LONGEST_TENURE_YEARS, "4.5 (years)")
        _check_range(where, "ai_users", self.ai_users, 1.0, "0.45 (a share)")
        _check_range(
            where, "annual_voluntary_quits", self.annual_voluntary_quits, LARGEST_QUITS, "0.135 (a share)"
        )
        _check_range(where, "annual_promotions", self.annual_promotions, 1.0, "0.08 (a share)")
        _check_range(where, "exposure", self.exposure, 1.0, "0.45 (a share)")
        low, high = QUIT_RATIOS
        if not low <= self.quit_ratio <= high:
            raise InputError(
                f"{where}: quit_ratio must lie in {low:g} to {high:g}, for example 1.2; found "
                f"{self.quit_ratio}."
            )
        if self.family is not None:
            try:
                families_in(self.family)
            except InputError as error:
                raise InputError(f"{where}: family: {error}") from None

    @property
    def own_work(self) -> tuple[str | float | None, ...] | None:
        """Family, exposure, quit ratio and promotions where any of them is stated, else None."""
        stated = (self.family, self.exposure, float(self.quit_ratio))
        if self.annual_promotions is not None:
            return (*stated, self.annual_promotions)
        return None if stated == (None, None, 1.0) else stated


@dataclass(frozen=True)
class Profile:
    """An organisation: its groups, the order of its levels and its currency.

    Attributes
    ----------
    name : str
        What reports call the organisation.
    currency : str
        Three-letter code (ISO 4217) of every salary, for example USD.
    groups : tuple of Group
        Each (department, level, contract) once. A group's index in the columns is its place here.
    source : str
        Where the description comes from: a file or a configuration.
    data_hash : str
        SHA-256 of the content (see `data_hash`); worked out when left empty.
    levels : tuple of str
        From junior to senior; taken in order of first appearance when left empty.
    purpose : str
        What the figures may be used for, printed with every result; empty where nobody limited it.
    imported : bool
        Whether it was made from data about people (`tandem import`): every use is then logged.
    of_people : bool
        Whether it describes people there are (a table, an import) and is not made up.
    minimum_cell : int
        Fewest people of any of its groups, below which nothing made of it may go; 0 where that is open.
    merged, merged_departments : tuple of str
        Departments and levels too small to be a group and counted with others; the departments of them.
    exchange_rates : tuple of (str, float)
        Units of `currency` for one unit of other currencies, as the user says; nothing is looked up.

    Raises
    ------
    InputError
        If there is no group, a group appears twice, the currency is not a three-letter code, a level is
        missing from `levels`, or the organisation has more than 10,000,000 people.
    """

    name: str
    currency: str
    groups: tuple[Group, ...]
    source: str
    data_hash: str = ""
    levels: tuple[str, ...] = ()
    purpose: str = ""
    imported: bool = False
    of_people: bool = False
    minimum_cell: int = 0
    merged: tuple[str, ...] = ()
    merged_departments: tuple[str, ...] = ()
    exchange_rates: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        check_currency(self.currency, where=self.source)
        if not self.groups:
            raise InputError(f"{self.source}: the organisation has no groups; describe at least one.")
        keys = [(group.department, group.level, group.contract) for group in self.groups]
        twice = [key for key, times in Counter(keys).items() if times > 1]
        if twice:
            raise InputError(
                f"{self.source}: the group {', '.join(twice[0])} appears twice; put it in one row."
            )
        if self.headcount > LARGEST_HEADCOUNT:
            raise InputError(
                f"{self.source}: the organisation has {self.headcount:,} people; at most "
                f"{LARGEST_HEADCOUNT:,}."
            )
        if not self.levels:
            object.__setattr__(self, "levels", tuple(dict.fromkeys(group.level for group in self.groups)))
        check_levels(self.levels, {group.level for group in self.groups}, where=self.source)
        if not self.data_hash:
            object.__setattr__(self, "data_hash", data_hash(self.currency, self.levels, self.groups))

    @property
    def headcount(self) -> int:
        """People in the organisation."""
        return sum(group.headcount for group in self.groups)

    @property
    def full_time_equivalents(self) -> float:
        """People in full time who would work as much."""
        return sum(group.headcount * group.full_time for group in self.groups)

    @property
    def departments(self) -> tuple[str, ...]:
        """Departments in order of first appearance."""
        return tuple(dict.fromkeys(group.department for group in self.groups))


def data_hash(currency: str, levels: Sequence[str], groups: Sequence[Group]) -> str:
    """SHA-256 (hexadecimal) of an organisation's content.

    Two files with the same content hash alike whatever their names, formats or number styles: the hash is
    taken over currency, levels and groups as JSON in a fixed order, with shortest round-trip decimals.
    Family, exposure and quit ratio enter where a group states one of them (version 0.1 knew none).
    """
    rows: list[list[object]] = [
        [
            group.department,
            group.level,
            group.contract,
            group.headcount,
            *(
                None if number is None else float(number)
                for number in (
                    group.mean_salary,
                    group.mean_tenure_years,
                    group.ai_users,
                    group.annual_voluntary_quits,
                )
            ),
            *(group.own_work or ()),
            *(("full_time", float(group.full_time)) if group.full_time != 1 else ()),
        ]
        for group in groups
    ]
    content = json.dumps([currency, list(levels), rows], separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def check_currency(currency: object, where: str) -> None:
    """Raise `InputError` unless `currency` is a three-letter code in capitals, as in ISO 4217."""
    if isinstance(currency, str) and currency in CURRENCIES:
        return
    raise InputError(
        f"{where}: the currency must be a three-letter code in capitals of ISO 4217, "
        f"for example USD; found {currency!r}."
    )


def check_levels(levels: Sequence[str], used: set[str], where: str) -> None:
    """Raise `InputError` unless `levels` names every level in `used`, and none twice."""
    if len(set(levels)) < len(levels):
        raise InputError(f"{where}: organisation.levels names a level twice: {', '.join(levels)}.")
    missing = sorted(used - set(levels))
    if missing:
        raise InputError(
            f"{where}: organisation.levels lacks {', '.join(missing)}; list every level of the organisation "
            f"from junior to senior, for example [{', '.join([*levels, *missing])}]."
        )


def _check_range(where: str, name: str, value: float | None, highest: float, example: str) -> None:
    """Raise `InputError` unless `value` is None or lies in 0 to `highest`."""
    if value is not None and not (math.isfinite(value) and 0 <= value <= highest):
        raise InputError(
            f"{where}: {name} must lie in 0 to {highest:g}, for example {example}; found {value}."
        )

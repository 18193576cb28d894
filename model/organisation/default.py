"""An organisation described by shares of departments, levels and contracts, and by pay."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from tandem.model.errors import InputError
from tandem.model.organisation.families.assign import with_own_families
from tandem.model.organisation.families.own import read_titles
from tandem.model.organisation.profile import LARGEST_HEADCOUNT, QUIT_RATIOS, Group, Profile
from tandem.model.organisation.reserved import INSTEAD, is_reserved, why_reserved
from tandem.model.organisation.table.columns import FORMULA_STARTS, LONGEST_NAME
from tandem.model.organisation.table.problems import quote_found
from tandem.model.received.plain_text import is_clean

_later = {"families", "quit_ratio"}  # keys that descriptions of version 0.1 do not have


@dataclass(frozen=True)
class Description:
    """What `configs/organisation/default.yaml` says; the values and their sources stand there.

    Attributes
    ----------
    name, currency : str
        What reports call the organisation; three-letter code of the salaries' currency.
    headcount : int
        Seats in all, 10 to 10,000,000.
    departments, levels : mapping of name to share
        Shares of the seats, each adding to 1; levels from junior to senior, alike in every department.
    executive_level : str
        The level whose people have executive contracts.
    freelancer_share : float
        Share of all seats, at most the share of the `freelancer_levels` together.
    freelancer_levels : sequence of str
        Levels on which there are freelancers.
    salary : mapping of level to currency units a year
        Mean salary of employees.
    salary_ratio : mapping of department to ratio
        Pay of the department ÷ pay of the organisation, level for level.
    freelancer_pay_ratio : float
        A freelancer's fees for a year ÷ an employee's salary.
    families : mapping of department to job family, path of a YAML file, or None
        Job families (or exposures, 0 to 1) of departments; elsewhere the department's name decides.
    quit_ratio : mapping of department to ratio, or None
        Quits of a department ÷ those usual for a contract, 0.2 to 5; 1 where nothing is said.
    """

    name: str
    currency: str
    headcount: int
    departments: Mapping[str, float]
    levels: Mapping[str, float]
    executive_level: str
    freelancer_share: float
    freelancer_levels: Sequence[str]
    salary: Mapping[str, float]
    salary_ratio: Mapping[str, float]
    freelancer_pay_ratio: float
    families: Mapping[str, object] | str | None = None
    quit_ratio: Mapping[str, float] | None = None


def description_from_config(config: Mapping[str, Any]) -> Description:
    """Read and check a description (the keys of `Description`).

    Raises
    ------
    InputError
        If a key is missing or unknown, a share is outside 0 to 1, shares do not add to 1, or pay is not
        positive.
    """
    known = [field.name for field in fields(Description)]
    for wrong, problem in (
        (set(known) - set(config) - _later, "is missing"),
        (set(config) - set(known), "is not a key"),
    ):
        if wrong:
            key = sorted(map(str, wrong))[0]
            raise InputError(f"organisation.{key} {problem}; a description has {', '.join(known)}.")
    description = Description(**config)
    if isinstance(description.headcount, bool) or not isinstance(description.headcount, int):
        raise InputError(
            f"organisation.headcount: found {description.headcount!r}; write a whole number: 2000."
        )
    _check_number("headcount", description.headcount, 10, LARGEST_HEADCOUNT, "2000")
    if not isinstance(description.name, str) or not description.name.strip():
        raise InputError(f"organisation.name: found {description.name!r}; write a name: 'Our firm'.")
    _check_shares("departments", description.departments)
    _check_shares("levels", description.levels)
    _check_names("freelancer_levels", description.freelancer_levels, description.levels, every=False)
    _check_names("executive_level", [description.executive_level], description.levels, every=False)
    if description.executive_level in description.freelancer_levels:
        raise InputError(
            f"organisation.freelancer_levels: {description.executive_level} is the executive level; name "
            "others."
        )
    open_to_freelancers = sum(description.levels[level] for level in description.freelancer_levels)
    _check_number("freelancer_share", description.freelancer_share, 0, open_to_freelancers, "0.074")
    _check_names("salary", description.salary, description.levels, every=True)
    _check_names("salary_ratio", description.salary_ratio, description.departments, every=True)
    for level, salary in description.salary.items():
        _check_number(f"salary.{level}", salary, 1, 1e7, "90000")
    for department, ratio in description.salary_ratio.items():
        _check_number(f"salary_ratio.{department}", ratio, 0.1, 10, "1.15")
    _check_number("freelancer_pay_ratio", description.freelancer_pay_ratio, 0.1, 10, "1.33")
    if isinstance(description.families, Mapping):
        _check_names("families", description.families, description.departments, every=False)
    if description.quit_ratio is not None:
        _check_names("quit_ratio", description.quit_ratio, description.departments, every=False)
        if not isinstance(description.quit_ratio, Mapping):
            raise InputError(
                f"organisation.quit_ratio: found {description.quit_ratio!r}; write departments with ratios, "
                "for example Sales: 1.2."
            )
        for department, ratio in description.quit_ratio.items():
            _check_number(f"quit_ratio.{department}", ratio, *QUIT_RATIOS, "1.2")
    return description


def describe_profile(description: Description, source: str) -> Profile:
    """Turn shares into groups of whole people that add up to the headcount exactly.

    Seats go to departments and then, within each, to levels and contracts by the method of largest
    remainders; groups that come to nobody are left out.

    Parameters
    ----------
    description : Description
        The shares and the pay.
    source : str
        Where the description comes from, for messages and manifests.

    Returns
    -------
    Profile
    """
    cells = _contract_shares(description)
    sizes = largest_remainders(description.headcount, list(description.departments.values()))
    quits = description.quit_ratio or {}
    groups = [
        Group(
            department,
            level,
            contract,
            count,
            _pay(description, department, level, contract),
            quit_ratio=quits.get(department, 1.0),
        )
        for department, size in zip(description.departments, sizes, strict=True)
        for (level, contract), count in zip(
            cells, largest_remainders(size, list(cells.values())), strict=True
        )
        if count > 0
    ]
    profile = Profile(
        name=description.name,
        currency=description.currency,
        groups=tuple(groups),
        source=source,
        levels=tuple(description.levels),
    )
    return with_own_families(profile, read_titles(description.families))


def largest_remainders(total: int, shares: Sequence[float]) -> list[int]:
    """Split `total` into whole parts in proportion to `shares` that add up to it (Hamilton's method)."""
    weights = np.asarray(shares, float)
    quotas = total * weights / weights.sum()
    parts = np.floor(quotas).astype(int)
    largest = np.argsort(-(quotas - parts), kind="stable")[: total - int(parts.sum())]
    parts[largest] += 1
    return [int(part) for part in parts]


def _contract_shares(description: Description) -> dict[tuple[str, str], float]:
    """Share of a department's seats by (level, contract)."""
    open_to_freelancers = sum(description.levels[level] for level in description.freelancer_levels)
    freelance = description.freelancer_share / open_to_freelancers if open_to_freelancers else 0.0
    cells: dict[tuple[str, str], float] = {}
    for level, share in description.levels.items():
        if level == description.executive_level:
            cells[level, "executive"] = share
        elif level in description.freelancer_levels:
            cells[level, "employee"] = share * (1 - freelance)
            cells[level, "freelancer"] = share * freelance
        else:
            cells[level, "employee"] = share
    return cells


def _pay(description: Description, department: str, level: str, contract: str) -> float:
    """Mean pay of a group, currency units a year, to the nearest hundred."""
    premium = description.freelancer_pay_ratio if contract == "freelancer" else 1.0
    return round(description.salary[level] * description.salary_ratio[department] * premium, -2)


def _check_number(key: str, value: object, low: float, high: float, example: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise InputError(
            f"organisation.{key}: found {value!r}; allowed: a number from {low:g} to {high:g}; example: "
            f"{example}."
        )


def _check_shares(key: str, shares: Mapping[str, float]) -> None:
    if not isinstance(shares, Mapping) or not shares:
        raise InputError(
            f"organisation.{key}: found {shares!r}; write names with shares, for example Sales: 0.2."
        )
    for name, share in shares.items():
        _check_name(key, str(name))
        _check_number(f"{key}.{name}", share, 0, 1, "0.2")
    total = math.fsum(shares.values())
    if abs(total - 1) > 1e-6:
        raise InputError(
            f"organisation.{key}: the shares add to {total:g}; change them so that they add to 1."
        )


def _check_name(key: str, name: str) -> None:
    """Refuse names that stand for sums, are read as formulas by spreadsheets, or cannot be printed."""
    if is_reserved(name):
        raise InputError(f"organisation.{key}: {why_reserved(name)}; choose another; example: {INSTEAD}: 0.2")
    if name.startswith(FORMULA_STARTS) or len(name) > LONGEST_NAME or not is_clean(name) or not name.strip():
        raise InputError(
            f"organisation.{key}: found the name {quote_found(name)}; allowed: 1 to {LONGEST_NAME} printable "
            f"characters, not starting with = + - or @ (read as a formula); example: {INSTEAD}: 0.2"
        )


def _check_names(key: str, names: Any, among: Mapping[str, float], every: bool) -> None:
    """Raise `InputError` unless `names` are all in `among` and, if `every`, name each of them."""
    if isinstance(names, str) or not isinstance(names, Mapping | Sequence):
        raise InputError(f"organisation.{key}: found {names!r}; use names among {', '.join(among)}.")
    unknown = [str(name) for name in names if name not in among]
    if unknown:
        raise InputError(
            f"organisation.{key}: {unknown[0]!r} is unknown; use names among {', '.join(among)}."
        )
    missing = [name for name in among if name not in names]
    if every and missing:
        raise InputError(
            f"organisation.{key}: {missing[0]!r} is missing; give a value for each of {', '.join(among)}."
        )

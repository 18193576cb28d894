"""The example table made from the individual-level data, independently of the product's code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.places import SHARED

SHARED_DATA = SHARED / "data" / "ibm_hr_attrition.csv"
SMALLEST_CELL = 10


def merged_levels(sizes: dict[int, int]) -> dict[int, int]:
    """Into which level each level goes: from the top, a cell under 10 joins the level below it."""
    target = {level: level for level in sizes}
    sizes = dict(sizes)
    ordered = sorted(sizes)
    for upper, lower in zip(reversed(ordered), list(reversed(ordered))[1:], strict=False):
        if sizes[upper] < SMALLEST_CELL:
            sizes[lower] += sizes.pop(upper)
            target = {level: lower if into == upper else into for level, into in target.items()}
    assert min(sizes.values()) >= SMALLEST_CELL
    return target


#: Job families of the sample's roles; `Manager` and the directors lead and count as management.
FAMILIES = {
    "Sales Executive": "sales",
    "Research Scientist": "science",
    "Laboratory Technician": "science",
    "Manufacturing Director": "management",
    "Healthcare Representative": "sales",
    "Manager": "management",
    "Sales Representative": "sales",
    "Research Director": "management",
    "Human Resources": "human resources",
}


def roles_from_individuals(path: Path = SHARED_DATA) -> pd.DataFrame:
    """Job role × level for department × level, with the job family of each role; the least paid first."""
    people = pd.read_csv(path, encoding="utf-8-sig")
    place = people.groupby("JobRole")["MonthlyIncome"].mean().rank()
    table = example_from_individuals(path, "JobRole")
    table = table.sort_values(
        "department", key=lambda roles: roles.map(place), kind="stable", ignore_index=True
    )
    return table.assign(job_family=table["department"].map(FAMILIES))


def example_from_individuals(path: Path = SHARED_DATA, by: str = "Department") -> pd.DataFrame:
    """Department × level from 1,470 fictional employees, in the columns of an organisation table."""
    people = pd.read_csv(path, encoding="utf-8-sig")
    rows = []
    for department in people[by].unique():
        own = people[people[by] == department]
        target = merged_levels(own.groupby("JobLevel").size().to_dict())
        for level, cell in own.groupby(own["JobLevel"].map(target)):
            rows.append(
                {
                    "department": department,
                    "level": f"L{level}",
                    "contract": "employee",
                    "headcount": len(cell),
                    "mean_salary": round(12 * cell["MonthlyIncome"].mean()),
                    "tenure_years": round(cell["YearsAtCompany"].mean(), 2),
                    "annual_voluntary_quits_percent": round(100 * (cell["Attrition"] == "Yes").mean(), 1),
                    "currency": "USD",
                }
            )
    return pd.DataFrame(rows)

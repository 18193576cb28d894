"""A made-up organisation and the shapes in which its people are exported, counted by pandas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

DAY = "snapshot=2024-12-31"
EUR = ("--set", "pay_currency=EUR")
SNAPSHOT = pd.Timestamp("2024-12-31")
FIRST = pd.Timestamp("2022-01-01")
DEPARTMENTS = ("Sales", "Care", "Finance")


def organisation(people: int = 300, seed: int = 4) -> pd.DataFrame:
    """`id`, `department`, `hired`, `left` (NaT: still there), `pay`, `why`; come and gone at any time."""
    lot = np.random.default_rng(seed)
    span = (SNAPSHOT - FIRST).days
    hired = FIRST + pd.to_timedelta(lot.integers(-2500, span - 20, people), unit="D")
    there = np.maximum((hired - FIRST).days.to_numpy(), 0)
    left = FIRST + pd.to_timedelta(there + lot.integers(1, 5 * span, people), unit="D")
    table = pd.DataFrame(
        {
            "id": [f"P{number:04d}" for number in range(people)],
            "department": lot.choice(DEPARTMENTS, people),
            "hired": hired,
            "left": pd.Series(left).where(left <= SNAPSHOT),
            "pay": lot.integers(40, 70, people) * 1000,
        }
    )
    why = np.where(lot.random(people) < 0.7, "Resignation", "Dismissal")
    return table.assign(why=pd.Series(why).where(table["left"].notna()))


def staff(firm: pd.DataFrame, *, dates: bool = True) -> pd.DataFrame:
    """A list of everybody with the columns that a system exports."""
    table = firm.rename(
        columns={
            "id": "Employee ID",
            "department": "Department",
            "hired": "Hire Date",
            "left": "Termination Date",
            "pay": "Annual Salary",
            "why": "Termination Reason",
        }
    )
    return table if dates else table.drop(columns=["Hire Date", "Termination Date", "Termination Reason"])


def bare_leavers(firm: pd.DataFrame) -> pd.DataFrame:
    """Leavers with identifier, day and reason only."""
    gone = firm.dropna(subset=["left"])
    return gone[["id", "left", "why"]].set_axis(
        ["Employee ID", "Termination Date", "Termination Reason"], axis=1
    )


def moved(firm: pd.DataFrame, gap_days: int, every: int = 4) -> pd.DataFrame:
    """Every fourth person who was there long enough in two rows, the first in another department."""
    rows = []
    moves = 0
    for number, person in enumerate(firm.to_dict("records")):
        end = person["left"] if pd.notna(person["left"]) else SNAPSHOT
        day = person["hired"] + (end - person["hired"]) // 2
        day = day.normalize()
        if number % every or (end - person["hired"]).days < 100:
            rows.append(person)
            continue
        moves += 1
        until = day - pd.Timedelta(days=gap_days)
        rows.append({**person, "department": "Old unit", "left": until, "why": None})
        rows.append({**person, "hired": day})
    table = pd.DataFrame(rows).sample(frac=1, random_state=1)
    table.attrs["moves"] = moves
    return table


def changes(firm: pd.DataFrame, *, action: bool) -> pd.DataFrame:
    """A history of jobs, one row a change: hire, half of the people's transfer, leaving."""
    rows = []
    for number, person in enumerate(firm.to_dict("records")):
        end = person["left"] if pd.notna(person["left"]) else SNAPSHOT
        rows.append((person["id"], person["hired"], "Hire", "Care", "Active", person["pay"]))
        if number % 2 and (end - person["hired"]).days > 100:
            day = person["hired"] + pd.Timedelta(days=60)
            rows.append((person["id"], day, "Transfer", person["department"], "Active", person["pay"]))
        if pd.notna(person["left"]):
            rows.append((person["id"], person["left"], "Termination", "Care", "Terminated", person["pay"]))
    headings = ["Employee ID", "Effective Date", "Action", "Department", "Status", "Annual Salary"]
    table = pd.DataFrame(rows, columns=headings).sample(frac=1, random_state=2)
    return table.drop(columns="Status" if action else "Action")


def panel(firm: pd.DataFrame, points: pd.DatetimeIndex, heading: str, form: str) -> pd.DataFrame:
    """Who was there on some days, one list under the other."""
    lists = []
    for point in points:
        there = firm[(firm["hired"] <= point) & ~(firm["left"] <= point)]
        lists.append(
            staff(there)[["Employee ID", "Department", "Annual Salary"]].assign(
                **{heading: point.strftime(form)}
            )
        )
    return pd.concat(lists)


def write(table: pd.DataFrame, path: Path, separator: str = ",") -> str:
    """Save as CSV; days as ISO, half-empty columns as they come."""
    table.to_csv(path, index=False, date_format="%Y-%m-%d", sep=separator)
    return str(path)


def months_of(firm, first):
    """Hires and leavers by month from a month on."""
    months = pd.period_range(first, "2024-12", freq="M").astype(str)
    counts = {
        "hires": firm["hired"].dt.strftime("%Y-%m").value_counts(),
        "leavers": firm["left"].dropna().dt.strftime("%Y-%m").value_counts(),
    }
    return pd.DataFrame({name: count.reindex(months, fill_value=0) for name, count in counts.items()})


def assert_months(profile, firm):
    """Headcount, hires and leavers of every month are those of pandas."""
    assert profile.profile.headcount == firm["left"].isna().sum()
    whole = profile.monthly[profile.monthly["department"] == "All departments"].set_index("month")
    leavers = whole[["voluntary", "involuntary", "unknown"]].sum(axis=1)
    truth = months_of(firm, whole.index[0])
    assert whole["hires"].to_dict() == truth["hires"].to_dict()
    assert leavers.to_dict() == truth["leavers"].to_dict()
    assert leavers.sum() == firm["left"].notna().sum()


def mean_pay(profile):
    groups = profile.profile.groups
    return sum(group.headcount * group.mean_salary for group in groups) / profile.profile.headcount

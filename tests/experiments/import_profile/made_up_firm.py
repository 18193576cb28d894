"""Made-up organisations with known quit rates."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SNAPSHOT = np.datetime64("2025-06-30")
FIRST = np.datetime64("2022-07-01")
SURNAME = "Zyxwvut"  # stands in every person's name and nowhere else, so that a leak can be searched for
DEPARTMENTS = {"Sales": 0.35, "Engineering": 0.30, "Support": 0.2, "Finance": 0.1, "Legal": 0.05}
LEVELS = {"L1": (0.5, 42_000), "L2": (0.35, 65_000), "L3": (0.15, 110_000)}
YEARLY_QUITS = {"Sales": 0.24, "Engineering": 0.10, "Support": 0.18, "Finance": 0.12, "Legal": 0.12}
YEARLY_DISMISSALS = 0.04


@dataclass
class Firm:
    """One row a spell: who was there when, and why they left."""

    people: pd.DataFrame

    @property
    def staff(self):
        return self.people[self.people["exit"].isna()]

    @property
    def leavers(self):
        return self.people[self.people["exit"].notna()]


def make_firm(headcount: int = 900, seed: int = 1, freelancers: float = 0.05) -> Firm:
    """Three years of an organisation that refills every seat after a month; hazards are constant in time.

    A seat's holders leave after exponential times, so voluntary exits per person-year are YEARLY_QUITS.
    """
    rng = np.random.default_rng(seed)
    rows = []
    last = (SNAPSHOT - FIRST).astype(int)
    names = list(DEPARTMENTS)
    for _ in range(headcount):
        department = names[rng.choice(len(names), p=list(DEPARTMENTS.values()))]
        level = list(LEVELS)[rng.choice(3, p=[share for share, _ in LEVELS.values()])]
        contract = "Contractor" if rng.random() < freelancers else "Regular"
        day = -int(rng.exponential(1500))
        while day <= last:
            rate = (YEARLY_QUITS[department] + YEARLY_DISMISSALS) / 365.25
            exit_day = max(day, 0) + int(rng.exponential(1 / rate))
            voluntary = rng.random() < YEARLY_QUITS[department] / (
                YEARLY_QUITS[department] + YEARLY_DISMISSALS
            )
            reason = "Voluntary" if voluntary else "Involuntary"
            gone = exit_day <= last
            pay = float(round(LEVELS[level][1] * rng.lognormal(-0.02, 0.2)))
            rows.append(
                (
                    department,
                    level,
                    contract,
                    FIRST + np.timedelta64(day, "D"),
                    FIRST + np.timedelta64(exit_day, "D") if gone else np.datetime64("NaT", "D"),
                    reason if gone else None,
                    pay,
                )
            )
            if not gone:
                break
            day = exit_day + 30
    people = pd.DataFrame(rows, columns=["department", "level", "contract", "hire", "exit", "reason", "pay"])
    people = people.sample(frac=1, random_state=seed).reset_index(drop=True)
    people.insert(0, "id", [f"E{place:06d}" for place in range(len(people))])
    people["name"] = [f"{SURNAME} {place}" for place in range(len(people))]
    people["born"] = "1980-02-03"
    people["gender"] = np.where(np.arange(len(people)) % 2, "F", "M")
    return Firm(people)

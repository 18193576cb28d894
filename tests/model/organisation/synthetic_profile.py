"""A made-up profile folder with known quit rates, for tests of what reads profiles.

python -m tests.organisation.synthetic_profile FOLDER
"""

import sys
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from tandem.model.organisation.folder.imported import FORMAT, FORMAT_VERSION, PURPOSE, ImportedProfile
from tandem.model.organisation.folder.reasons import REASONS_COLUMNS
from tandem.model.organisation.folder.tables import (
    ALL_DEPARTMENTS,
    EXPOSURE_COLUMNS,
    MONTHLY_COLUMNS,
    TENURE_BANDS,
)
from tandem.model.organisation.folder.write import write_profile
from tandem.model.organisation.profile import Group, Profile

_starts = np.array(list(TENURE_BANDS))
_labels = list(TENURE_BANDS.values())


@dataclass(frozen=True)
class Truth:
    """The hazards a made-up history is drawn from, per person-month."""

    monthly_quits: float = 0.012
    department_log_ratio: dict[str, float] = field(
        default_factory=lambda: {"Sales": 0.4, "Engineering": -0.3, "Support": 0.1, "Finance": -0.2}
    )
    level_log_ratio: dict[str, float] = field(default_factory=lambda: {"junior": 0.3, "senior": -0.3})
    tenure_log_ratio: tuple[float, ...] = (0.5, 0.4, 0.2, 0.0, -0.3, -0.6)
    monthly_dismissals: float = 0.003


def synthetic_profile(
    seed: int = 1, months: int = 36, headcount: int = 800, truth: Truth | None = None, first: str = "2022-07"
) -> ImportedProfile:
    """A profile simulated month by month; each department refills what it loses, at tenure 0."""
    truth = truth or Truth()
    rng = np.random.default_rng(seed)
    departments, levels = list(truth.department_log_ratio), list(truth.level_log_ratio)
    department = rng.integers(len(departments), size=headcount)
    level = rng.integers(len(levels), size=headcount)
    tenure = rng.exponential(50, headcount).astype(int)
    labels = pd.period_range(first, periods=months, freq="M").strftime("%Y-%m")
    effect_department = np.array(list(truth.department_log_ratio.values()))
    effect_level = np.array(list(truth.level_log_ratio.values()))
    size = np.bincount(department, minlength=len(departments))
    exposure = np.zeros((len(departments), len(levels), len(_labels), 3))
    monthly = []
    for label in labels:
        band = np.searchsorted(_starts, tenure, side="right") - 1
        effect = effect_department[department] + effect_level[level] + np.array(truth.tenure_log_ratio)[band]
        quits = rng.random(headcount) < -np.expm1(-truth.monthly_quits * np.exp(effect))
        dismissed = ~quits & (rng.random(headcount) < truth.monthly_dismissals)
        for kind, who in enumerate((np.ones(headcount, bool), quits, dismissed)):
            np.add.at(exposure[..., kind], (department[who], level[who], band[who]), 1)
        rows = np.stack([np.bincount(department[who], minlength=len(size)) for who in (quits, dismissed)], 1)
        parts = zip([*departments, ALL_DEPARTMENTS], [*size, headcount], [*rows, rows.sum(0)], strict=True)
        for name, people, (voluntary, involuntary) in parts:
            gone = int(voluntary + involuntary)
            monthly.append((label, name, int(people), int(people), gone, int(voluntary), int(involuntary), 0))
        left = quits | dismissed
        tenure = np.where(left, 0, tenure + 1)
    cells = [
        (unit, rank, "employee", b, float(e[0]), int(e[1]), int(e[2]), 0)
        for (unit, rank, b), e in zip(
            product(departments, levels, _labels),
            exposure.reshape(-1, 3),
            strict=True,
        )
        if e[0] > 0
    ]
    groups = tuple(
        Group(
            name,
            rank,
            "employee",
            int(who.sum()),
            50_000.0 * (1 + j),
            round(float(tenure[who].mean()) / 12, 1),
        )
        for i, name in enumerate(departments)
        for j, rank in enumerate(levels)
        if (who := (department == i) & (level == j)).any()
    )
    profile = Profile("Synthetic Ltd", "USD", groups, "synthetic", levels=tuple(levels))
    about = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "name": profile.name,
        "currency": profile.currency,
        "snapshot": labels[-1],
        "first_month": labels[0],
        "last_month": labels[-1],
        "window_months": months,
        "minimum_cell": 10,
        "levels": list(profile.levels),
        "purpose": PURPOSE,
        "notes": ["made up for tests"],
    }
    return ImportedProfile(
        profile,
        pd.DataFrame(cells, columns=list(EXPOSURE_COLUMNS)),
        pd.DataFrame(monthly, columns=list(MONTHLY_COLUMNS)),
        about,
        reasons=reasons_of(exposure[..., 1].sum(), exposure[..., 2].sum(), labels),
    )


def reasons_of(voluntary: float, involuntary: float, labels) -> pd.DataFrame:
    """The table of reasons, the whole history one period."""
    leavers = int(voluntary + involuntary)
    share = round(100 * voluntary / max(leavers, 1))
    return pd.DataFrame([(labels[0], labels[-1], leavers, share, 0)], columns=list(REASONS_COLUMNS))


def write_synthetic_profile(folder: Path, **options) -> ImportedProfile:
    """Write a synthetic profile into a new folder."""
    imported = synthetic_profile(**options)
    folder.mkdir(parents=True)
    write_profile(folder, imported)
    return imported


if __name__ == "__main__":
    write_synthetic_profile(Path(sys.argv[1]))

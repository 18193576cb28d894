"""The schema of `tandem calibrate`: every setting's type and range.

Values stand in `configs/calibrate.yaml`. The bounds catch slips; each is an `assumption`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.limits import flag, number, one_of, text, whole, with_default
from tandem.model.errors import InputError
from tandem.model.structures import BALANCED, STRUCTURES

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
LARGEST_SEED = 2**31 - 1  # what every sampler takes


@dataclass
class CalibrateChoices:
    """All settings of `tandem calibrate`."""

    reading: str = one_of("level", "ratio", "both")
    structure: str = with_default(one_of(*STRUCTURES), BALANCED)
    targets: str = text("upwork_2025", ".+", "upwork_2025, or a .yaml or .csv file")
    name: str | None = text(
        "pulse_2026",
        NAME,
        "letters, digits, '_', '-' and '.', beginning with a letter or digit",
        optional=True,
    )
    report: bool = flag("true")
    facts: bool = flag("true")
    ship: bool = flag("true")
    resume: bool = flag("true")
    first_wave: int = whole(256, 65_536, 4096)
    second_wave: int = whole(256, 65_536, 3072)
    first_people: int = with_default(whole(2_000, 200_000, 10_000), 10_000)
    people: int = whole(2_000, 200_000, 20_000)
    draws: int = whole(250, 20_000, 1500)
    tune: int = whole(100, 20_000, 700)
    target_accept: float = number(0.6, 0.999, 0.99)
    predictive_draws: int = whole(20, 1_000, 300)
    fact_draws: int = whole(1, 1_000, 60)
    backcast_draws: int = whole(0, 1_000, 60)
    policy_sets: int = with_default(whole(20, 2_000, 200), 200)
    refits: int = whole(0, 10_000, 100)
    crosscheck: bool = flag("true")
    crosscheck_people: int = whole(2_000, 200_000, 10_000)
    crosscheck_size: int = whole(100, 20_000, 1_500)
    seed: int = whole(0, LARGEST_SEED, 1)
    threads: int | None = whole(1, 1_024, 2, optional=True)
    output: str | None = text(
        "outputs/my_calibration", ".+", "a folder that does not exist yet", optional=True
    )


def check_name(name: str) -> None:
    """Raise `InputError` unless a posterior may have this name (a file's name may not do)."""
    if re.fullmatch(NAME, name) is None:
        raise InputError(
            f"name: '{name}' (from the file's name) cannot be a posterior's; give one of letters, "
            "digits, '_', "
            "'-' and '.'; example: name=pulse_2026"
        )


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/calibrate.yaml` gives it."""
    ConfigStore.instance().store(name="calibrate_schema", node=CalibrateChoices, provider="tandem")

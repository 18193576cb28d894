"""Settings of every command that tries many configurations: a projection's, store and executor."""

from __future__ import annotations

from dataclasses import dataclass

from tandem.experiments.settings.limits import flag, number, one_of, text, whole
from tandem.experiments.settings.schema import ProjectChoices

EXECUTORS = ("pool", "ray", "here")


@dataclass
class PointsChoices(ProjectChoices):
    """A projection's settings, the store, and the executor."""

    store: str | None = text(
        "outputs/my_sweep", ".+", "a new folder, or the store of the same points", optional=True
    )
    executor: str = one_of(*EXECUTORS)
    workers: int | None = whole(1, 100_000, 2, optional=True)
    address: str | None = text("auto", ".+", "the address of a Ray cluster", optional=True)
    batch_seconds: float = number(0.1, 3_600, 2)
    compact: bool = flag("true")

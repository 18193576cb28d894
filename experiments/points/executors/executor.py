"""What every executor does: take batches as long as there are any, and give back what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from tandem.experiments.points.batches import Outcome, Task

#: The next batch for a worker that has nothing to do; None: there is none at the moment.
Next = Callable[[], Sequence[Task] | None]


class Executor(Protocol):
    """Shares out batches.

    Attributes
    ----------
    workers : how many batches are under way at once
    """

    workers: int

    def run(self, store: str, following: Next) -> Iterator[Outcome]:
        """Do batches until there are none under way and none to come.

        An outcome that names why its worker died has done nothing: whoever asked decides what then.
        """
        ...

    def close(self) -> None:
        """End every worker."""
        ...

"""The one compilation of a command: every compiled form that its runs will ask for, announced once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
from numba.core import event

from tandem.calibration.survey.questions import ask
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.anchors import anchor_at_start
from tandem.model.engine.columns import EMPLOYED
from tandem.model.environment import Environment
from tandem.model.numerics.compiled import CACHE, not_kept
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.organisation.settings import SeatSettings
from tandem.model.outcomes.tally import TALLIES, add_groups, add_parts
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.scenario import Scenario

_text = texts("run.compilation")


def compiling() -> str:
    """What is said while the model is compiled."""
    return _text("compiling")


def compile_model(real: type[np.floating[Any]] = np.float32, progress: Progress | None = None) -> None:
    """Compile the model for columns of this precision, before threads share it; nothing if it is compiled.

    Policies of whole departments and policies that cover some of a department's people are two compiled
    forms. Posteriors are held against the model in single precision, so that is compiled whatever `real` is.
    """
    progress = progress or Progress()
    with _announced(progress):
        for precision in (np.float32,) if real is np.float32 else (np.float32, real):
            compile_precision(precision)
    if not_kept:
        progress.say(_text("not_kept", folder=CACHE, reason=not_kept[0].strerror or not_kept[0]))
        not_kept.clear()


def compile_precision(real: type[np.floating[Any]]) -> None:
    """Compile both forms for one precision, without a word."""
    for share in (1.0, 0.5):
        _live_a_month(real, share)


def _live_a_month(real: type[np.floating[Any]], share: float) -> None:
    """The smallest organisation under a policy for a share of its people, with all that is done to it."""
    team = Profile("warm-up", "USD", (Group("team", "all", "employee", 1, 1.0),), source="warm-up")
    seats = build_seats(team, 0, SeatSettings(1, 1, 1, 0.0, 4.0, 0.2, 1.0))
    covering = (Lever("recognition", 0, coverage=Coverage(share=(0.0, share))),)
    values = central_values()
    scenario = Scenario(team, seats, Environment(1, 0, 1, 1, 0, 1), covering, values, 0, 1, real)
    population, environment = scenario.population(0), scenario.environment_of(0)
    sums = scenario.run(population, environment, 1)
    population.values[EMPLOYED] = 0
    anchor_at_start(population, scenario, team, environment, sums)  # seats somebody
    ask(population, values)
    add_parts(sums, np.zeros(1, np.int64), np.zeros((1, 1, TALLIES)))
    one = np.ones(1, np.int64)
    add_groups(sums[np.newaxis], one, one - 1, one, *np.zeros((2, 1, 1, TALLIES, 1)))


@contextmanager
def _announced(progress: Progress) -> Iterator[None]:
    """Explain the wait if something is compiled: that it was read from disk takes no explaining."""
    with ExitStack() as waiting, event.install_listener("numba:compile", _AtFirst(progress, waiting)):
        yield


class _AtFirst(event.Listener):
    """Begins to explain when the first function is compiled."""

    def __init__(self, progress: Progress, waiting: ExitStack) -> None:
        self._progress, self._waiting, self._begun = progress, waiting, False

    def on_start(self, event: Any) -> None:  # noqa: ARG002
        if not self._begun:
            self._begun = True
            self._waiting.enter_context(self._progress.wait(compiling()))

    def on_end(self, event: Any) -> None:
        """Nothing: the wait ends with the last function."""

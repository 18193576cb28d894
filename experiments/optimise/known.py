"""Scores of mixes that are known: of this search, and of searches before it that were about the same."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from tandem.experiments.optimise.evaluation import SCORES
from tandem.experiments.optimise.mixes import Design
from tandem.experiments.optimise.pareto_search import Floats
from tandem.experiments.optimise.problem import Problem
from tandem.experiments.run.store import Store, code_hash, open_store
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts

_text = texts("optimise.known")

_pause = 5.0  # seconds between two pieces
# Settings that scores do not depend on: they are kept for any of their values. The draws are told by content.
_not_in_scores = (
    "name", "output", "threads", "work", "budget", "turnover_below", "no_department_worse_off", "caution",
    "evaluations", "population", "front_size", "fresh_draws", "fresh_runs_per_parameter_set",
)  # fmt: skip
#: What else than the model decides scores.
CODE = (
    "calibration", "experiments/simulation", "experiments/settings/schema.py",
    "experiments/optimise/evaluation.py", "experiments/optimise/mixes.py",
)  # fmt: skip


class KnownScores:
    """Scores by design; new ones go into the store a few seconds' worth at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._scores: dict[bytes, Floats] = {}
        self._new: list[Design] = []
        self._written = time.monotonic()
        self._lock = Lock()
        for name in sorted(store.names()):
            self._add_piece(store.get(name))

    def __len__(self) -> int:
        return len(self._scores)

    def get(self, design: Design) -> Floats | None:
        """Scores of a design, if it was evaluated."""
        return self._scores.get(design.tobytes())

    def add(self, design: Design, scores: Floats) -> None:
        """Remember the scores of a design."""
        with self._lock:
            self._scores[design.tobytes()] = scores
            self._new.append(design)
            if time.monotonic() - self._written > _pause:
                self._write()

    def write(self) -> None:
        """Keep all that is known.

        Raises
        ------
        InputError, MachineError
            If the store cannot be written.
        """
        with self._lock:
            self._write()

    def _write(self) -> None:
        if not self._new:
            return
        designs = np.stack(self._new)
        scores = np.stack([self._scores[design.tobytes()] for design in self._new])
        name = hashlib.sha256(designs.tobytes()).hexdigest()[:16]
        self.store.keep(name, {"designs": designs, "scores": scores})
        self._new.clear()
        self._written = time.monotonic()

    def _add_piece(self, piece: Mapping[str, Any] | None) -> None:
        if piece is None:
            return
        for design, scores in zip(piece["designs"], piece["scores"], strict=True):
            self._scores[design.tobytes()] = scores


def known_scores(problem: Problem, progress: Progress) -> KnownScores:
    """What is kept for these settings, this organisation, these draws and this version of the model."""
    choices = asdict(problem.choices)
    draws = [(run.seed, sorted(run.values.items())) for run in problem.search_runs]
    depends = {
        "settings": {name: value for name, value in choices.items() if name not in _not_in_scores},
        "scores": SCORES,
        "organisation": problem.setting.stated.data_hash,
        "own_data": dict(problem.setting.own.account),
        "draws": hashlib.sha256(repr(draws).encode()).hexdigest(),
        "code": code_hash(*CODE),
    }
    known = KnownScores(open_store("optimise", depends, progress, Path(problem.choices.work)))
    if len(known):
        progress.say(_text("going_on", evaluations=f"{len(known):,}", folder=known.store.folder))
    return known

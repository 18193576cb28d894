"""A sensitivity study: factors, points through the store of a sweep, indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tandem.experiments.points.axes import Axis
from tandem.experiments.points.data_set import DataSet
from tandem.experiments.points.definition import Compose
from tandem.experiments.points.execution import Tally
from tandem.experiments.points.executors.choice import check_executor
from tandem.experiments.points.filling import fill
from tandem.experiments.points.plan import check_points, open_store, stored_start, usual_folder
from tandem.experiments.points.reading import frame_of
from tandem.experiments.points.reduction import EFFECT, checked_measures
from tandem.experiments.points.rows import KEY
from tandem.experiments.run.user_data import log_use
from tandem.experiments.sensitivity.factors import Factor, check_samples, factors_of
from tandem.experiments.sensitivity.indices import Floats, Indices, salib, study
from tandem.experiments.sensitivity.schema import SensitivityChoices
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile

_text = texts("sensitivity.experiment")


@dataclass(frozen=True)
class Studied:
    """What a study found.

    Attributes
    ----------
    choices, factors : its settings
    indices : what came out
    data : the store with its points
    tally : what was simulated now
    profile : the organisation
    unit : of the measure
    """

    choices: SensitivityChoices
    factors: tuple[Factor, ...]
    indices: Indices
    data: DataSet
    tally: Tally
    profile: Profile
    unit: str


def sensitivity(
    choices: SensitivityChoices, axes: Sequence[Axis], compose: Compose, start_given: bool, progress: Progress
) -> Studied:
    """Simulate the points of a study that are not in its store, and work out its indices.

    Raises
    ------
    InputError
        If a setting, a factor or the store is not usable, or there are too few samples; nothing was simulated
        then.
    MachineError
        If the disk is full or workers die one after another; what was done stays.
    """
    measures = checked_measures([choices.measure])
    factors = factors_of(choices.factors, axes)
    check_samples(choices.method, choices.samples, len(factors))
    check_executor(choices)
    _check_effect(choices, axes)
    salib()
    varied = [factor.axis for factor in factors]
    usual = usual_folder("sensitivity", compose, varied, measures, start_given)
    folder = Path(choices.store) if choices.store else usual
    kept: list[tuple[DataSet, Tally, Profile, str]] = []

    def evaluate(points: Sequence[Mapping[str, Any]]) -> Floats:
        start = None if start_given else stored_start(folder)
        with progress.stage("points"), progress.wait(_text("planning", points=f"{len(points):,}")):
            checked = check_points(
                compose, varied, points, measures, (), start, ends_only=True, folder=folder
            )
            data = open_store(folder, checked.definition, varied)
        for profile in checked.profiles:
            log_use("sensitivity", profile, folder)
        filled = fill(data, checked.tasks, choices, progress)
        frame = frame_of(data)
        means = dict(zip(frame[KEY], frame["mean"], strict=True))
        unit = str(frame["unit"].iloc[0]) if len(frame) else ""
        kept.append((data, filled.tally, checked.profiles[0], unit))
        return np.array([means.get(key, np.nan) for key in checked.keys], np.float64)

    indices = study(factors, choices.method, choices.samples, choices.seed, evaluate)
    return Studied(choices, factors, indices, *kept[0])


def _check_effect(choices: SensitivityChoices, axes: Sequence[Axis]) -> None:
    """Raise `InputError` where the effect of doing nothing is asked for: it is nought at every point."""
    varied = any(axis.key.partition(".")[0] == "policy" for axis in axes)
    if choices.measure.startswith(EFFECT) and not choices.policy.levers and not varied:
        raise InputError(
            f"measure: '{choices.measure}' is a policy's effect on the status quo, and the policy is "
            f"'{choices.policy.name}'; choose one; example: policy=guardrails"
        )

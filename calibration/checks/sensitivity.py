"""How much the result hangs on the prior of selection, and on how the survey is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import expit, ndtr
from scipy.stats import beta

from tandem.calibration.checks.quantiles import quantiles_of
from tandem.calibration.fit.calibrate import Fit
from tandem.calibration.fit.emulator import FloatArray, Statistic
from tandem.calibration.survey.targets import Target
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.parameters import register

#: The parameter that carries selection: pressured roles burn out more, whatever AI does.
SELECTION = "burnout_role_loading"
#: Priors of it by label: shapes of a Beta distribution over its range; None: as in the register.
PRIORS: Mapping[str, tuple[float, float] | None] = {
    "little selection, Beta(1, 4)": (1.0, 4.0),
    "as fitted": None,
    "undecided, Beta(1, 1)": (1.0, 1.0),
    "much selection, Beta(4, 1)": (4.0, 1.0),
}


def reweighted(selection: FloatArray, predicted: FloatArray, names: list[str]) -> list[dict[str, Any]]:
    """Posterior means of selection and of predictions under other priors, by importance weights.

    Parameters
    ----------
    selection : (n,) posterior draws of `SELECTION`
    predicted : (n, targets) predictions of the same draws
    names : of the targets
    """
    entry = register()[SELECTION]
    span = entry.high - entry.low
    fitted = (1 + 4 * (entry.central - entry.low) / span, 1 + 4 * (entry.high - entry.central) / span)
    inside = np.clip((selection - entry.low) / span, 1e-6, 1 - 1e-6)
    rows = []
    for label, shapes in PRIORS.items():
        first, second = shapes or fitted
        weights = beta.pdf(inside, first, second) / beta.pdf(inside, *fitted)
        weights /= weights.sum()
        rows.append(
            {
                "prior": label,
                "prior_mean": entry.low + span * first / (first + second),
                "selection": float(np.average(selection, weights=weights)),
                "effective_draws": float(1 / np.sum(weights**2)),
                "predicted": {
                    name: float(np.average(predicted[:, place], weights=weights))
                    for place, name in enumerate(names)
                },
            }
        )
    return rows


COMPARED = (SELECTION,)  # what the readings are compared in, as parameters …
_burnout = tuple(Statistic(SURVEY_MONTH, f"burnout_{part}") for part in ("top", "rest"))  # … and as risks


def by_reading(
    fit: Fit,
    reading: str,
    readings: Mapping[str, tuple[Target, ...]],
    seed: int,
    progress: Callable[[int], None],
) -> list[dict[str, Any]]:
    """What the posterior would be had the survey been read otherwise: one row a reading.

    Each other reading is refitted on this fit's emulator, which is made where this reading's posterior is:
    good for seeing how much hangs on the reading, while that reading's own calibration fits it better.

    Returns
    -------
    rows : `reading`, `fitted` (whether it is this fit's own), and p5, p50, p95 of `burnout_role_loading`, the
        emulated `burnout_top`, `burnout_rest` and `burnout_ratio`; `shift`, by how many of this posterior's
        standard deviations each parameter's mean moves; and the refit's R-hat
    """
    compiled = [target.name for target in (*fit.fitted, *fit.others)]
    own = fit.sample.scores
    rows = []
    for other, targets in readings.items():
        names = {target.name for target in targets if target.role == "fit"}
        sample = fit.sample
        if other != reading:
            included = np.array([float(name in names) for name in compiled])
            sample = fit.sampler.sample(seed, draws=750, tune=500, included=included)
        shift = (sample.scores.mean(axis=0) - own.mean(axis=0)) / own.std(axis=0)
        rows.append(
            {
                "reading": other,
                "fitted": other == reading,
                **_compared(fit, sample.scores),
                "shift": dict(zip(fit.inputs, shift.tolist(), strict=True)),
                "rhat": sample.rhat,
            }
        )
        progress(1)
    return rows


def _compared(fit: Fit, scores: FloatArray) -> dict[str, dict[str, float]]:
    places = {name: fit.inputs.index(name) for name in COMPARED if name in fit.inputs}
    found = {name: register()[name].quantile(ndtr(scores[:, place])) for name, place in places.items()}
    if set(_burnout) <= set(fit.emulator.statistics):
        predicted = expit(fit.emulator.predict(scores))
        top, rest = (predicted[:, fit.emulator.statistics.index(each)] for each in _burnout)
        found |= {"burnout_top": top, "burnout_rest": rest, "burnout_ratio": top / rest}
    return {name: quantiles_of(values) for name, values in found.items()}

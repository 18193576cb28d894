"""How much the result hangs on the prior of the causal share, which the survey cannot identify."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import beta

from calibration.emulator import FloatArray

FITTED_PRIOR = (2.0, 3.0)  # of causal_share, as in the register
OTHER_PRIORS = {
    "mostly selection, Beta(1, 4)": (1.0, 4.0),
    "as fitted, Beta(2, 3)": FITTED_PRIOR,
    "undecided, Beta(1, 1)": (1.0, 1.0),
    "mostly causal, Beta(4, 1)": (4.0, 1.0),
}


def reweighted(causal_share: FloatArray, predicted: FloatArray, names: list[str]) -> list[dict[str, Any]]:
    """Posterior means of the causal share and of predictions under other priors, by importance weights.

    Parameters
    ----------
    causal_share : (n,) posterior draws
    predicted : (n, targets) predictions of the same draws
    names : of the targets
    """
    inside = np.clip(causal_share, 1e-6, 1 - 1e-6)
    rows = []
    for label, (first, second) in OTHER_PRIORS.items():
        weights = beta.pdf(inside, first, second) / beta.pdf(inside, *FITTED_PRIOR)
        weights /= weights.sum()
        rows.append(
            {
                "prior": label,
                "causal_share": float(np.average(causal_share, weights=weights)),
                "effective_draws": float(1 / np.sum(weights**2)),
                "predicted": {
                    name: float(np.average(predicted[:, place], weights=weights))
                    for place, name in enumerate(names)
                },
            }
        )
    return rows

"""What the survey made of a parameter: the default posterior beside the prior."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from tandem.model.errors import InputError
from tandem.model.parameters import Parameter, Values

_probabilities = np.array([0.05, 0.5, 0.95])


@dataclass(frozen=True)
class Fitted:
    """The default posterior's draws of a parameter.

    Attributes
    ----------
    posterior : its name
    quantiles : 5th, 50th and 95th percentile; None where the fit has no draws of it, or cannot be read
    problem : why the posterior cannot be read; empty where it can
    """

    posterior: str
    quantiles: tuple[float, float, float] | None
    problem: str = ""


def fitted(name: str) -> Fitted:
    """The default posterior's quantiles of a parameter, if it can be read and was fitted."""
    posterior, draws, problem = _default_posterior()
    if problem or name not in draws[0]:
        return Fitted(posterior, None, problem)
    low, middle, high = np.quantile([draw[name] for draw in draws], _probabilities).tolist()
    return Fitted(posterior, (low, middle, high))


@cache
def _default_posterior() -> tuple[str, tuple[Values, ...], str]:
    """Name and draws of the default posterior, and why it cannot be read (empty where it can)."""
    from tandem.calibration.fit.posterior import SHIPPED, load_posterior

    default = SHIPPED[0]
    try:
        return default, load_posterior(default).draws, ""
    except InputError as error:
        return default, (), str(error)


def prior_quantiles(entry: Parameter) -> tuple[float, float, float]:
    """5th, 50th and 95th percentile of the prior."""
    low, middle, high = entry.quantile(_probabilities).tolist()
    return low, middle, high

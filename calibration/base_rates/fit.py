"""Fit an imported profile's base rates, or take those that were fitted before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tandem.calibration.base_rates.history import History, history_of
from tandem.calibration.base_rates.rates import BaseRates, load_base_rates, save_base_rates, source_hash
from tandem.calibration.base_rates.regression import Fitted, compile_regression
from tandem.calibration.fit.sampling import NotConvergedError
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import ImportedProfile

UNKNOWN_RULE = (
    "leavers are split by reason as the profile's shares of their year say; those of unknown reason are "
    "taken to "
    "lack it at random"
)
SEED = 1  # of the chains: the draws belong to the profile, not to a projection
FIT_LIBRARIES = ("arviz", "nutpie", "pymc")


def base_rates_of(
    folder: Path, imported: ImportedProfile, announce: Callable[[], None] = lambda: None
) -> BaseRates | None:
    """The base rates of a profile; fitted and kept in its folder if they are not there yet.

    Parameters
    ----------
    folder : the profile's
    announce : called before a fit, which takes about a minute

    Returns
    -------
    None if the profile has no history.

    Raises
    ------
    InputError
        If a library for the fit is missing, the chains disagree, or the folder cannot be written to.
    """
    if not has_history(imported):
        return None
    kept = load_base_rates(folder, imported)
    if kept is not None:
        return kept
    require_libraries("organisation.base_rates=literature projects without the organisation's own history")
    announce()
    rates = fit_base_rates(imported, source_hash(folder))
    save_base_rates(folder, imported.profile, rates)
    return rates


def has_history(imported: ImportedProfile) -> bool:
    """Whether base rates can be fitted: there is exposure.

    Where no reason is known, published rates of quits and dismissals say how the leavers are split.
    """
    exposure = imported.exposure
    return exposure is not None and float(exposure["person_months"].sum()) > 0


def fit_base_rates(imported: ImportedProfile, source: str) -> BaseRates:
    """Fit a profile's history; `source` is the hash of its tables.

    Raises
    ------
    InputError
        If the chains disagree.
    """
    assert imported.exposure is not None
    history = history_of(imported.profile, imported.exposure, imported.monthly)
    try:
        fitted = compile_regression(history).sample(history, SEED)
    except NotConvergedError as error:
        raise InputError(
            f"organisation.base_rates: {error} Take the published rates instead: "
            "organisation.base_rates=literature"
        ) from error
    return BaseRates(fitted.annual, {"source_sha256": source, **_account(imported, history, fitted)})


def require_libraries(otherwise: str, libraries: Sequence[str] = FIT_LIBRARIES) -> None:
    """Raise `InputError` if one of `libraries` is missing; `otherwise` says what can be done without."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise InputError(
            f"the organisation's own history cannot be fitted without {', '.join(missing)}; "
            f"install them with: pip install 'tandem-workforce[calibration]'; {otherwise}"
        )


def _account(imported: ImportedProfile, history: History, fitted: Fitted) -> dict[str, Any]:
    about = imported.about
    known = history.voluntary.sum() + history.involuntary.sum()
    return {
        "kind": "history",
        "first_month": about.get("first_month"),
        "last_month": about.get("last_month"),
        "window_months": about.get("window_months"),
        "person_months": round(float(history.person_months.sum()), 1),
        "leavers": round(float(known + history.unknown.sum())),
        "voluntary_share_of_known_exits": float(history.voluntary.sum() / known) if known else None,
        "unknown_rule": UNKNOWN_RULE,
        "groups": history.asked,
        "groups_with_history": int(np.count_nonzero(history.person_months[: history.asked])),
        "rate_of": "the last twelve months" if history.month_leavers.size else "the whole window",
        "rhat": fitted.rhat,
        "effective_sample_size": fitted.ess,
        "divergences": fitted.divergences,
        "draws": len(fitted.annual),
    }

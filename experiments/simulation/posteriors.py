"""Which fitted posteriors an experiment's parameters are drawn from: none, one, or a mixture of several."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.settings.schema import MIXED, READINGS, CommonChoices
from tandem.experiments.simulation.mixture import check_weights
from tandem.model.errors import InputError
from tandem.model.structures import BALANCED

PRIOR, MIXTURE = "prior", "mixture"  # kinds of posterior, beside fitted ones
SHIPPED_MIXTURE = (
    "upwork_2025"  # its components, and the posteriors that ship, are this name _ reading (_ structure)
)
_shipped_under_balanced = tuple(f"{SHIPPED_MIXTURE}_{reading}" for reading in READINGS)


@dataclass(frozen=True)
class Component:
    """A fitted posterior that parameter sets are drawn from, and the share of them that are."""

    name: str
    folder: Path | None
    reading: str
    weight: float


def check_posterior(choices: CommonChoices) -> None:
    """Raise `InputError` if there is no such posterior, or another reading or structure is asked of it."""
    if choices.posterior.kind == PRIOR:
        if choices.reading == MIXED:
            raise InputError(
                f"reading: found '{MIXED}', but the priors are no mixture of readings; allowed: "
                f"{', '.join(READINGS)}; example: posterior=prior reading={READINGS[0]}"
            )
        return
    if choices.posterior.kind == MIXTURE:
        check_weights(choices.posterior.weights)
        _check_components(choices)
        fitted, told = MIXED, f"the posterior '{choices.posterior.name}' is a mixture of readings"
    else:
        (only,) = components_of(choices)
        fitted = _labels(only, choices.structure)[0]
        told = f"the posterior '{only.name}' was fitted under the reading '{fitted}'"
    if choices.reading != fitted:
        shipped = f"{SHIPPED_MIXTURE}_{choices.reading}" if choices.reading != MIXED else SHIPPED_MIXTURE
        raise InputError(
            f"reading: found '{choices.reading}', but {told}; leave reading out, or choose another "
            f"posterior; example: posterior={shipped}"
        )


def _check_components(choices: CommonChoices) -> None:
    """Raise `InputError` unless a mixture's components are all there, each of its own reading."""
    for component in components_of(choices):
        found, _ = _labels(component, choices.structure)
        if found != component.reading:
            raise InputError(
                f"posterior: '{component.name}' is to be the component '{component.reading}' of the "
                f"mixture '{choices.posterior.name}', but was fitted under the reading '{found}'; rebuild "
                f"it: {_fit_command(component.reading, choices.structure)}"
            )


def _labels(component: Component, structure: str) -> tuple[str, str]:
    """Reading and structure of a component; `InputError` where it is not there or of another structure."""
    from tandem.calibration.fit.posterior import is_there, labels_of

    command = _fit_command(component.reading, structure)
    if structure != BALANCED and not is_there(component.name, component.folder):
        kept = " ship=true" if component.folder is None else ""
        raise InputError(
            f"structure: found '{structure}', but there is no posterior '{component.name}' that was fitted "
            f"under it; allowed: {BALANCED}, the priors, or a reading that was (docs/calibration.md); "
            f"fit it: {command}{kept}; example: structure={structure} posterior=prior"
        )
    reading, fitted = labels_of(component.name, component.folder)
    if fitted != structure:
        raise InputError(
            f"structure: found '{structure}', but the posterior '{component.name}' was fitted under the "
            f"structure '{fitted}'; allowed: {fitted}, or a posterior fitted under '{structure}': {command}; "
            f"example: structure={fitted}"
        )
    return reading, fitted


def _fit_command(reading: str, structure: str) -> str:
    """What fits a posterior under a structure."""
    under = "" if structure == BALANCED else f" structure={structure}"
    return f"tandem calibrate reading={reading}{under}"


def components_of(choices: CommonChoices) -> tuple[Component, ...]:
    """The fitted posteriors that parameter sets are drawn from; none for the priors.

    Under another structure than the balanced one, the component of a mixture, and a posterior that ships, is
    the fit under that structure; one of the user's own is the one that is named.
    """
    posterior = choices.posterior
    if posterior.kind == PRIOR:
        return ()
    under = "" if choices.structure == BALANCED else f"_{choices.structure}"
    if posterior.kind != MIXTURE:
        ships = posterior.folder is None and posterior.name in _shipped_under_balanced
        name = f"{posterior.name}{under}" if ships else posterior.name
        return (Component(name, _folder(choices), posterior.reading, 1.0),)
    return tuple(
        Component(f"{posterior.name}_{reading}{under}", _folder(choices), reading, float(weight))
        for reading, weight in ((each, posterior.weights.get(each, 0)) for each in READINGS)
        if weight > 0
    )


def posterior_hash(choices: CommonChoices) -> str:
    """What tells one posterior's content from another's; empty for the priors.

    That of a mixture is made of its components' and their weights.
    """
    if choices.posterior.kind == PRIOR:
        return ""
    from tandem.calibration.fit.posterior import content_hash

    parts = [(each, content_hash(each.name, each.folder)) for each in components_of(choices)]
    if choices.posterior.kind != MIXTURE:
        return parts[0][1]
    told = [[each.reading, each.weight, content] for each, content in parts]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def posterior_account(choices: CommonChoices) -> dict[str, Any]:
    """What a manifest says of where the parameters come from: every component with its weight and hash."""
    components = components_of(choices)
    if not components:
        return {"posterior_hash": "", "posterior_components": []}
    from tandem.calibration.fit.posterior import content_hash

    return {
        "posterior_hash": posterior_hash(choices),
        "posterior_components": [
            {
                "reading": each.reading,
                "structure": choices.structure,
                "name": each.name,
                "weight": each.weight,
                "sha256": content_hash(each.name, each.folder),
            }
            for each in components
        ],
    }


def _folder(choices: CommonChoices) -> Path | None:
    return None if choices.posterior.folder is None else Path(choices.posterior.folder)

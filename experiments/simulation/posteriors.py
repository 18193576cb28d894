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
SHIPPED_MIXTURE = "upwork_2025"  # its components, and the posteriors that ship, are this name _ reading


@dataclass(frozen=True)
class Component:
    """A fitted posterior that parameter sets are drawn from, and the share of them that are."""

    name: str
    folder: Path | None
    reading: str
    weight: float


def check_posterior(choices: CommonChoices) -> None:
    """Raise `InputError` if there is no such posterior, or another reading or structure is asked of it."""
    name = choices.posterior.name
    if choices.posterior.kind == PRIOR:
        if choices.reading == MIXED:
            raise InputError(
                f"reading: found '{MIXED}', but the priors are no mixture of readings; allowed: "
                f"{', '.join(READINGS)}; example: posterior=prior reading={READINGS[0]}"
            )
        return
    from tandem.calibration.fit.posterior import reading_of

    if choices.posterior.kind == MIXTURE:
        check_weights(choices.posterior.weights)
        for component in components_of(choices):
            found = reading_of(component.name, component.folder)
            if found != component.reading:
                raise InputError(
                    f"posterior: '{component.name}' is to be the component '{component.reading}' of the "
                    f"mixture '{name}', but was fitted under the reading '{found}'; rebuild it: "
                    f"tandem calibrate reading={component.reading}"
                )
        fitted, told = MIXED, f"the posterior '{name}' is a mixture of readings"
    else:
        fitted = reading_of(name, _folder(choices))
        told = f"the posterior '{name}' was fitted under the reading '{fitted}'"
    if choices.reading != fitted:
        shipped = f"{SHIPPED_MIXTURE}_{choices.reading}" if choices.reading != MIXED else SHIPPED_MIXTURE
        raise InputError(
            f"reading: found '{choices.reading}', but {told}; leave reading out, or choose another "
            f"posterior; example: posterior={shipped}"
        )
    if choices.structure != BALANCED:
        raise InputError(
            f"structure: found '{choices.structure}', but the posterior '{name}' was fitted under the "
            f"structure '{BALANCED}'; leave structure out, or draw the parameters from their priors; "
            f"example: structure={choices.structure} posterior=prior"
        )


def components_of(choices: CommonChoices) -> tuple[Component, ...]:
    """The fitted posteriors that parameter sets are drawn from; none for the priors."""
    posterior = choices.posterior
    if posterior.kind == PRIOR:
        return ()
    if posterior.kind != MIXTURE:
        return (Component(posterior.name, _folder(choices), posterior.reading, 1.0),)
    return tuple(
        Component(f"{posterior.name}_{reading}", _folder(choices), reading, float(weight))
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
                "name": each.name,
                "weight": each.weight,
                "sha256": content_hash(each.name, each.folder),
            }
            for each in components
        ],
    }


def _folder(choices: CommonChoices) -> Path | None:
    return None if choices.posterior.folder is None else Path(choices.posterior.folder)

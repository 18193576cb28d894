"""The parameter sets of an experiment: from the priors, or from a posterior that was fitted to a survey."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.settings.schema import CommonChoices
from tandem.experiments.simulation.in_place import in_place_values
from tandem.model.errors import InputError
from tandem.model.parameters import Values, check_fixed, sample_prior
from tandem.model.structures import BALANCED, STRUCTURES


def check_parameters(choices: CommonChoices) -> None:
    """Raise `InputError` if a held parameter, a programme in place or the posterior is not usable."""
    check_fixed(choices.parameters)
    in_place_values(choices.organisation)
    check_posterior(choices)


def check_posterior(choices: CommonChoices) -> None:
    """Raise `InputError` if there is no such posterior, or another reading or structure is asked of it."""
    if choices.posterior.kind == "prior":
        return
    from tandem.calibration.fit.posterior import reading_of

    name = choices.posterior.name
    reading = reading_of(name, _folder(choices))
    if choices.reading != reading:
        raise InputError(
            f"reading: found '{choices.reading}', but the posterior '{name}' was fitted under the reading "
            f"'{reading}'; leave reading out, or choose another posterior; "
            f"example: posterior=upwork_2025_{choices.reading}"
        )
    if choices.structure != BALANCED:
        raise InputError(
            f"structure: found '{choices.structure}', but the posterior '{name}' was fitted under the "
            f"structure '{BALANCED}'; leave structure out, or draw the parameters from their priors; "
            f"example: structure={choices.structure} posterior=prior"
        )


def parameter_sets(choices: CommonChoices) -> list[Values]:
    """One value of every parameter for each parameter set; held parameters keep theirs.

    The user's own `parameters` come before what the structure holds, and before programmes in place.

    Raises
    ------
    InputError
        If the posterior was fitted with a model that behaved differently.
    """
    count = choices.draws // choices.runs_per_parameter_set
    in_place = in_place_values(choices.organisation)
    known = {name: value for name, value in in_place.items() if name not in choices.parameters}
    return [values | known for values in _drawn(choices, count)]


def held_parameters(choices: CommonChoices) -> Values:
    """Parameters that are not drawn: the user's own, and those of the structure besides them."""
    return {**STRUCTURES[choices.structure].fixed, **choices.parameters}


def _drawn(choices: CommonChoices, count: int) -> list[Values]:
    held = held_parameters(choices)
    if choices.posterior.kind == "prior":
        return sample_prior(choices.seed, count, held)
    from tandem.calibration.fit.posterior import load_posterior, sample_posterior

    posterior = load_posterior(choices.posterior.name, _folder(choices))
    return sample_posterior(posterior, choices.seed, count, held)


def posterior_hash(choices: CommonChoices) -> str:
    """What tells one posterior's content from another's; empty for the priors."""
    if choices.posterior.kind == "prior":
        return ""
    from tandem.calibration.fit.posterior import content_hash

    return content_hash(choices.posterior.name, _folder(choices))


def _folder(choices: CommonChoices) -> Path | None:
    return None if choices.posterior.folder is None else Path(choices.posterior.folder)

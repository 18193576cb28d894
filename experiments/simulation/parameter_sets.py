"""The parameter sets of an experiment: from the priors, or from a posterior that was fitted to a survey."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.settings.schema import CommonChoices
from tandem.model.errors import InputError
from tandem.model.parameters import Values, sample_prior


def check_posterior(choices: CommonChoices) -> None:
    """Raise `InputError` if there is no such posterior, or it was fitted under another reading."""
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


def parameter_sets(choices: CommonChoices) -> list[Values]:
    """One value of every parameter for each parameter set; held parameters keep theirs.

    Raises
    ------
    InputError
        If the posterior was fitted with a model that behaved differently.
    """
    count = choices.draws // choices.runs_per_parameter_set
    if choices.posterior.kind == "prior":
        return sample_prior(choices.seed, count, choices.parameters)
    from tandem.calibration.fit.posterior import load_posterior, sample_posterior

    posterior = load_posterior(choices.posterior.name, _folder(choices))
    return sample_posterior(posterior, choices.seed, count, choices.parameters)


def posterior_hash(choices: CommonChoices) -> str:
    """What tells one posterior's content from another's; empty for the priors."""
    if choices.posterior.kind == "prior":
        return ""
    from tandem.calibration.fit.posterior import content_hash

    return content_hash(choices.posterior.name, _folder(choices))


def _folder(choices: CommonChoices) -> Path | None:
    return None if choices.posterior.folder is None else Path(choices.posterior.folder)

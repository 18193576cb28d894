"""The parameter sets of an experiment: from the priors, or from a posterior that was fitted to a survey."""

from __future__ import annotations

from pathlib import Path

from experiments.configuration import ProjectChoices
from model.errors import InputError
from model.parameters import Values, sample_prior


def parameter_sets(choices: ProjectChoices) -> list[Values]:
    """One value of every parameter for each parameter set; held parameters keep theirs.

    Raises
    ------
    InputError
        If there is no such posterior, it was fitted with a model that behaved differently, or under another
        reading of the survey than the one asked for.
    """
    count = choices.draws // choices.runs_per_parameter_set
    if choices.posterior.kind == "prior":
        return sample_prior(choices.seed, count, choices.parameters)
    from calibration.posterior import load_posterior, sample_posterior

    folder = choices.posterior.folder
    posterior = load_posterior(choices.posterior.name, None if folder is None else Path(folder))
    if choices.reading != posterior.reading:
        raise InputError(
            f"reading: found '{choices.reading}', but the posterior '{posterior.name}' was fitted under the "
            f"reading '{posterior.reading}'; leave reading out, or choose another posterior; "
            f"example: posterior=upwork_2025_{choices.reading}"
        )
    return sample_posterior(posterior, choices.seed, count, choices.parameters)

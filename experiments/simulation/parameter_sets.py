"""The parameter sets of an experiment: from the priors, a fitted posterior, or a mixture of posteriors."""

from __future__ import annotations

from tandem.experiments.settings.schema import CommonChoices
from tandem.experiments.simulation.in_place import in_place_values
from tandem.experiments.simulation.mixture import readings_of_sets
from tandem.experiments.simulation.posteriors import MIXTURE, PRIOR, check_posterior, components_of
from tandem.model.parameters import Values, check_fixed, sample_prior
from tandem.model.structures import STRUCTURES


def check_parameters(choices: CommonChoices) -> None:
    """Raise `InputError` if a held parameter, a programme in place or the posterior is not usable."""
    check_fixed(choices.parameters)
    in_place_values(choices.organisation)
    check_posterior(choices)


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


def readings_of(choices: CommonChoices, count: int) -> tuple[str, ...]:
    """The reading of the survey that each of the first `count` parameter sets was fitted under."""
    if choices.posterior.kind == MIXTURE:
        return readings_of_sets(choices.posterior.weights, count)
    return (choices.reading,) * count


def _drawn(choices: CommonChoices, count: int) -> list[Values]:
    """Parameter sets by number; one of a mixture is that of its component under the same number."""
    held = held_parameters(choices)
    if choices.posterior.kind == PRIOR:
        return sample_prior(choices.seed, count, held)
    from tandem.calibration.fit.posterior import load_posterior, sample_posterior

    drawn = {
        component.reading: sample_posterior(
            load_posterior(component.name, component.folder), choices.seed, count, held
        )
        for component in components_of(choices)
    }
    return [drawn[reading][number] for number, reading in enumerate(readings_of(choices, count))]

"""A posterior's file and the causal structure that it was fitted under."""

import pytest

from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.emulator import INPUTS, inputs_of
from tandem.calibration.fit.posterior import load_posterior, sample_posterior, save_posterior
from tandem.model.errors import InputError
from tandem.model.parameters import sample_prior
from tandem.model.structures import STRUCTURES

DRAWS = [{name: values[name] for name in INPUTS} for values in sample_prior(5, 30)]


@pytest.fixture(scope="module")
def account() -> dict:
    return {"reading": "level", "command": "tandem calibrate", "behaviour": behaviour()}


@pytest.mark.parametrize("structure", ["relief", "ratchet", "selection"])
def test_a_posterior_of_a_structure_needs_no_draws_of_what_the_structure_holds(tmp_path, account, structure):
    inputs = inputs_of(structure)
    draws = [{name: values[name] for name in inputs} for values in sample_prior(5, 30)]
    save_posterior(tmp_path, "pulse", draws, {**account, "structure": structure})
    found = load_posterior("pulse", tmp_path)
    assert found.structure == structure and set(found.draws[0]) == set(inputs)
    save_posterior(tmp_path, "pulse", draws, account)
    if set(inputs) != set(INPUTS):  # as balanced it would lack what the structure holds
        with pytest.raises(InputError, match="it has no draws of"):
            load_posterior("pulse", tmp_path)


@pytest.mark.parametrize("structure", ["nonsense", ["relief"], 3, None])
def test_an_unknown_structure_is_refused(tmp_path, account, structure):
    save_posterior(tmp_path, "pulse", DRAWS, {**account, "structure": structure})
    with pytest.raises(InputError, match="a structure that is none of balanced, relief, ratchet, selection"):
        load_posterior("pulse", tmp_path)


@pytest.mark.parametrize("structure", ["relief", "ratchet", "selection"])
def test_what_the_structure_holds_is_held_in_every_parameter_set(tmp_path, account, structure):
    draws = [{name: values[name] for name in inputs_of(structure)} for values in sample_prior(5, 30)]
    save_posterior(tmp_path, "pulse", draws, {**account, "structure": structure})
    found = load_posterior("pulse", tmp_path)
    for values in sample_posterior(found, 3, 40):
        assert {name: values[name] for name in STRUCTURES[structure].fixed} == STRUCTURES[structure].fixed

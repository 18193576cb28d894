"""Parameter sets of a mixture: each that of its component alone; hashes, and components that do not fit."""

import json
from typing import Any

import pytest

import tandem
from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import content_hash
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.settings.schema import READINGS
from tandem.experiments.simulation.parameter_sets import check_parameters, parameter_sets, readings_of
from tandem.experiments.simulation.posteriors import posterior_account, posterior_hash
from tandem.model.errors import InputError
from tests.experiments.simulation.made_up_posteriors import draws_of, save_all

COUNT = 30


@pytest.fixture
def folder(tmp_path):
    save_all(tmp_path)
    return tmp_path


def choices(folder, weights=None, reading="mixed", **settings):
    """Settings with the mixture, or with one of its components alone."""
    mixed = reading == "mixed"
    posterior = {
        "kind": "mixture" if mixed else "fitted",
        "name": "pulse" if mixed else f"pulse_{reading}",
        "folder": str(folder),
        "reading": reading,
        **({"weights": weights or {"level": 0.5, "ratio": 0.3, "both": 0.2}} if mixed else {}),
    }
    plain = {"draws": COUNT, "runs_per_parameter_set": 1, "seed": 3}
    return COMMAND.choices_of(composed(COMMAND, {**plain, "posterior": posterior, **settings}))


def test_each_set_is_that_of_its_component_alone(folder):
    mixed = choices(folder)
    check_parameters(mixed)
    alone = {reading: parameter_sets(choices(folder, reading=reading)) for reading in READINGS}
    labels = readings_of(mixed, COUNT)
    assert {name: labels.count(name) for name in READINGS} == {"level": 15, "ratio": 9, "both": 6}
    for number, (values, label) in enumerate(zip(parameter_sets(mixed), labels, strict=True)):
        assert values == alone[label][number]


def test_fitted_values_are_draws_of_the_labelled_posterior(folder):
    mixed = choices(folder)
    known = {reading: [tuple(draw.values()) for draw in draws_of(reading)] for reading in READINGS}
    for values, label in zip(parameter_sets(mixed), readings_of(mixed, COUNT), strict=True):
        found = tuple(values[name] for name in INPUTS)
        assert any(found == pytest.approx(draw, rel=1e-5) for draw in known[label])


@pytest.mark.parametrize("reading", READINGS)
def test_all_the_weight_on_one_reading_is_that_posterior_alone(folder, reading):
    weights = {name: float(name == reading) for name in READINGS}
    mixed = choices(folder, weights)
    assert parameter_sets(mixed) == parameter_sets(choices(folder, reading=reading))
    assert set(readings_of(mixed, COUNT)) == {reading}


def test_more_sets_change_no_earlier_one_and_held_values_hold(folder):
    few, many = parameter_sets(choices(folder, draws=7)), parameter_sets(choices(folder))
    assert many[:7] == few
    held = parameter_sets(choices(folder, parameters={"gain_to_targets": 0.5}))
    assert {values["gain_to_targets"] for values in held} == {0.5}


def test_runs_are_those_of_the_posterior_alone():
    """The three that ship: weights of 1 and 0 against the posterior by its own name."""
    small: dict[str, Any] = {
        "organisation": {"headcount": 120},
        "draws": 4,
        "months": 3,
        "figures": "none",
        "table": "draws",
    }
    alone = tandem.project(posterior="upwork_2025_level", **small).tables["draws"]
    weights = {"level": 1, "ratio": 0, "both": 0}
    mixed = tandem.project(posterior={"weights": weights}, **small)
    assert mixed.tables["draws"].equals(alone)
    assert [each["reading"] for each in mixed.manifest["posterior_components"]] == ["level"]


def test_the_account_names_every_component_with_its_hash(folder):
    account = posterior_account(choices(folder, {"level": 0.25, "ratio": 0.75, "both": 0}))
    assert account["posterior_components"] == [
        {
            "reading": reading,
            "structure": "balanced",
            "name": f"pulse_{reading}",
            "weight": weight,
            "sha256": content_hash(f"pulse_{reading}", folder),
        }
        for reading, weight in (("level", 0.25), ("ratio", 0.75))
    ]
    (only,) = posterior_account(choices(folder, reading="both"))["posterior_components"]
    assert only["weight"] == 1
    assert posterior_account(choices(folder, reading="both"))["posterior_hash"] == only["sha256"]


def test_the_hash_hangs_on_the_weights_and_on_every_component(folder):
    found = {posterior_hash(choices(folder)), posterior_hash(choices(folder, {"level": 0.6, "both": 0.4}))}
    for reading in READINGS:
        file = folder / f"pulse_{reading}.json"
        file.write_text(file.read_text("utf-8") + "\n", encoding="utf-8")
        found.add(posterior_hash(choices(folder)))
    assert len(found) == 5
    prior = COMMAND.choices_of(composed(COMMAND, {"posterior": "prior"}))
    assert posterior_hash(prior) == "" and posterior_account(prior)["posterior_components"] == []


def test_an_older_component_is_told_with_the_command_that_rebuilds_it(folder):
    save_all(folder, {"ratio": [value + 0.5 for value in behaviour()]})
    with pytest.raises(InputError) as told:
        parameter_sets(choices(folder))
    assert "'pulse_ratio' was fitted with a model that behaved differently" in str(told.value)
    assert "tandem calibrate targets=pulse.yaml reading=ratio" in str(told.value)
    parameter_sets(choices(folder, {"level": 0.5, "both": 0.5}))  # one without weight plays no part


def test_a_component_of_another_reading_is_told(folder):
    account = json.loads((folder / "pulse_level.json").read_text("utf-8"))
    (folder / "pulse_level.json").write_text(json.dumps(account | {"reading": "both"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"'pulse_level' is to be the component 'level'.*'both'; rebuild it"):
        check_parameters(choices(folder))


def test_weights_given_as_a_dictionary_are_all_the_weights(folder):
    check_parameters(choices(folder, {"level": 0.5, "both": 0.5}))
    with pytest.raises(InputError, match=r"add up to 0\.5"):
        check_parameters(choices(folder, {"level": 0.5}))


def test_a_posterior_given_as_a_dictionary_keeps_no_weights_of_the_default(folder):
    assert choices(folder, reading="ratio").posterior.weights == {}

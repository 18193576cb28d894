"""Posteriors by structure: a mixture draws from the fits under the structure asked, and from no other."""

from __future__ import annotations

import json
from typing import Any

import pytest

import tandem
from tandem.calibration.fit import posterior
from tandem.calibration.fit.emulator import inputs_of
from tandem.calibration.fit.posterior import SHIPPED
from tandem.experiments.api.settings import composed
from tandem.experiments.measures.description import calibration_label
from tandem.experiments.project.command import COMMAND
from tandem.experiments.settings.schema import READINGS
from tandem.experiments.simulation.parameter_sets import check_parameters, parameter_sets, readings_of
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.wording.provenance import parameters_in_words
from tandem.model.structures import BALANCED, STRUCTURES
from tests.experiments.simulation.made_up_posteriors import draws_of, save_all

COUNT = 20
RIVALS = [name for name in STRUCTURES if name != BALANCED]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Made-up fits under all four structures, twelve in all."""
    made = tmp_path_factory.mktemp("fits")
    for structure in STRUCTURES:
        save_all(made, structure=structure)
    return made


def choices(folder, reading="mixed", name=None, **settings):
    mixed = reading == "mixed"
    chosen = {
        "kind": "mixture" if mixed else "fitted",
        "name": name or ("pulse" if mixed else f"pulse_{reading}"),
        "folder": None if folder is None else str(folder),
        "reading": reading,
        **({"weights": {"level": 0.4, "ratio": 0.4, "both": 0.2}} if mixed else {}),
    }
    plain = {"draws": COUNT, "runs_per_parameter_set": 1, "seed": 3}
    return COMMAND.choices_of(composed(COMMAND, {**plain, "posterior": chosen, **settings}))


def shipping_from(place, monkeypatch):
    """Let the posteriors that ship lie in another folder."""
    found = posterior._places
    monkeypatch.setattr(posterior, "_places", lambda name, folder: found(name, folder or place))


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_mixture_draws_from_the_fits_under_the_structure(folder, structure):
    asked = choices(folder, structure=structure)
    check_parameters(asked)
    inputs = inputs_of(structure)
    known = {
        reading: [[d[name] for name in inputs] for d in draws_of(reading, structure)] for reading in READINGS
    }
    for values, label in zip(parameter_sets(asked), readings_of(asked, COUNT), strict=True):
        found = [values[name] for name in inputs]
        assert any(found == pytest.approx(draw, rel=1e-5) for draw in known[label])


@pytest.mark.parametrize("structure", RIVALS)
def test_what_the_structure_holds_overrides_draws_and_the_users_own_comes_first(folder, structure):
    held = STRUCTURES[structure].fixed
    for values in parameter_sets(choices(folder, structure=structure)):
        assert {name: values[name] for name in held} == held
    name = next(iter(held))
    own = parameter_sets(choices(folder, structure=structure, parameters={name: 0.05}))
    assert {values[name] for values in own} == {0.05}


def test_a_structure_that_was_drawn_though_it_is_held_is_held(folder, tmp_path):
    """A stranger's file may have draws of what the structure holds."""
    save_all(tmp_path, structure="relief")
    for reading in READINGS:
        account = json.loads((tmp_path / f"pulse_{reading}_relief.json").read_text("utf-8"))
        posterior.save_posterior(tmp_path, f"pulse_{reading}_relief", draws_of(reading), account)
    held = STRUCTURES["relief"].fixed
    for values in parameter_sets(choices(tmp_path, structure="relief")):
        assert {name: values[name] for name in held} == held


def test_the_account_names_the_fits_under_the_structure(folder):
    account = posterior_account(choices(folder, structure="ratchet"))
    assert [each["name"] for each in account["posterior_components"]] == [
        f"pulse_{reading}_ratchet" for reading in READINGS
    ]
    assert {each["structure"] for each in account["posterior_components"]} == {"ratchet"}
    assert account["posterior_hash"] != posterior_account(choices(folder))["posterior_hash"]


def test_a_posterior_that_ships_is_the_one_under_the_structure(tmp_path, monkeypatch):
    for structure in STRUCTURES:
        save_all(tmp_path / "posteriors", structure=structure, stem="upwork_2025")
    shipping_from(tmp_path / "posteriors", monkeypatch)
    assert {file.stem for file in (tmp_path / "posteriors").glob("*.json")} >= set(SHIPPED)
    for reading, name in (("mixed", "upwork_2025"), ("level", "upwork_2025_level")):
        asked = choices(None, reading, name, structure="relief")
        check_parameters(asked)
        names = [each["name"] for each in posterior_account(asked)["posterior_components"]]
        told = READINGS if reading == "mixed" else ("level",)
        assert names == [f"upwork_2025_{each}_relief" for each in told]
        assert len(parameter_sets(asked)) == COUNT


@pytest.mark.parametrize("structure", RIVALS)
@pytest.mark.parametrize("reading", ["mixed", "both"])
def test_a_fit_that_is_missing_is_told_with_the_command_that_makes_it(
    tmp_path, monkeypatch, structure, reading
):
    save_all(tmp_path / "posteriors", stem="upwork_2025")
    shipping_from(tmp_path / "posteriors", monkeypatch)
    name = "upwork_2025" if reading == "mixed" else "upwork_2025_both"
    first = "level" if reading == "mixed" else "both"
    with pytest.raises(tandem.InputError) as told:
        check_parameters(choices(None, reading, name, structure=structure))
    message = str(told.value)
    assert f"no posterior 'upwork_2025_{first}_{structure}'" in message
    assert f"tandem calibrate reading={first} structure={structure} ship=true" in message
    assert f"example: structure={structure} posterior=prior" in message


@pytest.mark.parametrize(
    ("fitted", "asked"), [("relief", "ratchet"), ("relief", BALANCED), (BALANCED, "relief")]
)
def test_ones_own_posterior_of_another_structure_is_refused(folder, fitted, asked):
    name = "pulse_level" if fitted == BALANCED else f"pulse_level_{fitted}"
    with pytest.raises(tandem.InputError) as told:
        check_parameters(choices(folder, "level", name, structure=asked))
    message = str(told.value)
    assert f"structure: found '{asked}'" in message and f"fitted under the structure '{fitted}'" in message
    assert "tandem calibrate reading=level" + ("" if asked == BALANCED else f" structure={asked}") in message
    assert f"example: structure={fitted}" in message
    check_parameters(choices(folder, "level", name, structure=fitted))


def test_a_stranger_in_the_place_of_a_component_is_refused(folder, tmp_path):
    save_all(tmp_path, structure="relief")
    for reading in READINGS:
        file = tmp_path / f"pulse_{reading}_relief.json"
        account: dict[str, Any] = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps(account | {"structure": "selection"}), encoding="utf-8")
    with pytest.raises(
        tandem.InputError, match="'pulse_level_relief' was fitted under the structure 'selection'"
    ):
        check_parameters(choices(tmp_path, structure="relief"))
    file.write_text(json.dumps(account | {"structure": ["relief"]}), encoding="utf-8")
    with pytest.raises(tandem.InputError, match=r"'pulse_both_relief' cannot be read"):
        check_parameters(choices(tmp_path, "both", "pulse_both_relief", structure="relief"))


def test_captions_say_the_structure_a_posterior_was_fitted_under():
    assert "fitted under it" in parameters_in_words("upwork_2025", "relief")
    assert "fitted under the structure relief (relief alone)" in calibration_label("upwork_2025", "relief")
    for told in (parameters_in_words("prior", "relief"), calibration_label("prior", "relief")):
        assert "relief alone" in told and "fitted under" not in told
    assert "fitted" not in parameters_in_words("upwork_2025") + calibration_label("upwork_2025")

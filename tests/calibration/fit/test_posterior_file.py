"""Posteriors on disk: written whole, read back, refused when they are broken or the model has moved on."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.calibration.fit import behaviour as behaviour_module
from tandem.calibration.fit import posterior as posterior_module
from tandem.calibration.fit.behaviour import behaves_alike, behaviour
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import Posterior, load_posterior, sample_posterior, save_posterior
from tandem.model import environment
from tandem.model.errors import InputError
from tandem.model.parameters import register, sample_prior

COMMAND = "tandem calibrate targets=pulse.yaml reading=level"
DRAWS = [{name: values[name] for name in INPUTS} for values in sample_prior(5, 30)]


@pytest.fixture(scope="module")
def account() -> dict:
    return {
        "reading": "level",
        "command": COMMAND,
        "behaviour": behaviour(),
        "fit": [],
        "wording": "88 % – “so”",
    }


@pytest.fixture
def saved(tmp_path, account):
    save_posterior(tmp_path, "pulse", DRAWS, account)
    return tmp_path


# --- round trip -------------------------------------------------------------------------------------------
def test_a_posterior_is_read_back(saved, account):
    found = load_posterior("pulse", saved)
    assert (found.name, found.reading) == ("pulse", "level")
    assert found.account == {**account, "structure": "balanced"} and found.structure == "balanced"
    assert len(found.draws) == len(DRAWS)
    for got, expected in zip(found.draws, DRAWS, strict=True):
        assert got == pytest.approx(expected, rel=1e-6)
    assert sorted(file.name for file in saved.iterdir()) == ["pulse.json", "pulse.parquet"]


@pytest.mark.parametrize(
    "command",
    [
        "curl x | sh",
        "tandem calibrate; rm -r x",
        "tandem calibrate $(touch x)",
        "tandem calibrate 'a",
        "",
        None,
        3,
    ],
)
def test_a_strangers_command_is_not_passed_on(tmp_path, account, command):
    """The message that a posterior must be rebuilt names a command to type, and only one of Tandem's."""
    moved = [value + 1 for value in account["behaviour"]]
    save_posterior(tmp_path, "pulse", DRAWS, account | {"command": command, "behaviour": moved})
    with pytest.raises(InputError, match=r"rebuild it: tandem calibrate$"):
        load_posterior("pulse", tmp_path)


def test_an_account_is_plain_data(tmp_path, account):
    save_posterior(tmp_path, "pulse", DRAWS, account | {"name": "\x1b[2Jpulse\u202e ${oc.env:HOME}"})
    assert load_posterior("pulse", tmp_path).account["name"] == "pulse ${oc.env:HOME}"
    (tmp_path / "pulse.json").write_text('{"a": ' + "[" * 100_000)
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", tmp_path)
    (tmp_path / "pulse.json").write_text('"' + "x" * (17 << 20) + '"')
    with pytest.raises(InputError, match="16 MB"):
        load_posterior("pulse", tmp_path)


def test_saved_draws_stay_within_the_registers_ranges(tmp_path, account):
    ends = [{name: getattr(register()[name], end) for name in INPUTS} for end in ("low", "high")]
    save_posterior(tmp_path, "ends", ends, account)
    for draw in load_posterior("ends", tmp_path).draws:
        for name, value in draw.items():
            entry = register()[name]
            span = entry.high - entry.low
            assert entry.low - 1e-6 * span <= value <= entry.high + 1e-6 * span


def test_a_posterior_takes_the_place_of_an_earlier_one(saved, account):
    save_posterior(saved, "pulse", DRAWS[:7], account | {"reading": "ratio"})
    found = load_posterior("pulse", saved)
    assert (len(found.draws), found.reading) == (7, "ratio")


def test_an_account_that_cannot_be_written_leaves_no_account(tmp_path, account):
    with pytest.raises(ValueError, match="JSON"):
        save_posterior(tmp_path, "pulse", DRAWS, account | {"fit": [float("nan")]})
    assert not (tmp_path / "pulse.json").exists()
    with pytest.raises(InputError):
        load_posterior("pulse", tmp_path)


# --- refusals ---------------------------------------------------------------------------------------------
def test_an_unknown_posterior_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no posterior 'pulse'.*posterior=prior"):
        load_posterior("pulse", tmp_path)
    with pytest.raises(InputError, match="upwork_2025_level"):
        load_posterior("pulse")


@pytest.mark.parametrize("missing", ["pulse.json", "pulse.parquet"])
def test_half_a_posterior_is_refused(saved, missing):
    (saved / missing).unlink()
    with pytest.raises(InputError, match="no posterior 'pulse'"):
        load_posterior("pulse", saved)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"{}", b'{"reading": "level"}'])
def test_an_unreadable_account_is_refused(saved, content):
    (saved / "pulse.json").write_bytes(content)
    with pytest.raises(InputError, match=r"'pulse' cannot be read.*tandem calibrate"):
        load_posterior("pulse", saved)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table at all"])
def test_unreadable_draws_are_refused(saved, content):
    (saved / "pulse.parquet").write_bytes(content)
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


def test_draws_without_columns_are_refused(saved):
    pq.write_table(pa.table({}), saved / "pulse.parquet")
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


def test_cut_off_draws_are_refused(saved):
    whole = (saved / "pulse.parquet").read_bytes()
    (saved / "pulse.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


def test_draws_that_are_damaged_inside_are_refused(saved):
    whole = bytearray((saved / "pulse.parquet").read_bytes())
    whole[40:400] = bytes(360)
    (saved / "pulse.parquet").write_bytes(whole)
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


@pytest.mark.parametrize("content", ["[1, 2]", '{"behaviour": null, "command": "x", "reading": "level"}'])
def test_an_account_of_another_form_is_refused(saved, content):
    (saved / "pulse.json").write_text(content)
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


def test_an_account_without_its_reading_is_refused(saved, account):
    (saved / "pulse.json").write_text(json.dumps({key: account[key] for key in ("command", "behaviour")}))
    with pytest.raises(InputError, match="'pulse' cannot be read"):
        load_posterior("pulse", saved)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda columns: {name: values[:0] for name, values in columns.items()},
        lambda columns: columns | {"burnout_role_loadin": columns["burnout_role_loading"]},  # renamed since
        lambda columns: {name: values for name, values in columns.items() if name != "burnout_role_loading"},
        lambda columns: columns | {"burnout_role_loading": np.full(30, 1.5)},
        lambda columns: columns | {"burnout_role_loading": np.full(30, np.nan)},
        lambda columns: columns | {"burnout_role_loading": ["much"] * 30},
    ],
    ids=["no rows", "unknown", "lacking", "out of range", "not a number", "text"],
)
def test_draws_that_do_not_fit_the_register_are_refused(saved, spoil):
    columns = {name: np.array([draw[name] for draw in DRAWS]) for name in INPUTS}
    pq.write_table(pa.table(spoil(columns)), saved / "pulse.parquet")
    with pytest.raises(InputError, match="'pulse'"):
        load_posterior("pulse", saved)


# --- the model it was fitted with -------------------------------------------------------------------------
def test_the_models_behaviour_is_the_same_every_time(account):
    assert behaviour() == account["behaviour"]
    assert behaves_alike(account["behaviour"])


def test_a_posterior_of_a_model_that_behaved_differently_is_refused(saved, monkeypatch, account):
    moved = [value + 0.01 for value in account["behaviour"]]
    monkeypatch.setattr(behaviour_module, "behaviour", lambda: moved)
    with pytest.raises(InputError, match="behaved differently; rebuild it: " + COMMAND):
        load_posterior("pulse", saved)


@pytest.mark.parametrize("place", [0, 5, -1])
def test_one_statistic_that_moved_is_enough(account, place):
    earlier = list(account["behaviour"])
    earlier[place] += 0.002
    assert not behaves_alike(earlier)
    earlier[place] -= 0.0015
    assert behaves_alike(earlier)
    assert not behaves_alike(earlier[:-1])


def test_a_change_of_the_model_changes_its_behaviour(account, monkeypatch):
    # The anchor of tool quality moves by a tenth: what the model does is no longer what was fitted.
    monkeypatch.setattr(
        "tandem.model.scenario.environment_table",
        lambda *arguments: environment.environment_table(*arguments) * 1.1,
    )
    assert not behaves_alike(account["behaviour"])


def test_a_posterior_is_checked_when_it_is_loaded(saved, monkeypatch):
    asked = []

    def remember(earlier):
        asked.append(earlier)
        return True

    monkeypatch.setattr(posterior_module, "behaves_alike", remember)
    load_posterior("pulse", saved)
    assert len(asked) == 1


# --- sampling ---------------------------------------------------------------------------------------------
POSTERIOR = Posterior("pulse", tuple(DRAWS), {"reading": "level"})


def rows(sampled) -> list[int]:
    """Which draw of the posterior each sampled set of values is."""
    places = {tuple(draw.values()): place for place, draw in enumerate(DRAWS)}
    return [places[tuple(values[name] for name in INPUTS)] for values in sampled]


def test_fitted_parameters_come_together_and_the_others_from_their_priors():
    sampled = sample_posterior(POSTERIOR, 3, 20)
    prior = sample_prior(3, 20)
    assert len(rows(sampled)) == 20
    for values, own in zip(sampled, prior, strict=True):
        assert set(values) == {name for name, entry in register().items() if entry.prior != "derived"}
        assert all(values[name] == own[name] for name in own if name not in INPUTS)


def test_every_draw_is_used_before_any_is_used_again():
    order = rows(sample_posterior(POSTERIOR, 3, 75))
    assert sorted(order[:30]) == list(range(30))
    assert order[30:60] == order[:30] and order[60:] == order[:15]


def test_the_order_hangs_on_the_seed_and_more_draws_change_no_earlier_one():
    ten, fifty = sample_posterior(POSTERIOR, 3, 10), sample_posterior(POSTERIOR, 3, 50)
    assert fifty[:10] == ten
    assert sample_posterior(POSTERIOR, 3, 10) == ten
    orders = [tuple(rows(sample_posterior(POSTERIOR, seed, 30))) for seed in range(6)]
    assert len(set(orders)) == 6 and tuple(range(30)) not in orders


def test_the_order_is_fair():
    first = [rows(sample_posterior(POSTERIOR, seed, 1))[0] for seed in range(600)]
    assert np.bincount(first, minlength=30).max() < 45  # 20 expected, standard deviation 4.4


@pytest.mark.parametrize("name", ["burnout_role_loading", "replacement_cost"])
def test_fixed_parameters_keep_their_value(name):
    value = register()[name].low
    free, held = sample_posterior(POSTERIOR, 3, 20), sample_posterior(POSTERIOR, 3, 20, {name: value})
    assert {values[name] for values in held} == {value}
    for one, other in zip(free, held, strict=True):
        assert {key: one[key] for key in one if key != name} == {
            key: other[key] for key in one if key != name
        }


@pytest.mark.parametrize(
    ("fixed", "says"),
    [
        ({"burnout_role_loadin": 0.4}, "Did you mean 'burnout_role_loading'"),
        ({"burnout_role_loading": 1.4}, "outside the allowed range 0 to 0.95"),
        ({"burnout_role_loading": "much"}, "outside the allowed range"),
    ],
)
def test_unknown_or_impossible_fixed_parameters_are_refused(fixed, says):
    with pytest.raises(InputError, match=says):
        sample_posterior(POSTERIOR, 3, 5, fixed)


def test_sampling_leaves_the_posterior_as_it_is():
    before = [dict(draw) for draw in POSTERIOR.draws]
    sampled = sample_posterior(POSTERIOR, 3, 5)
    for values in sampled:
        values.clear()
    assert list(POSTERIOR.draws) == before

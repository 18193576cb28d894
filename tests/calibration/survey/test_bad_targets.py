"""A targets file that is wrong is refused, naming the file, the entry and the rule."""

import pytest
import yaml

from tandem.calibration.survey.targets import load_targets
from tandem.model.errors import InputError

GOOD = {"wording": "burned out", "n": 40, "value": 0.6, "quantity": "burnout_all", "role": "fit"}
RATIO = GOOD | {"quantity": "burnout_ratio", "n": [40, 120], "value": 1.5, "rest": 0.5, "error": "ratio"}
MEAN = GOOD | {"quantity": "mean_gain", "value": 0.3, "error": {"standard_error": 0.02}}


def written(tmp_path, *entries, text=None):
    file = tmp_path / "pulse.yaml"
    content = {"targets": {f"entry{place}": entry for place, entry in enumerate(entries)}}
    file.write_text(yaml.safe_dump(content) if text is None else text, encoding="utf-8")
    return file


def refusal(tmp_path, *entries, text=None) -> str:
    file = written(tmp_path, *entries, text=text)
    with pytest.raises(InputError) as error:
        load_targets(file)
    assert str(file) in str(error.value)
    return str(error.value)


def test_good_entries_are_read(tmp_path):
    share, ratio, mean = load_targets(written(tmp_path, GOOD, RATIO, MEAN))
    assert (share.n, share.value, share.kind, share.month) == ((40,), 0.6, "share", 29)
    assert (ratio.n, ratio.rest, ratio.kind) == ((40, 120), 0.5, "ratio")
    assert (mean.extra_error, mean.kind) == (0.02, "mean")
    assert share.readings == ("level", "ratio", "both")


@pytest.mark.parametrize("key", ["n", "value", "quantity", "role"])
def test_a_missing_key_is_named(tmp_path, key):
    entry = {name: value for name, value in GOOD.items() if name != key}
    message = refusal(tmp_path, GOOD, entry)
    assert f"target 'entry1': {key} missing" in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": 62}, ["62", "0 to 1", "0.62"]),
        ({"value": -0.1}, ["-0.1", "0 to 1"]),
        ({"value": 1.0001}, ["0 to 1"]),
        ({"value": "many"}, ["'many'", "not a number"]),
        ({"value": True}, ["not a number"]),
        ({"value": float("nan")}, ["nan", "not a number"]),
        ({"value": float("inf")}, ["not a number"]),
        ({"n": 0}, ["positive whole number"]),
        ({"n": -5}, ["positive whole number"]),
        ({"n": 40.5}, ["positive whole number"]),
        ({"n": True}, ["positive whole number"]),
        ({"n": "forty"}, ["positive whole number"]),
        ({"n": [40, 120]}, ["positive whole number", "two for a ratio"]),
        ({"quantity": "happiness"}, ["unknown quantity 'happiness'", "burnout_top"]),
        ({"role": "fitted"}, ["'fitted'", "fit, check, context"]),
        ({"readings": ["odds"]}, ["level, ratio, both"]),
        ({"readings": []}, ["level, ratio, both"]),
        ({"error": {"binomial_widened_by": 4}}, ["binomial_widened_by", "between 0 and 1"]),
        ({"error": {"standard_error": 0.1}}, ["binomial_widened_by", "binomial"]),
        ({"error": "large"}, ["binomial"]),
    ],
)
def test_a_wrong_share_is_refused(tmp_path, change, says):
    message = refusal(tmp_path, GOOD | change)
    assert all(part in message for part in ["'entry0'", *says])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": 0}, ["relative risk is positive"]),
        ({"value": -1.2}, ["relative risk is positive"]),
        ({"n": 160}, ["two for a ratio"]),
        ({"n": [40, 0]}, ["positive whole number"]),
        ({"rest": None}, ["needs `rest`"]),
        ({"rest": 0}, ["above 0"]),
        ({"rest": 0.7}, ["1 / 1.5 = 0.667", "0.7"]),
        ({"rest": "half"}, ["needs `rest`", "'half'"]),
    ],
)
def test_a_wrong_ratio_is_refused(tmp_path, change, says):
    message = refusal(tmp_path, RATIO | change)
    assert all(part in message for part in ["'entry0'", *says])


@pytest.mark.parametrize("error", [None, "binomial", 0.02, {"standard_error": 0}, {"standard_error": True}])
def test_a_mean_needs_its_standard_error(tmp_path, error):
    assert "standard_error" in refusal(tmp_path, MEAN | {"error": error})


def test_a_ratio_that_the_share_of_the_rest_forbids_is_refused(tmp_path):
    rest = GOOD | {"quantity": "burnout_rest", "value": 0.8}
    message = refusal(tmp_path, RATIO, rest)
    assert "'entry0'" in message and "'entry1'" in message and "1 / 0.8 = 1.25" in message


@pytest.mark.parametrize("part", ["top", "rest"])
def test_a_share_and_a_ratio_of_the_same_people_are_refused(tmp_path, part):
    share = GOOD | {"quantity": f"burnout_{part}", "value": 0.5}
    message = refusal(tmp_path, RATIO, share)
    assert "'entry0'" in message and "'entry1'" in message and "twice" in message
    assert len(load_targets(written(tmp_path, RATIO | {"role": "check"}, share))) == 2
    assert len(load_targets(written(tmp_path, RATIO, share | {"month": 18}))) == 2


@pytest.mark.parametrize("listed", [[], ["odds"], "level", ["level"]])
def test_checked_under_names_readings_that_do_not_fit(tmp_path, listed):
    message = refusal(tmp_path, GOOD | {"readings": ["level", "both"], "checked_under": listed})
    assert "'entry0'" in message and "checked_under" in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "targets"),
        ("targets: {}\n", "at least one entry"),
        ("targets: [1, 2]\n", "targets"),
        ("- a\n- b\n", "targets"),
        ("targets: {a: 3}\n", "target 'a'"),
        ("targets: {a: [}\n", "not YAML"),
    ],
)
def test_a_file_without_targets_is_refused(tmp_path, text, says):
    assert says in refusal(tmp_path, text=text)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        load_targets(tmp_path / "nowhere.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    file = tmp_path / "pulse.yaml"
    file.write_bytes(b"\xff\xfe\x00\x81targets")
    with pytest.raises(InputError, match=r"pulse\.yaml"):
        load_targets(file)


@pytest.mark.parametrize(
    "change",
    [
        {"month": "April 2025"},
        {"month": None},
        {"month": 18.7},
        {"month": True},
        {"month": -3},
        {"month": 10_000},
        {"readings": 5},
        {"readings": None},
        {"quantity": ["burnout_all"]},
        {"reading": ["level"]},  # misspelt: would apply to every reading
        {"widened": 0.04},
    ],
    ids=str,
)
def test_an_unusable_key_is_refused(tmp_path, change):
    refusal(tmp_path, GOOD | change)


def test_a_ratio_whose_rest_is_a_flag_is_refused(tmp_path):
    refusal(tmp_path, RATIO | {"value": 0.5, "rest": True})


def test_two_entries_of_one_name_are_refused(tmp_path):
    text = "targets:\n  a: {n: 40, value: 0.5, quantity: burnout_all, role: fit}\n"
    refusal(tmp_path, text=text + "  a: {n: 40, value: 0.9, quantity: burnout_all, role: fit}\n")

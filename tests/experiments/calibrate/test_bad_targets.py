"""Broken targets files: the message names the file, the entry and the rule; nothing is written."""

import pytest

GOOD = """
targets:
  burned_out:
    wording: 55 % are burned out
    n: 180
    value: 0.55
    error: binomial
    quantity: burnout_all
    role: fit
"""
RATIO = """
targets:
  contrast: {n: [40, 120], value: 1.9, rest: 0.4, quantity: burnout_ratio, role: fit}
"""


def changed(old: str, new: str, text: str = GOOD) -> str:
    assert old in text
    return text.replace(old, new)


# what is wrong → the file's text, parts of the message
BROKEN = {
    "a proportion above one": (
        changed("0.55", "1.2"),
        ["'burned_out'", "1.2 is not a proportion from 0 to 1"],
    ),
    "a percentage": (changed("value: 0.55", "value: 55"), ["'burned_out'", "Write 62 % as 0.62"]),
    "a negative proportion": (changed("0.55", "-0.1"), ["'burned_out'", "not a proportion from 0 to 1"]),
    "no n": (changed("    n: 180\n", ""), ["'burned_out'", "n missing"]),
    "n null": (changed("180", "null"), ["'burned_out'", "n missing"]),
    "n zero": (changed("180", "0"), ["'burned_out'", "n must be a positive whole number"]),
    "n half": (changed("180", "180.5"), ["'burned_out'", "n must be a positive whole number"]),
    "no value": (changed("    value: 0.55\n", ""), ["'burned_out'", "value missing"]),
    "a value in words": (changed("0.55", "half"), ["'burned_out'", "'half' is not a number"]),
    "not a number": (changed("0.55", ".nan"), ["'burned_out'", "is not a number"]),
    "yes as a value": (changed("0.55", "true"), ["'burned_out'", "is not a number"]),
    "an unknown quantity": (
        changed("burnout_all", "happiness"),
        ["'burned_out'", "'happiness'", "burnout_top"],
    ),
    "a list as quantity": (
        changed("burnout_all", "[burnout_all]"),
        ["'burned_out'", "unknown quantity"],
    ),
    "an unknown role": (changed("role: fit", "role: guess"), ["'burned_out'", "fit, check, context"]),
    "a list as role": (changed("role: fit", "role: [fit]"), ["'burned_out'", "fit, check, context"]),
    "a key misspelt": (
        changed("error:", "eror:"),
        ["'burned_out'", "unknown key 'eror'", "Allowed: wording"],
    ),
    "the same key twice": (GOOD + "    value: 0.6\n", ["'value' stands there twice"]),
    "the same target twice": (GOOD + GOOD[10:], ["'burned_out' stands there twice"]),
    "an error in words": (changed("binomial", "small"), ["'burned_out'", "error must be"]),
    "an error too large": (
        changed("binomial", "{binomial_widened_by: 4}"),
        ["'burned_out'", "between 0 and 1"],
    ),
    "a mean without its error": (changed("burnout_all", "mean_gain"), ["'burned_out'", "standard_error"]),
    "a month in words": (GOOD + "    month: May\n", ["'burned_out'", "month 'May' is not a whole number"]),
    "a month before time": (GOOD + "    month: -1\n", ["'burned_out'", "month -1 is not"]),
    "a month in far future": (GOOD + "    month: 2025\n", ["'burned_out'", "month 2025 is not"]),
    "unknown readings": (GOOD + "    readings: [loud]\n", ["'burned_out'", "level, ratio, both"]),
    "one reading as a word": (GOOD + "    readings: level\n", ["'burned_out'", "readings must be a list"]),
    "a number as readings": (GOOD + "    readings: 5\n", ["'burned_out'", "readings must be a list"]),
    "readings without this one": (
        GOOD + "    readings: [both]\n",
        ["no target of role 'fit'", "reading=level"],
    ),
    "nothing to fit": (changed("role: fit", "role: check"), ["no target of role 'fit'", "role: fit"]),
    "a ratio with one n": (changed("[40, 120]", "40", RATIO), ["'contrast'", "two for a ratio"]),
    "a ratio without its rest": (changed("rest: 0.4, ", "", RATIO), ["'contrast'", "needs `rest`"]),
    "a ratio above 1 / p": (changed("0.4", "0.6", RATIO), ["'contrast'", "RR cannot exceed 1 / p", "0.526"]),
    "a negative ratio": (changed("1.9", "-2", RATIO), ["'contrast'", "a relative risk is positive"]),
    "a ratio and a rest that exclude it": (
        RATIO + "  rest_of_them: {n: 120, value: 0.8, quantity: burnout_rest, role: fit}\n",
        ["'contrast'", "impossible when 'rest_of_them' is 0.8", "1.25"],
    ),
    "an entry that is a number": ("targets: {burned_out: 0.5}", ["'burned_out'", "not a set of keys"]),
    "targets that are a list": ("targets: [0.5]", ["no `targets:`"]),
    "no targets": ("source: a survey\n", ["no `targets:`"]),
    "an empty file": ("", ["no `targets:`"]),
    "a list": ("- 1\n- 2\n", ["no `targets:`"]),
    "not YAML": ("targets: {burned_out: [", ["is not YAML", "Example: calibration/targets/upwork_2025.yaml"]),
    "a date that is none": (changed("180", "2025-99-99"), ["is not YAML", "month must be"]),
    "a nest without end": ("targets: " + "[" * 5000, ["is not YAML"]),
    "a tab": ("targets:\n\tburned_out: 1\n", ["is not YAML"]),
    "an anchor in itself": ("targets: &a {b: *a}", ["is not YAML", "anchors"]),
    "a file of two megabytes": ("targets: " + "x" * (2 << 20), ["more than 1 MB"]),
    "code": ("targets: !!python/object/apply:os.system ['true']", ["is not YAML"]),
}


@pytest.mark.parametrize(("text", "parts"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told(text, parts, tandem, tmp_path, no_fit):
    (tmp_path / "pulse.yaml").write_text(text, encoding="utf-8")
    answer = tandem("targets=pulse.yaml")
    assert answer.code == 2
    assert answer.err.startswith("tandem calibrate: something in the input is wrong.\n")
    for part in ["pulse.yaml", *parts]:
        assert part in answer.err
    assert "Traceback" not in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["pulse.yaml"]


def test_bytes_that_are_no_text(tandem, tmp_path, no_fit):
    (tmp_path / "pulse.yaml").write_bytes(b"\xff\xfe\x00targets")
    answer = tandem("targets=pulse.yaml")
    assert answer.code == 2
    assert "pulse.yaml: cannot be read" in answer.err


@pytest.mark.parametrize("text", [GOOD, RATIO], ids=["share", "ratio"])
def test_a_right_file_is_accepted(text, tandem, tmp_path, no_fit):
    (tmp_path / "pulse.yaml").write_text(text, encoding="utf-8")
    assert "the input was accepted" in tandem("targets=pulse.yaml").err


def test_a_file_whose_name_cannot_be_a_posteriors(tandem, tmp_path, no_fit):
    (tmp_path / "our pulse.yaml").write_text(GOOD, encoding="utf-8")
    answer = tandem("targets=our pulse.yaml")
    assert answer.code == 2
    assert "name: 'our pulse'" in answer.err
    assert "the input was accepted" in tandem("targets=our pulse.yaml", "name=our_pulse").err


def test_a_contradiction_is_a_warning(tandem, tmp_path, monkeypatch):
    from tandem.model.errors import InputError

    def stop(*_):
        raise InputError("the fit began")

    monkeypatch.setattr("tandem.experiments.calibrate.study.study", stop)
    monkeypatch.setattr("tandem.calibration.fit.behaviour.behaviour", lambda: [0.5])
    overall = "  overall: {n: 160, value: 0.71, quantity: burnout_all, role: fit}\n"
    (tmp_path / "pulse.yaml").write_text(RATIO + overall, encoding="utf-8")
    answer = tandem("targets=pulse.yaml")
    assert "Warning: 'contrast' (1.9) and 'overall' (0.71) cannot both hold" in answer.err
    assert "0.25 + 0.75 × 1 / 1.9 = 0.645 is the most" in answer.err
    assert "The fit lies between them" in answer.err
    assert "the fit began" in answer.err


@pytest.mark.parametrize("reading", ["level", "ratio", "both"])
def test_the_contradiction_of_the_survey_is_named(reading, tandem, monkeypatch):
    from tandem.model.errors import InputError

    def stop(*_):
        raise InputError("the fit began")

    monkeypatch.setattr("tandem.experiments.calibrate.study.study", stop)
    monkeypatch.setattr("tandem.calibration.fit.behaviour.behaviour", lambda: [0.5])
    answer = tandem(f"reading={reading}")
    named = {"level": "Left out under reading=level"}.get(reading, "Warning")
    assert f"{named}: 'burnout_ratio' (1.88) and 'burnout_2024' (0.71) cannot both hold" in answer.err
    assert answer.err.count("cannot both hold") == 1


def test_a_file_may_have_any_name(tandem):
    answer = tandem("targets=my pulse (May, v2).yaml")
    assert answer.code == 2
    assert "there is no file 'my pulse (May, v2).yaml'" in answer.err

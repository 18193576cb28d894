"""Files of facts that are wrong: refused with the file's name, the entry's and the rule."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from tandem.calibration.checks.held_out.facts_file import held_out, read_facts
from tandem.model.errors import InputError

GOOD: dict[str, Any] = {
    "naive": {"no_effect": {"centre": 1, "ends": [0.5, 2], "why": "because"}},
    "studies": {"Hamidi 2018": {"keys": ["HAMIDI_ITL_RR", "HAMIDI_burnout_RR"]}},
    "facts": {
        "leave": {
            "fact": "They leave", "study": "Hamidi 2018", "design": "cohort", "evidence": "HAMIDI_ITL_RR",
            "level": "judged", "unit": "relative risk", "scale": "ratio", "statistic": "intenders_leave",
            "computed": "so", "why": "thus", "naive": "no_effect",
        }
    },
}  # fmt: skip


def read(tmp_path, content):
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return read_facts(file)


def test_a_good_file_is_read_with_the_numbers_of_the_evidence(tmp_path):
    (fact,) = read(tmp_path, GOOD).facts
    assert fact.published is not None
    assert (fact.published.value, fact.published.ends, fact.published.level) == (3.0, (2.0, 4.5), 90)
    assert fact.published.naive == (0.5, 1.0, 2.0)


def test_the_file_that_ships_is_read():
    assert len(held_out().facts) >= 10


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"statistic": "nobody_leaves"}, "unknown statistic 'nobody_leaves'"),
        ({"statistic": None}, "statistic missing"),
        ({"naive": None}, "naive missing"),
        ({"naive": "other"}, "unknown naive 'other'"),
        ({"study": "Nobody 2020"}, "unknown study"),
        ({"design": "guess"}, "unknown design"),
        ({"level": 80}, "unknown level"),
        ({"scale": "log"}, "unknown scale"),
        ({"evidence": "PENG23"}, "not among the keys of study 'Hamidi 2018'"),
        ({"colour": "red"}, "unknown key colour"),
        ({"value": 2.5}, "derived missing"),
        ({"value": "much", "derived": "so"}, "not numbers"),
        ({"value": 9, "derived": "so"}, "a value lies between its ends"),
        ({"ends": [-1, 4], "derived": "so"}, "ratios are above 0"),
        ({"value": 1, "ends": [0.5, 2], "derived": "so"}, "no sign to get right"),
    ],
)
def test_a_bad_fact_is_refused(tmp_path, change, rule):
    content = deepcopy(GOOD)
    content["facts"]["leave"] |= change
    with pytest.raises(InputError) as told:
        read(tmp_path, content)
    for part in ("mine.yaml", "fact 'leave'", rule):
        assert part in str(told.value)


@pytest.mark.parametrize(
    ("naive", "rule"),
    [
        ({"centre": 1, "ends": [0.5]}, "not numbers"),
        ({"ends": [0.5, 2]}, "not numbers"),
        ({"centre": 1, "ends": [0.5, 3]}, "give one"),
        ({"centre": 3, "ends": [0.5, 2]}, "a value lies between"),
    ],
)
def test_a_bad_naive_prediction_is_refused(tmp_path, naive, rule):
    with pytest.raises(InputError, match=rule):
        read(tmp_path, GOOD | {"naive": {"no_effect": naive}})


@pytest.mark.parametrize("change", [{"keys": ["NOBODY20"]}, {"keys": []}, {"apart": {"NOBODY20": "so"}}])
def test_a_bad_study_is_refused(tmp_path, change):
    studies = {"Hamidi 2018": GOOD["studies"]["Hamidi 2018"] | change}
    with pytest.raises(InputError, match=r"mine.yaml: study 'Hamidi 2018'"):
        read(tmp_path, GOOD | {"studies": studies})


@pytest.mark.parametrize("part", ["naive", "studies", "facts"])
def test_a_file_without_a_part_is_refused(tmp_path, part):
    with pytest.raises(InputError, match=f"mine.yaml: `{part}:`"):
        read(tmp_path, {key: value for key, value in GOOD.items() if key != part})


def test_a_sign_needs_neither_numbers_nor_a_naive_prediction(tmp_path):
    content = deepcopy(GOOD)
    entry = content["facts"]["leave"]
    content["facts"]["leave"] = {
        key: value for key, value in entry.items() if key not in ("level", "unit", "scale", "naive")
    } | {"sign": -1}
    (fact,) = read(tmp_path, content).facts
    assert (fact.published, fact.sign) == (None, -1)
    content["facts"]["leave"]["sign"] = 0
    with pytest.raises(InputError, match="sign: found 0"):
        read(tmp_path, content)

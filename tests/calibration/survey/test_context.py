"""Findings that are no targets: read, checked, and each with a parameter or a reason."""

import pytest
import yaml

from tandem.calibration.survey.context import load_context, upwork_2025_context
from tandem.calibration.survey.targets import load_targets, upwork_2025
from tandem.model.errors import InputError
from tandem.model.parameters import register
from tests.calibration.fit.made_up import evidence

TARGETS = {"burned_out": {"n": 40, "value": 0.6, "quantity": "burnout_all", "role": "fit"}}
GOOD = {
    "wording": "say please",
    "asked": "workers",
    "n": 40,
    "value": 0.5,
    "role": "context",
    "reason": "none",
}
SET = {"wording": "tools", "n": 40, "value": 0.25, "role": "fit", "parameter": "learning_tools"}
LATER = {"freelancers_skills", "freelancers_niche"}  # will become checks


def written(tmp_path, context):
    file = tmp_path / "pulse.yaml"
    file.write_text(yaml.safe_dump({"targets": TARGETS, "context": context}), encoding="utf-8")
    return file


def refusal(tmp_path, context) -> str:
    file = written(tmp_path, context)
    with pytest.raises(InputError) as error:
        load_context(file)
    assert str(file) in str(error.value)
    return str(error.value)


def test_good_entries_are_read(tmp_path):
    file = written(tmp_path, {"a": GOOD, "b": SET, "c": {"value": 3, "n": None}})
    please, tools, neither = load_context(file)
    assert (please.role, please.reason, please.n, please.value) == ("context", "none", 40, 0.5)
    assert (tools.role, tools.parameter, tools.reason) == ("fit", "learning_tools", "")
    assert (neither.role, neither.n, neither.value, neither.wording) == ("", None, 3.0, "c")
    assert len(load_targets(file)) == 1


def test_a_file_without_the_block_has_none(tmp_path):
    file = tmp_path / "pulse.yaml"
    file.write_text(yaml.safe_dump({"targets": TARGETS}), encoding="utf-8")
    assert load_context(file) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"resaon": "misspelt"}, ["unknown key 'resaon'", "reason"]),
        ({"quantity": "burnout_all"}, ["unknown key 'quantity'"]),
        ({"role": "check"}, ["role 'check'", "fit, context"]),
        ({"role": "fitted"}, ["role 'fitted'"]),
        ({"role": None}, ["role 'None'"]),
        ({"role": ["fit"]}, ["role"]),
        ({"role": ""}, ["role ''"]),
        ({"role": "fit"}, ["needs `parameter`"]),
        ({"role": "fit", "reason": "", "parameter": "no_such"}, ["no parameter 'no_such'"]),
        ({"role": "fit", "parameter": "learning_tools"}, ["`reason` does not go with role 'fit'"]),
        ({"parameter": "learning_tools"}, ["`parameter` does not go with role 'context'"]),
        ({"reason": ""}, ["needs `reason`"]),
        ({"reason": "  "}, ["needs `reason`"]),
        ({"reason": 3}, ["reason 3 is not a text"]),
        ({"value": "half"}, ["'half' is not a number"]),
        ({"value": None}, ["not a number"]),
        ({"value": True}, ["not a number"]),
        ({"value": float("inf")}, ["not a number"]),
        ({"n": 0}, ["positive whole number"]),
        ({"n": "many"}, ["positive whole number"]),
        ({"n": True}, ["positive whole number"]),
    ],
    ids=str,
)
def test_a_wrong_entry_is_refused(tmp_path, change, says):
    message = refusal(tmp_path, {"good": GOOD, "wrong": GOOD | change})
    assert all(part in message for part in ["context 'wrong'", *says]), message


@pytest.mark.parametrize("entry", [3, "text", ["a"], None])
def test_an_entry_that_is_no_set_of_keys_is_refused(tmp_path, entry):
    assert "context 'wrong'" in refusal(tmp_path, {"wrong": entry})


@pytest.mark.parametrize("block", [[1, 2], "text", 3])
def test_a_block_that_is_no_set_of_findings_is_refused(tmp_path, block):
    assert "`context:`" in refusal(tmp_path, block)


def test_a_finding_has_one_place(tmp_path):
    assert "is a target, too" in refusal(tmp_path, {"burned_out": GOOD})


def test_drivers_are_weights_that_were_set_to_the_finding():
    drivers = [finding for finding in upwork_2025_context() if finding.role == "fit"]
    assert [finding.value for finding in drivers] == [0.30, 0.25, 0.22, 0.22]
    for finding in drivers:
        entry = register()[finding.parameter]
        assert entry.central == finding.value == float(evidence()[finding.evidence]["value"])
        assert finding.evidence in entry.evidence


def test_every_other_finding_says_why_the_model_has_no_counterpart():
    others = [finding for finding in upwork_2025_context() if finding.role != "fit"]
    assert {finding.name for finding in others if not finding.role} <= LATER
    reasons = [finding.reason for finding in others if finding.role == "context"]
    assert len(reasons) >= 6 and len(set(reasons)) == len(reasons)
    assert all(len(reason.split()) >= 8 and reason.endswith(".") for reason in reasons)


def test_no_finding_is_both_a_target_and_context():
    assert not {each.evidence for each in upwork_2025()} & {each.evidence for each in upwork_2025_context()}

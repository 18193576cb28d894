"""No evidence is used twice: a figure is a prior, a fitted target, or something to be held against."""

import pytest

from tandem.calibration.checks.held_out.facts_file import held_out
from tandem.calibration.checks.sensitivity import SELECTION
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.parameters import register
from tests.calibration.fit.made_up import evidence

of_priors = {
    key
    for entry in register().values()
    if entry.kind in ("literature", "assumption")
    for key in entry.evidence
}
of_fitted_parameters = {
    key for entry in register().values() if entry.kind == "survey-fitted" for key in entry.evidence
}
of_fits = {target.evidence for target in upwork_2025() if target.role == "fit"}
of_checks = {target.evidence for target in upwork_2025() if target.role == "check"}
of_facts = {key for study in held_out().studies.values() for key in study.keys}  # whole studies


def test_there_is_evidence_of_every_use():
    assert all((of_priors, of_fitted_parameters, of_fits, of_checks, of_facts))
    assert (of_priors | of_fitted_parameters | of_fits | of_checks | of_facts) <= set(evidence())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of_priors, of_fits),
        (of_priors, of_checks),
        (of_priors, of_facts),
        (of_fits, of_checks),
        (of_fits, of_facts),
        (of_checks, of_facts),
        (of_fitted_parameters, of_checks),
        (of_fitted_parameters, of_facts),
    ],
    ids=str.split("prior-fit prior-check prior-fact fit-check fit-fact check-fact fitted-check fitted-fact"),
)
def test_no_evidence_is_used_twice(one, other):
    assert not one & other


def test_survey_fitted_parameters_are_fitted():
    assert {name for name, entry in register().items() if entry.kind == "survey-fitted"} <= set(INPUTS)


def test_inputs_are_parameters_of_the_register_each_once():
    assert len(INPUTS) == len(set(INPUTS))
    assert set(INPUTS) <= set(register())


def test_reweighting_starts_from_the_prior_that_was_fitted():
    assert register()[SELECTION].prior == "pert"  # of which the reweighting takes the shapes
    assert SELECTION in INPUTS

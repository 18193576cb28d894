"""Held out means the whole study: no row of it stands behind a prior, a fitted target or a configuration."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from tandem.calibration.checks.held_out.evidence import evidence_table, look_alikes, siblings_not_judged
from tandem.calibration.checks.held_out.facts_file import CAUSAL, HeldOut, held_out
from tandem.calibration.survey.targets import upwork_2025
from tandem.model.parameters import register
from tests.places import REPOSITORY

HELD = held_out()


def cited_by_the_register() -> set[str]:
    return {key for entry in register().values() for key in entry.evidence}


def cited_by_targets() -> set[str]:
    return {target.evidence for target in upwork_2025()}


def studies_used(held: HeldOut, cited: Iterable[str]) -> set[str]:
    """Studies of which a row is cited."""
    return {name for name, study in held.studies.items() if set(study.keys) & set(cited)}


def test_no_row_of_a_held_out_study_is_cited():
    assert not studies_used(HELD, cited_by_the_register())
    assert not studies_used(HELD, cited_by_targets())


@pytest.mark.parametrize("key", ["TUCKER26_emp", "HAMIDI_burnout_OR", "METR26_return"])
def test_citing_another_row_of_a_study_is_found(key):
    """Not the fact's own row: the study's."""
    assert key not in {fact.evidence for fact in HELD.facts}
    assert len(studies_used(HELD, cited_by_the_register() | {key})) == 1


@pytest.mark.parametrize("folder", ["model", "configs", "calibration/targets"])
def test_no_file_of_the_model_or_the_configuration_names_a_held_out_row(folder):
    keys = {key for study in HELD.studies.values() for key in study.keys}
    words: Counter[str] = Counter()
    for file in (REPOSITORY / folder).rglob("*"):
        if file.suffix in (".py", ".yaml", ".csv", ".toml"):
            words.update(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    assert words and not keys & set(words)


@pytest.mark.parametrize("name", HELD.studies)
def test_rows_that_look_alike_are_judged_to_be_of_the_study_or_not(name):
    study = HELD.studies[name]
    assert not siblings_not_judged(study.keys, study.apart, evidence_table())
    assert not set(study.keys) & set(study.apart)


@pytest.mark.parametrize(
    ("key", "sibling"),
    [
        ("FIRSTYEAR_share", "RAMP_workinst"),
        ("BICK25_time", "ADOPT_bick24"),
        ("GALLUP_burn_quit", "BURN_gallup_2018"),
        ("BLR_attrition", "BLR25"),
        ("INT_4dw_burn", "BURN_4dw_base"),
    ],
)
def test_rows_of_one_study_are_recognised(key, sibling):
    """The first four were held-out facts once, while a prior cited the sibling."""
    assert sibling in look_alikes(key, evidence_table())


def test_every_study_has_a_fact_and_every_row_one_study():
    assert {fact.study for fact in HELD.facts} == set(HELD.studies)
    assert max(Counter(key for study in HELD.studies.values() for key in study.keys).values()) == 1


def test_there_are_enough_facts_and_enough_of_them_are_causal():
    counted = [fact for fact in HELD.facts if fact.published is not None]
    assert len(counted) >= 10
    assert sum(fact.design in CAUSAL for fact in counted) >= 4

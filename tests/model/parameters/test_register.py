"""The register: every entry complete, in range, and backed by evidence that exists, or marked assumption."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest
import yaml

from tandem.model.parameters import register
from tests.places import REPOSITORY

ENTRIES = list(register().values())
names = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


@pytest.fixture(scope="module")
def evidence():
    with (REPOSITORY / "calibration" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def test_evidence_keys_are_unique():
    with (REPOSITORY / "calibration" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys)) > 100


def test_no_entry_is_written_twice():
    """YAML keeps the last of two entries of one name, silently."""
    lines = (REPOSITORY / "model" / "parameters.yaml").read_text(encoding="utf-8").splitlines()
    written = [line.split(":")[0] for line in lines if line and not line.startswith((" ", "#"))]
    assert written == list(register())


def test_entries_have_these_keys_and_no_others():
    entries = yaml.safe_load((REPOSITORY / "model" / "parameters.yaml").read_text(encoding="utf-8"))
    for name, entry in entries.items():
        assert set(entry) == {"meaning", "unit", "central", "range", "prior", "kind", "evidence"}, name
        assert len(entry["range"]) == 2, name


@names
def test_evidence_exists(entry, evidence):
    assert set(entry.evidence) <= set(evidence)
    for key in entry.evidence:
        assert evidence[key]["source"].strip(), f"{key} has no source"
        assert evidence[key]["re_read"].strip(), f"{key} does not say whether its source was re-read"


@names
def test_an_assumption_is_what_has_no_evidence(entry):
    assert entry.kind in ("survey-fitted", "literature", "assumption")
    if entry.kind == "assumption" and entry.evidence:  # the source gives a direction, not the number
        assert re.search(r"\((a vendor's claim|the sources give the sign only)", entry.meaning)
    else:
        assert (entry.kind == "assumption") == (entry.evidence == ())


@names
def test_central_value_lies_within_a_real_range(entry):
    assert entry.low < entry.high
    assert entry.low <= entry.central <= entry.high


@names
def test_meaning_and_unit_are_stated(entry):
    assert len(entry.meaning.split()) >= 3
    assert entry.unit.strip()
    if entry.unit.startswith(("share of variance", "correlation", "probability")) or entry.unit == "share":
        assert 0 <= entry.low < entry.high <= 1


@names
def test_prior_stays_within_the_range_and_rises(entry):
    probability = np.linspace(0, 1, 201)
    values = entry.quantile(probability)
    if not entry.is_drawn:
        assert np.all(values == entry.central)
        return
    assert np.all(np.diff(values) >= 0)
    assert values[0] == pytest.approx(entry.low, abs=1e-12)
    assert values[-1] == pytest.approx(entry.high, rel=1e-12)
    assert values.min() >= entry.low - 1e-12
    assert values.max() <= entry.high + 1e-12


@names
def test_mean_of_the_prior(entry):
    """PERT: (low + 4 mode + high) / 6 (Vose 2008), less where some of the mass is at nought."""
    midpoints = (np.arange(20_000) + 0.5) / 20_000
    mean = entry.quantile(midpoints).mean()
    expected = (entry.low + 4 * entry.central + entry.high) / 6
    if not entry.is_drawn or entry.prior == "normal":
        expected = entry.central
    elif entry.prior != "pert":
        nought = re.fullmatch(r"nought\((.+)\)", entry.prior)
        assert nought is not None, f"{entry.prior}: say what its mean is"
        expected *= 1 - float(nought[1])
    assert mean == pytest.approx(expected, abs=2e-4 * (entry.high - entry.low))


def test_priors_that_the_design_prescribes():
    prescribed = {
        "employee_quit_rate": (0.007, 0.011, 0.016),
        "executive_quit_rate": (0.002, 0.003, 0.006),
        "tenure_shape": (0.65, 0.85, 1.05),
        "intention_to_quit": (0.4, 0.8, 1.2),
        "avoidable_share": (0.4, 0.6, 0.8),
        "demands_to_burnout": (0.10, 0.20, 0.35),
        "burnout_on_output": (-0.10, -0.04, 0.0),
        "true_gain": (0.01, 0.06, 0.15),
        "novice_multiplier": (1, 2, 3),
        "gain_to_targets": (0.4, 0.7, 0.95),
        "effort_share": (0.0, 0.35, 0.7),
        "effort_ceiling": (0.05, 0.1, 0.2),
        "unmet_weight": (0.2, 0.5, 1.0),
        "slack_taken": (0.0, 0.5, 1.0),
        "sharing_on_output": (-0.02, 0.02, 0.06),
        "relief_by_ai": (-0.5, -0.2, 0.1),
        "empty_seat_work": (0.2, 0.5, 0.8),
        "adaptation_half_life": (4, 9, 18),
        "workload_limit": (0.4, 0.6, 0.8),
        "untrained_ceiling": (0.4, 0.65, 0.9),
        "training_closes": (0.0, 0.3, 0.8),
        "ai_on_connection": (-0.3, 0.2, 0.8),
        "gain_on_clarity": (-0.5, 0.4, 1.6),
        "talent_demand_to_intention": (-0.15, 0.0, 0.2),
        "use_role_loading": (0.0, 0.25, 0.5),
        "optimism_mean": (0.15, 0.36, 0.55),
        "rework_tax": (0.1, 0.25, 0.4),
        "proficiency_time": (2, 4, 9),
        "replacement_cost": (0.2, 0.4, 1.0),
        "guardrails_on_burnout": (-0.6, -0.3, -0.05),
        "guardrails_work_dropped": (0.0, 0.02, 0.05),
        "hours_elasticity": (0.5, 0.85, 1.0),
        "transport": (0.2, 0.6, 1.1),
        "transport_spread": (0.3, 0.5, 1.0),
        "overlap": (0.0, 0.5, 1.0),
        "organisational_half_life": (6, 12, 24),
    }
    for name, numbers in prescribed.items():
        entry = register()[name]
        assert (entry.low, entry.central, entry.high) == numbers, name
    assert register()["effort_share"].prior.startswith("nought")
    for name, entry in register().items():
        if name.startswith("site_"):
            assert entry.prior == "normal", name

"""AI's own part of the link between gain and burnout: simulated, and stated where it means something."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.calibration.survey.contrast import SWITCHED_OFF
from tandem.experiments.measures.causal_share import (
    LEAST,
    Contrasts,
    causal_share_of,
    causal_summary,
    contrasts_of,
)
from tandem.experiments.project.notes import _causal
from tandem.model.parameters import register, sample_prior


def test_share_and_ranges_are_those_of_the_contrasts():
    part, total = np.array([0.1, 0.2, 0.3]), np.array([0.4, 0.6, 0.8])
    found = causal_summary(Contrasts(part, total, np.log([1.1] * part.size)))
    assert found["share"] == pytest.approx(part.mean() / total.mean(), abs=1e-5)
    assert (found["ai"]["p50"], found["total"]["p50"], found["simulated_sets"]) == (0.2, 0.6, 3)
    assert found["ai"]["p5"] == pytest.approx(np.quantile(part, 0.05))
    assert found["reason"] is None
    assert found["quits"]["p50"] == pytest.approx(0.1, abs=1e-5)


@pytest.mark.parametrize("total", [LEAST, 0.0, -0.4])
def test_no_share_of_a_link_that_is_too_weak(total):
    found = causal_summary(Contrasts(np.full(4, 0.1), np.full(4, total), np.zeros(4)))
    assert found["share"] is None
    assert "too weak" in found["reason"] and f"{LEAST:g}" in found["reason"]
    assert found["ai"]["p50"] == 0.1


def test_without_ais_ways_to_burnout_it_has_no_part():
    values = [each | SWITCHED_OFF for each in sample_prior(1, 3)]
    found = contrasts_of(values)
    assert (found.part == 0).all()


def test_what_is_closed_is_in_the_register():
    assert set(SWITCHED_OFF) <= set(register())


def test_pressure_adds_and_relief_takes_away():
    pressed = {"gain_to_targets": 0.95, "relief_by_ai": 0.0, "unmet_weight": 1.0, "demands_to_burnout": 0.35}
    relieved = {"reported_gain_believed": 0.0, "relief_by_ai": -0.5, "use_role_loading": 0.5}
    added, taken = (causal_share_of(sample_prior(1, 8, fixed), threads=2) for fixed in (pressed, relieved))
    assert added["ai"]["mean"] > 0.2 > taken["ai"]["mean"]
    assert added["share"] > 0.2


def test_threads_do_not_change_it():
    values = sample_prior(2, 4)
    one, two = contrasts_of(values), contrasts_of(values, threads=2)
    np.testing.assert_array_equal(one.part, two.part)
    np.testing.assert_array_equal(one.total, two.total)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.37, "37\u00a0% is AI's own doing"), (-0.1, "does not raise burnout"), (None, "too little to state")],
)
def test_the_finding_states_it(share, words):
    spread = {"p5": -0.1, "p50": 0.24, "p95": 0.4}
    text = _causal({"ai": spread, "total": {**spread, "p50": 0.56}, "quits": spread, "share": share})
    assert words in text and "+0.24" in text and "+0.56" in text
    assert _causal(None) == ""

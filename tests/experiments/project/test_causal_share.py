"""The causal share is reported as assumed and as realised, and the two go together."""

from __future__ import annotations

import pytest

from tandem.experiments.measures.causal_share import causal_share_of
from tandem.experiments.project.finding import _causal
from tandem.model.parameters import sample_prior


@pytest.mark.parametrize(("share", "low", "high"), [(0.0, -0.1, 0.1), (0.5, 0.3, 0.7), (1.0, 0.9, 1.1)])
def test_realised_share_follows_the_parameter(share, low, high):
    found = causal_share_of(sample_prior(1, 12, {"causal_share": share, "association": 1.2}))
    assert found["parameter"]["p50"] == share
    assert low <= found["realised"] <= high


def test_the_finding_states_it():
    text = _causal({"parameter": {"p5": 0.1, "p95": 0.6}, "realised": 0.31})
    assert "10 to 60\u00a0%" in text and "realised: 31\u00a0%" in text
    assert _causal(None) == ""

"""Studies of the inference on the real simulator, which take minutes: `make test ARGS='-m science'`."""

import numpy as np
import pytest

from tandem.calibration.checks.crosscheck import approximate_posterior, comparison
from tandem.calibration.checks.identifiability import contraction_table
from tandem.calibration.checks.simulation_based import rank_statistics, verdicts
from tandem.calibration.fit.calibrate import FitSettings, calibrate
from tandem.calibration.survey.targets import for_reading, upwork_2025

pytestmark = pytest.mark.science

REFITS = 120
SETTINGS = FitSettings(first_wave=2048, second_wave=2048, draws=1000, kept=200, threads=2)


@pytest.fixture(scope="module")
def fit():
    targets = for_reading(upwork_2025(), "level")
    return calibrate(targets, SETTINGS, None, lambda what, size: lambda done: None)


def test_simulation_based_calibration_passes_for_every_parameter(fit):
    ranks = rank_statistics(fit, REFITS, 1, lambda done: None)
    failed = [row for row in verdicts(fit.inputs, ranks) if not row["passes"]]
    assert not failed, failed
    # Over all parameters together, neither too sure (ends), nor too unsure (middle).
    ends = ((ranks < 10) | (ranks > 90)).mean()
    assert ends == pytest.approx(20 / 101, abs=0.025)


def test_approximate_bayesian_computation_agrees_for_the_informed_parameters(fit, tmp_path):
    informed = [
        row["parameter"] for row in contraction_table(fit.inputs, fit.sample.scores) if row["informed"]
    ]
    assert len(informed) >= 6
    adjusted, weights = approximate_posterior(
        fit.fitted, informed, people=10_000, size=1500, seed=1, database=tmp_path / "abc.db"
    )
    assert 1 / np.sum(weights**2) == pytest.approx(1500)
    rows = comparison(fit.inputs, fit.sample.scores, adjusted, weights, informed)
    assert {row["parameter"] for row in rows if row["informed"]} == set(informed)
    assert not [row for row in rows if row["informed"] and not row["agrees"]]

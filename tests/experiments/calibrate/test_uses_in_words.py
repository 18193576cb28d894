"""What a finding was used for is said in words under every reading."""

import pytest

from tandem.calibration.checks.predictive import use_of
from tandem.calibration.survey.targets import READINGS, for_reading, upwork_2025
from tandem.experiments.calibrate.account import use_in_words


@pytest.mark.parametrize("reading", READINGS)
def test_every_use_of_a_finding_has_words(reading):
    """Under `both` the ratio is implied by the two shares that are fitted."""
    targets = for_reading(upwork_2025(), reading)
    uses = {use_of(target, targets) for target in targets if target.role != "context"}
    assert ("implied" in uses) == (reading == "both")
    assert all(use_in_words(use) for use in uses)

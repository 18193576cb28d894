"""`tandem.Workforce()` is a run of `tandem project`, as a Mesa model."""

from typing import Any

import numpy as np
import pytest

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.project.experiment import project
from tandem.experiments.simulation.progress import Progress

SMALL: dict[str, Any] = {"organisation": {"headcount": 200}, "months": 3, "draws": 4, "policy": "guardrails"}
TABLE = """\
department,level,contract,headcount,mean_salary,annual_voluntary_quits_percent
Sales,junior,employee,60,50000,15
IT,senior,employee,40,70000,8
"""


@pytest.mark.parametrize("draw", [0, 3])
@pytest.mark.parametrize("own", [False, True])
def test_it_is_the_draw_of_the_projection(draw, own, tmp_path, monkeypatch):
    settings = dict(SMALL)
    if own:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "firm.csv").write_text(TABLE)
        settings["organisation"] = "firm.csv"
    projected = project(COMMAND.choices_of(composed(COMMAND, settings)), Progress()).projection
    model = tandem.Workforce(**settings, draw=draw)
    model.spin_up()
    model.run_for(3)
    np.testing.assert_array_equal(model.tallies[-3:], projected.tallies[draw, -3:])
    assert not model.running


def test_by_default_it_is_the_default_organisation():
    model = tandem.Workforce(threads=2)
    assert 0.9 * 2000 < model.headcount <= 2000  # some seats are vacant, as they are in a steady organisation
    assert model.time == 0


def test_wrong_settings_are_told():
    with pytest.raises(tandem.InputError, match="draw: found 4; allowed: 0 to 3"):
        tandem.Workforce(**SMALL, draw=4)
    with pytest.raises(tandem.InputError, match="months: found 0"):
        tandem.Workforce(**{**SMALL, "months": 0})
    model = tandem.Workforce(**SMALL)
    with pytest.raises(tandem.InputError, match="scenario of your own"):
        tandem.Workforce(model.scenario, months=3)

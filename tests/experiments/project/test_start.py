"""The first month where nobody names one: the month after today, kept so that a repeated run is the same."""

from datetime import date

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.settings.start import month_after, with_start
from tests.experiments.project.conftest import SMALL


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)))
def test_it_is_the_month_after_today(day):
    assert month_after(day) == str(pd.Period(day, "M") + 1)


def test_what_is_named_stays_and_a_calibration_has_none():
    assert with_start({"start": "2031-07"}) == {"start": "2031-07"}
    assert with_start({"months": 3}) == {"months": 3}


@pytest.mark.parametrize("command", ["project", "compare"])
def test_a_run_repeated_on_another_day_is_the_same(tandem, tmp_path, monkeypatch, command):
    small = (*SMALL, "figures=none", *(["policies=[status_quo,guardrails]"] if command == "compare" else []))
    monkeypatch.setattr("tandem.experiments.settings.start.today", lambda: date(2027, 2, 28))
    assert tandem(command, *small, "output=first").code == 0
    assert yaml.safe_load((tmp_path / "first" / "config.yaml").read_text())["start"] == "2027-03"
    monkeypatch.setattr("tandem.experiments.settings.start.today", lambda: date(2031, 8, 1))
    assert tandem(command, "--config-path", "first", "output=again").code == 0
    first, again = ((tmp_path / name / "summary.json").read_bytes() for name in ("first", "again"))
    assert first == again

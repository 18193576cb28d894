"""Held-out facts on what is done for people: AI scribes elsewhere, and shorter hours."""

from __future__ import annotations

from tandem.calibration.checks.replays.firm import START, Firm, burnout_of_same_persons
from tandem.calibration.checks.replays.scribes import give_scribes
from tandem.model.policy.lever import Lever

HOURS_OFF = 5.0  # a week, as four-day weeks took off (INT_4dw_burn)


def scribes_after_a_month(firm: Firm) -> float:
    """Change of the share burned out in people's own words, one month with AI scribes; no control group."""
    return give_scribes(firm, months=1).change_of_share_above(firm.values["threshold_burned_out"])


def scribes_after_a_quarter(firm: Firm) -> float:
    """The same after three months."""
    return give_scribes(firm, months=3).change_of_share_above(firm.values["threshold_burned_out"])


def scribes_on_burnout(firm: Firm) -> float:
    """Change of mean burnout, SD, with AI scribes for three months, against those without."""
    return give_scribes(firm, months=3).change()


def shorter_week(firm: Firm) -> float:
    """Change of burnout, SD, after six months of a week five hours shorter for everybody, against none."""
    lever = Lever("shorter_hours", START, intensity=HOURS_OFF, label="shorter week")
    return burnout_of_same_persons(firm.course(lever, months=6), firm.course(months=6))

"""What the regression sees of a profile: counts, time at risk, and nothing from after an origin."""

import numpy as np
import pandas as pd
import pytest

from tandem.calibration.base_rates.history import history_by_department, history_of, voluntary_share
from tandem.model.engine.formulas import tenure_log_multiplier
from tandem.model.organisation.folder.tables import EXPOSURE_COLUMNS, MONTHLY_COLUMNS
from tandem.model.organisation.profile import Group, Profile
from tandem.model.parameters import central_values

GROUPS = (Group("A", "x", "employee", 20, 5e4), Group("B", "x", "freelancer", 20, 5e4))
PROFILE = Profile("made up", "USD", GROUPS, "made up")


def exposure(*rows):
    return pd.DataFrame(rows, columns=list(EXPOSURE_COLUMNS))


def monthly(rows):
    """Rows of (month, department, headcount, voluntary, involuntary, unknown)."""
    every = [(m, d, n, n, v + i + u, v, i, u) for m, d, n, v, i, u in rows]
    return pd.DataFrame(every, columns=list(MONTHLY_COLUMNS))


def test_time_at_risk_is_weighted_with_the_models_own_tenure_curve():
    table = exposure(
        ("A", "x", "employee", "0-5", 100.0, 3, 1, 0), ("A", "x", "employee", "120+", 50.0, 1, 0, 0)
    )
    seen = history_of(PROFILE, table, None)
    curve = np.exp(tenure_log_multiplier(central_values(), np.float64))
    assert seen.at_risk[0] == pytest.approx(100 * curve[:6].mean() + 50 * curve[120:361].mean())
    assert seen.person_months[0] == 150
    assert seen.voluntary[0] == 4
    assert curve[:6].mean() > curve[120:361].mean()


def test_any_exit_of_a_freelancer_is_the_end_of_a_contract():
    seen = history_of(PROFILE, exposure(("B", "x", "freelancer", "0-5", 100.0, 3, 2, 1)), None)
    assert (seen.voluntary[1], seen.involuntary[1], seen.unknown[1]) == (6, 0, 0)


def test_groups_that_the_profile_does_not_have_come_after_those_it_has():
    seen = history_of(PROFILE, exposure(("Other", "x", "employee", "unknown", 10.0, 1, 0, 0)), None)
    assert seen.keys == (("A", "x", "employee"), ("B", "x", "freelancer"), ("Other", "x", "employee"))
    assert seen.asked == 2
    assert seen.person_months.tolist() == [0, 0, 10]


def test_by_department_nothing_after_the_origin_is_seen():
    rows = [(f"2024-{m:02d}", d, 100, m, 1, 0) for m in range(1, 13) for d in ("A", "All departments")]
    seen = history_by_department(monthly(rows), ["A"], "2024-07")
    assert seen.voluntary[0] == sum(range(1, 7))
    assert seen.person_months[0] == 600
    assert seen.month_leavers.tolist() == [1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0]
    later = [(m, d, n, v if m < "2024-07" else 99, i, u) for m, d, n, v, i, u in rows]
    again = history_by_department(monthly(later), ["A"], "2024-07")
    assert all(
        np.array_equal(getattr(seen, name), getattr(again, name)) for name in ("voluntary", "month_leavers")
    )


def test_months_with_unknown_reasons_are_split_like_the_known_ones():
    table = monthly(
        [("2024-01", "All departments", 100, 6, 2, 4), ("2024-02", "All departments", 100, 3, 1, 0)]
    )
    assert voluntary_share(table) == 0.75
    seen = history_by_department(table, ["All departments"], "2024-03")
    assert seen.month_leavers.tolist() == [6 + 0.75 * 4, 3]


def test_the_last_year_is_the_last_twelve_months_with_people():
    rows = [(f"{y}-{m:02d}", "All departments", 100, 1, 0, 0) for y in (2023, 2024) for m in range(1, 13)]
    seen = history_by_department(monthly(rows), ["All departments"], "2024-07")
    assert seen.last_year.tolist() == [0] * 6 + [1] * 12 + [0] * 6

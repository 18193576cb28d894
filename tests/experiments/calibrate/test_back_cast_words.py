"""The back-cast in words: what is counted, what is not, and AI's part with its sign."""

from typing import Any

import numpy as np
import pytest

from tandem.calibration.checks.backcast import QUANTITIES, History, tidy
from tandem.calibration.checks.record import MONTHS, recorded_points, recorded_quits
from tandem.experiments.calibrate.backcast import (
    ai_part_at_end,
    back_cast_table,
    frame_of,
    notes,
    panel_title,
    title,
)
from tandem.model.calendar import SURVEY_MONTH


def account(use: float, burnout: float, top: float, quits: float) -> dict[str, Any]:
    """Flat months at these levels with AI; quits one tenth of a point lower without."""

    def follow(less: float) -> dict[str, np.ndarray]:
        level = {"ai_users": use, "burned_out": burnout, "very_often": 0.2, "quits": quits - less}
        found = {name: np.full(MONTHS, level[name]) for name in QUANTITIES if name in level}
        return found | {"burned_out_top": np.where(np.arange(MONTHS) == SURVEY_MONTH, top, np.nan)}

    rows = tidy([History(follow(0.0), follow(0.1))] * 3, recorded_points(), recorded_quits())
    return {"backcast": rows.to_dict("records")}


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((0.66, 0.71, 0.88, 9.0), "3 of 3 records lie in the model's range, none of 4 floors missed"),
        ((0.66, 0.50, 0.88, 0.9), "2 of 3 records lie in the model's range, none of 4 floors missed"),
        ((0.22, 0.50, 0.60, 0.9), "0 of 3 records lie in the model's range, 3 of 4 floors missed"),
    ],
)
def test_quits_and_other_people_are_not_counted(levels, told):
    assert title(frame_of(account(*levels))) == f"AI use and burnout: {told}"


def test_a_missed_floor_is_in_the_panels_title():
    assert panel_title(frame_of(account(0.1, 0.7, 0.9, 1.0)), "adoption").endswith("but too low in 2023")
    assert "too low" not in panel_title(frame_of(account(0.66, 0.7, 0.9, 1.0)), "adoption")


def test_the_part_of_ai_has_its_sign_and_unit():
    frame = frame_of(account(0.66, 0.7, 0.9, 1.0))
    assert ai_part_at_end(frame, "quits") == "+0.10 (+0.10 to +0.10)"
    assert ai_part_at_end(frame, "burned_out") == "0 (0 to 0)"


def test_the_table_marks_misses_but_judges_no_quits():
    table = back_cast_table(account(0.22, 0.71, 0.6, 9.0))
    assert len(table.rows) == len(recorded_points())
    verdicts = {row.cells[-1]: (row.cells[4], row.verdict) for row in table.rows}
    assert verdicts["UPW24_burnout"] == ("inside", "met")
    assert verdicts["UPW25_burnout_top_level"] == ("outside", "missed")
    assert verdicts["ADOPT_bick24"] == ("below a floor", "missed")
    assert verdicts["JOLTS_2025_10_fin"] == ("no evidence: the market is given", "")
    assert verdicts["BURN_gallup_2023"] == ("not like with like", "")
    assert "by construction" in table.note


def test_that_no_record_is_new_is_said():
    assert notes(frame_of(account(0.66, 0.7, 0.9, 1.0)))[0].startswith(
        "All 3 are behind its priors or its fit"
    )

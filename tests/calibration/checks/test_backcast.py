"""The back-cast: series by independent arithmetic, the market as recorded, records that the register has."""

from __future__ import annotations

import csv
import math
import re
from typing import Any

import numpy as np
import pytest

from tandem.calibration.checks import backcast, record
from tandem.calibration.checks.backcast import (
    AI_PART,
    MARKET,
    MODEL,
    QUANTITIES,
    RECORD,
    WITHOUT_AI,
    History,
    live_through,
    tidy,
    verdict,
)
from tandem.calibration.checks.record import (
    MONTHS,
    Point,
    read_monthly,
    recorded_market,
    recorded_points,
    recorded_quits,
)
from tandem.calibration.survey.evidence import evidence
from tandem.calibration.survey.instrument import market
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.errors import InputError
from tandem.model.parameters import central_values, register
from tandem.model.rules.environment import LABOUR_MARKET
from tests.places import REPOSITORY, SHARED

RECORDS = REPOSITORY / "calibration" / "records"
SERIES = RECORDS / "jolts_quits_rate.csv"
WHOLE_SERIES = SHARED / "data" / "jolts_quits_rate.csv"
PEOPLE = 2_000


def point(**changed) -> Point:
    usual: dict[str, Any] = {
        "quantity": "quits", "first": 1, "last": 2, "value": 1.0, "low": 0.8, "high": 1.2, "alike": True,
        "floor": False, "label": "made up", "asked": "nobody", "evidence": "NONE", "use": "",
    }  # fmt: skip
    return Point(**(usual | changed))


def history(quits: list[float], without: list[float]) -> History:
    def follow(row: list[float]) -> dict[str, np.ndarray]:
        return {name: np.array(row) if name == "quits" else np.zeros(len(row)) for name in QUANTITIES}

    return History(follow(quits), follow(without))


# --- arithmetic -----------------------------------------------------------------------------------------


def test_series_and_records_of_three_draws():
    found = tidy(
        [
            history([1.0, 1.2, 1.4], [1.0, 1.0, 1.0]),
            history([1.1, 1.3, 1.5], [1.0, 1.1, 1.2]),
            history([1.2, 1.4, 2.2], [1.2, 1.2, 1.2]),
        ],
        [point()],
        np.array([2.7, 2.6, 2.5]),
    )
    quits = {
        series: rows.to_dict("list") for series, rows in found[found["quantity"] == "quits"].groupby("series")
    }
    assert quits[MODEL]["value"] == pytest.approx([1.1, 1.3, 1.5])
    assert quits[MODEL]["first_month"] == ["2022-11", "2022-12", "2023-01"]
    # 5 % of the way through three ordered numbers is a tenth of the way from the first to the second.
    assert quits[MODEL]["low"] == pytest.approx([1.01, 1.21, 1.41])
    assert quits[MODEL]["high"] == pytest.approx([1.19, 1.39, 2.13])
    assert quits[WITHOUT_AI]["value"] == pytest.approx([1.0, 1.1, 1.2])
    # Within each draw: 0, 0.2, 0.4 and 0.1, 0.2, 0.3 and 0, 0.2, 1.0
    assert quits[AI_PART]["value"] == pytest.approx([0.0, 0.2, 0.4])
    assert quits[MARKET]["value"] == [2.7, 2.6, 2.5]
    (row,) = found[found["series"] == RECORD].to_dict("records")
    assert row["model"] == pytest.approx(1.4)  # means over December and January: 1.3, 1.4, 1.8
    assert row["model_low"] == pytest.approx(1.31)
    assert row["model_high"] == pytest.approx(1.76)
    assert row["verdict"] == backcast.OUTSIDE
    assert (row["first_month"], row["last_month"], row["unit"]) == ("2022-12", "2023-01", backcast.PER_MONTH)


@pytest.mark.parametrize(
    ("changed", "low", "high", "found"),
    [
        ({}, 0.9, 1.1, backcast.INSIDE),
        ({}, 1.1, 1.3, backcast.OVERLAPS),
        ({}, 1.3, 1.5, backcast.OUTSIDE),
        ({"low": math.nan, "high": math.nan}, 1.1, 1.3, backcast.OUTSIDE),
        ({"alike": False}, 0.9, 1.1, ""),
        ({"alike": False, "floor": True}, 1.3, 1.5, backcast.ABOVE),
        ({"alike": False, "floor": True}, 0.5, 0.7, backcast.BELOW),
    ],
)
def test_a_record_is_judged_where_it_can_be(changed, low, high, found):
    assert verdict(point(**changed), low, high) == found


# --- the simulated months -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scenario():
    return market(PEOPLE).scenario(central_values(), MONTHS)


@pytest.fixture(scope="module")
def lived(scenario):
    return live_through(scenario, 3, recorded_market())


def test_without_ai_nobody_uses_it_and_everything_begins_alike(lived):
    assert lived.without["ai_users"].max() == 0
    assert 0 < lived.with_ai["ai_users"][0] < lived.with_ai["ai_users"][-1] < 1
    assert lived.with_ai["burned_out"][0] == pytest.approx(lived.without["burned_out"][0], abs=0.01)


def test_shares_are_shares_and_very_often_is_fewer(lived):
    for each in lived:
        assert len(each["quits"]) == MONTHS
        assert np.all(each["very_often"] < each["burned_out"])
        assert np.all((each["burned_out"] > 0) & (each["burned_out"] < 1))
        assert np.all((each["quits"] > 0) & (each["quits"] < 10))


def test_the_top_quarter_is_asked_in_april_2025_only(lived):
    assert np.flatnonzero(np.isfinite(lived.with_ai[backcast.TOP])).tolist() == [SURVEY_MONTH]
    assert not np.isfinite(lived.without[backcast.TOP]).any()


def test_the_labour_market_enters_as_recorded_and_moves_quits(scenario, monkeypatch):
    seen = []
    plain = type(scenario).run

    def watched(self, population, environment, *rest, **more):
        seen.append(environment[:, LABOUR_MARKET].copy())
        return plain(self, population, environment, *rest, **more)

    monkeypatch.setattr(type(scenario), "run", watched)
    slack, tight = (live_through(scenario, 3, np.full(MONTHS, log)).without["quits"] for log in (-0.3, 0.3))
    assert {tuple(row) for row in seen} == {(-0.3,) * MONTHS, (0.3,) * MONTHS}
    assert tight.mean() > 1.2 * slack.mean()


# --- what was recorded ----------------------------------------------------------------------------------


def test_the_market_is_the_log_ratio_of_the_file_then_of_the_register():
    with SERIES.open(encoding="utf-8", newline="") as file:
        rates = {row["month"]: float(row["quits_rate"]) for row in csv.DictReader(file)}
    quits = recorded_quits()
    assert quits[0] == rates["2022-11"] == 2.7
    assert quits[20] == rates["2024-07"] == 2.1
    assert quits[21:26].tolist() == [2.1] * 5
    assert quits[26:].tolist() == [1.9] * 12
    assert recorded_quits(40)[38:].tolist() == [2.01] * 2  # nothing recorded: the long-run mean
    assert recorded_market()[0] == pytest.approx(math.log(2.7 / 2.01))


def test_the_file_begins_in_2018_and_ends_in_july_2024():
    months = list(read_monthly(SERIES))
    assert (months[0], months[-1], len(months)) == ("2018-01", "2024-07", 79)


@pytest.mark.skipif(not WHOLE_SERIES.exists(), reason="needs the whole quits rate beside the repository")
def test_the_file_and_its_long_run_mean_are_those_of_the_whole_series():
    with WHOLE_SERIES.open(encoding="utf-8", newline="") as file:
        whole = {row["DATE"][:7]: float(row["JTSQUR"]) for row in csv.DictReader(file)}
    assert read_monthly(SERIES) == {month: rate for month, rate in whole.items() if month >= "2018"}
    assert round(sum(whole.values()) / len(whole), 2) == 2.01


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["2024-01,2.2", "2024-03,2.2"], "row 3: found 2024-03 where 2024-02 is due"),
        (["2023-12,2.2", "2024-02,2.2"], "row 3: found 2024-02 where 2024-01 is due"),
        (["2024-01,2.2", "2024-01,2.2"], "row 3: found 2024-01 where 2024-02 is due"),
        (["2024-01,2.2", "2024-02,"], "row 3: '' is not a rate"),
        (["2024-01,nan"], "row 2: 'nan' is not a rate"),
        (["2024-13,2.2"], "row 2: '2024-13' is not a month"),
        (["2024-01"], "row 2: 1 cells"),
    ],
)
def test_a_file_with_a_hole_is_refused_by_name_and_row(tmp_path, rows, told):
    file = tmp_path / "quits.csv"
    file.write_text("\n".join(["month,quits_rate", *rows]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_monthly(file)
    assert f"{file}, {told}" in str(refused.value)


def test_a_file_with_other_headings_is_refused(tmp_path):
    file = tmp_path / "quits.csv"
    file.write_text("DATE,JTSQUR\n2024-01,2.2\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 1: the headings are not month,quits_rate"):
        read_monthly(file)


def test_every_record_is_in_the_register_of_evidence():
    """A value of its own stands in the row's words (66, or 0.9); without one it is the row's."""
    for each in recorded_points():
        row = evidence()[each.evidence]
        shown = each.value if each.quantity == "quits" else 100 * each.value
        words = re.findall(
            r"\d+(?:\.\d+)?", f"{row['quantity']} {100 * float(row['value']):g} {row['value']}"
        )
        assert any(float(word) == pytest.approx(shown) for word in words), each
        assert 0 <= each.first <= each.last < MONTHS
        assert each.quantity in QUANTITIES
        assert each.alike or each.label


def test_what_the_model_has_from_a_source_is_said():
    use = {each.label: each.use for each in recorded_points()}
    assert use["Upwork, May 2024"] == "fitted"
    cited = [name for name, entry in register().items() if "ADOPT_gallup_level" in entry.evidence]
    assert use["Gallup, Q4 2025, remote-capable"] == f"prior of {', '.join(cited)}"
    assert record.use_of_evidence("JOLTS_2025_10_pbs") == ""

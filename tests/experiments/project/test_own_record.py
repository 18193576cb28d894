"""With an own history the past is the stored record, counted again here with pandas; else it is simulated."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.calibration.base_rates.rates import BaseRates, save_base_rates, source_hash
from tandem.experiments.cli import main
from tandem.experiments.simulation.past import PRIOR_LEAVERS, Past, dismissal_rate, past_of
from tandem.model.organisation.folder.imported import read_profile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tests.model.organisation.synthetic_profile import write_synthetic_profile

START = "2026-01"
CASES = {"up to the start": "2023-01", "half a year before": "2022-07", "two years before": "2021-01"}


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


def profile_from(place, first: str):
    write_synthetic_profile(place, headcount=600, first=first)
    profile = read_profile(place).profile
    account = {"kind": "history", "source_sha256": source_hash(place), "leavers": 300,
               "first_month": first, "last_month": "2025-06"}  # fmt: skip
    save_base_rates(place, profile, BaseRates(np.full((4, len(profile.groups)), 0.15), account))
    return place


def projected(place, run):
    typed = ("project", "organisation=profile", f"organisation.path={place}", "draws=4", "months=4")
    assert main([*typed, f"output={run}"]) == 0
    return run


def rates_of(folder, department: str) -> pd.Series:
    """Voluntary turnover of the stored record: leavers of twelve months ÷ their mean of monthly averages."""
    table = read_profile(folder).monthly
    assert table is not None
    rows = table[table["department"] == department].set_index("month").sort_index()
    people = (rows["opening_headcount"] + rows["closing_headcount"]) / 2
    return (100 * rows["voluntary"].rolling(12).sum() / people.rolling(12).mean()).dropna()


@pytest.mark.parametrize("first", CASES.values(), ids=list(CASES))
def test_the_charts_past_is_the_record(tmp_path, first):
    place = profile_from(tmp_path / "own", first)
    run = projected(place, tmp_path / "run")
    chart = pd.read_csv(run / "figures" / "fan_turnover.csv").set_index("Month")
    bands = chart.drop(columns="Period")
    record = rates_of(place, ALL_DEPARTMENTS)
    shown = chart[chart["Period"] == "own record"]
    assert set(shown.index) <= set(record.index)
    for column in bands:
        np.testing.assert_allclose(bands[column][shown.index], record[shown.index], rtol=1e-5)
    last = chart[chart["Period"] != "projection"]
    assert last.index[-1] == "2025-12"
    # The band starts at the last known value, which stands until the start where the record ends before it.
    since = record[record.index < START].iloc[-1]
    carried = last[last["Period"] == "last known rate"]
    np.testing.assert_allclose(bands.loc[carried.index].to_numpy(), since, rtol=1e-5)
    np.testing.assert_allclose(bands.loc["2025-12"], since, rtol=1e-5)
    summary = json.loads((run / "summary.json").read_text())
    assert summary["measures"]["voluntary_turnover"]["start"]["p50"] == pytest.approx(since, rel=1e-5)


def test_departments_and_the_monthly_table_have_the_record_too(tmp_path):
    place = profile_from(tmp_path / "own", "2023-01")
    table = pd.read_parquet(projected(place, tmp_path / "run") / "monthly.parquet")
    table["month"] = pd.to_datetime(table["month"].astype(str)).dt.strftime("%Y-%m")
    stored = read_profile(place).monthly
    assert stored is not None
    for department in ("Sales", "Finance"):
        of_it = table[(table["department"] == department) & (table["level"] == "all")]
        rows = of_it[of_it["period"] == "record"]
        rates = rows[rows["measure"] == "voluntary_turnover"].set_index("month")
        known = rates_of(place, department)
        np.testing.assert_allclose(rates["p5"].dropna(), known[rates["p5"].dropna().index], rtol=1e-5)
        people = rows[rows["measure"] == "headcount"].set_index("month")["p50"]
        kept = stored[stored["department"] == department].set_index("month")["closing_headcount"]
        assert people.equals(kept[people.index].astype("float32").rename("p50"))
    assert set(table[table["measure"] == "burnout"]["period"]) == {"simulated", "projection"}


def test_a_caption_says_what_is_record_and_what_is_simulated(tmp_path):
    run = projected(profile_from(tmp_path / "own", "2022-07"), tmp_path / "run")
    told = {e["name"]: e["caption"] for e in json.loads((run / "figures" / "figures.json").read_text())}
    assert "organisation's own record, 2022-07 to 2025-06" in told["fan_turnover"]
    assert "last known rate stands" in told["fan_turnover"]
    assert "history is simulated" in told["fan_burnout"] and "record" not in told["fan_burnout"]
    assert "own record" in told["overview"] and "All other history is simulated" in told["overview"]


def test_a_record_too_old_or_too_short_is_not_shown(tmp_path):
    for number, first in enumerate(("2018-01", "2025-06")):
        run = projected(profile_from(tmp_path / f"own{number}", first), tmp_path / f"run{number}")
        periods = set(pd.read_csv(run / "figures" / "fan_turnover.csv")["Period"])
        assert periods == {"simulated history", "projection"}


def test_an_undated_history_is_its_windows_rate(tmp_path):
    place = tmp_path / "own"
    imported = write_synthetic_profile(place, headcount=600, first="2024-12", months=12)
    undated = type(imported)(imported.profile, imported.exposure, None, imported.about)
    past = past_of(undated, 38, 10)
    assert past is not None and not past.monthly
    whole, exposure = past.flows[ALL_DEPARTMENTS], imported.exposure
    assert exposure is not None
    assert past.end == 37  # November 2025 is the snapshot
    assert whole[2].sum() / whole[0].mean() == pytest.approx(
        12 * exposure["voluntary"].sum() / exposure["person_months"].sum()
    )


def test_dismissals_are_the_organisations_own():
    people, leavers = 1000.0, 10.0
    flows = np.repeat([[people], [leavers], [0.0], [leavers]], 12, axis=1)
    past = Past(0, {ALL_DEPARTMENTS: flows}, True, True, False)
    draws = [dismissal_rate(past, 0.002, chance) for chance in np.linspace(0.005, 0.995, 100)]
    # Closed form: the mean of the gamma posterior.
    assert np.mean(draws) == pytest.approx((PRIOR_LEAVERS + 120) / (PRIOR_LEAVERS / 0.002 + 12_000), rel=0.01)
    assert np.all(np.diff(draws) > 0)

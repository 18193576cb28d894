"""The monthly table against pandas on the table of draws, and against its own promises."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.experiments.measures.spread import QUANTILES
from tandem.experiments.project.draws import draws_table
from tandem.experiments.project.monthly import COLUMNS, monthly_table, write_monthly
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import MEASURES
from tests.experiments.project.test_draws import PROFILE, WITH_SMALL
from tests.model.outcomes.made_up import projection_of

KEY = ["month", "department", "level", "contract", "measure"]


@pytest.fixture(scope="module")
def projection():
    return projection_of(PROFILE)


@pytest.fixture(scope="module")
def frame(projection):
    return monthly_table(projection).to_pandas()


def test_quantiles_and_mean_follow_from_the_draws(projection, frame):
    draws = draws_table(projection).to_pandas().astype({"value": float})
    groups = draws.groupby(KEY, observed=True)["value"]
    expected = pd.DataFrame({name: groups.quantile(share) for name, share in QUANTILES.items()})
    expected["mean"] = groups.mean()
    expected["runs"] = groups.count()
    found = frame[frame["period"] == "projection"].copy()
    found["month"] = pd.to_datetime(found["month"]).dt.strftime("%Y-%m")
    found = found.astype(dict.fromkeys(KEY, str)).set_index(KEY)
    expected = expected.reset_index().astype(dict.fromkeys(KEY, str)).set_index(KEY)
    assert len(found) == len(expected)
    expected = expected.reindex(found.index)
    for name in ("mean", *QUANTILES):
        np.testing.assert_allclose(found[name], expected[name], rtol=2e-6, atol=1e-6)
    assert (found["runs"] == expected["runs"]).all()


def test_history_comes_with_it_and_months_are_dates(projection, frame):
    assert list(frame.columns) == list(COLUMNS)
    assert pd.api.types.is_datetime64_any_dtype(pd.to_datetime(frame["month"]))
    assert frame["month"].min() == pd.Timestamp(projection.month_labels[0]).date()
    months = frame.groupby("period", observed=True)["month"].nunique()
    assert months["simulated"] == projection.history
    assert months["projection"] == projection.months
    assert (frame.loc[frame["period"] == "simulated", "month"] < pd.Timestamp("2026-01-01").date()).all()
    assert not frame.duplicated(KEY).any()


def test_a_run_without_a_value_is_left_out_and_counted(projection):
    tallies = projection.tallies.copy()
    tallies[:2, -1, :, tally.AI_USERS] = 0  # nobody uses AI in two runs: no mean of users
    changed = type(projection)(**{**vars(projection), "tallies": tallies})
    frame = monthly_table(changed).to_pandas()
    last = frame[(frame["month"] == frame["month"].max()) & (frame["department"] == "all")]
    last = last[(last["level"] == "all") & (last["contract"] == "all")].set_index("measure")
    assert (last["runs"] == projection.draws - 2).any()
    assert last.loc["ai_users", "runs"] == projection.draws
    assert last["mean"].notna().all()


def test_nobody_with_a_value_is_null(projection):
    tallies = projection.tallies.copy()
    tallies[..., tally.AI_USERS] = 0
    changed = type(projection)(**{**vars(projection), "tallies": tallies})
    frame = monthly_table(changed).to_pandas()
    empty = frame[frame["runs"] == 0]
    assert len(empty)
    assert empty[["mean", *QUANTILES]].isna().all(axis=None)


def test_many_departments_are_worked_out_a_few_at_a_time(projection, monkeypatch):
    from tandem.experiments.measures import cells

    whole = monthly_table(projection)
    monkeypatch.setattr(cells.sums_in_blocks, "__defaults__", (1,))
    assert monthly_table(projection).equals(whole)


def test_groups_that_may_not_be_shown_are_not(tmp_path):
    table = monthly_table(projection_of(WITH_SMALL))
    write_monthly(table, tmp_path / "monthly.parquet")
    back = pq.read_table(tmp_path / "monthly.parquet")
    assert back.schema.field("month").type == pa.date32()
    frame = back.to_pandas()
    alone = frame[(frame["department"] == "A") & (frame["level"] != "all")]
    assert alone.empty
    assert pq.ParquetFile(tmp_path / "monthly.parquet").num_row_groups == len(MEASURES)

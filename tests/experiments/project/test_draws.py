"""The table of draws against a plain recomputation from the sums."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.experiments.project.draws import COLUMNS, draws_table, write_draws
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import MEASURES, measure_values
from tests.model.outcomes.made_up import organisation, projection_of

PROFILE = organisation(
    ("A", "x", "employee", 30),
    ("A", "y", "employee", 25),
    ("A", "y", "freelancer", 12),
    ("B", "x", "employee", 40),
    ("B", "y", "employee", 20),
    ("B", "x", "freelancer", 15),
)
WITH_SMALL = organisation(
    ("A", "x", "employee", 30),
    ("A", "y", "employee", 4),
    ("B", "x", "employee", 20),
    ("B", "y", "employee", 25),
)


@pytest.fixture(scope="module")
def projection():
    return projection_of(PROFILE)


@pytest.fixture(scope="module")
def table(projection):
    return draws_table(projection)


def test_every_row_of_every_cell_by_a_plain_loop(projection, table):
    frame = table.to_pandas()
    profile = projection.profile
    picks = {
        ("all", "all", "all"): range(6),
        ("A", "all", "all"): (0, 1, 2),
        ("B", "all", "all"): (3, 4, 5),
        ("all", "x", "all"): (0, 3, 5),
        ("all", "y", "all"): (1, 2, 4),
        ("all", "all", "employee"): (0, 1, 3, 4),
        ("all", "all", "freelancer"): (2, 5),
    } | {(g.department, g.level, g.contract): (place,) for place, g in enumerate(profile.groups)}
    found = {
        key: rows.sort_values(["draw", "month"])["value"].to_numpy().reshape(6, 18)
        for key, rows in frame.groupby(["department", "level", "contract", "measure"], observed=True)
    }
    assert len(found) == len(picks) * len(MEASURES)
    for (department, level, contract), places in picks.items():
        for name in MEASURES:
            groups = list(places)
            contracts = [profile.groups[place].contract for place in groups]
            prices = projection.licence_prices
            expected = measure_values(name, projection.tallies[:, :, groups], contracts, prices)[:, 12:]
            np.testing.assert_allclose(found[department, level, contract, name], expected, rtol=1e-6)


def test_columns_types_order_and_units(projection, table):
    assert table.column_names == list(COLUMNS)
    assert table.schema.field("draw").type == pa.int32()
    assert table.schema.field("value").type == pa.float32()
    for name in ("month", "department", "level", "contract", "measure", "unit"):
        assert pa.types.is_dictionary(table.schema.field(name).type)
    assert table.num_rows == len(MEASURES) * 6 * 13 * 18
    frame = table.to_pandas()
    assert frame["month"].astype(str).unique().tolist() == list(projection.month_labels[12:])
    assert frame["month"].iloc[0] == "2026-01"
    units = frame.groupby("measure", observed=True)["unit"].unique().map(list)
    assert units["payroll"] == ["EUR"]
    assert units["voluntary_turnover"] == ["per cent a year"]
    assert not frame.duplicated(["draw", "month", "department", "level", "contract", "measure"]).any()
    assert b"float32" in table.schema.metadata[b"precision"]


def test_turnover_of_freelancers_is_missing_and_not_nought(table):
    frame = table.to_pandas()
    rows = frame[(frame["contract"] == "freelancer") & (frame["measure"] == "voluntary_turnover")]
    assert len(rows) and rows["value"].isna().all()
    assert table["value"].null_count == frame["value"].isna().sum() > 0
    rest = frame[frame["contract"] != "freelancer"]
    assert rest["value"].notna().all()


def test_without_history_turnover_is_missing_for_eleven_months():
    frame = draws_table(projection_of(PROFILE, history=0, months=14)).to_pandas()
    turnover = frame[(frame["measure"] == "voluntary_turnover") & (frame["contract"] == "employee")]
    known = turnover.groupby("month", observed=True)["value"].count()
    assert (known.iloc[:11] == 0).all() and (known.iloc[11:] > 0).all()


def test_a_written_table_reads_back_and_one_measure_can_be_read_alone(table, tmp_path):
    path = tmp_path / "monthly.parquet"
    write_draws(table, path)
    assert pq.read_table(path).combine_chunks().equals(table.combine_chunks().unify_dictionaries())
    metadata = pq.read_metadata(path)
    assert metadata.num_row_groups == len(MEASURES)
    one = pd.read_parquet(path, filters=[("measure", "==", "burnout")])
    assert len(one) == table.num_rows // len(MEASURES)
    assert metadata.row_group(0).column(6).compression == "ZSTD"


def cells_in(table) -> set[tuple[str, str, str]]:
    frame = table.select(["department", "level", "contract"]).to_pandas().drop_duplicates()
    return {tuple(row) for row in frame.astype(str).itertuples(index=False)}


def test_the_numbers_of_the_table_do_not_give_a_hidden_group_away():
    """The attack on real rows: 4 people would be department A less its other group."""
    projection = projection_of(WITH_SMALL)
    shown = cells_in(draws_table(projection))
    assert ("A", "y", "employee") not in shown  # four people
    assert ("A", "all", "all") in shown
    assert ("A", "x", "employee") not in shown  # else the difference would be theirs
    assert len(shown & {("B", "x", "employee"), ("B", "y", "employee")}) < 2  # else level y would tell
    frame = draws_table(projection).to_pandas()
    last = frame[(frame["measure"] == "headcount") & (frame["draw"] == 0) & (frame["month"] == "2027-06")]
    hidden = projection.tallies[0, -1, 1]
    closing = hidden[tally.PRESENT] + hidden[tally.HIRES]
    closing -= hidden[[tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]].sum()
    values = last["value"].to_numpy(float)
    differences = {round(abs(a - b), 3) for a in values for b in values if a != b}
    assert closing <= 4 and closing not in differences


def test_a_lower_minimum_shows_more():
    profile = organisation(
        ("A", "x", "employee", 30),
        ("A", "y", "employee", 6),
        ("B", "x", "employee", 20),
        ("B", "y", "employee", 7),
    )
    projection = projection_of(profile, draws=2)
    assert cells_in(draws_table(projection, min_cell=10)) < cells_in(draws_table(projection, min_cell=5))

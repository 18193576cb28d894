"""The store: whole files or none, each point once, whoever reads it."""

import duckdb
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.experiments.points import plan
from tandem.experiments.points.data_set import DAMAGED, make_data_set, open_data_set
from tandem.experiments.points.plan import open_store, share_of
from tandem.experiments.points.reading import load_store
from tandem.experiments.points.reduction import NUMBERS, Reduced
from tandem.experiments.points.rows import KEY
from tandem.model.errors import InputError, MachineError


def made_up(count, seed=0):
    numbers = np.random.default_rng(seed).normal(size=(4, len(NUMBERS)))
    numbers[:, -1] = 2
    numbers[1, 1] = np.nan
    return [Reduced(numbers + place, ("%", "%", "%", "USD")) for place in range(count)]


def keep(data, tasks, seed=0):
    return data.keep([(task.key, task.values) for task in tasks], made_up(len(tasks), seed))


def test_rows_come_back_as_they_were_and_duckdb_sees_the_same(small):
    data, tasks = small
    keep(data, tasks[:2])
    keep(data, tasks[2:], seed=1)
    frame = load_store(data.folder)
    assert len(frame) == 6 * 4
    assert set(frame[KEY]) == {task.key for task in tasks} == data.done()
    for task in tasks:
        rows = frame[frame[KEY] == task.key]
        assert set(rows["policy"]) == {task.values["policy"]}
        assert set(rows["parameters.true_gain"]) == {task.values["parameters.true_gain"]}
    expected = made_up(1)[0].numbers
    first = (
        frame[frame[KEY] == tasks[0].key]
        .set_index("measure")
        .loc[list(data.definition.measures), list(NUMBERS)]
    )
    np.testing.assert_array_equal(first.to_numpy(dtype=float), expected)
    seen = duckdb.sql(
        f"select policy, avg(mean) as m from '{data.folder}/points/*.parquet' "
        "where measure = 'burnout' group by policy"
    )
    assert seen is not None
    own = frame[frame["measure"] == "burnout"].groupby("policy")["mean"].mean()
    pd.testing.assert_series_equal(
        seen.df().set_index("policy")["m"].sort_index(), own, check_names=False, check_index_type=False
    )


def test_compaction_keeps_every_row_once(small):
    data, tasks = small
    for task in tasks:
        keep(data, [task])
    keep(data, tasks[:3])  # another writer had made some of them, too
    before = load_store(data.folder)
    assert not before.duplicated([KEY, "measure"]).any()
    assert data.compact() == 7
    assert len(data.shards) == 1
    pd.testing.assert_frame_equal(load_store(data.folder).sort_index(axis=1), before.sort_index(axis=1))
    measures = pq.read_table(data.shards[0]).column("measure").to_pylist()
    assert measures == sorted(measures)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_shard_counts_as_none(small, share, flip, cut):
    data, tasks = small
    file = keep(data, tasks[:1])
    whole = file.read_bytes()
    place = int(share * len(whole))
    file.write_bytes(
        whole[:place] if cut else whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
    )
    try:
        found, _ = data.mended()
        if found:  # the flipped bit stands where nothing hangs on it: the rows are as they were
            assert found == {tasks[0].key}
            assert pq.read_table(file).equals(pq.read_table(keep(data, tasks[:1])))
        else:
            assert not file.exists()
            assert (data.folder / DAMAGED / file.name).exists()
    finally:
        keep(data, tasks[:1])


def test_failures_are_kept_until_the_point_is_done(small):
    from tandem.experiments.points.data_set import Failure

    data, tasks = small
    data.note_failure(Failure(tasks[0].key, tasks[0].values, "no luck"))
    assert [failure.reason for failure in data.failures()] == ["no luck"]
    data.forget_failures([tasks[0].key])
    assert data.failures() == []


def test_parts_are_all_the_points_and_share_none(small):
    _, tasks = small
    for parts in range(1, 9):
        shared = [share_of(tasks, f"{place}/{parts}") for place in range(1, parts + 1)]
        assert [task for part in shared for task in part] == list(tasks)
    with pytest.raises(InputError, match="1/4 to 4/4"):
        share_of(tasks, "5/4")


def test_a_store_of_other_code_another_sweep_or_nobody_is_refused(small, tmp_path, monkeypatch, composing):
    from tandem.experiments.points.axes import axis_of
    from tandem.experiments.points.plan import check_points

    data, _ = small
    axes = [axis_of("policy", ["status_quo", "guardrails"]), axis_of("parameters.true_gain", [0.03])]
    with pytest.raises(InputError, match="holds another sweep: it varies"):
        open_store(
            data.folder,
            check_points(composing, axes[:1], [{"policy": "status_quo"}], ("burnout",)).definition,
            axes[:1],
        )
    other = lambda chosen: {**composing(chosen), "months": 4}  # noqa: E731
    points = [{"policy": "status_quo", "parameters.true_gain": 0.03}]
    with pytest.raises(InputError, match="months is 3, and not 4"):
        open_store(data.folder, check_points(other, axes, points, data.definition.measures).definition, axes)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="holds something else"):
        make_data_set(tmp_path / "mine", data.head)
    with pytest.raises(InputError, match="no store of a sweep"):
        open_data_set(tmp_path)
    monkeypatch.setattr(plan, "code_of_points", lambda: "another")
    with pytest.raises(InputError, match="made by other code"):
        open_store(data.folder, data.definition, axes)


def test_more_points_and_options_of_the_same_sweep_are_taken_in(small, composing):
    from tandem.experiments.points.axes import axis_of
    from tandem.experiments.points.plan import check_points

    data, tasks = small
    axes = [axis_of("policy", ["training", "guardrails"]), axis_of("parameters.true_gain", [0.03, 0.05])]
    points = [
        {"policy": "training", "parameters.true_gain": 0.05},
        {"policy": "guardrails", "parameters.true_gain": 0.03},
    ]
    checked = check_points(composing, axes, points, data.definition.measures)
    wider = open_store(data.folder, checked.definition, axes)
    assert set(wider.definition.options["policy"]) == {"status_quo", "guardrails", "training"}
    assert {task.key for task in checked.tasks} & {
        task.key for task in tasks
    }  # the same point has the same key


def test_a_full_disk_is_the_machines_trouble(small, monkeypatch):
    import errno

    data, tasks = small

    def full(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(MachineError):
        keep(data, tasks[:1])
    assert not list((data.folder / "points").iterdir())

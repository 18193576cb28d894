"""The store of kept work: whole or absent, found by what it depends on, shared, and one day gone."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from tandem.experiments.run import store as stores
from tandem.experiments.run.store import Store, code_hash, is_kept, open_store
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError, MachineError
from tandem.model.whole_file import whole_file
from tests.places import REPOSITORY

JOB = {"settings": {"draws": 20, "policy": "guardrails"}, "code": "0123"}
PIECE = {"scores": np.linspace(0, 1, 40).reshape(8, 5), "designs": np.arange(8)}


def store_in(folder, **changes) -> Store:
    return Store("study", JOB | changes, folder / "work")


def same(found, arrays=PIECE) -> bool:
    return set(found) == set(arrays) and all(
        found[name].dtype == array.dtype and np.array_equal(found[name], array, equal_nan=True)
        for name, array in arrays.items()
    )


class Told(Progress):
    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def say(self, message):
        self.lines.append(message)


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "leavers"]),
        arrays_of.arrays(
            st.sampled_from([np.float64, np.float32, np.int64, np.bool_]),
            arrays_of.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
        ),
        min_size=1,
    )
)
def test_what_is_kept_comes_back_bit_by_bit(tmp_path_factory, arrays):
    folder = tmp_path_factory.mktemp("store")
    store_in(folder).keep("piece-1", arrays)
    assert same(store_in(folder).get("piece-1"), arrays)


def test_what_is_not_there_is_none(tmp_path):
    assert store_in(tmp_path).get("piece") is None
    assert store_in(tmp_path).names() == set()
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize("change", [{"code": "4567"}, {"settings": {"draws": 40}}, {"more": 1}])
def test_whatever_pieces_depend_on_tells_jobs_apart(tmp_path, change):
    store_in(tmp_path).keep("piece", PIECE)
    assert store_in(tmp_path, **change).get("piece") is None
    assert store_in(tmp_path, **change).folder != store_in(tmp_path).folder
    assert Store("another", JOB, tmp_path / "work").get("piece") is None


def test_a_piece_says_what_it_is_and_is_not_taken_for_another(tmp_path):
    one, other = store_in(tmp_path), store_in(tmp_path, code="4567")
    one.keep("piece", PIECE)
    with np.load(one.folder / "piece.npz") as content:
        told = json.loads(str(content["about"]))
    assert told == {"piece": "piece", "job": {"what": "study", **JOB}}
    assert json.loads((one.folder / "job.json").read_text())["settings"] == JOB["settings"]
    shutil.copy(one.folder / "piece.npz", one.folder / "second.npz")  # renamed
    other.keep("first", PIECE)
    shutil.copy(one.folder / "piece.npz", other.folder / "piece.npz")  # of another job
    assert one.get("second") is None
    assert other.get("piece") is None


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_piece_counts_as_none(tmp_path_factory, data):
    store = store_in(tmp_path_factory.mktemp("damaged"))
    store.keep("piece", PIECE)
    file = store.folder / "piece.npz"
    content = bytearray(file.read_bytes())
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(content) - 1))]
    else:
        for _ in range(data.draw(st.integers(1, 3))):
            content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    found = store.get("piece")
    assert found is None or same(found)  # a byte that means nothing (a date) may be another


def test_nothing_in_a_piece_is_ever_executed(tmp_path):
    store = store_in(tmp_path)
    store.keep("piece", PIECE)
    about = json.dumps({"piece": "piece", "job": {"what": "study", **JOB}}, sort_keys=True)
    np.savez(store.folder / "piece.npz", about=np.array(about), scores=np.array([print], dtype=object))
    assert store.get("piece") is None


@pytest.mark.parametrize("name", ["", "../piece", "a/b", ".hidden", "x" * 200, "piece\n"])
def test_names_that_are_no_names(tmp_path, name):
    with pytest.raises(ValueError, match="no name of a piece"):
        store_in(tmp_path).keep(name, PIECE)


# Each process makes what is missing, in an order of its own, and counts what it made.
WORKER = """
import sys
from pathlib import Path
import numpy as np
from tandem.experiments.run.store import Store
store = Store("study", {"shared": True}, Path(sys.argv[1]))
made = 0
for number in np.random.default_rng(int(sys.argv[2])).permutation(40):
    name = f"batch-{number:03d}"
    if name not in store.names() or store.get(name) is None:
        store.keep(name, {"values": np.arange(1000) * number})
        made += 1
print(made)
"""


def test_processes_share_a_job_without_locks(tmp_path):
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path), str(seed)], stdout=subprocess.PIPE, text=True
        )
        for seed in range(3)
    ]
    made = [int(worker.communicate(timeout=120)[0]) for worker in workers]
    assert all(worker.returncode == 0 for worker in workers)
    store = Store("study", {"shared": True}, tmp_path)
    assert len(store.names()) == 40 <= sum(made) < 120
    for number in range(40):
        piece = store.get(f"batch-{number:03d}")
        assert piece is not None
        assert np.array_equal(piece["values"], np.arange(1000) * number)
    assert not list(store.folder.glob(".*"))


def test_a_job_discarded_by_another_process_is_begun_again(tmp_path, monkeypatch):
    one, other = store_in(tmp_path), store_in(tmp_path)
    one.keep("first", PIECE)
    discarded: list[Path] = []

    def discards_before(file):
        if not discarded:
            discarded.append(file)
            other.discard()
        return whole_file(file)

    monkeypatch.setattr(stores, "whole_file", discards_before)
    one.keep("second", PIECE)
    assert discarded and one.names() == {"second"}
    assert same(one.get("second"))


def test_a_half_written_piece_is_none_and_goes(tmp_path):
    store = store_in(tmp_path)
    store.keep("piece", PIECE)
    half = store.folder / ".second.npz.partial-abc"
    half.write_bytes(b"half")
    assert store_in(tmp_path).names() == {"piece"}
    assert half.exists()  # somebody may be writing it
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(half, (two_days_ago, two_days_ago))
    store_in(tmp_path)
    assert not half.exists()


def test_discarding_removes_the_job_and_nothing_else(tmp_path):
    one, other = store_in(tmp_path), store_in(tmp_path, code="4567")
    one.keep("piece", PIECE)
    other.keep("piece", PIECE)
    (one.folder / "notes.txt").write_text("mine")
    one.discard()
    assert [file.name for file in one.folder.iterdir()] == ["notes.txt"]
    assert same(other.get("piece"))
    other.discard()
    assert not other.folder.exists()
    one.discard()


def aged(store: Store, days: float) -> None:
    then = time.time() - days * 24 * 3600
    for file in store.folder.iterdir():
        os.utime(file, (then, then))


def test_work_that_nobody_has_used_for_thirty_days_goes_and_is_told_once(tmp_path):
    old, young, used = (store_in(tmp_path, code=code) for code in ("old", "young", "used"))
    for store, days in ((old, 31), (young, 29), (used, 31)):
        store.keep("piece", PIECE)
        aged(store, days)
    strange = tmp_path / "work" / "0123456789abcdef"
    strange.mkdir()
    (strange / "photos.npz").write_bytes(b"somebody else's")
    os.utime(strange / "photos.npz", (0, 0))
    told = Told()
    opened = open_store("study", JOB | {"code": "used"}, told, tmp_path / "work")
    assert len(told.lines) == 1
    assert "unfinished work of 1 job" in told.lines[0] and "30 days" in told.lines[0]
    assert same(opened.get("piece"))
    assert not old.folder.exists()
    assert young.folder.exists() and (strange / "photos.npz").exists()
    open_store("study", JOB | {"code": "used"}, told, tmp_path / "work")
    assert len(told.lines) == 1


def test_whether_work_of_a_kind_is_kept(tmp_path):
    assert not is_kept("study", tmp_path / "work")
    store_in(tmp_path).keep("piece", PIECE)
    assert is_kept("study", tmp_path / "work")
    assert not is_kept("another", tmp_path / "work")
    store_in(tmp_path).discard()
    assert not is_kept("study", tmp_path / "work")


def test_a_full_disk_is_the_machines_trouble_and_a_wrong_place_is_the_users(tmp_path, monkeypatch):
    (tmp_path / "work").write_text("a file")
    with pytest.raises(InputError, match=r"work: .* cannot be written"):
        store_in(tmp_path).keep("piece", PIECE)
    (tmp_path / "work").unlink()

    def full(stream, **arrays):
        stream.write(b"some of it")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), stream.name)

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(MachineError, match="No space left on device"):
        store_in(tmp_path).keep("piece", PIECE)
    assert [file.name for file in store_in(tmp_path).folder.iterdir()] == ["job.json"]


@pytest.mark.parametrize(
    ("file", "matters"),
    [
        ("model/rules/burnout.py", True),
        ("model/anchors.py", True),
        ("model/parameters.yaml", True),
        ("experiments/simulation/runs.py", True),
        ("model/agents/worker.py", False),
        ("experiments/intake/meaning/dates.py", False),
        ("experiments/drawing/page.py", False),
    ],
)
def test_an_edit_counts_where_it_can_change_a_number(tmp_path, monkeypatch, file, matters):
    for folder in ("model", "experiments"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(stores, "PACKAGE", tmp_path)
    before = code_hash("experiments/simulation")
    assert before == code_hash("experiments/simulation") != code_hash()
    with (tmp_path / file).open("a") as text:
        text.write("# another\n")
    assert (code_hash("experiments/simulation") != before) is matters

"""Processes that are really killed: workers, the head, a Ray node. What is done is done, the rest follows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import tandem
from tandem.experiments.points.rows import KEY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes in /proc"),
]

SWEEP = (
    "policy=status_quo,guardrails",
    "parameters.true_gain=range(0.03,0.15,0.01)",
    "draws=12",
    "months=6",
    "start=2026-01",
    "organisation.headcount=400",
    "batch_seconds=0.1",
    "measures=[burnout,effect_net_value]",
)
POINTS = 24
WAIT = 240  # seconds until something is wrong


def begun(store, *more):
    typed = [sys.executable, "-m", "tandem.experiments", "sweep", *SWEEP, f"store={store}", *more]
    return subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process):
    out, err = process.communicate(timeout=WAIT)
    return process.returncode, out, err


def until(found):
    for _ in range(WAIT * 20):
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def shards(store):
    return len(list((store / "points").glob("[!.]*.parquet")))


def children(process, words):
    """Processes below a process whose command line holds some words."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (OSError, ValueError):
                continue
    below = {process}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return [child for child in below if words in commands.get(child, "")]


def table(store):
    return (
        tandem.load(store)
        .drop(columns=KEY)
        .sort_values(["policy", "parameters.true_gain", "measure"], ignore_index=True)
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    store = tmp_path_factory.mktemp("undisturbed") / "store"
    code, out, err = ended(begun(store, "executor=here"))
    assert code == 0, err
    assert f"{POINTS} of {POINTS}" in out
    return table(store)


def test_a_killed_worker_costs_nothing(tmp_path, undisturbed):
    head = begun(tmp_path / "store", "workers=2", "compact=false")
    until(lambda: shards(tmp_path / "store") > 2)
    os.kill(children(head.pid, "executors.worker")[0], signal.SIGKILL)
    code, _out, err = ended(head)
    assert code == 0, err
    assert "SIGKILL" in err
    pd.testing.assert_frame_equal(table(tmp_path / "store"), undisturbed)


def test_a_killed_head_leaves_what_is_done_and_the_same_command_does_the_rest(tmp_path, undisturbed):
    store = tmp_path / "store"
    head = begun(store, "workers=2", "compact=false")
    until(lambda: shards(store) > 2)
    workers = children(head.pid, "executors.worker")
    head.kill()
    head.communicate(timeout=WAIT)
    until(
        lambda: (
            not any(
                Path(f"/proc/{worker}/cmdline").exists() and Path(f"/proc/{worker}/cmdline").read_bytes()
                for worker in workers
            )
        )
    )
    kept = shards(store)
    assert kept > 0
    code, _out, err = ended(begun(store, "workers=2"))
    assert code == 0, err
    assert "points are there already" in err
    assert shards(store) == 1
    pd.testing.assert_frame_equal(table(store), undisturbed)


def test_a_shard_that_was_damaged_is_made_again(tmp_path, undisturbed):
    store = tmp_path / "store"
    assert ended(begun(store, "executor=here", "compact=false"))[0] == 0
    first = sorted((store / "points").iterdir())[0]
    first.write_bytes(first.read_bytes()[:-100])
    code, _out, err = ended(begun(store, "executor=here"))
    assert code == 0, err
    assert "could not be read" in err
    pd.testing.assert_frame_equal(table(store), undisturbed)


def test_parts_of_several_jobs_make_the_whole(tmp_path, undisturbed):
    store = tmp_path / "store"
    jobs = [begun(store, f"shard={part}/3", "executor=here") for part in (1, 2, 3)]
    for code, _, err in map(ended, jobs):
        assert code == 0, err
    code, out, err = ended(begun(store))
    assert (code, shards(store)) == (0, 1)
    assert f"0 now, {POINTS} before" in out
    pd.testing.assert_frame_equal(table(store), undisturbed)


def test_a_killed_worker_of_a_local_cluster_costs_nothing(tmp_path, undisturbed):
    head = begun(tmp_path / "store", "executor=ray", "workers=2", "compact=false")
    until(lambda: shards(tmp_path / "store") > 2)
    os.kill(until(lambda: children(head.pid, "ray::remote_batch"))[0], signal.SIGKILL)
    code, _out, err = ended(head)
    assert code == 0, err
    assert "its worker or its node ended" in err
    pd.testing.assert_frame_equal(table(tmp_path / "store"), undisturbed)


def cluster_of_two():
    """A head and a node with a core each; on a busy machine Ray's own patience may end before they stand."""
    from ray.cluster_utils import Cluster

    for left in (2, 1, 0):
        cluster = None
        try:
            cluster = Cluster(
                initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False}
            )
            node = cluster.add_node(num_cpus=1)
            cluster.wait_for_nodes()
            return cluster, node
        except Exception:
            if cluster is not None:
                cluster.shutdown()
            if not left:
                raise
    raise AssertionError


def test_a_killed_node_of_a_cluster_costs_nothing(tmp_path, undisturbed):
    cluster, node = cluster_of_two()
    try:
        store = tmp_path / "store"
        head = begun(store, "executor=ray", f"address={cluster.address}", "compact=false")
        until(lambda: shards(store) > 2)
        cluster.remove_node(node, allow_graceful=False)
        code, _out, err = ended(head)
        assert code == 0, err
        pd.testing.assert_frame_equal(table(store), undisturbed)
    finally:
        cluster.shutdown()

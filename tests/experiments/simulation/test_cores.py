"""How many cores: what the system lets the process have, and no more than its container's quota."""

import math
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.simulation import cores as counting
from tandem.experiments.simulation.cores import cores
from tandem.experiments.simulation.preparation import threads_of


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Eight cores in the group /a/b, whose quotas the test writes."""
    monkeypatch.setattr(counting, "CONTROL_GROUPS", tmp_path)
    monkeypatch.setattr(counting, "MEMBERSHIP", tmp_path / "membership")
    monkeypatch.setattr(counting, "_allowed", lambda: 8)
    (tmp_path / "membership").write_text("4:memory:/elsewhere\n0::/a/b\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    return tmp_path


def test_here_it_is_what_the_system_says():
    assert 1 <= cores() <= (os.cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        assert cores() <= len(os.sched_getaffinity(0))
    assert threads_of(None) == cores()
    assert threads_of(7) == 7


@settings(deadline=None)
@given(quota=st.integers(1_000, 2_000_000), period=st.sampled_from([50_000, 100_000]))
def test_a_quota_is_rounded_up_to_whole_cores(quota, period):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_allowed", lambda: 8)
        patch.setattr(counting, "_quota", lambda: quota / period)
        assert cores() == max(1, min(8, math.ceil(quota / period)))


def test_the_tightest_quota_from_the_group_up_counts(machine):
    assert cores() == 8
    (machine / "a" / "b" / "cpu.max").write_text("max 100000\n")
    assert cores() == 8
    (machine / "a" / "cpu.max").write_text("250000 100000\n")
    assert cores() == 3
    (machine / "a" / "b" / "cpu.max").write_text("50000 100000\n")
    assert cores() == 1


@pytest.mark.parametrize("content", ["", "nonsense", "1 2 3", "100000 0", "max"])
def test_what_cannot_be_read_is_no_quota(machine, content):
    (machine / "cpu.max").write_text(content)
    assert cores() == 8


def test_systems_without_the_calls_of_linux(monkeypatch):
    for call in ("process_cpu_count", "sched_getaffinity"):
        monkeypatch.delattr(os, call, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    monkeypatch.setattr(counting, "_quota", lambda: None)
    assert cores() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1

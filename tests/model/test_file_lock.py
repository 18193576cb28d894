"""Locks on files: one owner at a time, and none once the owner's process is gone."""

import subprocess
import sys
import time

import pytest

from tandem.model.file_lock import alone, take_lock

HOLDS = """
import sys, time
from pathlib import Path
from tandem.model.file_lock import take_lock
lock = take_lock(Path(sys.argv[1]))
lock.write("mine")
print("held", flush=True)
time.sleep(60)
"""


def test_one_owner_at_a_time(tmp_path):
    file = tmp_path / "lock"
    first = take_lock(file)
    assert first is not None
    assert take_lock(file) is None
    first.release()
    second = take_lock(file)
    assert second is not None and take_lock(file) is None
    second.release()
    assert take_lock(file) is not None


def test_a_lock_of_another_process_ends_with_it_however_it_ends(tmp_path):
    file = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLDS, file], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert take_lock(file) is None
        holder.kill()
        holder.wait()
        assert take_lock(file) is not None
    assert file.read_text() == "mine"


def test_a_file_is_made_only_if_wanted(tmp_path):
    with pytest.raises(FileNotFoundError):
        take_lock(tmp_path / "lock", make=False)
    assert not (tmp_path / "lock").exists()


def test_who_waits_in_vain_goes_on_without(tmp_path):
    file = tmp_path / "lock"
    held = take_lock(file)
    begun = time.monotonic()
    with alone(file, patience=0.2):
        assert time.monotonic() - begun >= 0.2
    assert held is not None and take_lock(file) is None  # it is still the other's
    held.release()
    with alone(file, patience=0.2):
        assert take_lock(file) is None
    assert take_lock(file) is not None


def test_where_there_are_no_locks_nobody_waits(tmp_path, monkeypatch):
    def none(_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("tandem.model.file_lock._lock", none)
    with pytest.raises(OSError, match="not supported"):
        take_lock(tmp_path / "lock")
    done = []
    with alone(tmp_path / "lock", patience=60), alone(tmp_path / "missing" / "lock", patience=60):
        done.append(1)
    assert done

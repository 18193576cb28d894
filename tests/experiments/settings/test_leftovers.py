"""Folders of living processes are left alone; those of dead ones go."""

import errno
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time

import pytest

from tandem.experiments.settings import leftovers
from tandem.experiments.settings.leftovers import OWNER, Claim, clear_leftovers, temporary_folder
from tandem.model.errors import InputError, MachineError

CLAIMS = """
import sys, time
from pathlib import Path
from tandem.experiments.settings.leftovers import Claim
folder = Path(sys.argv[1])
folder.mkdir()
claim = Claim(folder)
(folder / "half.parquet").write_bytes(b"half")
print("claimed", flush=True)
time.sleep(60)
"""
PATTERN = ".*.unfinished-*"


def left_behind(folder):
    """A folder whose owner was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", CLAIMS, folder], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "claimed\n"
        assert clear_leftovers(folder.parent, PATTERN) == []  # its owner lives
        process.kill()
    return folder


def aged(folder):
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(folder, (two_days_ago, two_days_ago))
    return folder


def test_what_a_killed_process_left_goes(tmp_path):
    folder = left_behind(tmp_path / ".run.unfinished-1")
    assert clear_leftovers(tmp_path, PATTERN) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_a_living_claim_holds_within_a_process_too(tmp_path):
    folder = tmp_path / ".run.unfinished-1"
    folder.mkdir()
    claim = Claim(folder)
    assert clear_leftovers(tmp_path, PATTERN) == []
    claim.release()
    assert list(folder.iterdir()) == []
    assert clear_leftovers(tmp_path, PATTERN) == []  # just given up: about to get its name
    assert clear_leftovers(tmp_path, PATTERN) == [] and aged(folder)
    assert clear_leftovers(tmp_path, PATTERN) == [folder]


def test_folders_of_another_computer_are_left_alone(tmp_path):
    folder = tmp_path / ".run.unfinished-1"
    folder.mkdir()
    (folder / OWNER).write_text(f"{platform.node()}-another")
    aged(folder)
    assert clear_leftovers(tmp_path, PATTERN) == []
    (folder / OWNER).write_text("")  # made, and not locked yet
    assert clear_leftovers(tmp_path, PATTERN) == []
    (folder / OWNER).write_text(platform.node())
    assert clear_leftovers(tmp_path, PATTERN) == [folder]


def test_links_and_files_are_not_followed_or_removed(tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / OWNER).write_text(platform.node())
    (tmp_path / ".link.unfinished-1").symlink_to(precious)
    (tmp_path / ".file.unfinished-1").write_text("mine")
    assert clear_leftovers(tmp_path, PATTERN) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".file.unfinished-1", ".link.unfinished-1", "precious",
    ]  # fmt: skip


def test_where_there_are_no_locks_nothing_goes(tmp_path, monkeypatch):
    def none(*_, **__):
        raise OSError(errno.EOPNOTSUPP, "not supported")

    folder = tmp_path / ".run.unfinished-1"
    folder.mkdir()
    (folder / OWNER).write_text(platform.node())
    monkeypatch.setattr(leftovers, "take_lock", none)
    assert clear_leftovers(tmp_path, PATTERN) == []
    Claim(folder).release()


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_temporary_folder_goes_at_the_end_whatever_happens(place):
    with pytest.raises(ValueError, match="a bug"), temporary_folder() as folder:
        assert folder.parent == place and (folder / OWNER).is_file()
        raise ValueError("a bug")
    assert list(place.iterdir()) == []


def test_temporary_folders_of_killed_processes_go_and_others_called_tandem_stay(place):
    left_behind(place / "tandem-killed")
    notes = aged_folder = place / "tandem-notes"
    notes.mkdir()
    (notes / "novel.txt").write_text("mine")
    aged(aged_folder)
    with temporary_folder() as folder:
        assert sorted(place.iterdir()) == sorted([folder, notes])
    shutil.rmtree(notes)


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, MachineError), (errno.EACCES, InputError)])
def test_no_room_for_temporary_files(place, monkeypatch, number, kind):
    def fails(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "mkdtemp", fails)
    with pytest.raises(kind), temporary_folder():
        pass

"""Run folders: names that cannot be, full disks, and what killed runs leave."""

import errno
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.run.folder import (
    check_target,
    config_hash,
    hidden_beside,
    new_run_folder,
    target_folder,
)
from tandem.experiments.settings.leftovers import OWNER
from tandem.model.errors import InputError, MachineError

WRITES = """
import sys, time
from pathlib import Path
from tandem.experiments.run.folder import new_run_folder
with new_run_folder(Path(sys.argv[1])) as part:
    (part / "monthly.parquet").write_bytes(b"half")
    print(part, flush=True)
    time.sleep(60)
"""


def written(folder: Path) -> Path:
    with new_run_folder(folder) as part:
        (part / "summary.json").write_text("{}")
    return folder


def test_a_folder_holds_what_was_written_and_nothing_else(tmp_path):
    folder = written(tmp_path / "runs" / "first")
    assert [file.name for file in folder.iterdir()] == ["summary.json"]
    assert list((tmp_path / "runs").iterdir()) == [folder]
    umask = os.umask(0)
    os.umask(umask)
    assert folder.stat().st_mode & 0o777 == 0o777 & ~umask


def test_what_a_killed_run_left_is_removed_and_told_by_the_next(tmp_path, capsys):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES, tmp_path / "killed"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    written(tmp_path / "while_it_runs")
    assert (left / "monthly.parquet").exists() and (left / OWNER).exists()
    process.kill()
    process.communicate()
    assert left.exists()
    capsys.readouterr()
    written(tmp_path / "next")
    assert not left.exists()
    assert capsys.readouterr().err == f"Removed what a run that was killed had left: {left}\n"
    written(tmp_path / "after")
    assert capsys.readouterr().err == ""


def test_what_version_0_1_left_goes_after_a_day(tmp_path):
    old, new = tmp_path / ".run.unfinished-abcdefgh", tmp_path / ".run.unfinished-ijklmnop"
    for folder in (old, new):
        folder.mkdir()
    then = time.time() - 2 * 24 * 3600
    os.utime(old, (then, then))
    written(tmp_path / "next")
    assert not old.exists() and new.exists()


LONG = "ü" * 127  # 254 bytes


def test_the_longest_name_is_possible_and_one_more_is_told(tmp_path):
    assert written(tmp_path / (LONG + "x")).is_dir()
    with pytest.raises(InputError, match="has 256 bytes; allowed: 255"):
        check_target(tmp_path / (LONG + "xx"))


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=130))
def test_any_name_is_written_or_told(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("names") / name
    if name in (".", ".."):
        return
    try:
        assert written(folder).is_dir()
    except InputError as error:
        assert len(os.fsencode(name)) > 255
        assert "allowed: 255" in str(error)
    assert [each for each in folder.parent.iterdir() if each != folder] == []


@pytest.mark.parametrize(
    "name", ["x" * 300, "/".join(["x" * 200] * 30), "null\0byte", "a/" + "ü" * 200 + "/b"]
)
def test_what_no_folder_can_be_called_is_told_shortly(tmp_path, name):
    with pytest.raises(InputError) as told:
        target_folder({}, str(tmp_path / name), "run", datetime.now(), None)
    assert "output: " in str(told.value) and "example: output=" in str(told.value)
    assert len(str(told.value)) < 500
    assert list(tmp_path.iterdir()) == []


def full(number=errno.ENOSPC):
    return OSError(number, os.strerror(number), "monthly.parquet")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO])
def test_a_full_disk_while_writing_is_the_machines_trouble_and_leaves_nothing(tmp_path, number):
    with pytest.raises(MachineError, match=r"monthly\.parquet"), new_run_folder(tmp_path / "a" / "b"):
        raise full(number)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_may_not_be_written_is_wrong_input(tmp_path):
    with pytest.raises(InputError, match="cannot be written"), new_run_folder(tmp_path / "a" / "b"):
        raise full(errno.EACCES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, MachineError), (errno.EACCES, InputError)])
def test_no_folder_can_be_made(tmp_path, monkeypatch, number, kind):
    def fails(*_, **__):
        raise full(number)

    monkeypatch.setattr("tempfile.mkdtemp", fails)
    with pytest.raises(kind):
        check_target(tmp_path / "run")


def test_hidden_names_are_free_and_short_enough(tmp_path):
    names = {hidden_beside(tmp_path / LONG, "unfinished").name for _ in range(20)}
    assert len(names) == 20
    for name in names:
        assert name.startswith(".ü") and ".unfinished-" in name and len(name.encode()) < 200


def test_where_work_is_kept_does_not_name_a_folder():
    assert config_hash({"draws": 2, "work": "a", "threads": 1}) == config_hash({"draws": 2, "work": "b"})
    assert config_hash({"draws": 2}) != config_hash({"draws": 4})

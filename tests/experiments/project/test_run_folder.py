"""A run folder is complete or absent."""

import errno
import json
from datetime import datetime

import pytest

from tandem.experiments.run.folder import config_hash, default_folder, new_run_folder, write_json
from tandem.model.errors import InputError, MachineError


def test_the_folder_appears_complete(tmp_path):
    folder = tmp_path / "a" / "b" / "run"
    with new_run_folder(folder) as part:
        write_json(part / "x.json", {"ä": 1})
        assert not folder.exists()
    assert json.loads((folder / "x.json").read_text()) == {"ä": 1}
    assert [entry.name for entry in folder.parent.iterdir()] == ["run"]
    assert folder.stat().st_mode & 0o055 == folder.parent.stat().st_mode & 0o055


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), SystemExit(1)])
def test_nothing_is_left_when_writing_fails(tmp_path, error):
    with pytest.raises(type(error)), new_run_folder(tmp_path / "a" / "b" / "run") as part:
        (part / "half.txt").write_text("half")
        raise error
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_before_stays_when_writing_fails(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "notes.txt").write_text("keep")
    with pytest.raises(RuntimeError), new_run_folder(tmp_path / "a" / "b" / "run"):
        raise RuntimeError
    assert [entry.name for entry in (tmp_path / "a").iterdir()] == ["notes.txt"]


def test_a_full_disk_is_told(tmp_path):
    with pytest.raises(MachineError, match="No space left on device"), new_run_folder(tmp_path / "run"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_in_the_meantime_is_not_overwritten(tmp_path):
    with pytest.raises(InputError, match="exists already"), new_run_folder(tmp_path / "run") as part:
        (part / "mine.txt").write_text("mine")
        (tmp_path / "run").mkdir()
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]
    assert list((tmp_path / "run").iterdir()) == []


def test_not_a_number_is_refused_in_json(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "x.json", {"x": float("nan")})


def test_name_of_the_folder():
    now = datetime(2026, 1, 2, 3, 4, 5)
    folder = default_folder({"draws": 1}, "Our firm: pilot/1 ../..", now)
    assert folder.parent.name == "outputs"
    assert folder.name.startswith("our-firm-pilot-1_2026-01-02_03-04-05_")


def test_hash_tells_results_apart_and_nothing_else():
    config = {"draws": 1, "seed": 2, "threads": None, "output": None, "name": "a"}
    assert config_hash(config) == config_hash({**config, "threads": 4, "output": "x", "name": "b"})
    assert config_hash(config) != config_hash({**config, "seed": 3})

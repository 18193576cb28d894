"""Files that are whole or absent."""

import os
import time

import pytest

from tandem.model.whole_file import clear_halves, whole_file


def test_a_file_appears_when_it_is_whole(tmp_path):
    file = tmp_path / "rates.parquet"
    with whole_file(file) as partial:
        partial.write_text("half")
        assert not file.exists()
        partial.write_text("whole")
    assert file.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [ValueError("wrong"), KeyboardInterrupt(), OSError(28, "full")])
def test_what_fails_leaves_the_file_as_it_was(tmp_path, error):
    file = tmp_path / "rates.parquet"
    file.write_text("before")
    with pytest.raises(type(error)), whole_file(file) as partial:
        partial.write_text("half")
        raise error
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_others_may_read_it_as_their_umask_says(tmp_path):
    before = os.umask(0o027)
    try:
        with whole_file(tmp_path / "shared") as partial:
            partial.write_text("all")
    finally:
        os.umask(before)
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o640


def test_of_two_writers_the_last_one_stands(tmp_path):
    file = tmp_path / "piece"
    with whole_file(file) as first:
        first.write_text("first")
        with whole_file(file) as second:
            second.write_text("second")
        assert file.read_text() == "second"
    assert file.read_text() == "first"


def test_halves_of_killed_processes_go_after_a_day(tmp_path):
    old, young, other = (tmp_path / name for name in (".a.partial-1", ".b.partial-2", "c.partial-3"))
    for file in (old, young, other):
        file.write_text("half")
    two_days_ago = time.time() - 2 * 24 * 3600
    for file in (old, other):
        os.utime(file, (two_days_ago, two_days_ago))
    clear_halves(tmp_path)
    assert sorted(tmp_path.iterdir()) == [young, other]
    clear_halves(tmp_path / "nowhere")

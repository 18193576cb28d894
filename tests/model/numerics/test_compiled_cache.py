"""Compiled code on disk: nothing that happens to it does more than cost the time to compile again."""

import errno
import os
import shutil
import subprocess
import sys
import threading

import numba
import numpy as np
import pytest
from numba.core.caching import IndexDataCacheFile

from tandem.model.numerics import compiled
from tandem.model.numerics.compiled import column_loop, source_hash
from tests.places import REPOSITORY


def doubled(values):
    for i in range(values.size):
        values[i] = 2 * values[i] + i


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(compiled, "not_kept", [])
    return tmp_path / "cache"


def answers(loop, real=np.float64) -> bool:
    values = np.arange(5, dtype=real)
    loop(values)
    return bool(np.array_equal(values, 3 * np.arange(5)))


def hits(loop) -> int:
    return sum(loop.stats.cache_hits.values())


def test_a_second_process_compiles_nothing(cache):
    assert answers(column_loop(doubled))
    again = column_loop(doubled)
    assert answers(again)
    assert hits(again) == 1
    assert not compiled.not_kept


def test_two_that_compile_at_once_never_get_each_others_code(cache, monkeypatch):
    """The second keeps its form between the two steps in which the first keeps its own.

    Without a lock both take the same file, and the index leads the second's callers to the first's code.
    """
    save_index = IndexDataCacheFile._save_index
    forms = {}
    for real in (np.float32, np.float64):
        plain = numba.njit(nogil=True, error_model="numpy")(doubled)
        assert answers(plain, real)
        ((signature, result),) = plain.overloads.items()
        forms[real] = (signature, result)

    def keep(real):
        compiled._KeptCode(doubled).save_overload(*forms[real])

    second = threading.Thread(target=keep, args=(np.float64,))

    def interrupted(self, overloads):
        save_index(self, overloads)
        if not second.is_alive() and second.ident is None:
            second.start()
            second.join(timeout=1)  # it waits for the lock, or it is done

    monkeypatch.setattr(IndexDataCacheFile, "_save_index", interrupted)
    keep(np.float32)
    second.join(timeout=30)
    for real in (np.float32, np.float64):
        loop = column_loop(doubled)
        assert answers(loop, real)
        assert hits(loop) == 1, "a form was lost"


@pytest.mark.parametrize("kind", ["nbi", "nbc"])
@pytest.mark.parametrize("content", [b"", b"\x80\x04broken", b"\x00" * 500])
def test_damaged_files_are_compiled_again(cache, kind, content):
    assert answers(column_loop(doubled))
    (file,) = cache.rglob(f"*.{kind}")
    file.write_bytes(content)
    assert answers(column_loop(doubled))
    healed = column_loop(doubled)
    assert answers(healed)
    assert hits(healed) == 1


def test_a_full_disk_costs_the_keeping_only(cache, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(IndexDataCacheFile, "_save_data", full)
    assert answers(column_loop(doubled))
    assert [error.errno for error in compiled.not_kept] == [errno.ENOSPC]


def test_a_place_that_cannot_be_made_is_no_error_and_code_goes_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "CACHE", tmp_path / "file" / "cache")
    monkeypatch.setattr(compiled, "not_kept", [])
    (tmp_path / "file").write_text("in the way")
    before = set(REPOSITORY.joinpath("tests").rglob("*.nb[ic]"))
    assert answers(column_loop(doubled))
    assert len(compiled.not_kept) >= 1
    assert set(REPOSITORY.joinpath("tests").rglob("*.nb[ic]")) == before


def test_the_hash_follows_what_is_compiled_and_nothing_else(tmp_path, monkeypatch):
    shutil.copytree(REPOSITORY / "model", tmp_path / "model")
    before = source_hash()
    monkeypatch.setattr(compiled, "MODEL", tmp_path / "model")
    assert source_hash() == before
    for file, changes in (("anchors.py", False), ("rules/burnout.py", True), ("outcomes/tally.py", True)):
        with (tmp_path / "model" / file).open("a") as text:
            text.write("# another\n")
        assert (source_hash() != before) is changes
        before = source_hash()


def test_without_a_home_nothing_is_kept(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        environment.pop(name, None)
    (tmp_path / "homeless.py").write_text(
        "import os, pathlib\n"
        "def nobody(*_): raise RuntimeError('Could not determine home directory.')\n"
        "pathlib.Path.home = nobody\n"
        "import numpy\n"
        "from tandem.model.numerics import compiled\n"
        "loop = compiled.column_loop(lambda values: values.sum())\n"
        "print(loop(numpy.ones(3)), str(compiled.CACHE).startswith(os.devnull), len(compiled.not_kept) > 0)"
    )
    answer = subprocess.run(
        [sys.executable, "homeless.py"], env=environment, capture_output=True, text=True, cwd=tmp_path
    )
    assert answer.stdout == "3.0 True True\n", answer.stderr

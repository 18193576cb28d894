"""Work in a second process: the same result as here, and no process that is left behind."""

import os
import time

import pytest

from tandem.experiments.run import beside as module
from tandem.experiments.run.beside import SecondProcess, beside, second_process

NOTHING = "builtins:dict"  # needs no preparation


@pytest.fixture
def begun(monkeypatch):
    """Every second process that is begun."""
    found = []

    class Noted(SecondProcess):
        def __init__(self, prepare):
            super().__init__(prepare)
            found.append(self)

    monkeypatch.setattr(module, "SecondProcess", Noted)
    return found


def ended(second):
    return second._process.poll() is not None


def test_work_is_done_in_the_other_process_and_its_result_comes_back(begun):
    with second_process(NOTHING):
        numbers, where = beside(sorted, [3, 1, 2]), beside(os.getpid)
        assert numbers() == [1, 2, 3]
        assert where() == begun[0]._process.pid != os.getpid()
    assert ended(begun[0])


def test_without_one_the_work_is_done_here_when_its_result_is_asked_for():
    assert beside(os.getpid)() == os.getpid()
    with second_process(None):
        assert beside(os.getpid)() == os.getpid()


def test_what_is_printed_there_is_no_answer(begun):
    with second_process(NOTHING):
        assert beside(print, "a line")() is None
        assert beside(sorted, [2, 1])() == [1, 2]


def test_what_fails_there_fails_here_with_its_own_error(begun):
    with second_process(NOTHING):
        failing = beside(int, "no number")
        with pytest.raises(ValueError, match="no number"):
            failing()


@pytest.mark.parametrize("prepare", ["no_such_module:function", "builtins:exit"])
def test_where_it_cannot_get_ready_the_work_is_done_here(begun, prepare):
    with second_process(prepare):
        assert beside(os.getpid)() == os.getpid()


def test_where_it_is_killed_the_work_is_done_here(begun):
    with second_process(NOTHING):
        begun[0]._process.kill()
        assert beside(os.getpid)() == os.getpid()


def test_where_no_process_can_be_begun_the_work_is_done_here(monkeypatch):
    def refused(*_, **__):
        raise BlockingIOError("too many processes")

    monkeypatch.setattr("subprocess.Popen", refused)
    with second_process(NOTHING):
        assert beside(os.getpid)() == os.getpid()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ZeroDivisionError])
def test_it_is_ended_in_the_middle_of_its_work(begun, stop):
    began = time.monotonic()
    with pytest.raises(stop), second_process(NOTHING):
        beside(time.sleep, 60)
        raise stop
    assert ended(begun[0])
    assert time.monotonic() - began < 30


def test_it_ends_by_itself_when_there_is_nobody_to_ask(begun):
    with second_process(NOTHING):
        begun[0]._process.stdin.close()
        assert begun[0]._process.wait(timeout=60) == 0

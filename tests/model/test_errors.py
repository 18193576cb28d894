"""What is the machine's trouble and what the user's mistake."""

import errno
import os

import pytest

from tandem.model.errors import InputError, MachineError, TandemError, machine_error_of, unusable


def system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number), "folder/file")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE])
def test_what_no_other_input_would_mend_is_the_machines(number):
    error = unusable(system_error(number), "output: choose another")
    assert isinstance(error, MachineError)
    assert error.exit_code == 1
    assert os.strerror(number) in str(error) and "folder/file" in str(error)


@pytest.mark.parametrize(
    "number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG]
)
def test_a_wrong_place_is_the_users(number):
    error = unusable(system_error(number), "output: choose another")
    assert isinstance(error, InputError)
    assert (error.exit_code, str(error)) == (2, "output: choose another")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory does not suffice"),
        (system_error(errno.ENOMEM), "memory does not suffice"),
        (ImportError("libx.so: failed to map segment from shared object"), "memory does not suffice"),
        (RuntimeError("can't start new thread"), "threads=1"),
        (MachineError("known"), "known"),
    ],
)
def test_memory_and_threads(error, words):
    trouble = machine_error_of(error)
    assert isinstance(trouble, MachineError)
    assert words in str(trouble)


@pytest.mark.parametrize(
    "error",
    [
        InputError("months"),
        ValueError("x"),
        RuntimeError("a bug"),
        ImportError("no module"),
        BrokenPipeError(),
    ],
)
def test_everything_else_says_nothing_of_the_machine(error):
    assert machine_error_of(error) is None


def test_both_are_told_in_one_way():
    assert issubclass(InputError, TandemError) and issubclass(MachineError, TandemError)
    assert not issubclass(MachineError, InputError)

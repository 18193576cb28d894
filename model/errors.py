"""The errors a user of Tandem sees: each says what was wrong and what to do, and never as a traceback."""

from __future__ import annotations

import errno
from typing import ClassVar

# Errors of the operating system that no other input would mend: the disk or a quota is full, a file grows
# beyond its limit, reading or writing fails, memory, processes or open files run out.
_of_the_machine = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "ENOMEM", "EAGAIN", "EMFILE", "ENFILE")
    if hasattr(errno, name)
)
_words_of_no_memory = ("failed to map segment", "cannot allocate memory", "out of memory")


class TandemError(Exception):
    """What ends a command with a message.

    Attributes
    ----------
    exit_code : of the command line
    heading : what the command line says before the message
    """

    exit_code: ClassVar[int] = 1
    heading: ClassVar[str] = "it could not be done."


class InputError(TandemError, ValueError):
    """An input is wrong: the message says what, where, what is allowed, and gives an example.

    The command line prints the message, writes nothing and exits with code 2.
    """

    exit_code = 2
    heading = "something in the input is wrong."


class MachineError(TandemError, RuntimeError):
    """The machine is in trouble (a full disk, too little memory): the message says which, and what helps.

    The command line prints the message and exits with code 1; the same command may do another time.
    """

    heading = "the machine is in trouble."


def unusable(error: OSError, message: str) -> TandemError:
    """The error to raise where a file cannot be used: the machine is in trouble, or the place is wrong.

    Parameters
    ----------
    message : what is wrong with the place, in the latter case
    """
    return machine_error_of(error) or InputError(message)


def machine_error_of(error: BaseException) -> MachineError | None:
    """What an error says about the machine, or None if it says nothing about it."""
    if isinstance(error, MachineError):
        return error
    text = str(error)
    no_memory = isinstance(error, ImportError | OSError) and any(
        words in text.lower() for words in _words_of_no_memory
    )
    if isinstance(error, MemoryError) or no_memory:
        return MachineError(
            "The memory does not suffice, or a limit of it is reached (ulimit -v). Take fewer draws, months "
            "or threads, or close other programs; example: draws=50 threads=1"
        )
    if isinstance(error, RuntimeError) and "can't start new thread" in text:
        return MachineError(
            "The system starts no more threads: a limit of processes or of memory is reached. Take fewer; "
            "example: threads=1"
        )
    if isinstance(error, OSError) and error.errno in _of_the_machine:
        place = f"'{error.filename}'" if error.filename else "A file"
        return MachineError(
            f"{place} cannot be read or written: {error.strerror or text}. Free some space, or name another "
            "folder; example: output=another_disk/my_run"
        )
    return None

"""The errors a user of Tandem sees: each says what was wrong and what to do, and never as a traceback."""

from __future__ import annotations

from typing import ClassVar


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

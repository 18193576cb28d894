"""The one error a user of Tandem sees when an input is wrong."""

from __future__ import annotations


class InputError(ValueError):
    """An input is wrong: the message says what, where, what is allowed, and gives an example.

    The command line prints the message, writes nothing and exits with code 2.
    """

"""The second process of a command: questions on standard input, answers on the output (see `beside`)."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from importlib import import_module


def main(prepare: str) -> int:
    """Answer questions until there are no more; returns the exit code."""
    gc.disable()  # it does not last long
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints is no answer
    module, _, function = prepare.partition(":")
    getattr(import_module(module), function)()
    while True:
        try:
            work, given = pickle.load(sys.stdin.buffer)
            answers.write(pickle.dumps(work(*given)))
            answers.flush()
        except EOFError:  # the command has ended
            return 0
        except Exception:  # the command does it itself then, and tells of what is wrong
            return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""A process of the pool: batches in JSON on standard input, what became of them on the output."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import IO

from tandem.experiments.points.batches import Task, do_batch, outcome_as_dict


def main(threads: int) -> None:
    """Do batches until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints is no answer
    with suppress(BrokenPipeError, KeyboardInterrupt):  # whoever asked has gone
        _serve(sys.stdin.buffer, answers, threads)
    os._exit(0)  # nothing is to be flushed to nobody


def _serve(questions: IO[bytes], answers: IO[bytes], threads: int) -> None:
    while line := questions.readline():
        content = json.loads(line)
        tasks = [Task(**task) for task in content["tasks"]]
        outcome = do_batch(content["store"], tasks, threads)
        answers.write(json.dumps(outcome_as_dict(outcome)).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))

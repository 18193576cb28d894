"""The process of one job: reads what is asked from its folder, writes progress and result there, and ends.

It ends, too, when the server does: then nothing more comes on its standard input.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tandem.experiments.dashboard.jobs import ASKED, DONE, ENDED, FAILED, PROGRESS, RESULT
from tandem.experiments.intake.meaning.questions import QuestionError, answer_to_type
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import TandemError
from tandem.model.whole_file import whole_file


class FolderProgress(Progress):
    """Progress that a file tells."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Callable[[], None]]:
        """Work of `total` steps."""
        count = 0

        def done() -> None:
            nonlocal count
            count += 1
            self._tell(label, count / max(total, 1))

        self._tell(label, 0.0)
        yield done

    @contextmanager
    def wait(self, message: str) -> Iterator[None]:
        """Work without steps."""
        self._tell(message, 0.0)
        yield

    def say(self, message: str) -> None:
        """A line."""
        self._tell(message, 0.0)

    def _tell(self, line: str, share: float) -> None:
        write(self._folder / PROGRESS, {"line": line, "share": share})


def main(folder: Path) -> None:
    """Do the job in a folder."""
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    try:
        _work(asked["kind"], asked["settings"], folder)
    except TandemError as error:
        write(folder / ENDED, {"state": FAILED, "message": str(error), "questions": _asked(error)})
    except Exception as error:
        logging.exception("the job failed")
        write(folder / ENDED, {"state": FAILED, "message": type(error).__name__})
    else:
        write(folder / ENDED, {"state": DONE})


def write(file: Path, content: Mapping[str, Any]) -> None:
    """A file that is there whole or not at all."""
    with whole_file(file) as partial:
        partial.write_text(json.dumps(content), encoding="utf-8")


def _work(kind: str, settings: dict[str, Any], folder: Path) -> None:
    target = folder / RESULT
    if kind == "import":
        from tandem.experiments.api.functions import import_profile

        import_profile(**settings, output=target)
        return
    from tandem.experiments.api.results import fresh
    from tandem.experiments.api.settings import composed
    from tandem.experiments.backtest.command import COMMAND as BACKTEST
    from tandem.experiments.compare.command import COMMAND as COMPARE
    from tandem.experiments.optimise.command import COMMAND as OPTIMISE
    from tandem.experiments.project.command import COMMAND as PROJECT

    commands: dict[str, Any] = {each.name: each for each in (PROJECT, COMPARE, OPTIMISE, BACKTEST)}
    command = commands[kind]
    fresh(command, composed(command, settings), FolderProgress(folder)).save(target)


def _asked(error: TandemError) -> list[tuple[str, str, list[str]]]:
    """What an import asks: a name, the question, and the answers to choose from as they are typed."""
    if not isinstance(error, QuestionError):
        return []
    return [
        (
            str(number),
            each.question.partition("\n")[0],
            [answer_to_type(answer).removeprefix("--set ") for answer in each.answers],
        )
        for number, each in enumerate(error.questions)
    ]


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

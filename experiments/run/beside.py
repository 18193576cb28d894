"""Work beside a command, in a second process that loads its libraries while settings are read.

The second process gets plain data and gives plain data back; it writes no file, so nothing of it is left
where the command is stopped. Where there is none, or it ends before its time, the command does the work
itself: the result is the same.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import IO, Any, cast

from tandem.experiments.settings.places import import_root

_FAILED = (OSError, EOFError, pickle.UnpicklingError)  # of a process that ended, or was never begun


class SecondProcess:
    """A process that does one thing after another, as it is asked to.

    Parameters
    ----------
    prepare : `module:function`, called there first
    """

    def __init__(self, prepare: str) -> None:
        # The child imports this very code, and nothing from the folder that the user stands in.
        found = [str(import_root()), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tandem.experiments.run.beside_process", prepare],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what goes wrong there shows itself again when it is done here
            env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
            # Ctrl-C is for the command, which ends this process itself.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="beside")

    def ask[Result](self, work: Callable[..., Result], *given: Any) -> Callable[[], Result]:
        """Have something done; the function that is given back waits for the result.

        Parameters
        ----------
        work : a function at the top of a module
        given : its arguments, plain data
        """
        answer = self._asking.submit(self._answer, pickle.dumps((work, given)))

        def result() -> Result:
            try:
                return cast(Result, answer.result())
            except _FAILED:
                return work(*given)

        return result

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._asking.shutdown(wait=True, cancel_futures=True)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()
        self._process.wait()

    def _answer(self, question: bytes) -> Any:
        to, back = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        to.write(question)
        to.flush()
        return pickle.load(back)


_second: ContextVar[SecondProcess | None] = ContextVar("second process", default=None)


@contextmanager
def second_process(prepare: str | None) -> Iterator[None]:
    """Have a second process while the block lasts, which begins with `prepare`; None: none."""
    if prepare is None:
        yield
        return
    try:
        second = SecondProcess(prepare)
    except OSError:  # no more processes, or no memory for one
        yield
        return
    before = _second.set(second)
    try:
        yield
    finally:
        _second.reset(before)
        second.end()


def beside[Result](work: Callable[..., Result], *given: Any) -> Callable[[], Result]:
    """Have something done in the second process if there is one, else when its result is asked for.

    Parameters
    ----------
    work : a function at the top of a module
    given : its arguments, plain data
    """
    second = _second.get()
    return (lambda: work(*given)) if second is None else second.ask(work, *given)

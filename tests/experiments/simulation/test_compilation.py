"""One compilation, announced once: after it a command compiles nothing."""

import errno
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from numba.core import event

from tandem.experiments.simulation import compilation
from tandem.experiments.simulation.compilation import compile_model, compiling
from tandem.experiments.simulation.progress import Progress
from tandem.model.engine import tiles
from tests.places import REPOSITORY

# Lists the compiled forms that a command needed beyond those of the compilation.
BEYOND = """
import gc, sys
import numpy as np
from numba.core.dispatcher import Dispatcher
from tandem.experiments.cli import main
from tandem.experiments.simulation.compilation import compile_model
def forms():
    loops = [each for each in gc.get_objects() if isinstance(each, Dispatcher)]
    return {
        (loop.py_func.__module__, loop.py_func.__name__, str(form))
        for loop in loops if loop.py_func.__module__.startswith("tandem") for form in loop.overloads
    }
compile_model(np.dtype(sys.argv[1]).type)
before = forms()
code = main(sys.argv[2:])
print("beyond:", sorted(forms() - before))
sys.exit(code)
"""
SMALL = ("organisation.headcount=200", "months=6", "draws=8", "min_cell=10", "output=run")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("precision", "arguments"),
    [
        ("float32", ("project", *SMALL, "policy=guardrails")),
        ("float32", ("project", *SMALL[1:], "organisation=table", "organisation.path=example")),
        ("float64", ("project", *SMALL, "precision=float64")),
        ("float32", ("compare", *SMALL, "policies=[status_quo,guardrails,retention_pay]")),
        ("float32", ("optimise", *SMALL, "months=14", "evaluations=20", "population=10", "fresh_draws=20",
                     "budget=500000")),
    ],
)  # fmt: skip
def test_nothing_is_compiled_beyond_it(tmp_path, precision, arguments):
    answer = subprocess.run(
        [sys.executable, "-c", BEYOND, precision, *arguments],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == "beyond: []"


class Told(Progress):
    def __init__(self):
        super().__init__()
        self.waits, self.lines = [], []

    @contextmanager
    def wait(self, message):
        self.waits.append(message)
        yield

    def say(self, message):
        self.lines.append(message)


def compiles(*functions):
    """Stands for the compilation: numba says that it compiles these."""

    def compile_precision(_):
        for function in functions:
            with event.trigger_event("numba:compile", data={"dispatcher": function}):
                pass

    return compile_precision


@pytest.mark.parametrize(
    ("functions", "waits"), [((), []), (("one",), [compiling()]), (("one", "two"), [compiling()])]
)
def test_it_is_announced_once_and_only_if_something_is_compiled(monkeypatch, functions, waits):
    told = Told()
    monkeypatch.setattr(compilation, "compile_precision", compiles(*functions))
    compile_model(np.float64, told)
    assert told.waits == waits
    assert told.lines == []


def test_code_that_cannot_be_kept_is_told_in_one_line(monkeypatch):
    told = Told()
    monkeypatch.setattr(compilation, "compile_precision", lambda _: None)
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(compilation, "not_kept", [full, full, full])
    compile_model(progress=told)
    compile_model(progress=told)
    assert len(told.lines) == 1
    assert "No space left on device" in told.lines[0] and "NUMBA_CACHE_DIR" in told.lines[0]


def test_both_forms_are_there_for_the_precision_and_for_the_check_of_posteriors():
    compile_model(np.float64)
    run_tiles: Any = tiles._run_tiles
    forms = {
        ("float64" if "array(float64, 2d" in str(form) else "float32", "3d, C), none" in str(form))
        for form in run_tiles.overloads
    }
    assert forms >= {(real, whole) for real in ("float32", "float64") for whole in (True, False)}

"""What is compiled: where it stands, under which name it is kept, and that the type checker sees it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tandem.model.numerics import compiled
from tandem.model.numerics.compiled import column_loop, rule, source_hash, sources
from tests.places import REPOSITORY

COMPILER = {"numba", "llvmlite"}
DECORATORS = {"rule", "column_loop"}


def compiles(source: str) -> bool:
    """Whether a file imports a compiler or one of the decorators, by whatever way."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
        elif isinstance(node, ast.Attribute) and node.attr in DECORATORS:
            return True  # compiled.rule, once the module itself was imported
    ours = {f"{compiled.__name__}.{name}" for name in DECORATORS}
    return bool(found & ours) or any(name.split(".")[0] in COMPILER for name in found)


def test_what_is_not_hashed_is_not_compiled():
    """Else an edited rule would run in its old compiled form."""
    hashed = set(sources())
    everywhere = sorted((REPOSITORY / "model").rglob("*.py"))
    assert hashed < set(everywhere)
    assert [file for file in everywhere if file not in hashed and compiles(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("from tandem.model.numerics.compiled import rule", True),
        ("from tandem.model.numerics.compiled import CACHE, column_loop as loop", True),
        ("from tandem.model.numerics import compiled\ncompiled.rule(f)", True),
        ("def f():\n    import numba.extending", True),
        ("from tandem.model.numerics.compiled import CACHE", False),
        ("from tandem.model.numerics.draws import uniforms", False),
    ],
)
def test_every_way_to_compile_is_seen(source, is_one):
    assert compiles(source) is is_one


def test_all_tests_share_one_cache_named_after_the_compiled_sources():
    assert compiled.CACHE.name == source_hash()
    assert compiled.CACHE.parent.resolve() == Path(os.environ["NUMBA_CACHE_DIR"]).resolve()
    assert os.environ.get("PYTEST_XDIST_WORKER", "main") not in compiled.CACHE.parts
    assert "hashlib" not in (REPOSITORY / "tests" / "conftest.py").read_text("utf-8")


def test_a_compiled_function_keeps_its_body_and_its_name():
    def twice(number: float) -> float:
        """Two of it."""
        return number + number

    def double(numbers: np.ndarray) -> None:
        for i in range(numbers.size):
            numbers[i] += numbers[i]

    assert rule(twice).py_func is twice
    assert column_loop(double).py_func is double
    assert rule(twice)(3.0) == 6.0


# --- the type checker ---------------------------------------------------------------------------------------

CHECKED = """
from tandem.model.engine.month import gain_phase
from tandem.model.numerics.arithmetic import complement, unity
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions
from tandem.model.rules.gain import true_gain


@rule
def kept(gross: float, c: Coefficients, m: Conditions) -> float:
    return m.work_done * complement(true_gain(gross, gross, c)) * c.rework_novice


def once(column: Reals, c: Coefficients, m: Conditions) -> None:
    gain_phase(column, column, column, column, column, column, column, c)
    column[0] = kept(column[0], c, m) + kept.py_func(unity(column[1]), c, m)
"""

MISTAKES = {
    "c.rework_novice": ("c.rework_novize", '"Coefficients" has no attribute "rework_novize"'),
    "m.work_done": ("m.work_dome", '"Conditions" has no attribute "work_dome"'),
    "true_gain(gross, gross, c)": ("true_gain(gross, gross)", 'Missing positional argument "c"'),
    "complement(true_gain(gross, gross, c))": ("complement(gross, c)", "Too many arguments"),
    "column, c)\n    column": ("c)\n    column", "Missing positional argument"),
    "kept(column[0], c, m)": ("kept(column[0], m, c)", 'incompatible type "Conditions"'),
    "kept.py_func(unity(column[1]), c, m)": ("kept.py_func(c, m)", "Too few arguments"),
}


def mistaken(correct: str) -> str:
    """The checked file with one mistake."""
    assert CHECKED.count(correct) == 1
    return CHECKED.replace(correct, MISTAKES[correct][0])


@pytest.mark.slow
def test_the_type_checker_sees_misspelt_coefficients_and_wrong_calls(tmp_path):
    """One run over all mistakes, a file each; what mypy knows of the model is kept for the next time."""
    found_under = tmp_path / "types"
    found_under.mkdir()
    (found_under / "tandem").symlink_to(REPOSITORY, target_is_directory=True)
    files = {"correct.py": CHECKED, **{f"mistake_{i}.py": mistaken(c) for i, c in enumerate(MISTAKES)}}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    checked = subprocess.run(
        [
            sys.executable, "-m", "mypy", "--config-file", str(REPOSITORY / "pyproject.toml"),
            "--cache-dir", str(REPOSITORY / ".pytest_cache" / "mypy"), *files,
        ],
        cwd=tmp_path, env={**os.environ, "MYPYPATH": str(found_under)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    errors = [line for line in checked.stdout.splitlines() if ": error: " in line]
    in_file = {name: [line for line in errors if line.startswith(f"{name}:")] for name in files}
    assert in_file.pop("correct.py") == []
    assert len(errors) == sum(map(len, in_file.values())), checked.stdout + checked.stderr
    for name, (_, expected) in zip(in_file, MISTAKES.values(), strict=True):
        assert any(expected in line for line in in_file[name]), (name, checked.stdout)

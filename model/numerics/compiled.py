"""How Tandem compiles its rules: one decorator each for scalar rules and for loops over columns.

`rule` functions are pure scalar functions that are inlined into the loops that call them; their plain
Python body stays reachable as `.py_func`, which is how the tests run the same rules uncompiled.
`column_loop` functions release the GIL and are cached on disk. No fast-math flag is set anywhere:
results are bit-identical whatever the vector width, the tile size or the number of threads.

The type checker does not follow numba. Both decorators therefore give a function the type of its own body:
a body that reads an unknown coefficient, or a call with an argument too few, fails the check.

Numba watches only the file of the outermost function for changes, so a cache could outlive an edited
rule. The cache therefore lives in a folder named after a hash of the sources that are compiled.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numba

MODEL = Path(__file__).resolve().parents[1]
#: Folders and files of `model/` whose functions are compiled. What is elsewhere can be edited and nothing is
#: compiled again; a test holds that nothing elsewhere in `model/` is.
COMPILED = ("numerics", "rules", "engine", "mean_field", "outcomes/tally.py")


def sources() -> list[Path]:
    """Files whose functions are compiled, in order."""
    places = [MODEL / name for name in COMPILED]
    return sorted(file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place]))


def source_hash() -> str:
    """Sixteen hexadecimal digits for the code that is compiled and the compiler's version."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sources():
        digest.update(path.relative_to(MODEL).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_home() -> Path:
    if "NUMBA_CACHE_DIR" in os.environ:
        return Path(os.environ["NUMBA_CACHE_DIR"])
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return home / "tandem" / "compiled"


CACHE = _cache_home() / source_hash()
numba.config.CACHE_DIR = str(CACHE)

_inlined = numba.njit(forceinline=True, error_model="numpy")
_loop = numba.njit(cache=True, nogil=True, error_model="numpy")


class Compiled[**Arguments, Result](Protocol):
    """A compiled function: it is called like its plain Python body, which stays reachable."""

    @property
    def py_func(self) -> Callable[Arguments, Result]:
        """The body, uncompiled."""

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result: ...  # noqa: D102


def rule[**Arguments, Result](body: Callable[Arguments, Result]) -> Compiled[Arguments, Result]:
    """Compile a pure scalar function, to be inlined into the loops that call it."""
    compiled: Compiled[Arguments, Result] = _inlined(body)
    return compiled


def column_loop[**Arguments, Result](body: Callable[Arguments, Result]) -> Compiled[Arguments, Result]:
    """Compile a loop over columns: it releases the GIL and is cached on disk."""
    compiled: Compiled[Arguments, Result] = _loop(body)
    return compiled

"""How Tandem compiles its rules: one decorator each for scalar rules and for loops over columns.

`rule` functions are pure scalar functions that are inlined into the loops that call them; their plain
Python body stays reachable as `.py_func`, which is how the tests run the same rules uncompiled.
`column_loop` functions release the GIL and are cached on disk. No fast-math flag is set anywhere:
results are bit-identical whatever the vector width, the tile size or the number of threads.

The type checker does not follow numba. Both decorators therefore give a function the type of its own body:
a body that reads an unknown coefficient, or a call with an argument too few, fails the check.

Numba watches only the file of the outermost function for changes, so a cache could outlive an edited
rule. The cache therefore lives in a folder named after a hash of the sources that are compiled, and nowhere
else: where that folder cannot be written, numba would fall back to one that knows nothing of the hash.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache, UserProvidedCacheLocator

from tandem.model.file_lock import alone
from tandem.model.numerics.vectors import use_full_width

MODEL = Path(__file__).resolve().parents[1]
PACKAGE = MODEL.parent
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
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # nobody's home: nothing is kept
        return Path(os.devnull)
    return home / "tandem" / "compiled"


CACHE = (_cache_home() / source_hash()).absolute()
#: What went wrong when compiled code was to be kept: nothing is lost by it but the time to compile it again.
not_kept: list[OSError] = []
_patience = 10.0  # seconds to wait for another process that keeps code: each takes milliseconds


class _Place(UserProvidedCacheLocator):
    """Where the compiled form of a function is kept: in `CACHE`, whether or not it can be written."""

    def __init__(self, function: Callable[..., Any], file: str) -> None:
        self._py_file = file
        self._lineno = function.__code__.co_firstlineno
        place = Path(file).resolve().parent
        inside = place.is_relative_to(PACKAGE)  # then the same in every copy of Tandem with these sources
        self._cache_path = str(
            CACHE / (place.relative_to(PACKAGE) if inside else self.get_suitable_cache_subpath(file))
        )

    def ensure_cache_path(self) -> None:
        """Make the folder; called before something is kept."""
        Path(self._cache_path).mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> _Place:
        """The place of a function."""
        return cls(function, file)


class _Keeping(CompileResultCacheImpl):
    _locator_classes = (_Place,)


class _KeptCode(FunctionCache):
    """Numba's cache, made safe to share and never fatal.

    Numba adds a form to a function's index in two steps. Two processes that compile one function for two
    precisions at the same time could each take the same file for theirs, and the index would lead to the
    other's code. So one process adds at a time.
    """

    _impl_class = _Keeping

    def load_overload(self, signature: Any, target: Any) -> Any:
        """The compiled form, or None if it has to be compiled: a damaged file counts as none."""
        try:
            return super().load_overload(signature, target)
        except Exception:  # damaged bytes can make the reader raise almost anything
            self._forget()
            return None

    def save_overload(self, signature: Any, result: Any) -> None:
        """Keep the compiled form, if the disk lets us."""
        try:
            CACHE.mkdir(parents=True, exist_ok=True)
            with alone(CACHE / "lock", _patience):
                super().save_overload(signature, result)
        except OSError as error:
            not_kept.append(error)

    def _forget(self) -> None:
        try:
            self.flush()
        except OSError as error:
            not_kept.append(error)


use_full_width()
_inlined = numba.njit(forceinline=True, error_model="numpy")
_loop = numba.njit(nogil=True, error_model="numpy")


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
    loop: Any = _loop(body)
    if not numba.config.DISABLE_JIT:
        loop._cache = _KeptCode(body)  # what numba's own cache=True does, with a cache of its own
    compiled: Compiled[Arguments, Result] = loop
    return compiled

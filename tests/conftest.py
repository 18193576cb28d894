"""What every test shares: a cache of compiled code that can be trusted."""

import hashlib
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def _cache_of_compiled_code() -> Path:
    """A folder for numba's cache: one for each state of the model's code and for each test process.

    Numba looks only at the file of the outermost function, so an edited rule that is inlined elsewhere
    would be tested in its old form. And two processes that compile one function for two precisions at
    the same time can each overwrite what the other's index points to.
    """
    code = hashlib.sha256()
    for file in sorted((REPOSITORY / "model").rglob("*.py")):
        code.update(file.read_bytes())
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return REPOSITORY / ".pytest_cache" / "numba" / code.hexdigest()[:16] / process


# Read when numba is first imported, which no plugin does before this file; subprocesses inherit it.
os.environ["NUMBA_CACHE_DIR"] = str(_cache_of_compiled_code())

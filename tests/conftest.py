"""What every test shares: one cache of compiled code, and a home that is nobody's."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
CACHES = REPOSITORY / ".pytest_cache"

# Read when numba is first imported, which no plugin does before this file; subprocesses inherit it. Tandem
# puts a hash of the compiled sources behind it, and keeps processes that compile at once apart.
os.environ["NUMBA_CACHE_DIR"] = str(CACHES / "numba")
# The developer's own access log, key and caches are left alone, whatever a test does.
os.environ["TANDEM_DATA"] = str(CACHES / "user" / "tandem")
for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{kind}_HOME"] = str(CACHES / "user" / kind.lower())
flags = (os.environ.get("PYTENSOR_FLAGS"), f"base_compiledir={CACHES / 'pytensor'}")
os.environ["PYTENSOR_FLAGS"] = ",".join(filter(None, flags))

_compile = "import numpy, tandem.experiments.simulation.compilation as c; c.compile_precision(numpy.{})"


def pytest_configure(config):
    """Compile the model once, each precision on a core, before workers share it."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        compiling = [
            subprocess.Popen([sys.executable, "-c", _compile.format(real)], cwd=REPOSITORY)
            for real in ("float32", "float64")
        ]
        for process in compiling:
            process.wait()


@pytest.fixture(autouse=True, scope="session")
def _a_day_that_does_not_pass():
    """Projections start in January 2026 where nobody names a month, whenever the tests are run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tandem.experiments.settings.start.today", lambda: date(2025, 12, 15))
        yield

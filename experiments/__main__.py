"""`python -m tandem`: the command line. In a wheel this file is `tandem/__main__.py`."""

from __future__ import annotations

import sys

from tandem.experiments.cli import main

if __name__ == "__main__":
    sys.exit(main())

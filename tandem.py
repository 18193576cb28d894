"""Tandem: what AI adoption does to output, burnout and attrition, what policies change, and how sure that is.

In a checkout this file is the package `tandem`: its parts are the folders beside it. A wheel ships it as
`tandem/__init__.py` with the same folders inside.
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parent)]

if __name__ == "__main__":
    import sys

    from tandem.experiments.cli import main

    sys.exit(main())

"""Where Tandem's own files are: in a checkout, or in an installed package."""

from __future__ import annotations

from pathlib import Path

#: The folder that holds `model`, `calibration`, `experiments` and `configs`.
PACKAGE = Path(__file__).resolve().parents[2]


def checkout() -> Path | None:
    """The root of the checkout that the code runs from; None where Tandem is installed without one."""
    return PACKAGE if (PACKAGE / "tandem.py").is_file() else None


def import_root() -> Path:
    """The folder from which `import tandem` finds this very code."""
    return checkout() or PACKAGE.parent

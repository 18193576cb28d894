"""How wide the terminal is."""

from __future__ import annotations

import os
import sys

from tandem.experiments.wording.tables import NARROWEST, WIDTH


def terminal_width() -> int:
    """Columns of the terminal; `WIDTH` where the output is none."""
    try:
        return max(NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return WIDTH

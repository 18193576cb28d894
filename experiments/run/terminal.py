"""How wide the terminal is, and the finding's page in a run folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tandem.experiments.wording.finding import Finding
from tandem.experiments.wording.tables import NARROWEST, WIDTH

FINDING = "finding.md"


def terminal_width() -> int:
    """Columns of the terminal; `WIDTH` where the output is none."""
    try:
        return max(NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return WIDTH


def write_finding(folder: Path, finding: Finding) -> None:
    """The finding with its notes as a page to read (`finding.md`)."""
    (folder / FINDING).write_text(finding.page(), encoding="utf-8")

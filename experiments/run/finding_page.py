"""The finding's page in a run folder."""

from __future__ import annotations

from pathlib import Path

from tandem.experiments.wording.finding import Finding

FINDING = "finding.md"


def write_finding(folder: Path, finding: Finding) -> None:
    """The finding with its notes as a page to read (`finding.md`)."""
    (folder / FINDING).write_text(finding.page(), encoding="utf-8")

"""How a result came about, as its folder says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tandem.experiments.simulation.progress import Progress


@dataclass(frozen=True)
class Record:
    """What a result's folder says of how it came about.

    Attributes
    ----------
    command : as typed after `tandem`
    config : the composed configuration in plain containers
    overrides : what the user changed
    began : when
    folder : that the result gets when all is written
    progress : whose stages were timed
    """

    command: str
    config: Mapping[str, Any]
    overrides: tuple[str, ...]
    began: datetime
    folder: Path
    progress: Progress = field(default_factory=Progress)

"""How a result came about, as its folder says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tandem.experiments.run.names import Names
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
    names : client, scenario, policy and world; None of a result that is no organisation's
    """

    command: str
    config: Mapping[str, Any]
    overrides: tuple[str, ...]
    began: datetime
    folder: Path
    progress: Progress = field(default_factory=Progress)
    names: Names | None = None

    @property
    def heading(self) -> str:
        """The names in a line, for the head of a finding or a figure; empty where there are none."""
        return self.names.line if self.names else ""

    def named(self) -> dict[str, Any]:
        """The names as the folder's files hold them; nothing where there are none."""
        return {"heading": self.heading, "names": self.names.as_dict()} if self.names else {}

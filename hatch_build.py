"""How a wheel is put together: the checkout's packages become the parts of one package, `tandem`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("calibration", "configs", "experiments", "model")


class OnePackage(BuildHookInterface[Any]):
    """Ship `tandem.py` as the package's face and the four folders inside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say which files go where; an editable install needs nothing, as `tandem.py` finds its parts."""
        if version != "standard":
            return
        root = Path(self.root)
        build_data["force_include"] |= {
            str(root / "tandem.py"): "tandem/__init__.py",
            str(root / "experiments" / "__main__.py"): "tandem/__main__.py",
            **{str(root / part): f"tandem/{part}" for part in PARTS},
        }

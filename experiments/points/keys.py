"""Keys of points: what a point's numbers depend on, in sixteen digits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tandem.experiments.points.definition import digest, effective
from tandem.experiments.run.store import code_hash
from tandem.model.errors import unusable
from tandem.model.organisation.configuration import EXAMPLES

_files = ("path", "pulse_survey", "families", "plan")  # of an organisation
_code = (
    "calibration/fit",
    "calibration/survey",
    "calibration/pulse",
    "calibration/base_rates",
    "experiments/simulation",
    "experiments/measures",
    "experiments/intake",
    "experiments/compare/effects.py",
    "experiments/project/summary.py",
    "experiments/points/evaluation.py",
    "experiments/points/reduction.py",
)


@cache
def code_of_points() -> str:
    """Hash of everything that can move a point's numbers."""
    return code_hash(*_code)


class Keys:
    """Keys of points; files are read once.

    Parameters
    ----------
    code : hash of the code
    """

    def __init__(self, code: str) -> None:
        self._code = code
        self._data: dict[str, str] = {}

    def key_of(self, config: Mapping[str, Any], posterior: str) -> str:
        """The key of a point; `posterior` is the hash of what its parameters are drawn from."""
        return digest([effective(config), self._code, posterior, self.data_of(config["organisation"])])

    def data_of(self, organisation: Mapping[str, Any]) -> str:
        """Hash of the content of an organisation's files; empty where it has none."""
        told = json.dumps(organisation, sort_keys=True, default=str)
        if told not in self._data:
            names = (organisation.get(key) for key in _files)
            places = [
                str(name) for name in names if isinstance(name, str | Path) and str(name) not in EXAMPLES
            ]
            self._data[told] = _content_hash([Path(place) for place in places if Path(place).exists()])
        return self._data[told]


def _content_hash(places: list[Path]) -> str:
    if not places:
        return ""
    whole = hashlib.sha256()
    for place in places:
        inside = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
        for file in inside:
            whole.update(file.name.encode())
            try:
                whole.update(hashlib.sha256(file.read_bytes()).digest())
            except OSError as error:
                raise unusable(error, f"organisation: '{file}' cannot be read ({error.strerror})") from error
    return whole.hexdigest()[:16]

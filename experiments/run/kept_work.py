"""Finished evaluations in a file, so that an interrupted search goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from tandem.model.errors import InputError

_pause = 5.0  # seconds between two writes


class EvaluationStore:
    """Scores by design, kept in `folder`/`key`.npz.

    Parameters
    ----------
    folder : made if it does not exist
    key : from `key_of`; another key is another file, so that nothing is mixed up
    columns : number of scores of a design
    """

    def __init__(self, folder: Path, key: str, columns: int) -> None:
        self.file = folder / f"{key}.npz"
        self.columns = columns
        self._scores: dict[bytes, npt.NDArray[np.float64]] = {}
        self._designs: list[npt.NDArray[np.int64]] = []
        self._written = time.monotonic()
        self._read()

    def __len__(self) -> int:
        return len(self._designs)

    def get(self, design: npt.NDArray[np.int64]) -> npt.NDArray[np.float64] | None:
        """Scores of a design, if it was evaluated."""
        return self._scores.get(design.tobytes())

    def add(self, design: npt.NDArray[np.int64], scores: npt.NDArray[np.float64]) -> None:
        """Keep the scores of a design; written to the file now and then."""
        self._scores[design.tobytes()] = scores
        self._designs.append(design)
        if time.monotonic() - self._written > _pause:
            self.write()

    def write(self) -> None:
        """Write all that is known, in one step.

        Raises
        ------
        InputError
            If the folder cannot be written.
        """
        if not self._designs:
            return
        scores = np.stack([self._scores[design.tobytes()] for design in self._designs])
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(prefix=".partial-", suffix=".npz", dir=self.file.parent)
            with os.fdopen(handle, "wb") as stream:
                np.savez(stream, designs=np.stack(self._designs), scores=scores)
            Path(partial).replace(self.file)
        except OSError as error:
            raise InputError(
                f"work: '{self.file.parent}' cannot be written ({error.strerror}); choose another folder; "
                "example: work=outputs/optimise/work"
            ) from error
        self._written = time.monotonic()

    def _read(self) -> None:
        """What an earlier run left; a file that is damaged counts as none."""
        try:
            with np.load(self.file) as earlier:
                designs, scores = earlier["designs"], earlier["scores"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return
        if scores.shape != (len(designs), self.columns):
            return
        for design, row in zip(designs.astype(np.int64), scores, strict=True):
            self._scores[design.tobytes()] = row
            self._designs.append(design)


def key_of(parts: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits that tell settings with different scores apart."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]

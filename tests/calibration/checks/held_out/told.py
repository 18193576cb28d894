"""Small populations that are told seat by seat, for statistics that can be worked out by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np


class People:
    """A population of some seats: employees in post, unless a column says otherwise."""

    def __init__(self, seats: int, **columns) -> None:
        plain = {"employed": np.ones(seats), "freelancer": np.zeros(seats), "executive": np.zeros(seats)}
        told = {name: np.asarray(values, float) for name, values in columns.items()}
        self.columns = {name: values.astype(np.float32) for name, values in (plain | told).items()}
        assert {values.size for values in self.columns.values()} == {seats}
        self.incarnation = np.zeros(seats, np.uint32)
        self.event = np.zeros(seats, np.int8)
        self.structure = SimpleNamespace(seats=seats)

    def column(self, name: str) -> np.ndarray:
        return self.columns[name]

"""Grouping workers: which places belong to which key, and Mesa's GroupBy reading columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from mesa.agentset import GroupBy


def places_by_key(keys: npt.NDArray[Any] | Iterable[Hashable]) -> dict[Any, npt.NDArray[np.int64]]:
    """Places of each key, keys in order of first appearance and places ascending.

    An array (one-dimensional) is grouped as a column; any other iterable key by key.
    """
    if not isinstance(keys, np.ndarray):
        places: dict[Any, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        return {key: np.array(members, dtype=np.int64) for key, members in places.items()}
    codes, firsts = pd.factorize(keys, use_na_sentinel=False)
    in_order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(firsts)))
    return dict(zip(firsts.tolist(), np.split(in_order, ends[:-1]), strict=False))


class WorkerGroups(GroupBy):
    """Mesa's GroupBy whose `agg` reads each group's column at once."""

    def agg(self, attr_name: str, func: Callable[[list[Any]], Any]) -> dict[Any, Any]:
        """Result of `func` on the values of an attribute, for each group."""
        return {
            key: func(
                [getattr(agent, attr_name) for agent in group]
                if isinstance(group, list)
                else group.get(attr_name)
            )
            for key, group in self.groups.items()
        }

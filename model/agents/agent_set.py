"""Mesa's AgentSet over columns: attributes are read and written, and members chosen, in bulk."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from mesa.agentset import GroupBy

from tandem.model.agents.attributes import Attribute, Rows
from tandem.model.agents.worker import Employer, Worker
from tandem.model.agents.worker_set import WorkerSet
from tandem.model.engine.columns import EMPLOYED
from tandem.model.errors import InputError


class Agents(WorkerSet):
    """An ordered set of workers of one model, with the methods of Mesa's AgentSet."""

    def _bulk(self, name: str) -> Attribute | None:
        """The attribute that the worker type reads from columns, unless it defines `name` itself."""
        found = getattr(self.model.worker_type, name, None)
        return found if isinstance(found, Attribute) else None

    def array(self, name: str) -> npt.NDArray[Any]:
        """An attribute of every member as a NumPy array (a copy), shape (members,): the fast `get`."""
        attribute = self._bulk(name)
        if attribute is None:
            return np.array(self.get(name))
        return attribute.read(self.model.population, self.rows)

    def get(
        self, attr_names: str | Sequence[str], handle_missing: str = "error", default_value: Any = None
    ) -> list[Any]:
        """Values of one attribute, or a list of values of several, for each member, as in Mesa."""
        if handle_missing not in ("error", "default"):
            raise ValueError(
                f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'"
            )
        missing = () if handle_missing == "error" else (default_value,)
        if isinstance(attr_names, str):
            return self._values(attr_names, missing)
        columns = [self._values(name, missing) for name in attr_names]
        return [list(values) for values in zip(*columns, strict=True)] if columns else [[] for _ in self]

    def _values(self, name: str, missing: tuple[Any, ...]) -> list[Any]:
        attribute = self._bulk(name)
        if attribute is None:
            return [getattr(agent, name, *missing) for agent in self]
        values: list[Any] = attribute.read(self.model.population, self.rows).tolist()
        return values

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of all members to one value, or to an array with one value each.

        Raises
        ------
        AttributeError
            If workers have no such attribute, or it cannot be set.
        InputError
            If a value is out of range or the array's shape does not fit.
        """
        attribute = self._bulk(attr_name)
        if attribute is not None:
            attribute.write(self.model.population, self.rows, value)
        else:
            for agent in self:
                setattr(agent, attr_name, value)
        return self

    def select(
        self,
        filter_func: Callable[[Worker], bool] | Sequence[bool] | npt.NDArray[np.bool_] | None = None,
        at_most: int | float = math.inf,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> Self:
        """Select by a callable as in Mesa, or by a mask of shape (members,), in the order of the set."""
        rows = self.rows
        if isinstance(at_most, float) and at_most <= 1:
            at_most = int(rows.size * at_most)
        wanted = rows.size if at_most == math.inf else max(math.ceil(at_most), 0)
        if agent_type is not None and not issubclass(self.model.worker_type, agent_type):
            rows = rows[:0]
        if filter_func is None:
            rows = rows[:wanted]
        elif callable(filter_func):
            kept = (agent.identity[0] for agent in self._members(rows) if filter_func(agent))
            rows = np.fromiter(islice(kept, wanted), dtype=np.int64)
        else:
            rows = self._masked(rows, filter_func)[:wanted]
        return self._reordered(rows, inplace)

    def _masked(self, rows: Rows, mask: Any) -> Rows:
        chosen = np.asarray(mask)
        if chosen.dtype != np.bool_ or chosen.shape != (len(self),):
            raise InputError(
                f"select: found a mask of {chosen.dtype} and shape {chosen.shape}; allowed: booleans of "
                f"shape ({len(self)},); example: agents.select(agents.array('burnout') > 1)."
            )
        return rows[chosen] if rows.size else rows

    def _reordered(self, rows: Rows, inplace: bool) -> Self:
        if not inplace:
            return self._subset(rows)
        self._replace(rows)
        return self

    def shuffle(self, inplace: bool = False) -> Self:
        """Shuffle, in the order that a stock AgentSet gets from the same random source."""
        return self._reordered(self._shuffled(), inplace)

    def _shuffled(self) -> Rows:
        rows = self.rows.tolist()
        self.random.shuffle(rows)
        return np.array(rows, dtype=np.int64)

    def sort(
        self, key: Callable[[Worker], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> Self:
        """Sort by an attribute or a callable; equal members keep their order, as in Mesa."""
        return self._reordered(self.rows[self._sorted_places(key, ascending)], inplace)

    def _sorted_places(self, key: Callable[[Worker], Any] | str, ascending: bool) -> Rows:
        attribute = self._bulk(key) if isinstance(key, str) else None
        if attribute is None:
            of = operator.attrgetter(key) if isinstance(key, str) else key
            values = [of(agent) for agent in self]
            places = sorted(range(len(values)), key=values.__getitem__, reverse=not ascending)
            return np.array(places, dtype=np.int64)
        column = attribute.read(self.model.population, self.rows)
        if ascending:
            return np.argsort(column, kind="stable")
        return column.size - 1 - np.argsort(column[::-1], kind="stable")[::-1]

    def groupby(self, by: Callable[[Worker], Any] | str, result_type: str = "agentset") -> WorkerGroups:
        """Group by an attribute or a callable; groups in order of appearance, as in Mesa."""
        rows = self.rows
        attribute = self._bulk(by) if isinstance(by, str) else None
        if attribute is not None:
            keys: Any = attribute.read(self.model.population, rows)
        else:
            of = (lambda agent: getattr(agent, by)) if isinstance(by, str) else by
            keys = [of(agent) for agent in self._members(rows)]
        groups: dict[Any, Any] = {
            key: self._subset(rows[places]) for key, places in places_by_key(keys).items()
        }
        if result_type != "agentset":
            groups = {key: members.to_list() for key, members in groups.items()}
        return WorkerGroups(groups)

    # --- member by member -----------------------------------------------------------------------------

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method (by name) or function on every member that is still there at its turn."""
        self._call(self.rows, method, args, kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """`do` in shuffled order; the order of the set stays."""
        self._call(self._shuffled(), method, args, kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Results of a method (by name) or function called on every member."""
        return self._call(self.rows, method, args, kwargs)

    def _call(
        self, rows: Rows, method: str | Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> list[Any]:
        members = self._members(rows)
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in members]
        return [method(agent, *args, **kwargs) for agent in members]


class Everybody(Agents):
    """`model.agents`: always the people who sit on a seat now, in the order of the seats.

    What it yields (`select`, `copy`, `shuffle()` …) is an `Agents`, which keeps its members. Shuffling or
    sorting it in place changes the order for good; people come and go only through the organisation.
    """

    def __init__(self, model: Employer) -> None:
        self.model, self.random = model, model.random
        self._order: Rows | None = None

    @property
    def rows(self) -> Rows:
        """Rows of the people present, int64 (members,)."""
        employed = self.model.population.values[EMPLOYED] > 0
        return np.flatnonzero(employed) if self._order is None else self._order[employed[self._order]]

    def _subset(self, rows: Rows) -> Self:
        subset = object.__new__(Agents)
        subset.model, subset.random = self.model, self.random
        subset._replace(rows)
        return subset

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, Worker) and agent.model is self.model and not agent.has_left

    def _replace(self, rows: Rows) -> None:
        """Reorder the people present; empty seats queue behind them."""
        employed = self.model.population.values[EMPLOYED] > 0
        if rows.size != np.count_nonzero(employed):
            raise TypeError(
                "model.agents always holds everybody on a seat: work on model.agents.copy(), and let "
                "people leave with worker.remove()"
            )
        self._order = np.concatenate([rows, np.flatnonzero(~employed)])


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

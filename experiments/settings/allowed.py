"""What one setting may be: its kind and range, in words and as a check."""

from __future__ import annotations

import math
import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omegaconf import MISSING

MONTH = r"\d{4}-(0[1-9]|1[0-2])"


@dataclass(frozen=True)
class Limits:
    """What a setting may be.

    Attributes
    ----------
    kind : `whole number`, `number`, `text`, `month` (YYYY-MM, or a month of the projection),
        `names` (a list of texts), `policies` (a list of names or of whole policies), `flag`, `weights`,
        `share` (of people: up to a share, or [from, to]), `range` ([from, to], or one value)
    example : what to write, for example
    low, high : lowest and highest value of a number
    choices : the texts allowed; none: any. Of names: words that stand for some of them
    pattern : regular expression that a text matches; empty: any
    described : the pattern in words, or what is said beside the choices
    optional : whether null is allowed
    default : what an entry under a name of the user's gets when it says nothing; MISSING: it must say
    """

    kind: str
    example: str
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    pattern: str = ""
    described: str = ""
    optional: bool = False
    default: Any = MISSING

    def allowed(self) -> str:
        """What is allowed, in words."""
        if self.kind == "names":
            words = " or ".join(("a list of names", *self.choices))
        elif self.choices:
            words = " or ".join(self.choices) + (f" ({self.described})" if self.described else "")
        elif self.kind == "month":
            words = "a month as YYYY-MM, or a month of the projection (1 = the first)"
        elif self.kind == "policies":
            words = "a list of policies, the baseline first"
        elif self.kind == "share":
            words = "a share above 0 up to 1, or [from, to] within 0 to 1"
        elif self.kind == "range":
            words = f"[from, to] within {_plain(self.low)} to {_plain(self.high)}, or one value"
        elif self.kind in ("text", "weights"):
            words = self.described or "a text"
        else:
            words = f"a {self.kind} from {_plain(self.low)} to {_plain(self.high)}"
        return words + (", or null" if self.optional else "")

    def accepts(self, value: object) -> bool:
        """Whether a setting may have this value."""
        if value is None:
            return self.optional
        if self.kind == "text":
            return (
                isinstance(value, str)
                and (not self.choices or value in self.choices)
                and re.fullmatch(self.pattern or ".*", value, re.DOTALL) is not None
            )
        if self.kind == "names":
            return self._are_names(value)
        if self.kind == "share":
            return _is_share(value)
        if self.kind in ("flag", "weights"):
            return isinstance(value, bool if self.kind == "flag" else Mapping)
        if self.kind == "policies":
            return isinstance(value, list) and all(isinstance(entry, str | Mapping) for entry in value)
        if self.kind == "range":
            return self._is_range(value)
        if self.kind == "month" and isinstance(value, str):
            return re.fullmatch(MONTH, value) is not None
        whole = self.kind in ("whole number", "month")
        right = isinstance(value, int) or (isinstance(value, float) and not whole)
        return right and not isinstance(value, bool) and self.low <= typing.cast(float, value) <= self.high

    def upside_down(self, value: object) -> bool:
        """Whether a value would be a range if its two ends changed places."""
        if self.kind not in ("range", "share") or not isinstance(value, list) or len(value) != 2:
            return False
        return not self.accepts(value) and self.accepts(value[::-1])

    def _are_names(self, value: object) -> bool:
        if isinstance(value, str):
            return value in self.choices
        return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)

    def _is_range(self, value: object) -> bool:
        ends: list[Any] = value if isinstance(value, list) else [value, value]
        if len(ends) != 2:
            return False
        if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends):
            return False
        return bool(self.low <= ends[0] <= ends[1] <= self.high)


def _is_share(value: object) -> bool:
    bounds: list[Any] = value if isinstance(value, list) else [0, value]
    if len(bounds) != 2:
        return False
    low, high = bounds
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in bounds):
        return False
    return bool(0 <= low < high <= 1)


def _plain(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"

"""Targets: what a survey found, as data that a calibration can be fitted to.

A targets file is YAML (see `calibration/targets/upwork_2025.yaml`). An organisation's own pulse survey has
the same form: proportions with their number of respondents, each naming the model's quantity behind it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from tandem.model.calendar import LAST_MONTH, SURVEY_MONTH
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

Role = Literal["fit", "check", "context"]
READINGS = ("level", "ratio", "both")
ROLES = ("fit", "check", "context")

# quantity → kind: a share, a mean, or a relative risk of the top quartile against the rest
QUANTITIES: dict[str, str] = {
    "mean_gain": "mean",
    "burnout_top": "share",
    "burnout_rest": "share",
    "burnout_all": "share",
    "burnout_ratio": "ratio",
    "considering_top": "share",
    "considering_rest": "share",
    "considering_all": "share",
    "considering_ratio": "ratio",
    "unclear_top": "share",
    "unclear_all": "share",
    "trust_top": "share",
    "trust_rest": "share",
    "relation_top": "share",
    "relation_rest": "share",
    "workload_added": "share",
    "executives_seeing_gain": "share",
    "freelancers_positive": "share",
    "freelancers_learn": "share",
    "freelancers_niche": "share",
    "ai_users": "share",
}


_KEYS = (
    "wording",
    "asked",
    "n",
    "value",
    "rest",
    "error",
    "month",
    "quantity",
    "role",
    "readings",
    "checked_under",
    "evidence",
)


@dataclass(frozen=True)
class Target:
    """One finding.

    Attributes
    ----------
    n : respondents (of the top quartile and of the rest, for a ratio)
    value : the finding: a share 0–1, a mean, or a relative risk
    extra_error : standard error added to the sampling error (on the share, the mean, or the log ratio)
    rest : for a ratio, the risk of the rest at which its sampling error is had (0 otherwise)
    month : when it was asked (months since November 2022)
    readings : the readings of the survey under which it is a target
    checked_under : further readings, under which it is compared and not fitted
    """

    name: str
    wording: str
    asked: str
    n: tuple[int, ...]
    value: float
    extra_error: float
    rest: float
    quantity: str
    month: int
    role: Role
    readings: tuple[str, ...]
    evidence: str
    checked_under: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """`share`, `mean` or `ratio`."""
        return QUANTITIES[self.quantity]

    def standard_error(self) -> float:
        """Standard error on the scale of the comparison: share, mean, or log relative risk.

        Shares have the binomial standard error at the published n; for a relative risk it is that of the
        logarithm (Katz et al. 1978), at the risk `rest` of the rest.
        """
        if self.kind == "mean":
            return self.extra_error
        if self.kind == "share":
            return math.hypot(math.sqrt(self.value * (1 - self.value) / self.n[0]), self.extra_error)
        top = self.rest * self.value
        variance = (1 - top) / (top * self.n[0]) + (1 - self.rest) / (self.rest * self.n[1])
        return math.hypot(math.sqrt(variance), self.extra_error)

    def interval(self, z: float = 1.6449) -> tuple[float, float]:
        """The finding's own 90 % sampling interval: Wilson for a share, normal (log) for a mean (ratio)."""
        if self.kind == "mean":
            return self.value - z * self.extra_error, self.value + z * self.extra_error
        if self.kind == "ratio":
            half = z * self.standard_error()
            return self.value * math.exp(-half), self.value * math.exp(half)
        n = self.value * (1 - self.value) / self.standard_error() ** 2 if 0 < self.value < 1 else self.n[0]
        centre = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n))
        return centre - half, centre + half


def upwork_2025() -> tuple[Target, ...]:
    """The targets of the 2025 survey that Tandem ships."""
    folder = resources.files("tandem.calibration").joinpath("targets")
    with resources.as_file(folder.joinpath("upwork_2025.yaml")) as path:
        return load_targets(path)


def load_targets(path: Path) -> tuple[Target, ...]:
    """The targets of a file, each checked.

    Raises
    ------
    InputError
        Naming the file, the entry and the rule that is broken.
    """
    content = content_of(path)
    entries = content.get("targets") if isinstance(content, Mapping) else None
    if not isinstance(entries, Mapping) or not entries:
        raise InputError(f"{path}: has no `targets:` with at least one entry.")
    targets = tuple(_read(path, str(name), entry) for name, entry in entries.items())
    _check_together(path, targets)
    return targets


def content_of(path: Path) -> Any:
    """What a targets file says.

    Raises
    ------
    InputError
        If there is no such file, or it is no YAML.
    """
    try:
        return cleaned_content(read_yaml(path).content)
    except InputError as error:
        raise InputError(f"{error} Example: calibration/targets/upwork_2025.yaml") from error


def for_reading(targets: tuple[Target, ...], reading: str) -> tuple[Target, ...]:
    """The targets that apply under a reading of the survey's 88 %, each in its role there."""
    if reading not in READINGS:
        raise InputError(f"reading: '{reading}' is not one of {', '.join(READINGS)}. Example: reading=level")
    return tuple(
        target if reading in target.readings else replace(target, role="check")
        for target in targets
        if reading in target.readings + target.checked_under
    )


def _read(path: Path, name: str, entry: Any) -> Target:
    def refuse(rule: str) -> InputError:
        return InputError(f"{path}: target '{name}': {rule}")

    if not isinstance(entry, Mapping):
        raise refuse("is not a set of keys. Give wording, n, value, error, quantity, role.")
    unknown = [str(key) for key in entry if key not in _KEYS]
    if unknown:
        raise refuse(f"unknown key '{unknown[0]}'. Allowed: {', '.join(_KEYS)}.")
    missing = [key for key in ("n", "value", "quantity", "role") if entry.get(key) is None]
    if missing:
        raise refuse(f"{', '.join(missing)} missing. Every target needs n, value, quantity and role.")
    quantity = entry["quantity"]
    if not isinstance(quantity, str) or quantity not in QUANTITIES:
        raise refuse(f"unknown quantity '{quantity}'. Allowed: {', '.join(QUANTITIES)}.")
    if entry["role"] not in ROLES:
        raise refuse(f"role '{entry['role']}' is not one of {', '.join(ROLES)}.")
    sizes = entry["n"] if isinstance(entry["n"], list) else [entry["n"]]
    kind = QUANTITIES[quantity]
    if len(sizes) != (2 if kind == "ratio" else 1) or not all(
        isinstance(size, int) and not isinstance(size, bool) and size > 0 for size in sizes
    ):
        raise refuse("n must be a positive whole number (two for a ratio: [top quartile, rest]).")
    value = entry["value"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise refuse(f"value {value!r} is not a number.")
    if kind == "share" and not 0 <= value <= 1:
        raise refuse(f"value {value:g} is not a proportion from 0 to 1. Write 62 % as 0.62.")
    if kind == "ratio" and value <= 0:
        raise refuse(f"a relative risk is positive, found {value:g}.")
    rest = entry.get("rest", 0.0) if kind == "ratio" else 0.0
    is_number = isinstance(rest, int | float) and not isinstance(rest, bool)
    if kind == "ratio" and (not is_number or not 0 < rest < 1 / value):
        raise refuse(
            f"a ratio needs `rest`, the share among the rest (for its sampling error): above 0 and "
            f"below 1 / {value:g} = {1 / value:.3f} (a relative risk RR cannot exceed 1 / p), found {rest!r}."
        )
    month = entry.get("month", SURVEY_MONTH)
    if not isinstance(month, int) or isinstance(month, bool) or not 0 <= month <= LAST_MONTH:
        raise refuse(
            f"month {month!r} is not a whole number of months since November 2022, 0 to {LAST_MONTH}."
        )
    readings = _listed_readings(entry.get("readings", list(READINGS)))
    if not readings:
        raise refuse(f"readings must be a list of {', '.join(READINGS)}.")
    checked = _listed_readings(entry["checked_under"]) if "checked_under" in entry else ()
    if "checked_under" in entry and (not checked or set(checked) & set(readings)):
        raise refuse(f"checked_under must be a list of {', '.join(READINGS)} that `readings` does not name.")
    return Target(
        name, str(entry.get("wording", name)), str(entry.get("asked", "")), tuple(sizes), float(value),
        _extra_error(entry.get("error", "binomial"), kind, refuse), float(rest), quantity,
        month, entry["role"], readings, str(entry.get("evidence", "")), checked,
    )  # fmt: skip


def _listed_readings(listed: Any) -> tuple[str, ...]:
    """Readings as a target names them; none if one of them is not a reading."""
    named = tuple(listed) if isinstance(listed, list) else ()
    return named if all(reading in READINGS for reading in named) else ()


def _extra_error(error: Any, kind: str, refuse: Any) -> float:
    """Standard error beyond binomial sampling."""
    if error in ("binomial", "ratio") and kind != "mean":
        return 0.0
    key = "standard_error" if kind == "mean" else "binomial_widened_by"
    size = error.get(key) if isinstance(error, Mapping) else None
    if not isinstance(size, int | float) or isinstance(size, bool) or not 0 < size < 1:
        raise refuse(f"error must be `{{{key}: x}}` with x between 0 and 1" + (
            "." if kind == "mean" else ", or `binomial`."
        ))  # fmt: skip
    return float(size)


def _check_together(path: Path, targets: tuple[Target, ...]) -> None:
    """Refuse what no shares can be (RR ≤ 1 / p of the rest), and respondents that are counted twice."""
    for reading in READINGS:
        fitted = [target for target in for_reading(targets, reading) if target.role == "fit"]
        for ratio in fitted:
            if ratio.kind != "ratio":
                continue
            outcome = ratio.quantity.removesuffix("_ratio")
            for part in fitted:
                if part.quantity == f"{outcome}_rest" and ratio.value * part.value > 1:
                    raise InputError(
                        f"{path}: target '{ratio.name}': a relative risk of {ratio.value:g} is impossible "
                        f"when '{part.name}' is {part.value:g}: at most 1 / {part.value:g} = "
                        f"{1 / part.value:.2f}."
                    )
                if part.quantity in (f"{outcome}_top", f"{outcome}_rest") and part.month == ratio.month:
                    raise InputError(
                        f"{path}: targets '{part.name}' and '{ratio.name}' count the same respondents twice "
                        f"under reading={reading}. Fit {outcome}_top and {outcome}_rest, each with its own n "
                        f"(the share of the rest is that of the top divided by {ratio.value:g}), and make "
                        f"'{ratio.name}' `role: check`."
                    )

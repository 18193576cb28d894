"""The file of held-out facts, read and checked: `calibration/facts.yaml`, or another of its form."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn, cast

from tandem.calibration.checks.held_out.evidence import evidence_table
from tandem.calibration.checks.held_out.statistics import STATISTICS
from tandem.calibration.checks.held_out.verdict import Scale
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

DESIGNS = (
    "trial", "natural experiment", "controlled comparison", "before and after", "cohort", "cross-section",
)  # fmt: skip
CAUSAL = DESIGNS[:2]
LEVELS = {"judged": 90, 90: 90, 95: 95}  # ends by judgement are read as 90 %
_always = ("fact", "study", "design", "evidence", "statistic", "computed", "why")
_counted = ("level", "unit", "scale", "naive")
_at_will = ("value", "ends", "derived")

Refuse = Callable[[str, str], NoReturn]


@dataclass(frozen=True)
class Study:
    """A study with all of its rows in the evidence table, and the rows that only look alike."""

    keys: tuple[str, ...]
    apart: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """What a study published, and what somebody without a model would say.

    Attributes
    ----------
    value, ends : in the fact's unit
    level : of the interval, per cent
    derived : how value or ends follow from the evidence's row; empty: they are the row's
    naive : lower end, centre and upper end of the naive prediction's middle 90 %
    naive_name, naive_why : which naive prediction that is, and its reason
    """

    value: float
    ends: tuple[float, float]
    level: int
    judged: bool
    derived: str
    unit: str
    scale: Scale
    naive: tuple[float, float, float]
    naive_name: str
    naive_why: str


@dataclass(frozen=True)
class Fact:
    """A held-out fact; with a sign alone it has nothing published, is listed and does not count."""

    name: str
    fact: str
    study: str
    design: str
    evidence: str
    statistic: str
    computed: str
    why: str
    published: Published | None
    sign: int


@dataclass(frozen=True)
class HeldOut:
    """What a file holds."""

    facts: tuple[Fact, ...]
    studies: Mapping[str, Study]


def held_out() -> HeldOut:
    """The facts that Tandem ships."""
    with resources.as_file(resources.files("tandem.calibration").joinpath("facts.yaml")) as path:
        return read_facts(path)


def read_facts(path: Path) -> HeldOut:
    """The facts of a file.

    Raises
    ------
    InputError
        Naming the file, the entry and the rule that is broken.
    """

    def refuse(where: str, rule: str) -> NoReturn:
        raise InputError(f"{path}: {where}: {rule}")

    content = cleaned_content(read_yaml(path).content)
    parts = {}
    for part in ("naive", "studies", "facts"):
        found = content.get(part) if isinstance(content, Mapping) else None
        if not isinstance(found, Mapping) or not all(isinstance(each, Mapping) for each in found.values()):
            refuse(f"`{part}:`", "missing, or not a set of named entries; example: calibration/facts.yaml")
        parts[part] = cast(Mapping[str, Mapping[str, Any]], found)
    studies = {name: _study(name, entry, refuse) for name, entry in parts["studies"].items()}
    facts = tuple(
        _fact(str(name), entry, studies, parts["naive"], refuse) for name, entry in parts["facts"].items()
    )
    return HeldOut(facts, studies)


def _study(name: str, entry: Mapping[str, Any], refuse: Refuse) -> Study:
    keys, apart = tuple(entry.get("keys") or ()), tuple(entry.get("apart") or ())
    unknown = [key for key in (*keys, *apart) if key not in evidence_table()]
    if unknown or not keys:
        refuse(f"study '{name}'", f"keys: {_listed(unknown)} not in calibration/evidence.csv" if unknown else
               "keys missing: all rows of the study in calibration/evidence.csv")  # fmt: skip
    return Study(keys, apart)


def _fact(
    name: str,
    entry: Mapping[str, Any],
    studies: Mapping[str, Study],
    naive: Mapping[str, Mapping[str, Any]],
    refuse: Refuse,
) -> Fact:
    where = f"fact '{name}'"
    counts = "sign" not in entry
    needed = (*_always, *(_counted if counts else ()))
    missing = [key for key in needed if entry.get(key) in (None, "")]
    if missing:
        refuse(where, f"{_listed(missing)} missing; every fact that counts needs {_listed(needed)}")
    unknown = [str(key) for key in entry if key not in (*needed, *(_at_will if counts else ("sign",)))]
    if unknown:
        refuse(where, f"unknown key {_listed(unknown)}")
    allowed: Mapping[str, Any] = {"statistic": STATISTICS, "study": studies, "design": DESIGNS}
    if counts:
        allowed = {**allowed, "naive": naive, "level": LEVELS, "scale": ("ratio", "difference")}
    for key, known in allowed.items():
        if entry[key] not in known:
            refuse(where, f"unknown {key} '{entry[key]}'; allowed: {', '.join(map(str, known))}")
    if entry["evidence"] not in studies[entry["study"]].keys:
        refuse(where, f"evidence '{entry['evidence']}' is not among the keys of study '{entry['study']}'")
    if not counts and entry["sign"] not in (1, -1):
        refuse(where, f"sign: found {entry['sign']}; allowed: 1 or -1")
    published = _published(where, entry, naive[entry["naive"]], refuse) if counts else None
    words = {key: str(entry[key]) for key in _always}
    return Fact(name=name, **words, published=published, sign=int(entry.get("sign", 0)))


def _published(where: str, entry: Mapping[str, Any], naive: Mapping[str, Any], refuse: Refuse) -> Published:
    row = evidence_table()[entry["evidence"]]
    if ("value" in entry or "ends" in entry) and not entry.get("derived"):
        refuse(where, "derived missing: say how value and ends follow from the evidence's row")
    try:
        value = float(entry.get("value", row["value"]))
        low, high = (float(end) for end in entry.get("ends", (row["low"], row["high"])))
        centre, (first, last) = float(naive["centre"]), (float(end) for end in naive["ends"])
    except (KeyError, TypeError, ValueError):
        refuse(where, "value, ends, or centre and ends of its naive prediction are not numbers")
    nought = 0.0 if entry["scale"] == "ratio" else -float("inf")
    if not (nought < low <= value <= high and low < high and nought < first < centre < last):
        refuse(where, f"found {value:g} ({low:g} to {high:g}), naive {centre:g} ({first:g} to {last:g}); "
               "a value lies between its ends, and ratios are above 0")  # fmt: skip
    middle = math.sqrt(first * last) if entry["scale"] == "ratio" else (first + last) / 2
    if not math.isclose(centre, middle, abs_tol=1e-9):
        refuse(where, f"its naive prediction '{entry['naive']}' has the centre {centre:g}, its ends the "
               f"middle {middle:g} (of ratios: the root of their product); give one")  # fmt: skip
    if value == centre:
        refuse(where, f"its value is that of the naive prediction ({centre:g}): it has no sign to get right")
    return Published(
        value=value,
        ends=(low, high),
        level=LEVELS[entry["level"]],
        judged=entry["level"] == "judged",
        derived=str(entry.get("derived", "")),
        unit=str(entry["unit"]),
        scale=entry["scale"],
        naive=(first, centre, last),
        naive_name=str(entry["naive"]),
        naive_why=str(naive.get("why", "")),
    )


def _listed(words: Any) -> str:
    return ", ".join(map(str, words))

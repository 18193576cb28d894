"""The evidence table, and which rows of it are of one study."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

Row = Mapping[str, str]
_stem = re.compile(r"^[A-Za-z]+[0-9]*")
_first_name = re.compile(r"[A-Za-z]{3,}")
_most_names = 4  # that rows with one stem have, unless the stem is a topic


@cache
def evidence_table() -> dict[str, Row]:
    """The rows of `calibration/evidence.csv` by key."""
    text = resources.files("tandem.calibration").joinpath("evidence.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def look_alikes(key: str, table: Mapping[str, Row]) -> set[str]:
    """Other rows that may be of the same study: same address, same first name in the source, same key stem.

    Stems that many names share are topics (`INT_`, `BURN_`) and say nothing. The rest are suspects: two
    studies can share a first author, and one study can be read at two addresses.
    """
    here = table[key]
    return {
        other
        for other, row in table.items()
        if other != key
        and (
            bool(_addresses(here) & _addresses(row))
            or _name(here) == _name(row) != ""
            or _stem_of(other) == _stem_of(key) not in _topics(table)
        )
    }


def siblings_not_judged(keys: Collection[str], apart: Collection[str], table: Mapping[str, Row]) -> set[str]:
    """Look-alikes of a study's rows that are neither listed as the study's nor as another's."""
    suspects = {other for key in keys for other in look_alikes(key, table)}
    return suspects - set(keys) - set(apart)


def _addresses(row: Row) -> set[str]:
    """Addresses of a row, without what is said about them."""
    words = row["url_or_doi"].replace(";", " ").split()
    return {
        word.rstrip("/").removeprefix("https://").removeprefix("http://") for word in words if "/" in word
    }


def _name(row: Row) -> str:
    """First name in a source, as in `Hamidi et al. 2018`."""
    found = _first_name.search(row["source"])
    return found.group().lower() if found and not row["source"].startswith("derived") else ""


def _stem_of(key: str) -> str:
    """Letters and year that a key begins with, as `SCRIBE25` of `SCRIBE25_olson`."""
    found = _stem.match(key)
    return found.group() if found else key


def _topics(table: Mapping[str, Row]) -> set[str]:
    names: dict[str, set[str]] = {}
    for key, row in table.items():
        names.setdefault(_stem_of(key), set()).add(_name(row))
    return {stem for stem, found in names.items() if len(found) > _most_names}

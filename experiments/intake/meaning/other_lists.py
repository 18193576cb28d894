"""Words of tables that list something other than people in post: the data in `other_lists.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tandem.experiments.intake.meaning.vocabulary import normal, words_of

_headings = ("applicant_headings", "position_headings", "month_headings", "sum_headings")


@cache
def words_of_list(*keys: str) -> frozenset[str]:
    """Words of a kind, in normal form."""
    entry: Any = _content()
    for key in keys:
        entry = entry[key]
    return frozenset(normal(str(word)) for word in entry)


def names_list(heading: str, kind: str) -> bool:
    """Whether a heading is, or has a word that is, one of a kind."""
    known = words_of_list(kind)
    return normal(heading) in known or not known.isdisjoint(map(normal, words_of(heading)))


def is_heading_of_another_list(heading: str) -> bool:
    """Whether a whole heading is that of a list of applicants, positions or months."""
    return any(normal(heading) in words_of_list(kind) for kind in _headings)


@cache
def _content() -> dict[str, Any]:
    text = files("tandem.experiments.intake.meaning").joinpath("other_lists.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content

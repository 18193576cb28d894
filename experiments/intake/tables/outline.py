"""Outlines: levels under their department in one column, as pivot tables have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.columns import is_level_or_contract
from tandem.experiments.intake.tables.records import Record
from tandem.experiments.intake.tables.vocabulary import contract_of, rank_of_level
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.outline")


def unfolded(records: Sequence[Record], people: Mapping[int, float], account: Account) -> list[int] | None:
    """Give the rows of an outline their department, in place; the places that stay, or None if it is none.

    It is one if every row named as a level or contract stands under a row that is the sum of such rows.
    """
    named = [
        not record.level and not record.contract and is_level_or_contract(record.department)
        for record in records
    ]
    if sum(named) < 2 or any(record.level for record in records) or named[0]:
        return None
    parents: dict[int, list[int]] = {}
    above = 0
    for place in range(len(records)):
        if named[place]:
            parents.setdefault(above, []).append(place)
        else:
            above = place
    for parent, children in parents.items():
        if abs(sum(people.get(place, 0.0) for place in children) - people.get(parent, -1.0)) > 0.5 * len(
            children
        ):
            return None
    for parent, children in parents.items():
        for place in children:
            word = records[place].department
            if contract_of(word) is not None and rank_of_level(word) is None:
                records[place].contract = word
            else:
                records[place].level = word
            records[place].department = records[parent].department
    account.tell(_text("outline", count=len(parents)))
    return [place for place in range(len(records)) if place not in parents]

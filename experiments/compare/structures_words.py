"""What the causal structures say of the policies, in a sentence and in a table for the terminal."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from tandem.experiments.compare.structures import agreements, best_values, chance_margin
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, share
from tandem.experiments.wording.tables import WIDTH, Column, table_text
from tandem.model.structures import STRUCTURES

_text = texts("compare.structures")


def structures_told(table: pd.DataFrame, baseline: str) -> str:
    """Whether all structures have the same best value, and how many policies pay in all and in none."""
    found = agreements(table)
    best = best_values(table, baseline)
    (policy, count), *_ = Counter(best.values()).most_common(1)
    told = {
        "policy": policy,
        "structures": len(best),
        "all": sum(each.pays_in == len(best) for each in found.values()),
        "none": sum(each.pays_in == 0 for each in found.values()),
        "policies": len(found),
    }
    if count == len(best):
        return _text("same_best", **told)
    return _text("other_best", count=count, **told)


def structures_text(table: pd.DataFrame, parameter_sets: int, width: int = WIDTH) -> str:
    """One line a policy: the share of runs that pay under each structure, and how many structures agree."""
    notes = (_text("what_pays"), _text("what_signs"), _text("what_chance", margin=_margin(parameter_sets)))
    found = agreements(table)
    columns = [
        *(Column(name, tuple(share(each.pays[name]) for each in found.values())) for name in STRUCTURES),
        Column(_text("pays"), tuple(_of(each.pays_in) for each in found.values())),
        Column(_text("signs"), tuple(_of(each.same_signs) for each in found.values()), leaves=1),
    ]
    return table_text(_text("policy"), list(found), columns, width, _text("head"), "\n".join(notes))


def _of(count: int) -> str:
    return _text("of", count=count, structures=len(STRUCTURES))


def _margin(parameter_sets: int) -> str:
    return plain(100 * chance_margin(parameter_sets))

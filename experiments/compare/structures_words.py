"""What the causal structures say of the policies, in a sentence and in a table for the terminal."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from tandem.experiments.compare.decision_text import WIDTH, cut
from tandem.experiments.compare.structures import agreements, best_values, chance_margin
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import plain, share
from tandem.model.structures import STRUCTURES

_text = texts("compare.structures")

_between = 2


def structures_finding(table: pd.DataFrame, baseline: str) -> str:
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


def structures_text(table: pd.DataFrame, parameter_sets: int) -> str:
    """One line a policy: the share of runs that pay under each structure, and how many structures agree."""
    notes = (_text("what_pays"), _text("what_signs"), _text("what_chance", margin=_margin(parameter_sets)))
    heads = (_text("policy"), *STRUCTURES, _text("pays"), _text("signs"))
    rows = [
        (
            name,
            *(share(each.pays[structure]) for structure in STRUCTURES),
            _text("of", count=each.pays_in, structures=len(STRUCTURES)),
            _text("of", count=each.same_signs, structures=len(STRUCTURES)),
        )
        for name, each in agreements(table).items()
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    room = WIDTH - sum(width + _between for width in widths[1:])
    widths[0] = min(widths[0], room)
    lines = [
        (" " * _between).join([cut(row[0], room).ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
        for row in (heads, *rows)
    ]
    return "\n".join([_text("head"), lines[0], "─" * max(map(len, lines)), *lines[1:], *notes])


def _margin(parameter_sets: int) -> str:
    return plain(100 * chance_margin(parameter_sets))

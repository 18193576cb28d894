"""The table of what the model predicts for questions that the survey put to its top quartile alone."""

from __future__ import annotations

from tandem.experiments.calibrate.account import Account, Row, Table
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import share, with_range

_text = texts("calibrate.contrasts")

_parts = ("top", "rest", "difference")


def contrasts_table(account: Account) -> Table:
    """Shares of the top quartile, of the rest, and their difference."""
    rows = [
        Row(
            (
                _text({"trust": "trust", "relation": "relation"}[row["question"]]),
                *(with_range(row[part], share) for part in _parts),
            )
        )
        for row in account["contrasts"]
    ]
    heads = (_text("question"), _text("top_quartile"), _text("the_rest"), _text("difference"))
    return Table(_text("title"), heads, tuple(rows), _text("note"))

"""The finding of a sensitivity study: what the answer hangs on, how sure the order is, what to find out."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.sensitivity.schema import SOBOL
from tandem.experiments.sensitivity.words import About, factor_told, is_clear, told_value
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, finding_of_sentences
from tandem.experiments.wording.numerals import share

_text = texts("sensitivity.finding")

_most_named = 3


def finding_of(table: pd.DataFrame, convergence: pd.DataFrame, about: About) -> Finding:
    """At most sixty words, and notes."""
    top, clear = table.iloc[0], table[[is_clear(row) for _, row in table.iterrows()]]
    first = factor_told(str(top["factor"]), str(top["meaning"]))
    further = ", ".join(str(name) for name in clear["factor"].iloc[1:_most_named])
    what = Sentence(
        "what", MUST, (_text("what", measure=about.label, factor=first, share=share(top["index"])),)
    )
    moves = Sentence(
        "what",
        2,
        (
            _text(
                "moves",
                low=told_value(about, top["low"]),
                high=told_value(about, top["high"]),
                low_at=top["low_at"],
                high_at=top["high_at"],
            ),
        ),
    )
    after = Sentence("what", 1, (_text("after", factors=further),)) if further else None
    settled = _settled(convergence)
    sure = Sentence("how_sure", MUST, (_text("settled") if settled else _text("not_settled"),))
    blurred = len(table) - len(clear)
    few = Sentence("how_sure", 1, (_text("blurred", count=blurred),)) if blurred else None
    next_step = _text("find_out", factor=first) if settled else _text("more_samples")
    said = (what, moves, after, sure, few, Sentence("next", MUST, (next_step,)))
    return finding_of_sentences(
        said, (about.caption, _text("note_sobol" if about.method == SOBOL else "note_morris"))
    )


def title_of(table: pd.DataFrame, about: About) -> str:
    """The message of the figure."""
    top = table.iloc[0]
    first = factor_told(str(top["factor"]), str(top["meaning"]))
    return _text("title", measure=about.label, factor=first, share=share(top["index"]))


def _settled(convergence: pd.DataFrame) -> bool:
    """Whether half of the samples name the same factor first."""
    sizes = sorted(convergence["samples"].unique())
    if len(sizes) < 2:
        return False
    firsts = []
    for size in sizes[-2:]:
        rows = convergence[convergence["samples"] == size]
        firsts.append(str(rows.sort_values("index", ascending=False)["factor"].iloc[0]))
    return firsts[0] == firsts[1]

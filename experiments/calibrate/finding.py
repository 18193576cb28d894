"""The finding of a calibration: what the fit meets, what it informs, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tandem.experiments.calibrate.tables import headline, warnings
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, briefly, finding_of_sentences

_text = texts("calibrate.finding")

_converged = 1.01  # R-hat at most


def finding_of(name: str, account: Mapping[str, Any]) -> Finding:
    """What the fit meets and informs, at most sixty words; method and warnings are its notes."""
    fitted = [row for row in account["fit"] if row["use"] == "fitted"]
    held = [row for row in account["fit"] if row["use"] == "held out"]
    informed = sum(row["informed"] for row in account["contraction"])
    met = sum(row["inside"] for row in fitted)
    sentences = (
        Sentence("what", MUST, (_text("meets", name=briefly(name), met=met, fitted=len(fitted)),)),
        Sentence("how_sure", MUST, (_text("informs", informed=informed, all=len(account["contraction"])),)),
        None
        if not held
        else Sentence(
            "how_sure", 1, (_text("held_out", met=sum(row["inside"] for row in held), held=len(held)),)
        ),
        Sentence("how_sure", 2, (_text("contradictions", count=len(account["contradictions"])),))
        if account["contradictions"]
        else None,
        Sentence(
            "next",
            MUST,
            (_text("use_it" if account["convergence"]["rhat"] <= _converged else "fit_again"),),
        ),
    )
    return finding_of_sentences(sentences, [headline(name, dict(account)), *warnings(dict(account))])

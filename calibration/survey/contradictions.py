"""Findings that cannot all hold in one population: named, not averaged over in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.calibration.survey.targets import Target

TOP = 0.25  # share of the AI users whose gain puts them into the top quartile


@dataclass(frozen=True)
class Contradiction:
    """A relative risk and an overall share that exclude each other.

    Attributes
    ----------
    ratio, overall : the two findings
    top : the share of the top quartile if it is among the findings, otherwise 1, the most it can be
    """

    ratio: Target
    overall: Target
    top: float

    @property
    def highest(self) -> float:
        """The largest overall share that the ratio allows: top · ¼ + (top / RR) · ¾."""
        return TOP * self.top + (1 - TOP) * self.top / self.ratio.value

    @property
    def both_fitted(self) -> bool:
        """Whether the fit is pulled by both."""
        return self.ratio.role == self.overall.role == "fit"

    def __str__(self) -> str:
        """The two findings, the arithmetic and what it takes for granted."""
        top = f"even with everybody in the top quartile, {TOP:g}" if self.top == 1 else (
            f"with {self.top:g} in the top quartile, {TOP:g} × {self.top:g}"
        )  # fmt: skip
        return (
            f"'{self.ratio.name}' ({self.ratio.value:g}) and '{self.overall.name}' ({self.overall.value:g}) "
            f"cannot both hold: {top} + {1 - TOP:g} × {self.top:g} / {self.ratio.value:g} = "
            f"{self.highest:.3f} is the most that the ratio allows overall (published values, without their "
            "sampling error; taking it that every employee uses AI and that the studies ask alike people)."
        )


def contradictions(targets: Sequence[Target]) -> list[Contradiction]:
    """Relative risks and overall shares among `targets`, fitted or checked, that exclude each other.

    A warning, not an error: which of the two is wrong is not known.
    """
    compared = [target for target in targets if target.role != "context"]
    found = []
    for ratio in (target for target in compared if target.kind == "ratio"):
        outcome = ratio.quantity.removesuffix("_ratio")
        tops = [
            target.value
            for target in compared
            if (target.quantity, target.month) == (f"{outcome}_top", ratio.month)
        ]
        for overall in compared:
            each = Contradiction(ratio, overall, min(tops, default=1.0))
            if overall.quantity == f"{outcome}_all" and overall.value > each.highest:
                found.append(each)
    return found


def in_words(contradiction: Contradiction) -> str:
    """The contradiction and what the fit makes of it."""
    if contradiction.both_fitted:
        return f"{contradiction} The fit lies between them; do not read it as both."
    left = contradiction.ratio if contradiction.overall.role == "fit" else contradiction.overall
    return f"{contradiction} '{left.name}' is compared and not fitted."

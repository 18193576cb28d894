"""Where the law or an agreement has a say in a policy: a pointer beside its numbers, and no advice."""

from __future__ import annotations

from collections.abc import Iterable

from tandem.experiments.wording.catalogue import texts
from tandem.model.policy.lever import Lever

_text = texts("run.caveats")

_closing = ("no_backfill", "hiring_freeze")


def caveats_of(levers: Iterable[Lever]) -> list[str]:
    """A sentence for each kind of lever that touches rights of those who are covered."""
    kinds = {lever.kind for lever in levers}
    told = []
    if "layoff" in kinds:
        told.append(_text("layoff"))
    elif not kinds.isdisjoint(_closing):
        told.append(_text("closing"))
    if "freelance_mix" in kinds:
        told.append(_text("freelancers"))
    if "mandated_rollout" in kinds:
        told.append(_text("mandate"))
    return told

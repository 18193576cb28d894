"""Programmes that people have already: `organisation.in_place`, as parameters of the run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tandem.experiments.settings.limits import nearest
from tandem.model.errors import InputError
from tandem.model.parameters import Values

_key = "organisation.in_place"
_example = "recognition"


def in_place_values(organisation: Mapping[str, Any]) -> Values:
    """Parameters `in_place_…` for what an organisation says of itself; programmes not named keep their prior.

    A share is a fact and not a guess, so that it may be anything from 0 to 1, beyond the range of its prior.

    Raises
    ------
    InputError
        If there is no such programme, or a share is not a number from 0 to 1.
    """
    stated = organisation.get("in_place")
    if stated is None:
        return {}
    if not isinstance(stated, Mapping):
        raise InputError(
            f"{_key}: found {stated!r}; allowed: shares of people (0 to 1) by programme; "
            f"example: {_key}.{_example}=0.5"
        )
    from tandem.model.policy.catalogue import PROGRAMMES

    for programme, share in stated.items():
        if programme not in PROGRAMMES:
            raise InputError(
                f"{_key}.{programme}: there is no such programme.{nearest(str(programme), PROGRAMMES)} "
                f"Allowed: {', '.join(PROGRAMMES)} (`rollout` is an employer who encourages AI; nobody can "
                f"have other levers already); example: {_key}.{_example}=0.5"
            )
        if not _is_share(share):
            raise InputError(
                f"{_key}.{programme}: found {share!r}; allowed: a number from 0 (nobody has it) to 1 "
                f"(everybody has); example: {_key}.{programme}=0.5"
            )
    return {f"in_place_{programme}": float(share) for programme, share in stated.items()}


def _is_share(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= 1
    )

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
_percentages_from = 2  # a smaller number above 1 is rather a share that is too large
#: Levers that are not programmes people have, but whose present state an organisation can say.
_said_elsewhere: Mapping[str, str] = {
    "encouraged_rollout": f"say {_key}.rollout, as in {_key}.rollout=0.5",
    "mandated_rollout": f"say who is encouraged, as in {_key}.rollout=0.5, or the AI users of your table",
    "gain_sharing": (
        "say how much of the gain is turned into targets today, as in parameters.gain_to_targets=0.5"
    ),
    "shorter_hours": "the hours of today are the usual week, as in parameters.working_week=35",
    "freelance_mix": "say the freelancers of today, as in organisation.freelancer_share=0.1 or in your table",
}


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
    from tandem.model.policy.catalogue import IN_PLACE

    for programme, share in stated.items():
        if programme not in IN_PLACE:
            raise InputError(_unknown(str(programme)))
        if not _is_share(share):
            raise InputError(
                f"{_key}.{programme}: found {share!r}; allowed: a number from 0 (nobody has it) to 1 "
                f"(everybody has), the share of people who {IN_PLACE[programme]}; "
                f"nearest: {_nearest(share)}; example: {_key}.{programme}=0.5"
            )
    return {f"in_place_{programme}": float(share) for programme, share in stated.items()}


def _unknown(name: str) -> str:
    """What to say of a name that is no programme: where a lever's present state is said, or what there is."""
    from tandem.model.policy.catalogue import IN_PLACE, LEVERS

    if name in _said_elsewhere:
        return f"{_key}.{name}: what you have of this is not stated here: {_said_elsewhere[name]}"
    if name in LEVERS:
        return (
            f"{_key}.{name}: nobody has this already: it begins with the policy. Leave it out; allowed: "
            f"{', '.join(IN_PLACE)}; example: {_key}.{_example}=0.5"
        )
    return (
        f"{_key}.{name}: there is no such programme.{nearest(name, IN_PLACE)} "
        f"Allowed: {', '.join(IN_PLACE)}; "
        f"example: {_key}.{_example}=0.5, if half of the people {IN_PLACE[_example]}"
    )


def _nearest(found: object) -> str:
    """The share that was meant, most likely: a percentage is divided by 100."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        return "0.5"
    share = found / 100 if 1 < found <= 100 and found >= _percentages_from else min(max(found, 0), 1)
    return f"{share:g}"


def _is_share(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= 1
    )

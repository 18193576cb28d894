"""Hiring: a freeze, a shorter time to fill, and whether the seats of leavers are filled again."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, lasting, log_share_left, no_effect
from tandem.model.rules.environment import MODIFY_HIRING, MODIFY_REFILL


def freeze(lever: Lever, values: Values, months: int) -> Effect:  # noqa: ARG001
    """Intensity: share of hiring that stops; seats stay open."""
    moved = no_effect(months)
    moved[:, MODIFY_HIRING] = log_share_left(lever.intensity * lasting(lever, months))
    return Effect(moved)


def faster(lever: Lever, values: Values, months: int) -> Effect:  # noqa: ARG001
    """Intensity: share by which the time to fill is cut."""
    moved = no_effect(months)
    moved[:, MODIFY_HIRING] = -log_share_left(lever.intensity * lasting(lever, months))
    return Effect(moved)


def no_backfill(lever: Lever, values: Values, months: int) -> Effect:  # noqa: ARG001
    """Intensity: share of the seats of leavers that are closed.

    Entry-level hiring is the same at the organisation's lowest level alone (`LeverKind.entry_level`).
    """
    moved = no_effect(months)
    moved[:, MODIFY_REFILL] = log_share_left(lever.intensity * lasting(lever, months))
    return Effect(moved)

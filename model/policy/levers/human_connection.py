"""A programme for human connection: ties at work, less burnout, fewer quits."""

from __future__ import annotations

from tandem.model.policy.lever import Effect, Lever, Values, no_effect, organisational, reach
from tandem.model.rules.environment import MODIFY_BURNOUT, MODIFY_CONNECTION, MODIFY_QUITS


def effect(lever: Lever, values: Values, months: int) -> Effect:
    """Total effects on burnout and quits as published (Linos, Ruffini & Wilcoxen 2022).

    The totals of that one trial are transported first. Part of both runs through connection, by the rules of
    burnout and intention. That part is taken off what
    is added directly, so that the total is the published one and nothing is counted twice. Teammates pull
    each other along, so that a covered team reaches the stated connection with less of a push.
    """
    moved = no_effect(months)
    here = reach(lever, values, "human_connection") * organisational(lever, values, months)
    restored = values["human_connection_on_connection"]
    burnout, quits = values["human_connection_on_burnout"], values["human_connection_on_quits"]
    intention = values["burnout_to_intention"] * burnout - values["connection_to_intention"] * restored
    moved[:, MODIFY_CONNECTION] = (1 - values["team_on_connection"]) * restored * here
    moved[:, MODIFY_BURNOUT] = min(burnout + values["connection_to_burnout"] * restored, 0.0) * here
    moved[:, MODIFY_QUITS] = min(quits - values["intention_to_quit"] * intention, 0.0) * here
    return Effect(moved)

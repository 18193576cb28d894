"""Phase 7, connection: working with AI instead of people loosens ties; relative trust shifts to AI."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def connection_next(
    connection: float, use: float, trust: float, team: float, c: Coefficients, m: Conditions
) -> float:
    """Connection to coworkers, SD around that of an AI-free team; `use` as in `use.use_of_ai`.

    Who trusts AI more than colleagues (`trust` of last month) asks it first, and ties loosen.
    """
    pull = c.team_on_connection * team - c.ai_on_connection * use - c.trust_on_connection * trust
    moved = complement(c.connection_persistence) * pull + m.connection_shift
    return c.connection_persistence * connection + moved


@rule
def trust_next(trust: float, use: float, perceived: float, connection: float, c: Coefficients) -> float:
    """Trust in AI relative to coworkers, SD; grows with use, the gain one sees and lost connection."""
    pull = c.ai_on_trust * use + c.gain_on_trust * perceived - c.connection_on_trust * connection
    return c.connection_persistence * trust + complement(c.connection_persistence) * pull

"""Phase 7, connection: working with AI instead of people loosens ties; relative trust shifts to AI."""

from __future__ import annotations

from typing import Any

from tandem.model.numerics.arithmetic import complement
from tandem.model.numerics.compiled import rule


@rule
def connection_next(connection: Any, use: Any, team: Any, c: Any, m: Any) -> Any:
    """Connection to coworkers, SD around that of an AI-free team; `use` is AI use times proficiency."""
    pull = c.team_on_connection * team - c.causal_scale * c.ai_on_connection * use
    moved = complement(c.connection_persistence) * pull + m.connection_shift
    return c.connection_persistence * connection + moved


@rule
def trust_next(trust: Any, use: Any, connection: Any, c: Any) -> Any:
    """Trust in AI relative to coworkers, SD; grows with use and with lost connection."""
    pull = c.ai_on_trust * use - c.connection_on_trust * connection
    return c.connection_persistence * trust + complement(c.connection_persistence) * pull

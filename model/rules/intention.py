"""Phase 10, quit intention: burnout, lack of clarity, disconnection and outside demand for AI skills."""

from __future__ import annotations

from typing import Any

from tandem.model.numerics.compiled import rule


@rule
def intention_trait_of(role_pressure: Any, own: Any, c: Any) -> Any:
    """The stable part of intention, standard normal; it loads on role pressure (selection)."""
    return c.role_to_intention * role_pressure + c.own_to_intention * own


@rule
def intention_mood_next(mood: Any, shock: Any, c: Any) -> Any:
    """The changing part of intention that its drivers do not explain; `shock` is standard normal."""
    return c.intention_persistence * mood + c.intention_shock_sd * shock


@rule
def intention(
    trait: Any, mood: Any, burnout: Any, clarity: Any, connection: Any, use: Any, c: Any, m: Any
) -> Any:
    """Quit intention, SD; `use` is AI use times proficiency, `trait` is standard normal."""
    driven = (
        c.burnout_to_intention * burnout
        - c.clarity_to_intention * clarity
        - c.connection_to_intention * connection
        + c.talent_demand_to_intention * m.talent_demand * use
    )
    return c.intention_trait_sd * trait + mood + driven + m.intention_shift

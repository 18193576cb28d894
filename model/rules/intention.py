"""Phase 10, quit intention: burnout, lack of clarity, disconnection and outside demand for AI skills."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def intention_trait_of(role_pressure: float, own: float, c: Coefficients) -> float:
    """The stable part of intention, standard normal; it loads on role pressure (selection)."""
    return c.role_to_intention * role_pressure + c.own_to_intention * own


@rule
def intention_mood_next(mood: float, shock: float, c: Coefficients) -> float:
    """The changing part of intention that its drivers do not explain; `shock` is standard normal."""
    return c.intention_persistence * mood + c.intention_shock_sd * shock


@rule
def intention(
    trait: float,
    mood: float,
    burnout: float,
    clarity: float,
    connection: float,
    use: float,
    c: Coefficients,
    m: Conditions,
) -> float:
    """Quit intention, SD; `use` is AI use weighted by proficiency, `trait` is standard normal."""
    driven = (
        c.burnout_to_intention * burnout
        - c.clarity_to_intention * clarity
        - c.connection_to_intention * connection
        + c.talent_demand_to_intention * m.talent_demand * smaller(use, unity(use))
    )
    return c.intention_trait_sd * trait + mood + driven + m.intention_shift

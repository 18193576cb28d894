"""Phase 6, demands: targets ratchet up with the gain people report; only the true gain helps to meet them."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import positive_part
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions


@rule
def raised_target_next(raised_target: float, perceived: float, c: Coefficients, m: Conditions) -> float:
    """Extra output expected of a worker, as a share; it follows the perceived gain up faster than down."""
    distance = m.target_share * positive_part(perceived) - raised_target
    up = positive_part(distance)
    return raised_target + c.ratchet_up_rate * up + c.ratchet_down_rate * (distance - up)


@rule
def demands(
    raised_target: float, true_gain: float, load: float, burnout: float, c: Coefficients, m: Conditions
) -> float:
    """Workload beyond the normal, as a share of it.

    The expectation gap (raised target minus true gain), scaled by the causal route; the team's empty
    seats; policies; and burnout, which makes the same work feel like more (Guthier et al. 2020).
    """
    gap = c.causal_scale * (raised_target - true_gain)
    return gap + load + m.demands_shift + c.burnout_on_demands * burnout

"""Phase 2, the team as it was last month: peers who use AI, empty and closed seats, leavers, connection."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import complement, share_of, smaller, unity
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def peer_use(users: float, present: float) -> float:
    """Share of the people present in the team who use AI."""
    return share_of(users, present)


@rule
def left_work(vacant: float, closed: float, present: float, c: Coefficients) -> float:
    """Work of empty and closed seats that each person present does, as a share of the normal work.

    A part of it goes to the team, the rest is dropped. `closed` are the team's closed seats to whose absence
    the organisation has not adapted yet. Bounded: a week has only so many hours.
    """
    return smaller(c.empty_seat_work * share_of(vacant + closed, present), c.workload_limit)


@rule
def automated_work(missing: float, present: float, time: float, c: Coefficients) -> float:
    """Work of empty and closed seats (`missing`) that AI does for each person present, share of the normal.

    Of what the team does not do itself, as far as the team uses AI: `time` is the mean share of working time
    with it. It burdens nobody.
    """
    part = complement(c.empty_seat_work) * smaller(c.left_work_automated * time, unity(time))
    return smaller(part * share_of(missing, present), c.workload_limit)


@rule
def team_connection(connection_total: float, present: float) -> float:
    """Mean connection of the people present, SD."""
    return share_of(connection_total, present)


@rule
def contagion(recent_leavers: float, recent_involuntary: float, c: Coefficients) -> float:
    """Log hazard ratio of quitting from teammates who left lately (Visier 2022; Felps et al. 2009)."""
    pull = c.contagion_per_leaver * recent_leavers + c.contagion_involuntary * recent_involuntary
    return smaller(pull, c.contagion_ceiling)


@rule
def recent_exits(recent: float, this_month: float, c: Coefficients) -> float:
    """Recent leavers of a team, fading so that a tenth is left after the contagion window."""
    return recent * c.contagion_decay + this_month


@rule
def closed_seats(closed: float, this_month: float, c: Coefficients) -> float:
    """Closed seats of a team whose work still presses; half are got used to in the adaptation's half-life."""
    return closed * c.adaptation_decay + this_month

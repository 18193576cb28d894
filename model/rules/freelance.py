"""Freelancers set their own targets: what they do with the gain, niches, fees and what they lack."""

from __future__ import annotations

from tandem.model.numerics.arithmetic import below, complement
from tandem.model.numerics.compiled import rule
from tandem.model.rules.coefficients import Coefficients


@rule
def suits_freelancers(freelancer: float, c: Coefficients) -> float:
    """Burnout of freelancers against people as hired, SD: whom it does not suit has left freelancing.

    On average they are as little burned out by nature as employees who stayed (see `steady_state.py`).
    """
    return freelancer * c.freelancer_worn


@rule
def arrives_in_niche(freelancer: float, uses_ai: float, luck: float, market_niches: float) -> float:
    """1 if a new freelancer has found a niche before, like those of the market who use AI."""
    return freelancer * uses_ai * below(luck, market_niches)


@rule
def niche_after(niche: float, freelancer: float, found: float) -> float:
    """Whether a freelancer is in a niche, `found` being 1 if one was found this month (or its chance)."""
    return niche + freelancer * complement(niche) * found


@rule
def niche_next(niche: float, freelancer: float, use: float, luck: float, c: Coefficients) -> float:
    """1 once a freelancer has found a niche with AI; the more AI is used, the sooner."""
    return niche_after(niche, freelancer, below(luck, c.niche_rate * use))


@rule
def extra_fees(freelancer: float, raised_target: float, niche: float, c: Coefficients) -> float:
    """Fees above the usual, as a share: the extra work billed, and what a niche is worth."""
    return freelancer * (raised_target + c.niche_on_fees * niche)


@rule
def own_worth(freelancer: float, niche: float, c: Coefficients) -> float:
    """Output against an employee's, as a share of it: a niche is worth more, not knowing the firm less."""
    return c.niche_on_output * niche - c.missing_know_how * freelancer

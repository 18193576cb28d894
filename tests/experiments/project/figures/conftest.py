"""Projections made of drawn numbers: the figures must not need the model."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.profile import Group, Profile
from tandem.model.outcomes import tally

Make = Callable[..., Projection]


def synthetic_projection(
    headcounts: Sequence[int] = (300, 120, 8),
    names: Sequence[str] = (),
    draws: int = 40,
    months: int = 36,
    history: int = 12,
    quit_rate: float = 0.012,
    freelancers: int = 0,
    organisation: str = "Northwind",
    spread: float = 0.2,
    runs_per_set: int = 1,
    posterior: str = "prior",
    reading: str = "level",
) -> Projection:
    """A projection of one group a department (two with freelancers), its sums drawn at random."""
    names = names or [f"Department {place + 1}" for place in range(len(headcounts))]
    groups = []
    for name, people in zip(names, headcounts, strict=True):
        groups.append(Group(name, "senior", "employee", people, 80_000.0))
        if freelancers:
            groups.append(Group(name, "senior", "freelancer", freelancers, 80_000.0))
    random = np.random.default_rng(5)
    sizes = np.array([group.headcount for group in groups])
    shape = (draws, history + months, len(groups))
    luck = np.exp(spread * random.standard_normal((draws, 1, 1)))
    adopted = np.linspace(0.5, 0.85, shape[1])[np.newaxis, :, np.newaxis]
    tallies = np.zeros((*shape, tally.TALLIES))
    tallies[..., tally.PRESENT] = sizes
    quits = random.binomial(sizes, np.clip(quit_rate * luck, 0, 1), shape)
    staff = np.array([group.contract != "freelancer" for group in groups])
    tallies[..., tally.QUITS] = quits * staff
    tallies[..., tally.CONTRACT_ENDS] = quits * ~staff
    tallies[..., tally.HIRES] = quits
    tallies[..., tally.AI_USERS] = random.binomial(sizes, np.clip(adopted * luck**0.3, 0, 1), shape)
    tallies[..., tally.BURNED_OUT] = random.binomial(sizes, np.clip(0.65 * luck**0.3, 0, 1), shape)
    tallies[..., tally.OUTPUT_SUM] = sizes * (1 + 0.1 * (adopted - 0.5)) * luck**0.1
    return Projection(
        profile=Profile(organisation, "USD", tuple(groups), "drawn for the tests"),
        first_month=38 - history,
        history=history,
        tallies=tallies,
        values=({"ai_licence": 30.0},) * draws,
        seeds=tuple(11 + draw for draw in range(draws)),
        parameter_sets=tuple(draw // runs_per_set for draw in range(draws)),
        reading=reading,
        posterior=posterior,
    )


@pytest.fixture
def make() -> Make:
    return synthetic_projection

"""Organisations and sums made up for the tests of outcomes."""

import numpy as np

from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.profile import Group, Profile
from tandem.model.outcomes import tally


def organisation(*groups: tuple[str, str, str, int]) -> Profile:
    """A profile of groups (department, level, contract, headcount)."""
    made = tuple(Group(group[0], group[1], group[2], group[3], 60_000.0) for group in groups)
    return Profile("Made up", "EUR", made, "test")


def random_sums(profile: Profile, draws: int, months: int, seed: int) -> np.ndarray:
    """Sums (draws, months, groups, TALLIES) whose people, seats and flows fit together over the months."""
    random = np.random.default_rng(seed)
    sums = np.zeros((draws, months, len(profile.groups), tally.TALLIES))
    for place, group in enumerate(profile.groups):
        seats = np.full(draws, group.headcount)
        people = random.binomial(seats, 0.95)
        for month in range(months):
            row = sums[:, month, place]
            row[:, tally.PRESENT], empty = people, seats - people
            freelancer = group.contract == "freelancer"
            left, dismissed = random.binomial(people, 0.03), random.binomial(people, 0.005)
            row[:, tally.CONTRACT_ENDS if freelancer else tally.QUITS] = left
            staying = np.maximum(people - left - dismissed, 0)
            row[:, tally.DISMISSALS] = people - left - staying
            row[:, tally.LAYOFFS] = random.binomial(staying, 0.005)
            row[:, tally.HIRES] = random.binomial(seats - people, 0.5)
            row[:, tally.REGRETTED] = random.binomial(row[:, tally.QUITS].astype(int), 0.2)
            row[:, tally.EXPECTED_QUITS] = 0 if freelancer else 0.03 * people
            for kind in range(tally.AI_USERS, tally.UNCLEAR + 1):
                row[:, kind] = random.binomial(people, 0.5)
            row[:, tally.PERCEIVED_SUM] = 0.4 * row[:, tally.AI_USERS]
            row[:, tally.TRUE_SUM] = 0.05 * row[:, tally.AI_USERS]
            row[:, tally.OUTPUT_SUM] = people * random.uniform(0.8, 1.1, draws)
            row[:, tally.PAYROLL] = people * 60_000 / 12
            row[:, tally.REPLACEMENT] = (left + row[:, tally.DISMISSALS]) * 20_000
            row[:, tally.VACANCY_COST] = empty * 2_500
            seats = seats - row[:, tally.LAYOFFS].astype(int)
            gone = left + row[:, tally.DISMISSALS] + row[:, tally.LAYOFFS]
            people = people - gone.astype(int) + row[:, tally.HIRES].astype(int)
            row[:, tally.VACANT] = seats - people
    return sums


def projection_of(
    profile: Profile, draws: int = 6, months: int = 18, history: int = 12, seed: int = 1
) -> Projection:
    """A projection with random sums, two runs of each parameter set, and two parameters."""
    sets = tuple(draw // 2 for draw in range(draws))
    values = tuple(
        {"ai_licence": 30.0 + number, "threshold_burned_out": -0.5 + 0.1 * number} for number in sets
    )
    sums = random_sums(profile, draws, history + months, seed)
    return Projection(profile, 26, history, sums, values, tuple(range(draws)), sets, "level", "prior")

"""The mean field: the same model as a deterministic cohort (Markov) model, without luck and without persons.

One average worker stands for each cell (a group of department × level × contract, or the part of it that a
policy covers), with shares instead of flags and flows instead of draws. Everybody in a department meets the
average team. The rules are those of the engine (`model/rules`), called on means; policies, environment and
parameters are the engine's too. What is left out is what only persons have: differences between people and
teams, who leaves and who stays (but for the average that the steady state before AI has them at), promotion,
managers, and luck.
Shares above a threshold are read off a normal distribution with the spread that the scores have before AI.
`docs/what-agents-add.md` measures what that costs.

The construction is the usual mean-field limit of a stochastic model of many exchangeable individuals
(Kurtz 1970, "Solutions of ordinary differential equations as limits of pure jump Markov processes"), closed
at the means.
"""

from __future__ import annotations

import numpy as np

from tandem.model.anchors import log_stated_rate, pace_to_reach
from tandem.model.engine.columns import CLOSED, INVOLUNTARY, LEAVER_ROWS, VOLUNTARY
from tandem.model.engine.population import freelance_groups
from tandem.model.environment import environment_table
from tandem.model.mean_field import cells as row
from tandem.model.mean_field.average_worker import (
    MET_ROWS,
    PULL,
    Spreads,
    meet_department,
    spreads_of,
    without_spread,
    work,
)
from tandem.model.mean_field.cells import PEOPLE, Cells, Floats
from tandem.model.mean_field.first_state import first_memories, first_state, usual_mood
from tandem.model.mean_field.flows import age, hand_over, hire, leave, seat_newcomers
from tandem.model.numerics.arrays import Reals
from tandem.model.numerics.compiled import column_loop
from tandem.model.organisation.profile import Profile
from tandem.model.outcomes.tally import EXPECTED_QUITS, PRESENT, TALLIES
from tandem.model.policy.mechanisms import held_fixed
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import (
    MARKET_NICHES,
    MARKET_USERS,
    MODIFY_OWN_HIRES,
    adoption_so_far,
    conditions_of,
)
from tandem.model.rules.hiring import fill_probability, started_before
from tandem.model.rules.team import closed_seats, recent_exits
from tandem.model.scenario import Scenario, structure_of


def mean_field(scenario: Scenario, stated: Profile | None = None) -> Floats:
    """The organisation from November 2022 on as the mean field has it.

    Parameters
    ----------
    scenario : Scenario
        Any scenario of the engine; its precision plays no part.
    stated : Profile, optional
        What an organisation's table says of its start (see `model.anchors`); None: it is not anchored.

    Returns
    -------
    float64 array (months, groups, TALLIES)
        The engine's sums (`model.outcomes.tally`) in expectation: fractions of people, quits equal to
        expected quits.
    """
    steady = {**scenario.values, "labour_market_cv": 0.0}  # the labour market at its mean
    environment = environment_table(scenario.environment, steady, 0, scenario.start, scenario.months)
    cells = _cells_of(scenario)
    if stated is not None:
        _set_paces(cells, scenario, environment)
    sums = np.zeros((scenario.months, len(scenario.profile.groups), TALLIES))
    start = min(scenario.start, scenario.months)
    usual = usual_mood(cells, without_spread(scenario.coefficients))
    _run(cells, scenario, usual, environment, sums, 0, start)
    if stated is not None:
        _anchor(cells, stated, sums[max(start - 12, 0) : start])
    _run(cells, scenario, usual, environment, sums, start, scenario.months)
    return sums


def _run(
    cells: Cells, scenario: Scenario, usual: float, environment: Floats, sums: Floats, first: int, last: int
) -> None:
    """Months `first` … `last` − 1; mechanisms are held fixed from the projection's start on.

    `usual` is the mood at which as many leave as base hazards say.
    """
    in_force = scenario.coefficients
    if first >= scenario.start:
        in_force = held_fixed(in_force, scenario.held)
    span = slice(first, last)
    _advance(
        cells, environment[span], scenario.modifiers[span], scenario.tenure_table.astype(np.float64),
        spreads_of(scenario.coefficients), sums[span], without_spread(in_force, usual),
    )  # fmt: skip


@column_loop
def _advance(
    cells: Cells, environment: Reals, modifiers: Reals, tenure_table: Reals, spreads: Spreads, sums: Reals,
    c: Coefficients,
) -> None:  # fmt: skip
    """The months of `environment`: the phases of `model/engine/tiles.py` in their order, cell by cell."""
    state, group, other, team_share = cells.state, cells.group, cells.other, cells.team_share
    met = np.empty((MET_ROWS, team_share.size))
    left = np.empty((LEAVER_ROWS, team_share.size))
    filled, handed, newcomers = np.empty(group.size), np.empty(group.size), np.empty(group.size)
    for month in range(environment.shape[0]):
        kept = sums[month]
        meet_department(state, cells.department, cells.recent, cells.closed, met, c)
        left[:] = 0.0
        newcomers[:] = handed[:] = 0.0
        for cell in range(group.size):
            m = conditions_of(environment[month], modifiers[month, cells.of_class[cell]], c)
            here = cells.department[cell]
            work(state, cell, met[:, here], spreads, kept[group[cell]], c, m)
            vacant = leave(
                cells, cell, met[PULL, here], tenure_table, spreads.top_performers, left[:, here],
                kept[group[cell]], handed, c, m,
            )  # fmt: skip
            filled[cell] = vacant * fill_probability(
                state[row.EXECUTIVE, cell], state[row.FREELANCER, cell], m
            )
            age(cells.people[cell], cells.tenure[cell])
        for cell in range(group.size):
            hire(cell, filled[cell], newcomers, kept[group[cell]])
            if other[cell] >= 0:
                over = kept[group[other[cell]]]
                hand_over(state, cell, other[cell], handed[cell], kept[group[cell]], over, c)
        so_far, niches = adoption_so_far(environment[month, MARKET_USERS]), environment[month, MARKET_NICHES]
        for cell in range(group.size):
            arrive = spreads.ever_adopts * started_before(0.0, state[row.LOG_ADOPTION, cell], so_far, c)
            seat_newcomers(state, cell, newcomers[cell], arrive, niches, cells.people[cell], c)
        for here in range(team_share.size):
            for kind in (VOLUNTARY, INVOLUNTARY):
                own_team = left[kind, here] * team_share[here]
                cells.recent[kind, here] = recent_exits(cells.recent[kind, here], own_team, c)
            cells.closed[here] += left[CLOSED, here]
            cells.recent[CLOSED, here] = closed_seats(cells.recent[CLOSED, here], left[CLOSED, here], c)


def _cells_of(scenario: Scenario) -> Cells:
    """The cells in November 2022: steady, and nobody uses AI yet."""
    seats = scenario.seats
    of_seat = scenario.policy.seat_class if scenario.policy.seat_class is not None else seats.department
    pairs, place = np.unique(np.stack((seats.group, of_seat)), axis=1, return_inverse=True)
    place = place.reshape(-1)
    known = {(int(group), int(coverage)): cell for cell, (group, coverage) in enumerate(pairs.T)}
    over = freelance_groups(structure_of(scenario.profile, seats))
    hires_freelancers = bool(scenario.modifiers[..., MODIFY_OWN_HIRES].any())
    goes_to = {
        pair: (int(over[pair[0]]), pair[1])
        for pair in known
        if hires_freelancers and over[pair[0]] >= 0
    }  # fmt: skip
    for target in goes_to.values():
        known.setdefault(target, len(known))
    other = np.full(len(known), -1, np.int64)
    for pair, target in goes_to.items():
        other[known[pair]] = known[target]
    group, coverage = (np.array([pair[axis] for pair in known], np.int64) for axis in (0, 1))
    department = np.array([seats.departments.index(scenario.profile.groups[g].department) for g in group])
    state, people, tenure = first_state(scenario, group, place)
    team_share = _team_shares(scenario)
    recent = first_memories(scenario, team_share)
    return Cells(
        group,
        coverage,
        department,
        other,
        team_share,
        state,
        people,
        tenure,
        recent,
        np.zeros(team_share.size),
    )


def _team_shares(scenario: Scenario) -> Floats:
    """Σ size² ÷ (Σ size)² over the teams of each department."""
    seats = scenario.seats
    sizes, first = np.diff(seats.team_offsets), seats.department[seats.team_offsets[:-1]]
    squares, total = np.bincount(first, weights=sizes**2), np.bincount(first, weights=sizes)
    return squares / total**2


def _set_paces(cells: Cells, scenario: Scenario, environment: Floats) -> None:
    """Before history: pace of adoption and base hazard of the groups whose table says them."""
    for index, group in enumerate(scenario.profile.groups):
        chosen = cells.group == index
        if group.ai_users is not None:
            share = group.ai_users / scenario.values["adoption_ceiling"]
            cells.state[row.LOG_ADOPTION, chosen] = pace_to_reach(share, scenario, environment)
        if group.annual_voluntary_quits is not None:
            cells.state[row.LOG_BASE_EXIT, chosen] = log_stated_rate(group)


def _anchor(cells: Cells, stated: Profile, last_year: Floats) -> None:
    """At the projection's start: headcount, AI users and base hazards of the groups as their table says."""
    expected = last_year[..., EXPECTED_QUITS].sum(axis=0)
    exposure = last_year[..., PRESENT].sum(axis=0)
    for index, group in enumerate(stated.groups):
        chosen = (cells.group == index) & (cells.state[PEOPLE] > 0)
        ratio = group.headcount / max(cells.state[PEOPLE, chosen].sum(), 1e-12)
        people = np.minimum(cells.state[PEOPLE, chosen] * ratio, cells.state[row.SEATS, chosen])
        cells.people[chosen] *= (people / cells.state[PEOPLE, chosen])[:, np.newaxis]
        cells.state[PEOPLE, chosen] = people
        if group.ai_users is not None:
            cells.state[row.USERS, chosen] = group.ai_users
        if group.annual_voluntary_quits is not None and expected[index] > 0:
            correction = log_stated_rate(group) - np.log(expected[index] / exposure[index])
            cells.state[row.LOG_BASE_EXIT, chosen] += correction

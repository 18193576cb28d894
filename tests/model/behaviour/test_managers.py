"""Teams differ in who leads them: quits, support and limits; and no result names a team or a manager."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main
from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.parameters import central_values, sample_prior
from tandem.model.policy.lever import Lever, reach
from tandem.model.rules.environment import LABOUR_MARKET
from tests.model.engine.cases import scenario

SEATS, SEED, MONTHS = 8000, 5, 12
VALUES = central_values() | {"quits_with_ai": 1.0}


def leads_of(population):
    """How far each team's leader is from the average one, −1 to 1; nought where nobody leads."""
    first = population.structure.team_offsets[:-1]
    return population.column("employed")[first] * (2 * population.column("people_skills")[first] - 1)


def apart(world, **changed):
    """The world with coefficients changed."""
    numbers: Any = {name: np.float32(value) for name, value in changed.items()}
    world.__dict__["coefficients"] = world.coefficients._replace(**numbers)
    return world


@pytest.mark.parametrize("effect", [-0.3, -0.15, 0.0])
def test_quits_of_teams_answer_to_the_managers_rank_as_studies_say(effect):
    """Poisson slope over teams and months without AI, in SD of the rank (a uniform one has the SD 1/√3)."""
    quiet = {"contagion_per_leaver": 0, "contagion_involuntary": 0, "manager_on_connection": 0}
    values = VALUES | {"manager_on_quits": effect}
    world = apart(
        scenario(SEATS, MONTHS, values=values), adoption_innovation=0, adoption_imitation=0, **quiet
    )
    population, environment = world.population(SEED), world.environment_of(SEED)
    skills, rates, people = [], [], []
    for _ in range(MONTHS):
        leads = leads_of(population)
        staff = (population.column("employed") == 1) & (population.column("freelancer") == 0)
        world.run(population, environment, 1)
        # Whoever was promoted this month took the chance along to another seat
        chance = population.column("exit_probability") * staff
        team = population.structure.team
        skills.append(leads)
        rates.append(np.bincount(team, chance, leads.size))
        people.append(np.bincount(team, staff, leads.size))
    rank, quits, present = (np.concatenate(each) for each in (skills, rates, people))
    standard = math.sqrt(3) * rank
    usual = quits.sum() / present.sum()
    centre = np.average(standard, weights=present)
    slope = np.sum((standard - centre) * (quits - usual * present)) / (
        usual * np.sum(present * (standard - centre) ** 2)
    )
    # Tenure and moods of teams differ by luck, not by manager: a few hundredths with a thousand teams
    assert slope == pytest.approx(effect, abs=0.03 + 0.1 * abs(effect))


def answered_log_ratio(world, with_policy, without, month, chosen):
    """By how much the avoidable quits of each person were moved, as a log ratio of all quits."""
    avoidable = world.values["avoidable_share"]
    tenure = without.column("tenure")[chosen].astype(int) - 1
    base = np.exp(
        without.column("log_base_exit")[chosen].astype(float)
        + world.tenure_table[np.minimum(tenure, LONGEST_TENURE)]
        + world.environment_of(SEED)[month, LABOUR_MARKET]
    )
    answered = [
        -np.log1p(-each.column("exit_probability")[chosen].astype(float)) / base - (1 - avoidable)
        for each in (with_policy, without)
    ]
    return avoidable * np.log(answered[0] / answered[1])


def one_month_of(kind, values):
    """A month of a lever at full strength, and the same month without it, from the same people on."""
    lever = Lever(kind, 6, intensity=1.0, ramp_up=0.0)
    under, bare = scenario(SEATS, 7, (lever,), values=values), scenario(SEATS, 7, values=values)
    population, environment = under.population(SEED), under.environment_of(SEED)
    under.run(population, environment, 6)
    twin, leads = population.copy(), leads_of(population)
    present = (population.column("employed") == 1) & (population.column("freelancer") == 0)
    under.run(population, environment, 1)
    bare.run(twin, environment, 1)
    same = present & (population.event == 0) & (twin.event == 0)
    met = leads[population.structure.team]
    met[population.structure.team_offsets[:-1]] = (
        0  # whoever leads is led from outside, by an average manager
    )
    return under, lever, population, twin, same, met


@pytest.mark.parametrize("values", [VALUES, *(v | {"quits_with_ai": 1.0} for v in sample_prior(13, 2))])
def test_support_has_its_published_size_on_average_and_helps_most_where_managers_are_poor(values):
    world, lever, after, before, same, lead = one_month_of("manager_support", values)
    moved = answered_log_ratio(world, after, before, 6, same)
    published = values["manager_support_on_quits"] * reach(lever, values, "manager_support")
    off = np.abs(moved - published * (1 - lead[same]))  # chances in single precision, few of them tiny
    assert np.quantile(off, 0.99) < 1e-3 and off.max() < 0.01
    teams = world.seats.team_offsets.size - 1
    by_team = [
        moved[after.structure.team[same] == team].mean() for team in np.unique(after.structure.team[same])
    ]
    assert np.mean(by_team) == pytest.approx(published, rel=4 / math.sqrt(3 * teams) + 0.03)
    poor, good = (moved[chosen].mean() for chosen in (lead[same] < -0.5, lead[same] > 0.5))
    assert abs(poor) > 2 * abs(good)


def test_guardrails_are_kept_where_managers_are_good():
    world, lever, after, before, same, lead = one_month_of("workload_guardrails", VALUES)
    moved = (after.column("burnout") - before.column("burnout"))[same]
    published = VALUES["guardrails_on_burnout"] * reach(lever, VALUES, "workload_guardrails")
    first_month = 1 - VALUES["burnout_persistence"]
    shorter_hours = np.median(moved - published * first_month * (1 + lead[same]))
    np.testing.assert_allclose(moved, shorter_hours + published * first_month * (1 + lead[same]), atol=1e-5)
    assert abs(shorter_hours) < 0.2 * abs(published * first_month)
    poor, good = (moved[chosen].mean() for chosen in (lead[same] < -0.5, lead[same] > 0.5))
    assert good < 2 * poor < 0
    assert world.values["guardrails_on_burnout"] < 0


def test_no_result_has_a_column_for_teams_or_managers(tmp_path):
    small = ("organisation.headcount=120", "draws=2", "months=3", "posterior=prior", "figures=none")
    runs = ("project", "policy=guardrails"), ("compare", "policies=[status_quo,guardrails]")
    for command, policy in runs:
        assert main([command, policy, *small, f"output={tmp_path / command}", "threads=1"]) == 0
    tables = {path: pd.read_parquet(path) for path in tmp_path.rglob("*.parquet")}
    tables |= {path: pd.read_csv(path, comment="#") for path in tmp_path.rglob("*.csv")}
    assert len(tables) > 4
    for path, table in tables.items():
        named = {str(column).lower() for column in table.columns}
        found = {each for each in named if "team" in each or "manager" in each or "seat" in each}
        assert not found, path.name

"""A small organisation, and the stock Mesa model that carries the same values."""

from functools import cache

import mesa
import numpy as np

from tandem.model.agents.workforce import Workforce
from tandem.model.engine.columns import COLUMN_NAMES
from tandem.model.environment import Environment
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.seats import build_seats
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Lever
from tandem.model.scenario import Scenario

GROUPS = (
    Group("Sales", "junior", "employee", 30, 50_000),
    Group("Sales", "senior", "employee", 12, 90_000),
    Group("Sales", "senior", "freelancer", 8, 80_000),
    Group("Engineering", "junior", "employee", 25, 70_000),
    Group("Engineering", "executive", "executive", 2, 250_000),
)
START, MONTHS = 20, 40
NAMES = ("department", "level", "contract", "team", "seat_id", "group", "incarnation", "unique_id")
ATTRIBUTES = (*NAMES, *COLUMN_NAMES)
FLAGS = ("uses_ai", "freelancer", "executive", "is_open", "employed", "niche")


@cache
def small_scenario(real=np.float32, layoff=True):
    profile = Profile("small", "USD", GROUPS, "test", "none")
    _, settings = default_organisation()
    environment = Environment(
        quality_at_start=0.5,
        quality_growth=0.1,
        tool_progress=1,
        quit_ratio=1,
        talent_demand_growth=0.5,
        talent_demand_ceiling=4,
    )
    levers = (Lever("layoff", START + 2, intensity=0.1),) if layoff else ()
    seats = build_seats(profile, 3, settings)
    return Scenario(profile, seats, environment, levers, central_values(), START, MONTHS, real)


def small_workforce(month=START, seed=7):
    """A workforce after a while, so that some seats are empty and some have a second holder."""
    model = Workforce(small_scenario(), rng=seed)
    if month:
        model.run_until(month)
    return model


class Person(mesa.Agent):
    """A stock agent with the attributes it is given."""

    def __init__(self, model, attributes):
        super().__init__(model)
        self.__dict__.update(attributes)

    def total(self, times=1, plus=0):
        return times * self.burnout + plus


def expected_attributes(model):
    """What everybody on a seat has, read straight from the arrays: one dictionary a person."""
    population = model.population
    structure = population.structure
    people = []
    for row in range(structure.seats):
        if not population.column("employed")[row]:
            continue
        group = model.scenario.profile.groups[structure.group[row]]
        incarnation = int(population.incarnation[row])
        person = {
            "department": group.department,
            "level": group.level,
            "contract": group.contract,
            "team": int(structure.team[row]),
            "seat_id": int(structure.seat_id[row]),
            "group": int(structure.group[row]),
            "incarnation": incarnation,
            "unique_id": incarnation * 2**32 + int(structure.seat_id[row]) + 1,
        }
        for name in COLUMN_NAMES:
            value = float(population.column(name)[row])
            person[name] = bool(value) if name in FLAGS else value
        people.append(person)
    return people


def stock_twin(model, seed=7):
    """A plain Mesa model whose agents carry the same values in the same order."""
    twin = mesa.Model(rng=seed)
    for attributes in expected_attributes(model):
        Person(twin, attributes)
    twin.time, twin.steps = model.time, model.steps
    return twin


def identities(agents):
    return [agent.unique_id for agent in agents]

"""No number enters a rule but through the register: read from the source, then shown by moving parameters."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from tandem.model.calendar import SURVEY_MONTH
from tandem.model.engine.coefficients import coefficients_of
from tandem.model.engine.formulas import adoption_log_ratio, rates_without_ai, tenure_log_multiplier
from tandem.model.environment import environment_table
from tandem.model.parameters import central_values, register
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.in_force import policy_in_force
from tandem.model.policy.lever import Cost, Lever
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions
from tests.model.engine.cases import STEADY_WORLD, organisation, scenario
from tests.places import REPOSITORY

MODEL = REPOSITORY / "model"
RULES = sorted((MODEL / "rules").glob("*.py"))
LOOPS = [
    MODEL / "engine" / f"{name}.py"
    for name in ("month", "movement", "person", "first_workers", "recording", "conditions")
]
CALENDAR_ONLY = {"month_share"}  # a twelfth of a year, from no parameter


def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def literals_of(function: ast.FunctionDef) -> list[object]:
    """Numbers written inside a function, its default arguments and decorators included."""
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex)
    ]


def fields_read(path: Path, name: str) -> set[str]:
    """What is read as `name.field`, or as `at(name, …).field`, anywhere in a file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "at":
                owner = owner.args[0]
            if isinstance(owner, ast.Name) and owner.id == name:
                found.add(node.attr)
    return found


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_rule_contains_a_number(path):
    for function in functions_of(path):
        assert literals_of(function) == [], f"{path.name}, {function.name}: numbers belong in the register"


@pytest.mark.parametrize("path", [*RULES, *LOOPS], ids=lambda path: path.name)
def test_numbers_at_the_top_of_a_file_only_name_columns(path):
    """Module level: whole numbers that index a table, nothing else."""
    for node in ast.parse(path.read_text()).body:
        if not isinstance(node, ast.FunctionDef):
            values = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
            assert not [value for value in values if isinstance(value, float)], path.name
            if path in RULES and path.name != "environment.py":
                assert not [value for value in values if isinstance(value, int)], path.name


def test_the_reader_of_numbers_sees_what_it_should():
    source = "def f(x, y=3):\n    '''A text.'''\n    return x * 0.5 + 1 - True\n"
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert set(literals_of(function)) == {0.5, 1, 3}


@pytest.mark.parametrize("path", [*RULES, *LOOPS], ids=lambda path: path.name)
def test_rules_read_known_coefficients_and_conditions_only(path):
    assert fields_read(path, "c") <= set(Coefficients._fields)
    assert fields_read(path, "m") <= set(Conditions._fields)


def test_every_coefficient_and_condition_is_read_by_a_rule_or_a_loop():
    for name, known in (("c", Coefficients._fields), ("m", Conditions._fields)):
        read = set().union(*(fields_read(path, name) for path in [*RULES, *LOOPS]))
        assert set(known) - read == set(), f"nobody reads these fields of {name}"


# --- moving parameters --------------------------------------------------------------------------------


# Central values, but at a site that differs from the average one, so that the spread between sites matters
USUAL = central_values({name: 0.4 for name in register() if name.startswith("site_")})


def moved(name: str) -> dict[str, float]:
    """The usual values, but `name` half-way to the farther end of its range."""
    entry, usual = register()[name], USUAL.get(name, register()[name].central)
    end = entry.low if usual - entry.low > entry.high - usual else entry.high
    return USUAL | {name: (usual + end) / 2}


def consequences(values: dict[str, float]) -> dict[str, object]:
    """All that the model makes of parameters: coefficients, tables, base rates, levers' effects."""
    found: dict[str, object] = dict(coefficients_of(values, np.float64)._asdict())
    found["tenure"] = tenure_log_multiplier(values, np.float64).tolist()
    found["base"] = rates_without_ai(values)
    found["adoption"] = [
        adoption_log_ratio(values, level, contract)
        for level, contract in (("senior", "employee"), ("manager", "employee"), ("executive", "executive"))
    ]
    found["environment"] = environment_table(STEADY_WORLD, values, 1, SURVEY_MONTH, 40).tolist()
    world = scenario(60, 40, values={**values, "quits_with_ai": 1.0})
    found["seats"] = [each.tolist() for each in world.seat_facts._replace(tenure=world.seats.salary)]
    _, seats = organisation(60)
    for kind in LEVERS:
        intensity = 1.2 if LEVERS[kind].highest == 2 else 0.3  # beyond 1 more of the same overlaps
        intensity = 0.004 if kind == "layoff" else intensity  # smaller than the one studied
        lever = Lever(kind, start=3, end=40, intensity=intensity, cost=Cost(hours_per_week=1))
        found[f"lever {kind}"] = policy_in_force((lever,), values, seats, 60).modifiers.tolist()
    return found


@pytest.fixture(scope="module")
def moves():
    """What changes when a parameter moves, by parameter."""
    before = consequences(USUAL)
    changed = {}
    for name in register():
        after = consequences(moved(name))
        changed[name] = {key for key in before if before[key] != after[key]}
    return changed


def names_written_in(*places: str) -> set[str]:
    """Every text constant in the Python files of these packages, or in these files."""
    return {
        node.value
        for place in places
        for path in [*(MODEL.parent / place).rglob("*.py"), *MODEL.parent.glob(place + ".py")]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_parameter_is_used(moves):
    """It moves something in the core, or the survey, the costs or the job families read it by name."""
    places = ("calibration", "experiments", "model/policy/cost", "model/organisation/families")
    elsewhere = names_written_in(*places)
    assert [name for name, changed in moves.items() if not changed and name not in elsewhere] == []


def test_every_coefficient_follows_from_parameters(moves):
    reached = set().union(*moves.values())
    assert set(Coefficients._fields) - reached == CALENDAR_ONLY


@pytest.mark.parametrize("real", [np.float32, np.float64])
def test_coefficients_come_in_the_precision_asked_for(real):
    for name, value in coefficients_of(central_values(), real)._asdict().items():
        assert isinstance(value, real), name
        assert np.isfinite(value), name


@pytest.mark.parametrize("end", ["low", "high"])
def test_coefficients_are_finite_at_both_ends_of_every_range(end):
    for name, entry in register().items():
        found = coefficients_of(central_values({name: getattr(entry, end)}), np.float64)
        assert np.all(np.isfinite(found)), name
    everything = {name: getattr(entry, end) for name, entry in register().items()}
    assert np.all(np.isfinite(coefficients_of(everything, np.float64)))

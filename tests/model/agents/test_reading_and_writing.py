"""get, set and agg against a stock AgentSet with the same values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.agents.worker import Worker
from tandem.model.engine.columns import COLUMN_NAMES, SCHEMA
from tandem.model.errors import InputError
from tests.model.agents.small import ATTRIBUTES, FLAGS, small_workforce, stock_twin

MODEL = small_workforce(seed=8)
TWIN = stock_twin(MODEL)
READ_ONLY = ("department", "contract", "unique_id", "team", "employed", "is_open", "freelancer")


def test_the_model_has_vacancies_and_second_holders():
    assert MODEL.vacancies > 0
    assert max(MODEL.agents.get("incarnation")) > 0


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_get_one(name):
    ours, theirs = MODEL.agents.get(name), TWIN.agents.get(name)
    assert ours == theirs
    assert type(ours) is list
    assert {type(value) for value in ours} == {type(value) for value in theirs}


@settings(deadline=None)
@given(st.lists(st.sampled_from(ATTRIBUTES), max_size=4))
def test_get_several(names):
    assert MODEL.agents.get(names) == TWIN.agents.get(names)


@pytest.mark.parametrize("names", ["shoe_size", ["burnout", "shoe_size"]])
def test_get_of_something_missing(names):
    for agents in (MODEL.agents, TWIN.agents):
        with pytest.raises(AttributeError, match="shoe_size"):
            agents.get(names)
    ours = MODEL.agents.get(names, handle_missing="default", default_value=42)
    assert ours == TWIN.agents.get(names, handle_missing="default", default_value=42)
    for agents in (MODEL.agents, TWIN.agents):
        with pytest.raises(ValueError, match="handle_missing"):
            agents.get(names, handle_missing="ignore")


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_a_view_reads_what_the_stock_agent_has(name):
    for ours, theirs in zip(MODEL.agents, TWIN.agents, strict=True):
        value = getattr(ours, name)
        assert value == getattr(theirs, name)
        assert type(value) is type(getattr(theirs, name))


@pytest.mark.parametrize("functions", [min, np.mean, [min, max, sum, np.median], (len, sorted)])
@pytest.mark.parametrize("name", ["burnout", "uses_ai", "tenure"])
def test_agg(name, functions):
    assert MODEL.agents.agg(name, functions) == TWIN.agents.agg(name, functions)


def test_array_is_get_in_the_precision_of_the_columns():
    for name in ATTRIBUTES:
        assert MODEL.agents.array(name).tolist() == MODEL.agents.get(name)
    assert MODEL.agents.array("burnout").dtype == np.float32


@pytest.mark.parametrize(("name", "value"), [("burnout", 0.5), ("uses_ai", True), ("tenure", 12)])
def test_set_to_one_value(name, value):
    model = small_workforce()
    twin = stock_twin(model)
    untouched = model.population.copy()
    half = len(model.agents) // 2
    ours, theirs = model.agents.select(at_most=half), twin.agents.select(at_most=half)
    assert ours.set(name, value) is ours
    assert theirs.set(name, value) is theirs
    for other in COLUMN_NAMES:
        assert model.agents.get(other) == twin.agents.get(other)
    empty = untouched.column("employed") == 0
    assert np.array_equal(model.population.values[:, empty], untouched.values[:, empty])


def test_set_to_an_array_gives_each_member_its_own():
    model = small_workforce()
    chosen = model.agents.sort("salary").select(at_most=5)
    chosen.set("burnout", [0, 1, 2, 3, 4])
    assert chosen.get("burnout") == [0, 1, 2, 3, 4]
    assert [worker.burnout for worker in chosen] == [0, 1, 2, 3, 4]


def test_writing_through_a_view_reaches_the_column_and_the_next_view():
    model = small_workforce()
    worker = model.agents[3]
    worker.burnout, worker.uses_ai = 1.5, True
    assert model.agents[3].burnout == 1.5
    assert model.agents.get(["burnout", "uses_ai"])[3] == [1.5, True]
    assert type(model.agents[3].uses_ai) is bool


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("burnout", float("nan")),
        ("burnout", float("inf")),
        ("burnout", 1e300),
        ("burnout", "high"),
        ("burnout", None),
        ("burnout", [1.0, 2.0]),
        ("uses_ai", 0.5),
        ("uses_ai", 2),
        ("skill", 1.1),
        ("proficiency", -0.1),
        ("tenure", -1),
        ("tenure", 1e9),
        ("salary", -1),
        ("exit_probability", 2),
    ],
)
def test_values_out_of_range_are_refused_and_nothing_is_written(name, value):
    model = small_workforce()
    before = model.population.values.copy()
    with pytest.raises(InputError, match=f"(?s){name}.*example"):
        model.agents.set(name, value)
    with pytest.raises(InputError, match=name):
        setattr(model.agents[0], name, value)
    assert np.array_equal(before, model.population.values)


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_belongs_to_the_seat_cannot_be_set(name):
    with pytest.raises(AttributeError, match=name):
        MODEL.agents.set(name, 1)
    with pytest.raises(AttributeError, match=name):
        setattr(MODEL.agents[0], name, 1)


def test_views_have_no_room_for_other_attributes():
    with pytest.raises(AttributeError, match="shoe_size"):
        MODEL.agents[0].shoe_size = 43
    with pytest.raises(AttributeError, match="shoe_size"):
        MODEL.agents.set("shoe_size", 43)


def test_every_column_says_what_it_means_and_in_which_unit():
    for name, unit, meaning in SCHEMA:
        attribute = getattr(Worker, name)
        assert (attribute.unit, attribute.meaning) == (unit, meaning)
        assert (name in FLAGS) == (unit == "flag")

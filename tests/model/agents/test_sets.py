"""Selecting, ordering and combining sets: any sequence of calls gives what a stock AgentSet gives."""

import operator
from copy import copy
from types import SimpleNamespace

import mesa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.agents.agent_set import Agents
from tandem.model.agents.worker import Worker
from tandem.model.errors import InputError
from tests.model.agents.small import Person, identities, small_workforce, stock_twin

MODEL = small_workforce()
TWIN = stock_twin(MODEL)
EVERYBODY = len(TWIN.agents)

keys = st.sampled_from(["burnout", "department", "level", "team", "uses_ai", lambda a: -a.salary])
amounts = st.one_of(
    st.integers(-2, EVERYBODY + 5), st.floats(0, 1), st.floats(1.5, 90), st.just(float("inf"))
)
conditions = st.sampled_from([None, lambda a: a.burnout > 0, lambda a: a.team == 1, lambda a: False])
operators = st.sampled_from([operator.and_, operator.or_, operator.sub, operator.xor])

steps = st.one_of(
    st.builds(lambda inplace: lambda s, _: s.shuffle(inplace=inplace), st.booleans()),
    st.builds(
        lambda key, up, inplace: lambda s, _: s.sort(key, ascending=up, inplace=inplace),
        keys,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(
        lambda condition, amount, inplace: lambda s, _: s.select(condition, at_most=amount, inplace=inplace),
        conditions,
        amounts,
        st.booleans(),
    ),
    st.builds(
        lambda combine, other: lambda s, earlier: combine(s, earlier[other]), operators, st.integers(0, 2)
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=6), st.integers(0, 2**32))
def test_any_sequence_of_calls(sequence, seed):
    results = []
    for model in (MODEL, TWIN):
        model.random.seed(seed)
        agents = model.agents.copy()
        earlier = [copy(agents), agents.select(lambda a: a.uses_ai), agents.shuffle().select(at_most=10)]
        trail = []
        for step in sequence:
            agents = step(agents, earlier)
            trail.append(identities(agents))
            assert len(agents) == len(trail[-1])
        results.append((trail, model.random.random()))
    assert results[0] == results[1]


@given(st.lists(st.booleans(), min_size=EVERYBODY, max_size=EVERYBODY), amounts)
@settings(deadline=None)
def test_select_by_mask_is_select_by_the_same_condition(mask, amount):
    chosen = {agent.unique_id for agent, kept in zip(TWIN.agents, mask, strict=True) if kept}
    theirs = TWIN.agents.select(lambda agent: agent.unique_id in chosen, at_most=amount)
    assert identities(MODEL.agents.select(np.array(mask), at_most=amount)) == identities(theirs)
    assert identities(MODEL.agents.select(mask, at_most=amount)) == identities(theirs)


def test_a_mask_follows_the_order_of_the_set():
    by_salary = MODEL.agents.sort("salary")
    high = by_salary.select(by_salary.array("burnout") > 0)
    expected = [agent for agent in TWIN.agents.sort("salary") if agent.burnout > 0]
    assert identities(high) == identities(expected)


@pytest.mark.parametrize(
    "mask", [[True], np.zeros(EVERYBODY), np.arange(EVERYBODY), "x", [[True]] * EVERYBODY]
)
def test_a_mask_that_does_not_fit_is_refused(mask):
    with pytest.raises(InputError, match=r"(?s)mask.*example"):
        MODEL.agents.select(mask)


def test_select_stops_asking_once_it_has_enough():
    asked = []
    for agents in (MODEL.agents, TWIN.agents):
        calls: list = []
        agents.select(lambda agent, calls=calls: calls.append(agent.unique_id) or True, at_most=3)
        asked.append(calls)
    assert asked[0] == asked[1]


def test_select_by_type():
    assert len(MODEL.agents.select(agent_type=Worker)) == EVERYBODY
    assert len(MODEL.agents.select(agent_type=mesa.Agent)) == len(TWIN.agents.select(agent_type=mesa.Agent))
    assert len(MODEL.agents.select(agent_type=Person)) == 0


@settings(deadline=None)
@given(st.one_of(st.integers(-EVERYBODY, EVERYBODY - 1), st.slices(EVERYBODY)))
def test_indexing_and_slicing(item):
    ours, theirs = MODEL.agents[item], TWIN.agents[item]
    if isinstance(item, slice):
        assert type(ours) is list
        assert identities(ours) == identities(theirs)
    else:
        assert ours.unique_id == theirs.unique_id


def test_an_index_beyond_the_end_raises_as_in_mesa():
    for agents in (MODEL.agents, TWIN.agents):
        with pytest.raises(IndexError):
            agents[EVERYBODY]


@given(
    st.lists(st.integers(0, EVERYBODY - 1), max_size=20), st.lists(st.integers(0, EVERYBODY - 1), max_size=20)
)
@settings(deadline=None)
def test_comparing_sets(first, second):
    compared = []
    for model, kind in ((MODEL, Agents), (TWIN, mesa.agent.AgentSet)):
        everybody = model.agents.to_list()
        ids = identities(everybody)
        a = model.agents.select(lambda agent, s={ids[i] for i in first}: agent.unique_id in s)
        b = model.agents.select(lambda agent, s={ids[i] for i in second}: agent.unique_id in s)
        assert type(a) is kind
        compared.append(
            (a == b, a != b, a <= b, a < b, a >= b, a > b, a.isdisjoint(b), [x in a for x in everybody])
        )
    assert compared[0] == compared[1]


def test_combining_with_lists_and_sets_of_agents():
    results = []
    for model in (MODEL, TWIN):
        some = model.agents.select(at_most=10)
        others = model.agents.to_list()[5:20]
        results.append(
            [
                sorted(identities(combined))
                for combined in (some & others, some | others, some - others, some ^ others, others | some)
            ]
        )
    assert results[0] == results[1]


def test_changing_a_set_in_place():
    results = []
    for model in (MODEL, TWIN):
        agents = model.agents.select(at_most=10)
        everybody = model.agents.to_list()
        trail = [agents.add(everybody[20]), agents.add(everybody[20]), agents.add(everybody[3])]
        trail += [identities(agents), agents.discard(everybody[0]), agents.discard(everybody[40])]
        trail += [agents.remove(everybody[1]), identities(agents)]
        with pytest.raises(KeyError):
            agents.remove(everybody[1])
        agents |= model.agents.select(at_most=12)
        trail.append(identities(agents))
        agents &= set(everybody[5:30])
        trail.append(sorted(identities(agents)))
        agents -= [everybody[6]]
        agents ^= agents.select(at_most=2)
        trail.append(sorted(identities(agents)))
        trail.append(agents.pop().unique_id in trail[-1])
        agents.clear()
        trail.append(len(agents))
        results.append(trail)
    assert results[0] == results[1]


def test_copies_do_not_follow_each_other():
    agents = MODEL.agents.select(at_most=5)
    twin = agents.copy()
    twin.discard(twin[0])
    assert (len(agents), len(twin)) == (5, 4)
    assert type(MODEL.agents.copy()) is Agents


def test_sets_refuse_strangers():
    other = small_workforce()
    agents = MODEL.agents.copy()
    assert other.agents[0] not in agents
    with pytest.raises(ValueError, match="another model"):
        agents.add(other.agents[0])
    with pytest.raises(ValueError, match="another model"):
        agents | other.agents
    for stranger in (TWIN.agents[0], 7, SimpleNamespace(model=MODEL)):
        assert stranger not in agents
        with pytest.raises(TypeError, match="not a Worker"):
            agents.add(stranger)


def test_a_set_can_be_made_from_workers():
    workers = MODEL.agents[3:6]
    assert identities(Agents([*workers, *workers])) == identities(workers)
    assert len(Agents([], model=MODEL)) == 0
    with pytest.raises(ValueError, match="model"):
        Agents([])


def test_everybody_is_always_everybody():
    model = small_workforce()
    twin = stock_twin(model)
    for agents in (model.agents, twin.agents):
        assert agents.shuffle(inplace=True) is agents
    assert identities(model.agents) == identities(twin.agents)
    for agents in (model.agents, twin.agents):
        assert agents.sort("burnout", inplace=True) is agents
    assert identities(model.agents) == identities(twin.agents)
    for attempt in (
        lambda: model.agents.discard(model.agents[0]),
        lambda: model.agents.remove(model.agents[0]),
        lambda: model.agents.clear(),
        lambda: model.agents.select(at_most=3, inplace=True),
    ):
        with pytest.raises(TypeError, match="everybody"):
            attempt()
    assert len(model.agents) == len(twin.agents)
    model.agents.add(model.agents[0])
    model.step()
    assert sorted(identities(model.agents)) != sorted(identities(twin.agents))
    assert model.headcount == np.count_nonzero(model.population.column("employed"))

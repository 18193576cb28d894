"""groupby, do, map and shuffle_do against a stock AgentSet with the same values."""

import mesa
import numpy as np
import pytest

from tandem.model.agents.agent_set import WorkerGroups
from tandem.model.agents.worker import Worker
from tandem.model.agents.workforce import Workforce
from tests.model.agents.small import START, identities, small_scenario, small_workforce, stock_twin


class Accountant(Worker):
    """A worker with a method and a property of its own."""

    def total(self, times=1, plus=0):
        return times * self.burnout + plus

    @property
    def skill(self):
        return "expert" if self.level == "senior" else "novice"


class Firm(Workforce):
    worker_type = Accountant


def firm():
    model = Firm(small_scenario(), rng=7)
    model.run_until(START)
    return model


MODEL = firm()
TWIN = stock_twin(MODEL)

by = pytest.mark.parametrize(
    "by", ["department", "contract", "team", "uses_ai", "tenure", lambda a: (a.level, a.uses_ai)]
)


@by
@pytest.mark.parametrize("ordered", [False, True])
def test_groupby(by, ordered):
    ours, theirs = (
        (model.agents.sort("burnout") if ordered else model.agents).groupby(by) for model in (MODEL, TWIN)
    )
    assert isinstance(ours, mesa.agentset.GroupBy)
    assert list(ours.groups) == list(theirs.groups)
    assert [type(key) for key in ours.groups] == [type(key) for key in theirs.groups]
    assert len(ours) == len(theirs)
    assert ours.count() == theirs.count()
    assert ours.agg("burnout", np.mean) == theirs.agg("burnout", np.mean)
    assert ours.agg("level", max) == theirs.agg("level", max)
    assert ours.map(identities) == theirs.map(identities)
    assert ours.map("get", "salary") == theirs.map("get", "salary")
    assert [(key, len(group)) for key, group in ours] == [(key, len(group)) for key, group in theirs]


@by
def test_groupby_lists(by):
    ours, theirs = MODEL.agents.groupby(by, result_type="list"), TWIN.agents.groupby(by, result_type="list")
    assert all(type(group) is list for group in ours.groups.values())
    assert ours.count() == theirs.count()
    assert ours.map(identities) == theirs.map(identities)
    assert ours.agg("burnout", sum) == theirs.agg("burnout", sum)


def test_groupby_do_changes_the_workers():
    model = small_workforce()
    twin = stock_twin(model)
    for workforce in (model, twin):
        groups = workforce.agents.groupby("department")
        assert groups.do("set", "burnout", 2.0) is groups
        groups.do(lambda group: group.select(at_most=1).set("burnout", 3.0))
    assert model.agents.get("burnout") == twin.agents.get("burnout")


def test_groupby_of_nobody_and_of_something_missing():
    nobody = MODEL.agents.select(at_most=0)
    assert nobody.groupby("department").count() == {}
    assert isinstance(nobody.groupby("department"), WorkerGroups)
    with pytest.raises(AttributeError, match="shoe_size"):
        MODEL.agents.groupby("shoe_size")


def test_map_and_do_by_name_and_by_function():
    def burnout_plus(agent, amount, *, factor):
        return factor * (agent.burnout + amount)

    assert MODEL.agents.map("total") == TWIN.agents.map("total")
    assert MODEL.agents.map("total", 2, plus=1) == TWIN.agents.map("total", 2, plus=1)
    ours, theirs = (model.agents.map(burnout_plus, 1, factor=3) for model in (MODEL, TWIN))
    assert ours == theirs
    for agents in (MODEL.agents, MODEL.agents.select(at_most=3), TWIN.agents):
        assert agents.do("step") is agents
        assert agents.do(lambda agent: None) is agents
        with pytest.raises(AttributeError, match="sing"):
            agents.do("sing")


def test_shuffle_do_meets_agents_in_the_same_order_and_keeps_the_set():
    orders = []
    for model in (MODEL, TWIN):
        model.random.seed(5)
        met: list = []
        before = identities(model.agents)
        for agents in (model.agents, model.agents.select(at_most=20)):
            assert agents.shuffle_do(lambda agent, met=met: met.append(agent.unique_id)) is agents
        assert identities(model.agents) == before
        orders.append(met)
    assert orders[0] == orders[1]


def test_who_is_removed_before_their_turn_is_not_called():
    """Everybody removes whoever comes two places later, so half of them never get their turn."""
    survivors = []
    for model in (firm(), None):
        model = model or stock_twin(firm())
        everybody = model.agents.to_list()
        after = dict(zip(identities(everybody), everybody[2:], strict=False))
        model.agents.do(
            lambda agent, after=after: agent.unique_id in after and after[agent.unique_id].remove()
        )
        survivors.append(identities(model.agents))
    assert survivors[0] == survivors[1]
    assert len(survivors[0]) < len(TWIN.agents)


def test_a_property_of_the_worker_type_takes_precedence_over_the_column():
    skills = MODEL.agents.get("skill")
    assert set(skills) == {"expert", "novice"}
    assert skills == [worker.skill for worker in MODEL.agents]
    assert MODEL.agents.groupby("skill").count()["expert"] == skills.count("expert")
    assert MODEL.agents.array("skill").tolist() == skills
    assert [w.skill for w in MODEL.agents.sort("skill", ascending=True)] == sorted(skills)
    with pytest.raises(AttributeError, match="skill"):
        MODEL.agents.set("skill", "expert")


def test_sorting_by_a_dotted_name_as_in_mesa():
    ours, theirs = (identities(model.agents.sort("model.time")) for model in (MODEL, TWIN))
    assert ours == theirs

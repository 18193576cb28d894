"""DataCollector: the bulk one and Mesa's own give the tables of a stock model with the same values."""

import pickle
from functools import partial

import mesa
import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from tandem.model.agents.collection import DataCollector
from tandem.model.agents.worker import Worker
from tests.model.agents.small import Person, small_workforce, stock_twin


def scaled(agent, factor):
    return factor * agent.burnout


REPORTERS = {
    "burnout": "burnout",
    "Department": "department",
    "uses_ai": "uses_ai",
    "double": lambda agent: 2 * agent.burnout,
    "triple": [scaled, [3]],
    "half": partial(scaled, factor=0.5),
    "list": lambda agent: [agent.team],
}


def model_reporters():
    return {
        "people": lambda model: len(model.agents),
        "mean": lambda model: model.agents.agg("burnout", np.mean),
        "time": "time",
    }


@pytest.mark.parametrize("kind", [DataCollector, mesa.DataCollector])
def test_tables_are_those_of_a_stock_model(kind):
    model = small_workforce()
    ours = kind(model_reporters(), REPORTERS, {Worker: REPORTERS, mesa.Agent: {"team": "team"}})
    theirs = mesa.DataCollector(
        model_reporters(), REPORTERS, {Person: REPORTERS, mesa.Agent: {"team": "team"}}
    )
    for _ in range(3):
        twin = stock_twin(model)
        ours.collect(model)
        theirs.collect(twin)
        model.step()
    assert_frame_equal(ours.get_model_vars_dataframe(), theirs.get_model_vars_dataframe())
    table = ours.get_agent_vars_dataframe()
    assert_frame_equal(table, theirs.get_agent_vars_dataframe())
    assert list(table.index.names) == ["Step", "AgentID"]
    assert table.index.get_level_values("Step").nunique() == 3
    assert_frame_equal(ours.get_agenttype_vars_dataframe(Worker), theirs.get_agenttype_vars_dataframe(Person))
    assert_frame_equal(
        ours.get_agenttype_vars_dataframe(mesa.Agent), theirs.get_agenttype_vars_dataframe(mesa.Agent)
    )


def test_bulk_reports_do_not_make_a_view_of_anybody(monkeypatch):
    model = small_workforce()
    collector = DataCollector(
        agent_reporters={"burnout": "burnout"}, agenttype_reporters={Worker: {"t": "team"}}
    )
    monkeypatch.setattr("tandem.model.agents.worker_set.view", lambda *_: pytest.fail("made a view"))
    collector.collect(model)
    assert len(collector.get_agent_vars_dataframe()) == model.headcount
    assert len(collector.get_agenttype_vars_dataframe(Worker)) == model.headcount


def test_an_agent_type_that_is_not_there():
    model = small_workforce()
    ours = DataCollector(agenttype_reporters={Person: {"team": "team"}})
    theirs = mesa.DataCollector(agenttype_reporters={Worker: {"team": "team"}})
    ours.collect(model)
    theirs.collect(stock_twin(model))
    assert_frame_equal(ours.get_agenttype_vars_dataframe(Person), theirs.get_agenttype_vars_dataframe(Worker))
    wrong = DataCollector(agenttype_reporters={int: {"team": "team"}})
    with pytest.raises(ValueError, match="not recognized"):
        wrong.collect(model)


def test_a_missing_attribute_is_named():
    with pytest.raises(AttributeError, match="shoe_size"):
        DataCollector(agent_reporters={"size": "shoe_size"}).collect(small_workforce())


def test_the_bulk_collector_serves_stock_models_and_tables_too():
    twin = stock_twin(small_workforce())
    ours, theirs = (
        kind(agent_reporters={"burnout": "burnout"}, tables={"T": ["a"]})
        for kind in (DataCollector, mesa.DataCollector)
    )
    for collector in (ours, theirs):
        collector.collect(twin)
        collector.add_table_row("T", {"a": 1})
    assert_frame_equal(ours.get_agent_vars_dataframe(), theirs.get_agent_vars_dataframe())
    assert_frame_equal(ours.get_table_dataframe("T"), theirs.get_table_dataframe("T"))


def test_a_collector_of_named_attributes_can_be_pickled():
    model = small_workforce()
    collector = DataCollector({"people": "headcount"}, {"burnout": "burnout"})
    collector.collect(model)
    twin = pickle.loads(pickle.dumps(collector))
    twin.collect(small_workforce(22))
    assert twin.get_model_vars_dataframe()["people"].iloc[0] == model.headcount
    assert len(collector.get_agent_vars_dataframe()) == model.headcount

"""Who is removed through Mesa leaves as at the end of the month, and the accounts still balance."""

import numpy as np
import pytest
from mesa.experimental.mesa_signals import ModelSignals

from tandem.model.agents.workforce import Workforce
from tandem.model.outcomes import tally
from tests.model.agents.small import small_scenario, small_workforce

EXITS = [tally.QUITS, tally.CONTRACT_ENDS, tally.DISMISSALS, tally.LAYOFFS]


def test_removal_is_an_exit_at_the_end_of_the_last_month():
    model = small_workforce()
    worker = model.agents.select(lambda w: w.contract == "employee")[0]
    freelancer = model.agents.select(lambda w: w.contract == "freelancer")[0]
    seats = [w.identity[0] for w in (worker, freelancer)]
    recent, tallies = model.population.recent.copy(), model.tallies
    people, vacancies = model.headcount, model.vacancies
    removed = []

    def record(message):
        removed.append(message.additional_kwargs["args"])

    model.observe("agents", ModelSignals.AGENT_REMOVED, record)
    team = worker.team
    worker.remove()
    freelancer.remove()
    assert len(removed) == 2
    assert (model.headcount, model.vacancies) == (people - 2, vacancies + 2)
    change = (model.tallies - tallies).sum(axis=1)
    assert not change[:-1].any()
    assert change[-1, tally.DISMISSALS] == change[-1, tally.CONTRACT_ENDS] == 1
    assert change[-1, tally.VACANT] == 2
    assert change.sum() == 4
    assert model.tallies[-1, :, tally.VACANT].sum() == model.vacancies
    assert model.population.recent.sum() == pytest.approx(recent.sum() + 1)
    assert model.population.recent[1, team] == pytest.approx(recent[1, team] + 1)
    assert balance(model.tallies[-1]) == model.headcount
    model.step()
    assert model.tallies[-1, :, tally.PRESENT].sum() == people - 2
    assert model.tallies[-1, :, tally.VACANT].sum() >= 2
    while not model.population.column("employed")[seats].all():
        model.step()


def balance(month):
    """Closing headcount of a month: present − exits + hires."""
    return month[:, tally.PRESENT].sum() - month[:, EXITS].sum() + month[:, tally.HIRES].sum()


def test_removing_everybody():
    model = small_workforce()
    open_seats = model.headcount + model.vacancies
    model.remove_all_agents()
    assert (model.headcount, model.vacancies, len(model.agents.to_list())) == (0, open_seats, 0)
    assert balance(model.tallies[-1]) == 0
    assert np.isnan(model.ai_users)
    assert np.isnan(model.burnout_share)
    model.run_for(3)
    assert model.headcount == balance(model.tallies[-1]) > 0
    assert min(model.agents.get("incarnation")) > 0


def test_removing_before_the_first_month():
    model = Workforce(small_scenario(), rng=7)
    people = model.headcount
    model.agents[0].remove()
    assert model.tallies.shape == (0, 5, tally.TALLIES)
    model.step()
    assert model.tallies[0, :, tally.PRESENT].sum() == people - 1

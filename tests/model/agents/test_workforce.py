"""The model as a Mesa model: time, events, what ends it, who is in it; and the same run as the engine's."""

from dataclasses import replace

import mesa
import numpy as np
import pytest

from tandem.model.agents.collection import DataCollector
from tandem.model.agents.worker import Worker
from tandem.model.agents.workforce import Workforce
from tandem.model.anchors import anchor_at_start, set_paces, with_vacancies
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.seats import build_seats
from tandem.model.outcomes import tally
from tests.model.agents.small import MONTHS, START, expected_attributes, small_scenario, small_workforce


def same_state(model, population):
    return (
        np.array_equal(model.population.values, population.values)
        and np.array_equal(model.population.incarnation, population.incarnation)
        and np.array_equal(model.population.event, population.event)
        and np.array_equal(model.population.recent, population.recent)
        and model.population.month == population.month
    )


def test_steps_are_bit_for_bit_the_engine_s_run():
    scenario = small_scenario()
    model = Workforce(scenario, rng=7)
    for _ in range(MONTHS):
        model.step()
    population = scenario.population(7)
    tallies = scenario.run(population, scenario.environment_of(7), MONTHS)
    assert same_state(model, population)
    assert np.array_equal(model.tallies, tallies)
    assert tallies[:, :, tally.LAYOFFS].sum() > 0
    assert tallies[:, :, tally.HIRES].sum() > 0


def test_spin_up_is_the_same_as_stepping_and_the_model_goes_on_from_there():
    stepped, spun = (Workforce(small_scenario(), rng=7) for _ in range(2))
    stepped.run_until(START)
    spun.spin_up()
    for _ in range(3):
        assert (spun.time, spun.steps) == (stepped.time, stepped.steps)
        assert same_state(spun, stepped.population)
        assert np.array_equal(spun.tallies, stepped.tallies)
        stepped.step()
        spun.step()
    spun.spin_up()
    assert spun.time == START + 3


def test_spin_up_does_not_jump_over_events():
    class Watched(Workforce):
        def note(self):
            self.noted = self.time, self.population.month

    model = Watched(small_scenario(), rng=7)
    model.schedule_event(model.note, at=5.5)
    model.spin_up()
    assert model.noted == (5.5, 5)
    assert same_state(model, small_workforce().population)
    model.schedule_event(model.note, at=START + 2)
    model.run_for(3)
    assert model.noted[0] == START + 2


@pytest.mark.parametrize("elsewhere", [1, 2.5])
def test_spin_up_from_any_time(elsewhere):
    model = Workforce(small_scenario(), rng=7)
    model.run_until(elsewhere)
    model.spin_up()
    model.run_for(3)
    assert (model.time, model.steps) == (START + 3, START + 3)
    assert same_state(model, small_workforce(START + 3).population)


def test_spin_up_does_not_call_step():
    class Counting(Workforce):
        calls = 0

        def step(self):
            super().step()
            self.calls += 1

    model = Counting(small_scenario(), rng=7)
    model.step()
    model.spin_up()
    assert (model.calls, model.time) == (1, START)
    model.step()
    assert model.calls == 2


@pytest.mark.parametrize("advance", [lambda m: m.spin_up(), lambda m: m.run_until(START)])
def test_an_organisation_from_a_table_is_as_stated_at_the_start(advance):
    """Stepped or in one go, the model gives what the engine and the anchors give on their own."""
    plain = small_scenario()
    stated = replace(
        plain.profile,
        groups=tuple(
            replace(group, ai_users=share, annual_voluntary_quits=quits)
            for group, share, quits in zip(
                plain.profile.groups, (0.5, 0.75, None, 0.2, 1.0), (0.2, 0.1, None, None, 0.05), strict=True
            )
        ),
    )
    profile = with_vacancies(stated, plain.values)
    seats = build_seats(profile, 3, default_organisation()[1])
    scenario = replace(plain, profile=profile, seats=seats)
    model = Workforce(scenario, rng=7, stated=stated)
    advance(model)
    groups = model.agents.groupby("group")
    assert {index: group.headcount for index, group in enumerate(stated.groups)} == groups.count()
    assert groups.agg("uses_ai", sum)[1] == 9
    assert groups.agg("uses_ai", sum)[4] == 2
    model.run_until(MONTHS)

    population, environment = scenario.population(7), scenario.environment_of(7)
    set_paces(population, scenario, environment)
    history = scenario.run(population, environment, START)
    anchor_at_start(population, scenario, stated, environment, history[-12:])
    projection = scenario.run(population, environment, MONTHS - START)
    assert same_state(model, population)
    assert np.array_equal(model.tallies, np.concatenate((history, projection)))
    with pytest.raises(InputError, match="stated"):
        Workforce(replace(scenario, start=11), rng=7, stated=stated)


def test_threads_do_not_matter():
    model = Workforce(small_scenario(), rng=7, threads=2)
    model.run_until(START)
    assert same_state(model, small_workforce().population)


def test_time_is_months_as_in_any_mesa_model():
    model, stock = Workforce(small_scenario(), rng=1), mesa.Model(rng=1)
    for act in (
        lambda m: m.step(),
        lambda m: m.run_for(2),
        lambda m: m.run_until(4.5),
        lambda m: m.step(),
    ):
        act(model)
        act(stock)
        assert (model.time, model.steps) == (stock.time, stock.steps)
        assert model.population.month == model.steps


def test_time_can_be_observed():
    model = small_workforce()
    seen = []

    def record(message):
        seen.append(message.additional_kwargs["new"])

    model.observe("time", "changed", record)
    model.run_for(2)
    assert {START + 1, START + 2} <= set(seen)


def test_run_model_ends_with_the_scenario():
    model = small_workforce()
    assert model.running
    model.run_model()
    assert (model.time, model.running) == (MONTHS, False)


@pytest.mark.parametrize(
    "act",
    [lambda m: m.run_until(MONTHS + 1), lambda m: m.run_for(1000), lambda m: [m.step() for _ in range(99)]],
)
def test_beyond_the_scenario_s_end_there_is_a_clear_error(act):
    model = small_workforce(MONTHS - 2)
    with pytest.raises(InputError, match=rf"ends at month {MONTHS}.*run_until\({MONTHS}\)"):
        act(model)
    months_left = MONTHS - int(model.time)
    assert model.population.month == model.time
    for _ in range(months_left):
        model.step()


def test_the_seed_is_the_luck():
    first, again, other = (Workforce(small_scenario(), rng=seed) for seed in (3, np.int64(3), 4))
    assert same_state(first, again.population)
    assert first.random.random() == again.random.random() == mesa.Model(rng=3).random.random()
    assert first.rng.random() == mesa.Model(rng=3).rng.random()
    assert not same_state(first, other.population)
    from_generator = [Workforce(small_scenario(), rng=np.random.default_rng(5)) for _ in range(2)]
    assert same_state(from_generator[0], from_generator[1].population)
    unseeded = [Workforce(small_scenario()) for _ in range(2)]
    assert not same_state(unseeded[0], unseeded[1].population)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range(seed):
    with pytest.raises(InputError, match="rng: found"):
        Workforce(small_scenario(), rng=seed)


def test_two_models_do_not_touch_each_other():
    alone = small_workforce(30)
    first, second = Workforce(small_scenario(), rng=7), Workforce(small_scenario(), rng=8)
    for _ in range(30):
        second.step()
        first.step()
        second.agents.set("burnout", 3.0)
        second.agents.shuffle(inplace=True)
        second.agents[0].remove()
    assert same_state(first, alone.population)
    assert np.array_equal(first.tallies, alone.tallies)


def test_registers():
    model = small_workforce()
    assert model.agent_types == [Worker]
    assert list(model.agents_by_type) == [Worker]
    assert model.agents_by_type[Worker] == model.agents
    assert model.agents is model.agents
    assert len(model.agents) == len(expected_attributes(model)) == model.headcount
    with pytest.raises(AttributeError):
        model.agents = []
    with pytest.raises(AttributeError, match="scenario"):
        model.scenario = small_scenario()


def test_headline_numbers_against_the_people_themselves():
    """Turnover is counted from the events on the seats, month by month."""
    model = Workforce(small_scenario(), rng=7)
    contract = np.array(model.scenario.profile.groups, dtype=object)[model.population.structure.group]
    staff = np.array([group.contract != "freelancer" for group in contract])
    opening, closing, quits, exits = [], [], [], []
    for month in range(1, MONTHS + 1):
        opening.append(np.sum(model.population.column("employed")[staff]))
        model.step()
        closing.append(np.sum(model.population.column("employed")[staff]))
        event = model.population.event[staff]
        quits.append(np.sum(event == 1))
        exits.append(np.sum((event >= 1) & (event <= 4)))
        people = expected_attributes(model)
        threshold = model.scenario.coefficients.threshold_burned_out
        assert model.headcount == len(people)
        assert model.ai_users == pytest.approx(np.mean([p["uses_ai"] for p in people]))
        assert model.burnout_share == pytest.approx(np.mean([p["burnout"] > threshold for p in people]))
        if month < 12:
            assert np.isnan(model.voluntary_turnover)
        else:
            average = np.mean([np.mean(opening[-12:]), np.mean(closing[-12:])])
            assert model.voluntary_turnover == pytest.approx(np.sum(quits[-12:]) / average)
            assert model.total_turnover == pytest.approx(np.sum(exits[-12:]) / average)
    assert model.total_turnover > model.voluntary_turnover > 0


class Collecting(Workforce):
    """At module level so that it can be pickled by `batch_run`'s processes."""

    def __init__(self, scenario, rng=None):
        super().__init__(scenario, rng=rng)
        self.spin_up()
        self.datacollector = DataCollector({"people": "headcount"}, {"burnout": "burnout"})

    def step(self):
        super().step()
        self.datacollector.collect(self)


def test_mesa_batch_run():
    scenarios = [small_scenario(), small_scenario(layoff=False)]
    rows = mesa.batch_run(
        Collecting,
        {"scenario": scenarios},
        rng=[1, 2],
        max_steps=START + 3,
        data_collection_period=1,
        display_progress=False,
    )
    people = {
        (row["rng"], row["scenario"].levers != (), row["Step"]): row["people"]
        for row in rows
        if row["AgentID"]
    }
    assert len(people) == 2 * 2 * 3
    for seed in (1, 2):
        model = Collecting(small_scenario(), rng=seed)
        model.run_for(3)
        assert people[seed, True, START + 3] == model.headcount
        assert people[seed, True, START + 3] < people[seed, False, START + 3]

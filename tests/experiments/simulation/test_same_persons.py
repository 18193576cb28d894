"""Burnout of the same persons: against two whole populations, and what it must be in cases that are known."""

from typing import Any

import numpy as np
import pytest

import tandem
from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.paired import simulate_parts
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import NO_POLICY, prepared
from tandem.experiments.simulation.runs import runs_of
from tandem.experiments.simulation.same_persons import BaselinePeople, People, mean_change, people_of
from tandem.experiments.simulation.session import Session
from tandem.experiments.simulation.starts import go_on_with_people, start_of_run
from tandem.model.policy.lever import Cost, Coverage, Lever

SETTINGS: dict[str, Any] = {
    "posterior": "prior", "organisation": {"headcount": 300}, "draws": 6, "months": 15, "seed": 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Session:
    choices = COMMAND.choices_of(composed(COMMAND, SETTINGS))
    runs = runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)
    return Session(prepared(choices, NO_POLICY), runs, threads=2)


def policy(session: Session, kind: str, intensity: float, **more: Any) -> tuple[Lever, ...]:
    return (Lever(kind, session.setting.start, None, intensity=intensity, label="it", **more),)


def changes_under(session: Session, *policies: tuple[Lever, ...]) -> list[np.ndarray]:
    found = simulate_parts(session, [(), *policies])
    assert np.isnan(found[0].same_persons).all()
    return [each.same_persons for each in found[1:]]


def test_the_status_quo_against_itself_is_nought(session):
    (changes,) = changes_under(session, ())
    assert (changes == 0).all()


def test_a_policy_without_effect_changes_nothing(session):
    costly = policy(session, "wellness", 0.0, cost=Cost(fixed=1e6, per_head_month=50))
    nobody = policy(
        session, "workload_guardrails", 1.0, coverage=Coverage(departments=("Sales",), share=(0, 1e-9))
    )
    for changes in changes_under(session, costly, nobody):
        assert (changes == 0).all()


def test_a_layoff_of_three_in_ten_raises_it(session):
    cut = (Lever("layoff", session.setting.start, session.setting.start, intensity=0.3, label="cut"),)
    (changes,) = changes_under(session, cut)
    assert (changes > 0).all() and changes.mean() > 0.03


def test_it_is_what_two_whole_populations_say(session):
    """Everybody's burnout by (seat, trait) in two dictionaries, and the mean over the common keys."""
    levers = policy(session, "no_backfill", 1.0)
    (changes,) = changes_under(session, levers)
    setting = session.setting
    for run in session.runs:
        scenario = setting.scenario(run.values, run.parameter_set)
        start = start_of_run(setting, scenario, run.seed, 1, run.parameter_set)
        people = []
        for each in ((), levers):
            population = start.population.copy()
            scenario.under(each).run(population, start.environment, setting.months)
            there = np.flatnonzero(population.column("employed") == 1)
            seats, traits = population.structure.seat_id, population.column("burnout_trait")
            burnout = population.column("burnout")
            people.append({(int(seats[i]), float(traits[i])): float(burnout[i]) for i in there})
        without, under = people
        both = [under[person] - without[person] for person in under.keys() & without.keys()]
        assert 0 < len(both) < len(under.keys() | without.keys())
        assert changes[run.draw] == pytest.approx(np.mean(both), abs=1e-6)


def test_only_who_is_in_post_under_both_counts():
    nobody = np.float32(np.nan)
    baseline = People(np.array([0, 0, 1, 2], np.float32), np.array([1, 1, 1, nobody], np.float32))
    under = People(np.array([0, 1, 1, 2], np.float32), np.array([1.5, 9, nobody, 9], np.float32))
    assert mean_change(under, baseline) == 0.5
    gone = People(baseline.trait + np.float32(1), baseline.burnout)
    assert np.isnan(mean_change(gone, baseline))


def test_the_first_draws_are_kept_as_far_as_memory_goes(session):
    start = session.start_of(session.runs[0])
    _, population = go_on_with_people(start, start.scenario, 2)
    each = people_of(population).bytes
    assert each == 8 * population.structure.seats
    kept = BaselinePeople(2.5 * each)
    for draw in (4, 1, 0, 2):
        kept.keep(draw, population)
    assert [kept.knows(draw) for draw in range(5)] == [True, True, False, False, False]
    assert kept.change(1, population) == 0 and np.isnan(kept.change(2, population))
    kept.forget(1)
    assert not kept.knows(1)


def test_a_session_answers_what_a_comparison_says():
    shared = {**SETTINGS, "draws": 4, "months": 6}
    settings: dict[str, Any] = {"reading_draws": 0, "value_of_information": False, "figures": "none"}
    compared = tandem.compare(["status_quo", "guardrails"], **shared, **settings)
    live = tandem.Session(**shared)
    rows = [
        table[(table["effect"] == "burnout_same_persons") & (table["runs"] == "all")]
        for table in (compared.effects, live.answer("guardrails").effects)
    ]
    numbers = ["p5", "p50", "p95", "mean", "n"]
    assert len(rows[0]) == len(rows[1]) == 1 and rows[0]["n"].item() == 4
    np.testing.assert_array_equal(rows[0][numbers], rows[1][numbers])
    quo = live.answer("status_quo").effects  # a policy without levers
    quo = quo[quo["effect"] == "burnout_same_persons"]
    assert (quo[["p5", "p50", "p95", "mean"]] == 0).all(axis=None)
    assert (
        live.answer("guardrails", draws=2).effects.query("effect == 'burnout_same_persons'")["n"].item() == 2
    )

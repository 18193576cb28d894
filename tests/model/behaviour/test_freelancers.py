"""Freelancers in a firm: own targets, fees, niches, contracts, and days to find one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tandem.calibration.survey.instrument import market
from tandem.calibration.survey.questions import ask
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.engine.columns import CONTRACT_ENDED, NOTHING
from tandem.model.engine.formulas import DAYS_PER_MONTH, numbers_of
from tandem.model.organisation.profile import Group
from tandem.model.outcomes import tally
from tandem.model.parameters import central_values, sample_prior
from tandem.model.scenario import Scenario
from tests.model.behaviour.firm import burnout_of_same_persons, course, from_start
from tests.model.behaviour.made import CONSTANT_TOOLS, world_of

STUDIO = (Group("Studio", "senior", "freelancer", 3000, 90_000.0),)
MONTHS = 60
EAGER = {"adoption_innovation": 0.02, "niche_rate": 0.03}


def studio(**fixed: float) -> Scenario:
    """Freelancers alone, with tools that stay as they are."""
    return world_of(STUDIO, MONTHS, central_values(EAGER | fixed), environment=CONSTANT_TOOLS)


@pytest.fixture(scope="module")
def months():
    """Each month of a studio: the people before and after it."""
    world = studio(niche_on_ends=-0.6)
    population, environment = world.population(4), world.environment_of(4)
    found = []
    for _ in range(MONTHS):
        before = population.copy()
        sums = world.run(population, environment, 1)[0, 0]
        found.append((before, population.copy(), sums))
    return world, found


def stayed(before, after):
    """The same person in post in both months."""
    return (
        (before.incarnation == after.incarnation)
        & (before.column("employed") == 1)
        & (after.column("employed") == 1)
    )


# --- targets and fees ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [0.0, 0.5, 1.0])
def test_their_targets_settle_at_the_true_gain_less_what_they_keep_as_time(kept):
    world = studio(freelancer_time_share=kept, freelancer_end_rate=0.04)
    population = world.population(4)
    world.run(population, world.environment_of(4), MONTHS)
    settled = (population.column("tenure") > 48) & (population.column("employed") == 1)
    settled &= population.column("proficiency") > 0.6
    assert settled.sum() > 100
    gain = np.maximum(population.column("true_gain"), 0)[settled]
    raised = population.column("raised_target")[settled]
    assert raised.mean() == pytest.approx((1 - kept) * gain.mean(), abs=0.004)
    off = np.abs(raised - (1 - kept) * gain)
    assert np.mean(off < 0.004) > 0.85  # the others have stopped and begun again
    assert population.column("perceived_gain")[settled].mean() > gain.mean() + 0.1  # which plays no part


def test_fees_lie_above_the_usual_by_the_extra_work_and_the_niche(months):
    world, found = months
    _, after, sums = found[-1]
    before, _, _ = found[-1]
    worked = before.column("employed") == 1
    quiet = worked & (after.event == NOTHING)
    usual = (world.seats.salary / 12)[worked].sum()
    n = world.values
    extra = after.column("raised_target") + n["niche_on_fees"] * after.column("niche")
    paid = (world.seats.salary / 12 * (1 + extra))[quiet].sum()
    leavers = worked & (after.event == CONTRACT_ENDED)
    paid += (world.seats.salary / 12 * (1 + extra))[leavers].sum()
    assert sums[tally.PAYROLL] == pytest.approx(paid, rel=1e-3)
    assert sums[tally.PAYROLL] > 1.02 * usual


# --- niches --------------------------------------------------------------------------------------------


def test_niches_are_kept_and_found_at_their_rate_times_use(months):
    world, found = months
    n = numbers_of(world.values)
    expected = found_now = 0.0
    for before, after, _ in found:
        same = stayed(before, after)
        assert np.all(after.column("niche")[same] >= before.column("niche")[same])
        open_to = same & (before.column("niche") == 0)
        use = after.column("ai_time") * after.column("proficiency") * n["use_per_time"]
        expected += (n["niche_rate"] * use[open_to]).sum()
        found_now += after.column("niche")[open_to].sum()
    assert found_now > 300
    assert float(found_now) == pytest.approx(float(expected), abs=4 * float(expected) ** 0.5)


def test_contracts_end_later_in_a_niche(months):
    world, found = months
    ends = np.zeros(2)
    present = np.zeros(2)
    for before, after, _ in found:
        here = before.column("employed") == 1
        niche = after.column("niche") == 1
        gone = after.event == CONTRACT_ENDED
        for place, chosen in enumerate((here & ~niche, here & niche)):
            present[place] += chosen.sum()
            ends[place] += (gone & chosen).sum()
    hazards = -np.log1p(-ends / present)
    error = np.hypot(*(1 / np.sqrt(ends)))
    # Niches found in the month count as had, though the contract's fate was decided without: a little less
    assert np.log(hazards[1] / hazards[0]) == pytest.approx(
        world.values["niche_on_ends"], abs=4 * error + 0.05
    )
    assert hazards[0] == pytest.approx(world.values["freelancer_end_rate"], rel=0.05)


def test_a_freelancer_is_found_in_days(months):
    world, found = months
    open_seats = sum((before.column("employed") == 0).sum() for before, _, _ in found)
    hires = sum(sums[tally.HIRES] for _, _, sums in found)
    chance = 1 - 0.5 ** (DAYS_PER_MONTH / world.values["freelancer_time_to_fill"])
    assert hires / open_seats == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / open_seats))


# --- against employees ---------------------------------------------------------------------------------


def test_nearly_nine_in_ten_of_those_who_use_ai_find_that_it_does_them_good():
    """docs/expectations.md, over twenty prior draws."""
    positive = []
    for values in sample_prior(23, 20):
        settled = values | {"quits_with_ai": 1.0}
        world = market(5000).scenario(settled, SURVEY_MONTH + 1)
        population = world.population(2)
        world.run(population, world.environment_of(2), SURVEY_MONTH + 1, recorded=0)
        answers = ask(population, settled, ("freelancers_positive",), world.steady)
        positive.append(answers.chance["positive"][answers.freelancer & answers.user].mean())
    assert 0.8 < np.median(positive) < 0.95


def test_swapping_employees_for_freelancers_raises_neither_vacancies_nor_burnout():
    baseline, mixed = course(), course((from_start("freelance_mix", 0.6),))
    swapped = mixed.end.column("freelancer").sum() - baseline.end.column("freelancer").sum()
    assert swapped > 400
    assert mixed.total(tally.VACANT, first=6) < 1.02 * baseline.total(tally.VACANT, first=6)
    assert burnout_of_same_persons(mixed, baseline) < 0.01
    made = mixed.total(tally.OUTPUT_SUM) / baseline.total(tally.OUTPUT_SUM)
    assert made == pytest.approx(1, abs=0.03)


def test_know_how_and_a_niche_are_worth_their_share_of_output():
    """The same people, month and luck, under other values of the two: output moves in proportion."""
    made = []
    for know_how, niche in ((0.0, 0.0), (0.1, 0.0), (0.0, 0.2)):
        world = studio()
        numbers = {"missing_know_how": know_how, "niche_on_output": niche}
        single: dict[str, Any] = {name: np.float32(value) for name, value in numbers.items()}
        world.__dict__["coefficients"] = world.coefficients._replace(**single)
        population = world.population(4)
        sums = world.run(population, world.environment_of(4), MONTHS)[-1, 0]
        made.append(sums[tally.OUTPUT_SUM])
    shares = population.column("niche")[population.column("employed") == 1].mean()
    lost, gained = 1 - made[1] / made[0], made[2] / made[0] - 1
    assert lost == pytest.approx(0.1, abs=0.01)
    assert gained == pytest.approx(0.2 * shares, abs=0.03)

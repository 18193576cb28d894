"""Which draws are simulated, and that neither their number nor the threads change one of them."""

from typing import cast

import numpy as np
import pytest
from hydra import compose, initialize_config_module
from omegaconf import OmegaConf

from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import ProjectChoices, register_schema
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import luck_seed, runs_of, simulate
from tandem.experiments.simulation.setting import setting_of
from tandem.model.outcomes.tally import AI_USERS, LAYOFFS, PRESENT, QUITS
from tandem.model.parameters import sample_prior

TABLE = ("organisation=table", "organisation.path=example")
SMALL = ("organisation.headcount=300", "months=4")


def choices(*overrides: str) -> ProjectChoices:
    register_schema()
    with initialize_config_module("configs", version_base="1.3"):
        composed = compose("project", overrides=list(overrides))
    return build(ProjectChoices, cast("dict", OmegaConf.to_container(composed)))


def tallies(settings: ProjectChoices, threads: int = 1):
    sets = sample_prior(settings.seed, settings.draws // settings.runs_per_parameter_set)
    runs = runs_of(sets, settings.runs_per_parameter_set, settings.seed)
    return simulate(setting_of(settings, settings.policy), runs, threads, lambda: None)


def test_every_run_has_luck_of_its_own_and_sets_are_shared():
    runs = runs_of(sample_prior(1, 3), 2, 1)
    assert [run.parameter_set for run in runs] == [0, 0, 1, 1, 2, 2]
    assert [run.draw for run in runs] == [0, 1, 2, 3, 4, 5]
    assert len({run.seed for run in runs}) == 6
    assert runs[0].values == runs[1].values != runs[2].values


def test_luck_is_keyed_by_seed_set_and_run():
    keys = [(seed, number, run) for seed in (0, 1, 2**63 - 1) for number in range(20) for run in range(3)]
    seeds = {luck_seed(*key) for key in keys}
    assert len(seeds) == len(keys)
    assert all(0 <= seed < 2**64 for seed in seeds)


@pytest.mark.parametrize("organisation", [SMALL, (*TABLE, "months=2")])
def test_more_draws_change_no_draw(organisation):
    few = tallies(choices(*organisation, "draws=4"))
    many = tallies(choices(*organisation, "draws=6"))
    assert np.array_equal(few, many[:4])
    assert not np.array_equal(many[0], many[1])


def test_threads_change_nothing():
    settings = choices(*SMALL, "draws=6")
    alone = tallies(settings, threads=1)
    assert np.array_equal(alone, tallies(settings, threads=3))  # threads over runs
    assert np.array_equal(alone, tallies(settings, threads=4))  # threads within a run


def test_a_longer_projection_starts_alike():
    short, long = (tallies(choices(*SMALL[:1], f"months={months}", "draws=2")) for months in (2, 5))
    assert np.array_equal(short, long[:, : short.shape[1]])


def test_history_of_a_policy_is_that_of_the_status_quo():
    plain, cut = (
        tallies(choices(SMALL[0], "months=8", "draws=2", policy))
        for policy in ("policy=status_quo", "policy=layoff_example")
    )
    assert np.array_equal(plain[:, :30], cut[:, :30])
    assert cut[:, 30, :, LAYOFFS].sum() > 0 == plain[..., LAYOFFS].sum()


def test_a_table_holds_at_the_start(tmp_path):
    (tmp_path / "firm.csv").write_text(
        "department,level,contract,headcount,mean_salary,ai_users_percent,annual_voluntary_quits_percent\n"
        "Sales,junior,employee,400,50000,20,30\nResearch,senior,employee,300,90000,85,3\n"
    )
    settings = choices(
        "organisation=table", f"organisation.path={tmp_path / 'firm.csv'}", "months=12", "draws=8"
    )
    sums = tallies(settings)
    first = sums[:, HISTORY_MONTHS]
    assert (first[:, :, PRESENT] == [400, 300]).all()
    assert first[:, :, AI_USERS].mean(axis=0) / [400, 300] == pytest.approx([0.20, 0.85], abs=0.05)
    quits = sums[:, HISTORY_MONTHS:, :, QUITS].sum(axis=1).mean(axis=0) / [400, 300]
    assert quits[0] > 4 * quits[1]

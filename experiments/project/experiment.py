"""Project an organisation: from settings to the sums of every run.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from tandem.experiments.settings.schema import ProjectChoices
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import prepared, threads_of, with_minimum
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts

_text = texts("project.experiment")

if TYPE_CHECKING:
    from tandem.experiments.simulation.counterfactuals import Counterfactuals
    from tandem.experiments.simulation.projection import Projection
    from tandem.experiments.simulation.setting import Setting


@dataclass(frozen=True)
class Projected:
    """What a projection found: the settings, what all draws share, the runs, and some in other worlds."""

    choices: ProjectChoices
    setting: Setting
    projection: Projection
    counterfactuals: Counterfactuals


def project(choices: ProjectChoices, progress: Progress) -> Projected:
    """Simulate every run of an organisation under a policy.

    Raises
    ------
    InputError
        If a setting or the organisation is not usable, or it needs more memory than is free.
    """
    with progress.stage("organisation"):
        from tandem.experiments.simulation.memory import check_memory
        from tandem.model.organisation.suppression import published_cells

        setting = prepared(choices, choices.policy, progress.say)
        choices = with_minimum(choices, setting)
        threads = threads_of(choices.threads)
        check_memory(setting, choices.draws, threads)
    Thread(target=published_cells, args=(setting.stated, choices.min_cell)).start()
    return Projected(choices, setting, *simulated(setting, choices, threads, progress))


def simulated(
    setting: Setting, choices: ProjectChoices, threads: int, progress: Progress
) -> tuple[Projection, Counterfactuals]:
    """The runs of a setting, and what some of them come to in other worlds."""
    from tandem.experiments.simulation.compilation import compile_model
    from tandem.experiments.simulation.counterfactuals import planned, simulating
    from tandem.experiments.simulation.runs import costs_of, projection_of, runs_of, simulate

    with progress.stage("compilation"):
        compile_model(setting.real, progress)
    with progress.stage("parameters"):  # a posterior is held against the compiled model
        runs = runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)
    with progress.stage("simulation"), progress.bar(_text("bar_simulating"), len(runs)) as done:
        others = planned(setting, runs)
        tallies = simulate(setting, runs, threads, done, simulating(setting, runs, others))
    with progress.stage("costs"):
        programmes = costs_of(setting, runs, tallies)
    return projection_of(setting, runs, tallies, programmes, choices, setting.own.account), others

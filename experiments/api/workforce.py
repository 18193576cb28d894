"""The organisation as a Mesa model, built of the words of the configuration."""

from __future__ import annotations

from typing import Any

from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.run.progress import say
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.preparation import prepared, threads_of
from tandem.experiments.simulation.runs import runs_of
from tandem.model.agents import workforce
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.scenario import Scenario


class Workforce(workforce.Workforce):
    """One organisation as a Mesa model, a step a month, from November 2022 on.

    Without a scenario it is the very run that `tandem project` makes as draw number `draw`: same
    organisation, same parameters, same luck.

    Parameters
    ----------
    scenario : model.scenario.Scenario, optional
        Organisation, environment, policy and parameters; then `rng`, `threads` and `stated` are those of
        `tandem.model.agents.workforce.Workforce`, and no settings are allowed.
    draw : int
        Which run of the projection, from 0.
    settings
        As in `configs/project.yaml`: `months=24`, `policy="guardrails"`, `organisation="firm.csv"`.

    Raises
    ------
    InputError
        If a setting is not usable, or there is no such draw.
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        rng: Any = None,
        threads: int | None = None,
        stated: Profile | None = None,
        *,
        draw: int = 0,
        **settings: Any,
    ) -> None:
        if scenario is not None:
            if settings:
                raise InputError(
                    f"{min(settings)}: with a scenario of your own there are no further settings."
                )
            super().__init__(scenario, rng, threads or 1, stated)
            return
        choices = COMMAND.choices_of(composed(COMMAND, settings))
        if not 0 <= draw < choices.draws:
            raise InputError(f"draw: found {draw}; allowed: 0 to {choices.draws - 1}; example: draw=0")
        setting = prepared(choices, choices.policy, say)
        run = runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)[draw]
        described = setting.described(run.parameter_set) if setting.anchored else None
        super().__init__(
            setting.scenario(run.values, run.parameter_set),
            run.seed if rng is None else rng,
            threads_of(threads),
            described,
        )

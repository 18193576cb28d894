"""What every experiment on an organisation begins with: checks, and what all its draws share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tandem.experiments.settings.schema import CommonChoices, PolicyChoices
from tandem.experiments.simulation.cores import cores
from tandem.experiments.simulation.parameter_sets import check_parameters
from tandem.model.errors import InputError

if TYPE_CHECKING:
    from tandem.experiments.simulation.setting import Setting

#: A policy without levers.
NO_POLICY = PolicyChoices(name="none", levers={})


def check_draws(choices: CommonChoices) -> None:
    """Raise `InputError` unless the draws are whole parameter sets."""
    if choices.draws % choices.runs_per_parameter_set:
        raise InputError(
            f"runs_per_parameter_set: found {choices.runs_per_parameter_set}; allowed: a number that divides "
            f"draws ({choices.draws}); example: runs_per_parameter_set=1"
        )


def prepared(
    choices: CommonChoices, policy: PolicyChoices, say: Callable[[str], None] = lambda _: None
) -> Setting:
    """The setting of a policy, after every check that needs no simulation; `say` is told what takes long.

    Raises
    ------
    InputError
        If a parameter, the posterior, the organisation or the policy is not usable, or the organisation is
        too small to show.
    """
    from tandem.experiments.simulation.setting import setting_of
    from tandem.model.organisation.suppression import check_large_enough

    check_parameters(choices)
    setting = setting_of(choices, policy, say)
    check_large_enough(setting.stated, choices.min_cell)
    return setting


def with_minimum[C: CommonChoices](choices: C, setting: Setting) -> C:
    """The settings with the minimum cell in force: an imported profile's own is never undercut."""
    from tandem.model.organisation.suppression import smallest_cell

    return replace(choices, min_cell=smallest_cell(setting.stated, choices.min_cell))


def threads_of(threads: int | None) -> int:
    """How many threads share the work: as many as were asked for, or a thread a core."""
    return threads or cores()

"""The outlook: what is projected if nothing is done, with finding, pictures and numbers by department.

It is the experiment of `tandem project` on the same settings and draws: its numbers are the command's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.api.settings import composed
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.measures.causal_share import causal_share_of
from tandem.experiments.project.against_rest import standings_of
from tandem.experiments.project.command import COMMAND
from tandem.experiments.project.departments import where_of
from tandem.experiments.project.figures.cells import shown_of
from tandem.experiments.project.figures.render import pictures_of
from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.other_worlds import ai_part_of, other_worlds, range_of_change
from tandem.experiments.project.summary import summary
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.simulation.preparation import threads_of
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.finding import Finding

SCREEN = "dashboard"  # what the access log names as the place of the result
SHOWN = ("fan_turnover", "fan_burnout", "fan_output", "fan_ai_users", "departments")


@dataclass(frozen=True)
class Outlook:
    """What an outlook shows.

    Attributes
    ----------
    organisation : its name
    finding : what, how sure, what next; and notes
    pictures : by name
    draws : how many runs it rests on
    """

    organisation: str
    finding: Finding
    pictures: Mapping[str, Picture]
    draws: int


def outlook_of(settings: Mapping[str, Any], draws: int) -> Outlook:
    """Project an organisation.

    Parameters
    ----------
    settings : as `experiments.dashboard.settings.common_settings` gives them

    Raises
    ------
    InputError
        If a setting or the organisation is not usable.
    """
    config = composed(COMMAND, {**settings, "draws": draws})
    choices = COMMAND.choices_of(config)
    result = COMMAND.experiment(choices, Progress())
    projection, min_cell = result.projection, choices.min_cell
    COMMAND.log(result, Path(SCREEN))
    standings = standings_of(projection, min_cell)
    worlds = other_worlds(projection, result.counterfactuals, min_cell)
    ai_part = ai_part_of(worlds)
    content = {
        **summary(projection, min_cell),
        **posterior_account(choices),
        "causal_share": causal_share_of(
            projection.values[:: choices.runs_per_parameter_set], threads_of(choices.threads)
        ),
        "ai_part": ai_part,
        "range_of_change": range_of_change(worlds),
        "where": where_of(standings),
    }
    shown = shown_of(projection, min_cell, standings, ai_part)
    pictures = {picture.name: picture for picture in pictures_of(shown, SHOWN)}
    return Outlook(projection.profile.name, finding_of(content), pictures, draws)

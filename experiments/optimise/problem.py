"""What a search searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tandem.experiments.optimise.schema import OptimiseChoices

if TYPE_CHECKING:
    from tandem.experiments.optimise.mixes import MixSpace
    from tandem.experiments.simulation.runs import Run
    from tandem.experiments.simulation.setting import Setting


@dataclass(frozen=True)
class Problem:
    """What is searched: the organisation without levers, the mixes, and the draws of search and judgement."""

    choices: OptimiseChoices
    setting: Setting
    space: MixSpace
    search_runs: Sequence[Run]
    fresh_runs: Sequence[Run]
    threads: int

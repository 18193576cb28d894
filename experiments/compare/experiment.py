"""Compare policies on the same luck, in people and in money.

Heavy libraries are imported where they are used, so that wrong input is answered at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tandem.experiments.compare.schema import ALL_STRUCTURES, CompareChoices
from tandem.experiments.settings.schema import READINGS, PosteriorChoices
from tandem.experiments.simulation.parameter_sets import check_parameters, parameter_sets
from tandem.experiments.simulation.preparation import NO_POLICY, prepared, threads_of, with_minimum
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.structures import BALANCED, STRUCTURES

_text = texts("compare.experiment")

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from tandem.experiments.compare.effects import Comparison
    from tandem.experiments.compare.ranking import Booked
    from tandem.experiments.measures.causal_share import Contrasts
    from tandem.experiments.simulation.policies import Policy
    from tandem.experiments.simulation.runs import Run
    from tandem.experiments.simulation.setting import Setting

SHIPPED = "upwork_2025_"  # posteriors that ship, one a reading


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Attributes
    ----------
    choices : the settings; where every structure was asked for, those of the balanced one
    setting : what all policies share
    policies : the baseline first
    comparison : all policies on the same luck
    others : the same policies under the other readings of the survey; none under a mixture of them
    contrasts : what AI itself adds to burnout, in each parameter set of the comparison
    parts : further tables by name, as far as they were asked for (`mechanisms`, `baselines`, `structures`)
    books : ledgers under the other structures, if every structure was asked for
    """

    choices: CompareChoices
    setting: Setting
    policies: Sequence[Policy]
    comparison: Comparison
    others: Sequence[Comparison]
    contrasts: Contrasts
    parts: Mapping[str, pd.DataFrame]
    books: Sequence[Booked] = ()


def compare(choices: CompareChoices, progress: Progress) -> Compared:
    """Simulate every policy on the same luck, and what else was asked for.

    Raises
    ------
    InputError
        If a setting, a policy or the organisation is not usable, or it needs more memory than is free.
    """
    own, rivals = _by_structure(choices)
    with progress.stage("organisation"):
        from tandem.experiments.simulation.memory import check_memory
        from tandem.experiments.simulation.policies import notes_of, read_policies

        setting = prepared(own, NO_POLICY, progress.say)
        own, choices = with_minimum(own, setting), with_minimum(choices, setting)
        for rival in rivals:
            check_parameters(rival)
        policies = read_policies(
            choices.policies, setting.start, choices.months, setting.stated, choices.duration
        )
        for note in notes_of(policies):
            progress.say(note)
        threads = threads_of(choices.threads)
        check_memory(setting, choices.draws * len(policies), threads)
    with progress.stage("compilation"):
        from tandem.experiments.simulation.compilation import compile_model

        compile_model(setting.real, progress)
    with progress.stage("parameters"):  # a posterior is held against the compiled model
        runs = _runs(own)
        runs_of_rivals = [_runs(rival) for rival in rivals]
    with (
        progress.stage("simulation"),
        progress.bar(_text("bar_simulating"), len(runs) * (1 + len(rivals))) as done,
    ):
        # The rivals come first, and of each only its tables are kept: no two are in memory at once.
        said, books = [], []
        for rival, its in zip(rivals, runs_of_rivals, strict=True):
            found = _simulate(setting, policies, rival, its, threads, done)
            said.append(_said(found, choices.min_cell))
            books.append(_booked(found, policies, choices.discount_rate))
        comparison = _simulate(setting, policies, own, runs, threads, done)
    others = []
    for other in _other_readings(own):
        its = _runs(other)
        with progress.bar(_text("bar_reading", reading=other.reading), len(its)) as done:
            others.append(_simulate(setting, policies, other, its, threads, done))
    parts = _further_parts(setting, policies, own, comparison, runs, threads, progress)
    if rivals:
        from tandem.experiments.compare.structures import structures_table

        parts["structures"] = structures_table([*said, _said(comparison, choices.min_cell)])
    with progress.stage("causal share"):
        from tandem.experiments.measures.causal_share import contrasts_of

        contrasts = contrasts_of(comparison.baseline.values[:: choices.runs_per_parameter_set], threads)
    return Compared(own, setting, policies, comparison, others, contrasts, parts, books)


def _by_structure(choices: CompareChoices) -> tuple[CompareChoices, list[CompareChoices]]:
    """The settings of the comparison, and those under the other structures if all were asked for."""
    if choices.structure != ALL_STRUCTURES:
        return choices, []
    own = replace(choices, structure=BALANCED)
    return own, [replace(choices, structure=name) for name in STRUCTURES if name != BALANCED]


def _said(comparison: Comparison, min_cell: int) -> pd.DataFrame:
    from tandem.experiments.compare.structures import said_by

    return said_by(comparison, min_cell)


def _booked(comparison: Comparison, policies: Sequence[Policy], discount_rate: float | None) -> Booked:
    from tandem.experiments.compare.ledger import ledgers_of
    from tandem.experiments.compare.prices import prices_of
    from tandem.experiments.compare.ranking import Booked, drawn_with

    prices = [prices_of(policy) for policy in policies]
    return Booked(ledgers_of(comparison, prices, discount_rate), drawn_with(comparison))


def _runs(choices: CompareChoices) -> list[Run]:
    from tandem.experiments.simulation.runs import runs_of

    return runs_of(parameter_sets(choices), choices.runs_per_parameter_set, choices.seed)


def _simulate(
    setting: Setting,
    policies: Sequence[Policy],
    choices: CompareChoices,
    runs: Sequence[Run],
    threads: int,
    done: Callable[[], None],
) -> Comparison:
    import numpy as np

    from tandem.experiments.compare.effects import Comparison
    from tandem.experiments.simulation.paired import simulate_parts
    from tandem.experiments.simulation.runs import projection_of
    from tandem.experiments.simulation.session import Session

    session = Session(setting, runs, threads, kept_bytes=0)  # each start is used once, for all policies
    found = simulate_parts(
        session, [policy.levers for policy in policies], done, histories=None if choices.baselines else 1
    )
    projections = [
        projection_of(setting, runs, each.tallies, each.programmes, choices, parts=each.parts)
        for each in found
    ]
    changes = np.stack([each.same_persons for each in found[1:]])
    names, paid = tuple(policy.name for policy in policies), tuple(each.paid for each in found)
    return Comparison(names, tuple(projections), changes, paid)


def _other_readings(choices: CompareChoices) -> list[CompareChoices]:
    """The same choices under the other readings of the survey, if the posterior is one of those that ship.

    A mixture has no other readings: its own runs are told apart by theirs.
    """
    ships = choices.posterior.kind == "fitted" and choices.posterior.folder is None
    draws = choices.reading_draws // choices.runs_per_parameter_set * choices.runs_per_parameter_set
    if not ships or draws == 0 or not choices.posterior.name.startswith(SHIPPED):
        return []
    return [
        replace(
            choices,
            posterior=PosteriorChoices("fitted", f"{SHIPPED}{reading}", None, reading),
            reading=reading,
            draws=draws,
        )
        for reading in READINGS
        if reading != choices.reading
    ]


def _further_parts(
    setting: Setting,
    policies: Sequence[Policy],
    choices: CompareChoices,
    comparison: Comparison,
    runs: Sequence[Run],
    threads: int,
    progress: Progress,
) -> dict[str, pd.DataFrame]:
    """Tables that need simulations of their own, as far as they are asked for."""
    parts: dict[str, pd.DataFrame] = {}
    if choices.mechanisms:
        from tandem.experiments.compare.mechanisms import mechanism_effects, simulations

        few = runs[: choices.mechanism_draws]
        with progress.bar(_text("bar_mechanisms"), simulations(len(few))) as done:
            parts["mechanisms"] = mechanism_effects(setting, policies, few, threads, done)
    if choices.baselines:
        from tandem.experiments.compare.baselines import baselines_of
        from tandem.experiments.simulation.parts import contracts_of

        levers = {policy.name: policy.levers for policy in policies}
        sums = dict(zip(comparison.names, (each.tallies for each in comparison.projections), strict=True))
        with progress.wait(_text("wait_mean_field")):
            parts["baselines"] = baselines_of(
                setting, levers, runs, sums, contracts_of(setting.profile), threads=threads
            ).to_pandas()
    return parts

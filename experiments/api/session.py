"""A session: one organisation held ready, so that any policy is answered in a moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.api.settings import composed, policy_of
from tandem.experiments.compare.break_even import break_even_table
from tandem.experiments.compare.cash import cash_table
from tandem.experiments.compare.decision import months_in_force
from tandem.experiments.compare.effects import (
    Comparison,
    PairedEffects,
    differences,
    levels_of,
    levels_of_sums,
    shown_cells,
)
from tandem.experiments.compare.ledger import ledgers_of
from tandem.experiments.compare.prices import prices_of
from tandem.experiments.compare.tables import effects_table, payback_month
from tandem.experiments.measures.cells import cell_sums_of
from tandem.experiments.measures.net_value import worth_of_output
from tandem.experiments.measures.recorded import values_of
from tandem.experiments.measures.spread import QUANTILES, statistics
from tandem.experiments.project.command import COMMAND
from tandem.experiments.run.progress import say
from tandem.experiments.settings.option_files import policy_settings
from tandem.experiments.simulation import session as simulation
from tandem.experiments.simulation.compilation import compile_model
from tandem.experiments.simulation.memory import check_memory
from tandem.experiments.simulation.paired import Paid, PartSums, simulate_parts
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.policies import Policy, checked_policy
from tandem.experiments.simulation.preparation import NO_POLICY, prepared, threads_of
from tandem.experiments.simulation.projection import Projection
from tandem.experiments.simulation.runs import projection_of, runs_of
from tandem.experiments.simulation.same_persons import BaselinePeople
from tandem.model.errors import InputError
from tandem.model.outcomes.measures import MEASURES
from tandem.model.outcomes.sums import CellSums

Floats = npt.NDArray[np.float64]

BASELINE = "status quo"
JANUARY = 1  # month in which fiscal years start


@dataclass(frozen=True)
class Answer:
    """What a policy does in a session's draws.

    Attributes
    ----------
    policy : its name
    effects : what it changes against the status quo: effect, department, mean, quantiles, share of runs in
        which it is better; `burnout_same_persons` is measured on those in post either way
    monthly : mean and quantiles of every measure that has a headline, for the organisation, by month
    """

    policy: str
    effects: pd.DataFrame
    monthly: pd.DataFrame
    _books: Callable[[], tuple[pd.DataFrame, pd.DataFrame]] = field(repr=False, compare=False)

    @property
    def break_even(self) -> pd.DataFrame:
        """The highest prices at which it still pays; columns as in `break_even.csv` (docs/compare.md)."""
        return self._booked[0]

    @property
    def cash(self) -> pd.DataFrame:
        """Cash and capacity by quarter and fiscal year; columns as in `cash.csv` (docs/compare.md)."""
        return self._booked[1]

    @cached_property
    def _booked(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self._books()


class Session:
    """Holds an organisation, its parameter draws and their starts, and answers any policy from there.

    In each draw all policies have the same parameters, history and luck. Two sessions know nothing of each
    other.

    Parameters
    ----------
    kept_bytes : how much memory the starts may take; what does not fit is simulated again at each answer
    settings : as in `configs/project.yaml`, without `policy`: `draws=50`, `organisation="firm.csv"`

    Raises
    ------
    InputError
        If a setting or the organisation is not usable.
    """

    def __init__(self, *, kept_bytes: int = simulation.KEPT_BYTES, **settings: Any) -> None:
        config = composed(COMMAND, settings)
        self._choices = COMMAND.choices_of(config)
        setting = prepared(self._choices, NO_POLICY, say)
        threads = threads_of(self._choices.threads)
        check_memory(setting, self._choices.draws, threads)
        compile_model(setting.real)
        runs = runs_of(
            parameter_sets(self._choices), self._choices.runs_per_parameter_set, self._choices.seed
        )
        self._session = simulation.Session(setting, runs, threads, kept_bytes)
        self._stated = setting.stated
        self._people = BaselinePeople()
        (baseline,) = simulate_parts(self._session, [()], baseline=self._people)
        self._baseline, self._paid = self._projection(baseline), baseline.paid
        alone = Comparison((BASELINE,), (self._baseline,))
        self._cells = shown_cells(alone, self._choices.min_cell)
        self._levels = levels_of(self._baseline, self._cells, worth_of_output(self._baseline))
        whole, start = cell_sums_of(self._baseline, self._cells[:1]), self._baseline.start
        self._past: dict[int, Floats] = {}  # statistics of the history's months by number of draws
        self._history, self._projected = whole.months(slice(start)), whole.months(slice(start, None))

    @property
    def draws(self) -> int:
        """How many draws each answer rests on."""
        return len(self._session.runs)

    @property
    def departments(self) -> tuple[str, ...]:
        """The organisation's departments."""
        return self._stated.departments

    def answer(self, policy: str | Mapping[str, Any], draws: int | None = None) -> Answer:
        """What a policy does against the status quo.

        Parameters
        ----------
        policy : a name that ships, or a dictionary with name and levers
        draws : use the first so many draws, for a quick look; None: all

        Raises
        ------
        InputError
            If there is no such policy, or it does not suit the organisation.
        """
        read = self._read(policy)
        if draws is not None and not 1 < draws <= self.draws:
            raise InputError(
                f"draws: found {draws}; allowed: 2 to {self.draws}, those of the session; example: 50"
            )
        (sums,) = simulate_parts(
            self._session, [read.levers], draws=draws, histories=0, baseline=self._people
        )
        comparison = Comparison(
            (BASELINE, read.name),
            (self._first(draws), self._projection(sums, draws)),
            sums.same_persons[np.newaxis],
        )
        baseline, other = comparison.projections
        worth = worth_of_output(baseline)
        known = self._levels if draws is None else levels_of(baseline, self._cells, worth)
        shown = cell_sums_of(other, self._cells)
        effects = differences(self._cells, [known, levels_of_sums(shown, other.start, worth)])
        return Answer(
            read.name,
            effects_table(comparison, effects, self._choices.reading),
            self._monthly(read.name, shown.first_cell()),
            partial(self._booked, read, comparison, effects, sums.paid),
        )

    @property
    def projection(self) -> Projection:
        """The status quo in all draws."""
        return self._baseline

    @cached_property
    def status_quo(self) -> pd.DataFrame:
        """Mean and quantiles of every headline measure without any policy, by month."""
        return self._monthly(BASELINE, self._projected)

    def _booked(
        self, policy: Policy, comparison: Comparison, effects: PairedEffects, paid: Paid
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """What break-even and cash of a policy come to."""
        draws = len(comparison.baseline.seeds)
        first = Paid(*(part[:draws] for part in (self._paid.units, self._paid.raises, self._paid.severance)))
        whole, setting = replace(comparison, paid=(first, paid)), self._session.setting
        books = ledgers_of(whole, [(), prices_of(policy)])
        lasts = months_in_force(policy, setting.start, setting.months)
        pays = [payback_month(each) for each in effects.cumulative]
        return break_even_table(books, pays, [lasts]), cash_table(whole, JANUARY)

    def _read(self, policy: str | Mapping[str, Any]) -> Policy:
        settings = policy_of(policy)
        if isinstance(settings, str):
            settings = policy_settings(settings)
        setting = self._session.setting
        return checked_policy(settings, "policy", setting.start, setting.months, setting.stated)

    def _projection(self, sums: PartSums, draws: int | None = None) -> Projection:
        runs = self._session.runs[:draws]
        return projection_of(
            self._session.setting, runs, sums.tallies, sums.programmes, self._choices, parts=sums.parts
        )

    def _first(self, draws: int | None) -> Projection:
        """The status quo in the first draws."""
        base = self._baseline
        if draws is None:
            return base
        return replace(
            base,
            tallies=base.tallies[:draws],
            values=base.values[:draws],
            seeds=base.seeds[:draws],
            parameter_sets=base.parameter_sets[:draws],
            readings=base.readings[:draws],
        )

    def _monthly(self, policy: str, projected: CellSums) -> pd.DataFrame:
        """Every headline measure of the organisation by month, after the history that all share."""
        sums = projected.after(self._history)
        shown = [measure for measure in MEASURES.values() if measure.headline]
        values = np.concatenate(
            [values_of(measure, sums, self._cells[:1], self._baseline) for measure in shown], axis=1
        )
        draws, start = len(values), self._baseline.start
        if draws not in self._past:
            self._past[draws] = statistics(values[..., :start])
        found = np.concatenate([self._past[draws], statistics(values[..., start:])], axis=-1)
        labels, currency = list(self._baseline.month_labels), self._baseline.profile.currency
        return pd.DataFrame(
            {
                "scenario": policy,
                "measure": np.repeat([measure.name for measure in shown], len(labels)),
                "month": np.tile(pd.to_datetime(labels).to_numpy(), len(shown)),
                **dict(zip(("mean", *QUANTILES), found.reshape(len(found), -1), strict=False)),
                "unit": np.repeat([measure.unit_in(currency) for measure in shown], len(labels)),
            }
        )

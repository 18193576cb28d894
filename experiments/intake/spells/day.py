"""The day on which an extract was true, and the months that it can know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tandem.experiments.intake.groups.history import month_of, month_text
from tandem.experiments.intake.meaning.questions import ask
from tandem.experiments.intake.meaning.settings import Settings
from tandem.experiments.intake.meaning.words_of_rows import ACTIVE
from tandem.model.errors import InputError

Days = npt.NDArray[np.datetime64]

_usual_months = 24  # before a silence, from which the usual number of hires or leavers is taken (assumption)
_compared_months = 36  # before a silence, whose longest pause it must exceed (assumption)
_improbable = 1e-3  # chance of the silence below which it is not believed (assumption)
_longest_pause = 2  # months that may pass without one before it is a silence (assumption)
_enough_before = 0.1  # share of the other kind that must stand before the silence (assumption)
_most_announced = 0.2  # share of the leavings that may lie after the day that a list says (assumption)
_no_day = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Silence:
    """Months at the end of an extract without a hire, or without a leaver, though there were many before.

    Attributes
    ----------
    of : {"hires", "leavers"}
    last : int
        The last month with one, since 1970.
    known : int
        The last month that the extract seems to know.
    after : int
        Hires or leavers of the other kind that stand after it.
    """

    of: str
    last: int
    known: int
    after: int

    @property
    def last_day(self) -> np.datetime64:
        """The last day of the last month that the extract seems to know."""
        return np.datetime64(np.datetime64(self.known + 1, "M"), "D") - np.timedelta64(1, "D")


def day_of_extract(
    spells: pd.DataFrame, name: str, settings: Settings, today: date, said: Days
) -> tuple[np.datetime64, bool]:
    """The day on which the extract was true: stated, said by it, or the last on which somebody came or went.

    Announced leavings, of people whose status is active, do not count.

    Parameters
    ----------
    spells : DataFrame
        As in `FileRows.frame`, joined.
    name : str
        Of the list of staff.
    said : days
        What a column of the list of staff says: the day of the list, or of each list of a panel.

    Returns
    -------
    day : day
    stated : bool

    Raises
    ------
    QuestionError
        If there is no day, or a long silence says that the last leavers were announced.
    """
    if settings.snapshot is not None:
        if settings.snapshot > today:
            raise InputError(f"settings.snapshot: found {settings.snapshot}; allowed: a day up to today.")
        return np.datetime64(settings.snapshot, "D"), True
    now = np.datetime64(today, "D")
    hires, exits = _events(spells, now)
    every = np.concatenate([hires, exits])
    last = every.max() if every.size else _no_day
    if said.size and said.max() <= now and (said.size > 1 or _may_be_day(said.max(), hires, exits)):
        return np.datetime64(said.max(), "D"), False
    if np.isnat(last):
        ask(name, "on what day was this list of staff true?", ("snapshot=2025-06-30",))
    silence = silence_before(hires, exits, last)
    if silence is not None:
        _ask_about(silence, name, last)
    return last, False


def _may_be_day(day: np.datetime64, hires: Days, exits: Days) -> bool:
    """Whether a list can have been true on a day: nobody was hired later, and few leavings were announced."""
    return bool(not (hires > day).any() and (exits > day).sum() <= _most_announced * exits.size)


def known_to(spells: pd.DataFrame, day: np.datetime64) -> Silence | None:
    """The silence before a day that was stated: its months are no history unless `history_to` says so."""
    return silence_before(*_events(spells, day), day)


def silence_before(hires: Days, exits: Days, day: np.datetime64) -> Silence | None:
    """The months up to a day in which an extract seems not to know hires, or not to know leavers."""
    if hires.size == 0 or exits.size == 0:
        return None
    end = int(month_of(np.array([day]))[0])
    for of, own, other in (("hires", hires, exits), ("leavers", exits, hires)):
        months = month_of(own[own <= day])
        if months.size == 0:
            continue
        last = int(months.max())
        usual = int((months > last - _usual_months).sum()) / _usual_months
        recent = np.sort(months[months > last - _compared_months])
        longest = int(np.diff(recent).max()) if recent.size > 1 else _compared_months
        silent = end - last
        if silent > longest and np.exp(-usual * silent) < _improbable:
            inside = month_of(other[other <= day])
            # A pause of the usual length is no silence yet: what happened in it was known.
            known = max([last, *inside[inside <= last + min(longest, _longest_pause)].tolist()])
            after = int((inside > known).sum())
            if inside.size - after >= _enough_before * inside.size:  # else it has no months with both
                return Silence(of, last, known, after)
    return None


def _ask_about(silence: Silence, name: str, last: np.datetime64) -> None:
    last_one, known, until = month_text(silence.last), month_text(silence.known), str(last)[:7]
    if silence.of == "hires":
        found = f"the last hire is in {last_one}, and {silence.after:,} leavers stand apart"
        doubt = "Were these announced when the extract was made?"
    else:
        found = f"the last leaver is in {last_one}, and {silence.after:,} people were hired"
        doubt = "Does the extract know leavers up to then only?"
    found += f" after {known}, up to {until}"
    ask(
        name,
        f"{found}. {doubt} On what day was the list true?",
        (f"snapshot={silence.last_day}", f"snapshot={last} --set history_to={until}"),
    )


def _events(spells: pd.DataFrame, today: np.datetime64) -> tuple[Days, Days]:
    """Days up to today on which people came, and on which they went and are not said to be there still."""
    there = (spells["has_left"] == ACTIVE).to_numpy()
    hires = spells["hire"].to_numpy().astype("datetime64[D]")
    exits = spells["exit"].to_numpy().astype("datetime64[D]")[~there]
    return _up_to(hires, today), _up_to(exits, today)


def _up_to(days: Days, today: np.datetime64) -> Days:
    return np.asarray(days[~np.isnat(days) & (days <= today)])

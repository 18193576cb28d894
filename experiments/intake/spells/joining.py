"""Files joined by the identifier: leavings, earlier jobs and pay are put to the spells of the staff."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.meaning.problems import RowProblem
from tandem.experiments.intake.meaning.words_of_rows import BLANK, LEFT
from tandem.experiments.intake.spells.chains import chained, tell
from tandem.model.errors import InputError

_long_ago = np.datetime64("1900-01-01", "D")
_same_leaving = np.timedelta64(
    31, "D"
)  # two days of leaving this close are those of one leaving (assumption)
_day = np.timedelta64(1, "D")


def join_leavings(
    staff: pd.DataFrame, leavings: pd.DataFrame, files: Sequence[FileRows]
) -> tuple[pd.DataFrame, int, list[RowProblem]]:
    """The spells with their leavings, and those of leavers who are not in the list of staff.

    A leaving ends the person's last spell that begins before it. A leaver without such a spell is one of
    their own, if department and day of hire are known.

    Parameters
    ----------
    staff, leavings : DataFrame
        As in `FileRows.frame`, with `file`; both with `person`.

    Returns
    -------
    spells : DataFrame
    joined : int
        Leavings of people in the list of staff.
    problems : list of RowProblem
        Leavers of whom too little is known, who leave twice, or on another day than the list of staff says.
    """
    told = leavings[(leavings["person"] != 0).to_numpy() & leavings["exit"].notna().to_numpy()]
    told = told.assign(at=told["exit"].astype("datetime64[s]")).sort_values("at", kind="stable")
    places = pd.DataFrame({"person": staff["person"], "place": np.arange(len(staff))})
    places["begins"] = staff["hire"].fillna(pd.Timestamp(_long_ago)).astype("datetime64[s]")
    places = places[places["person"] != 0].sort_values("begins", kind="stable")
    found = pd.merge_asof(told, places, left_on="at", right_on="begins", by="person")
    place = found["place"].fillna(-1).to_numpy().astype(np.int64)
    stated = staff["exit"].to_numpy().astype("datetime64[D]")[place]
    leaves, hired = _day_of(found, "exit"), _day_of(found, "hire")
    own = (place < 0) | (~np.isnat(stated) & (hired > stated))
    other_day = ~own & (np.abs(stated - leaves) > _same_leaving)
    twice = ~own & found.duplicated("place", keep="first").to_numpy()
    good = ~own & ~other_day & ~twice
    whole = staff.copy()
    whole.loc[whole.index[place[good]], "exit"] = leaves[good]
    whole.loc[whole.index[place[good]], "has_left"] = np.int8(LEFT)
    reasoned = good & (found["reason"].to_numpy() != BLANK)
    for why in ("reason", "reason_unsaid"):
        whole.loc[whole.index[place[reasoned]], why] = found[why].to_numpy()[reasoned]
    needs_hire = bool(staff["hire"].notna().any())
    complete = own & found["department"].notna().to_numpy() & (~np.isnat(hired) | (not needs_hire))
    name = files[int(staff["file"].iloc[0])].source.path.name if len(staff) else ""
    problems = []
    for wrong, rule in (
        (
            own & ~complete,
            f"an identifier that stands in {name} is needed, or department and day of hire here",
        ),
        (other_day, f"the day of leaving must be the one that {name} says"),
        (
            twice & ~other_day,
            "the identifier stands in two rows for the same time; one row a person is allowed",
        ),
    ):
        problems += tell(found, files, np.flatnonzero(wrong), rule)
    if len(found) and (own & ~complete).all():
        _refuse_strangers(len(found), found, files, name)
    _check_levels(found[complete], staff, files)
    extra = found.loc[complete, staff.columns]
    return pd.concat([whole, extra], ignore_index=True), int(good.sum()), problems


def join_history(
    staff: pd.DataFrame, stays: pd.DataFrame, files: Sequence[FileRows]
) -> tuple[pd.DataFrame, list[RowProblem]]:
    """The spells with what a history knows of them: the first day of the stay, and earlier stays.

    A stay that the list of staff's spell continues gives it its first day; a stay that has ended is a spell
    of its own.
    """
    stays, _ = chained(stays)
    stays = stays[(stays["person"] != 0).to_numpy()].reset_index(drop=True)
    places = pd.DataFrame({"person": staff["person"], "place": np.arange(len(staff)), "hired": staff["hire"]})
    places["gone"] = staff["exit"]
    pairs = stays.reset_index(names="stay").merge(places[places["person"] != 0], on="person")
    hire, exits = _day_of(pairs, "hire"), _day_of(pairs, "exit")
    begins, ends = _day_of(pairs, "hired"), _day_of(pairs, "gone")
    # One stay, if each begins before the other has ended; the day after counts as before.
    one = (np.isnat(exits) | np.isnat(begins) | (begins <= exits + _day)) & (
        np.isnat(ends) | (hire <= ends + _day)
    )
    same = pairs[one].drop_duplicates("place")
    whole = staff.copy()
    at = whole.index[same["place"].to_numpy()]
    whole.loc[at, "hire"] = np.fmin(_day_of(same, "hire"), _day_of(same, "hired"))
    left = (same["has_left"] == LEFT).to_numpy() & np.isnat(_day_of(same, "gone"))
    whole.loc[at[left], "exit"] = _day_of(same, "exit")[left]
    whole.loc[at[left], "has_left"] = np.int8(LEFT)
    for why in ("reason", "reason_unsaid"):
        whole.loc[at[left], why] = same[why].to_numpy()[left]
    rest = stays[~stays.index.isin(pairs.loc[one, "stay"])]
    open_end = rest["exit"].isna().to_numpy()
    name = files[int(staff["file"].iloc[0])].source.path.name
    rule = f"an identifier that stands in {name} is needed, or a day of leaving here"
    problems = tell(rest, files, np.flatnonzero(open_end), rule)
    nowhere = ~open_end & rest["department"].isna().to_numpy()
    problems += tell(rest, files, np.flatnonzero(nowhere), "a department is needed")
    extra = rest[~open_end & ~nowhere]
    _check_levels(extra, staff, files)
    return pd.concat([whole, extra[staff.columns]], ignore_index=True), problems


def join_pay(
    spells: pd.DataFrame, pay: pd.DataFrame, files: Sequence[FileRows], today: np.datetime64
) -> tuple[pd.DataFrame, int, list[RowProblem]]:
    """The spells with the pay that a file of its own states; of several rows of a person, the last in force.

    Returns
    -------
    spells : DataFrame
    strangers : int
        Rows of people who are not in the other files.
    problems : list of RowProblem
    """
    rows = pay[(pay["person"] != 0).to_numpy() & pay["pay"].notna().to_numpy()]
    problems: list[RowProblem] = []
    if "effective" in rows:
        in_force = ~(_day_of(rows, "effective") > today)
        rows = rows[in_force].sort_values("effective", kind="stable", na_position="first")
        rows = rows.drop_duplicates("person", keep="last")
    twice = rows["person"].duplicated().to_numpy()
    problems += tell(
        rows, files, np.flatnonzero(twice), "one row a person is allowed, or a day from which pay holds"
    )
    amounts = rows[~twice].set_index("person")["pay"]
    found = spells["person"].map(amounts)
    strangers = int((~amounts.index.isin(spells["person"])).sum())
    return spells.assign(pay=found.fillna(spells["pay"])), strangers, problems


def _day_of(frame: pd.DataFrame, name: str) -> np.ndarray:
    return np.asarray(frame[name].to_numpy().astype("datetime64[D]"))


def _refuse_strangers(count: int, found: pd.DataFrame, files: Sequence[FileRows], staff: str) -> None:
    name = files[int(found["file"].iloc[0])].source.path.name
    raise InputError(
        f"{name}: none of its {count:,} identifiers stands in {staff} before the day of leaving, and it "
        "does not say department and day of hire. Allowed: leavers who are also in the list of staff, joined "
        "by the identifier, or a list with department, day of hire and day of leaving; check that both files "
        "have the same identifier, for example Employee ID."
    )


def _check_levels(extra: pd.DataFrame, staff: pd.DataFrame, files: Sequence[FileRows]) -> None:
    """Leavers of their own need a level if the list of staff has levels, and the other way round."""
    if extra.empty or staff.empty:
        return
    one, other = files[int(staff["file"].iloc[0])], files[int(extra["file"].iloc[0])]
    if ("level" in one.columns) != ("level" in other.columns):
        lacking = (other if "level" in one.columns else one).source.path.name
        raise InputError(
            f"{lacking}: no column for level was found, though the other file has one; name it in a mapping "
            "file, add it to the export, or take it out of the mapping of both files."
        )

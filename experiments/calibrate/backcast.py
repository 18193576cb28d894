"""The back-cast in words: November 2022 to the end of 2025, the model against what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tandem.calibration.checks.backcast import (
    ABOVE,
    AI_PART,
    BELOW,
    INSIDE,
    OUTSIDE,
    OVERLAPS,
    PER_MONTH,
    RECORD,
    TOP,
    back_cast,
)
from tandem.experiments.calibrate.account import MET, MISSED, NOTHING, Account, Row, Table
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import Tell, per_cent, plain, ranged, share, with_plus
from tandem.model.parameters import Values

if TYPE_CHECKING:
    import pandas as pd

_text = texts("calibrate.backcast")

_marked = {INSIDE: MET, OVERLAPS: "", OUTSIDE: MISSED, BELOW: MISSED}
#: What is followed, in the order of the panels.
PANELS = {"adoption": ("ai_users",), "burnout": ("burned_out", "very_often", TOP), "quits": ("quits",)}


def back_cast_rows(
    draws: Sequence[Values], people: int, threads: int, progress: Progress
) -> list[dict[str, Any]]:
    """The back-cast as an account holds it: one row a number (`calibration.checks.backcast.tidy`)."""
    with progress.bar(_text("working"), len(draws)) as advance:
        found = back_cast(draws, people, threads, lambda _: advance())
    return [{str(key): value for key, value in row.items()} for row in found.to_dict("records")]


def frame_of(account: Account) -> pd.DataFrame:
    """The back-cast of an account."""
    import pandas as pd

    return pd.DataFrame(account["backcast"])


def tell_of_unit(unit: str) -> Tell:
    """How a number is told: `66 %` of people, `1.0 %` a month."""
    return (lambda value: per_cent(value, 1)) if unit == PER_MONTH else share


def title(frame: pd.DataFrame) -> str:
    """The finding: how many records of people like the model's lie in its range, how many floors are missed.

    Quits are left out: the labour market is given, so that their agreement is no evidence.
    """
    counted = counted_records(frame)
    inside = int((counted["verdict"] == INSIDE).sum())
    below, floors = (int(frame["verdict"].isin(which).sum()) for which in ((BELOW,), (BELOW, ABOVE)))
    missed = (
        _text("floors_missed", below=below, floors=floors)
        if below
        else _text("no_floor_missed", floors=floors)
    )
    return _text("title", records=len(counted), inside=inside, missed=missed)


def notes(frame: pd.DataFrame) -> tuple[str, ...]:
    """What must be known before the numbers are believed; the first stands above the panels."""
    counted = counted_records(frame)
    free = int((counted["use"] == "").sum())
    used = _text("some_new", free=free) if free else _text("none_new", records=len(counted))
    return (_text("not_evidence", used=used), _text("populations"), _text("ai_part"))


def how_to_read() -> str:
    """What line, band and marks are."""
    return _text("how_to_read")


def ai_part_at_end(frame: pd.DataFrame, quantity: str) -> str:
    """AI's part at the end, in percentage points with its 90 % interval: `+0.14 (0.02 to 0.24)`."""
    rows = frame[(frame["series"] == AI_PART) & (frame["quantity"] == quantity)]
    last = rows.iloc[-1]
    factor, decimals = (1.0, 2) if last["unit"] == PER_MONTH else (100.0, 0)
    middle, low, high = (plain(factor * last[key], decimals) for key in ("value", "low", "high"))
    return ranged(with_plus(middle), with_plus(low), with_plus(high))


def told(row: Any) -> tuple[str, str]:
    """A record and what the model has for it: `66 %`, `63 % (56 to 69 %)`."""
    tell = tell_of_unit(row["unit"])
    model = ranged(tell(row["model"]), tell(row["model_low"]), tell(row["model_high"]))
    return tell(row["value"]), model


def panel_title(frame: pd.DataFrame, panel: str) -> str:
    """What a panel shows, as a finding."""
    if panel == "adoption":
        counted = counted_records(frame)
        last = counted[counted["quantity"] == "ai_users"].iloc[-1]
        numbers = {"record": share(last["value"]), "model": share(last["model"])}
        below = frame[frame["verdict"] == BELOW]
        if below.empty:
            return _text("adoption_title", **numbers)
        return _text("adoption_title_below", **numbers, year=below.iloc[0]["first_month"][:4])
    if panel == "burnout":
        return _text("burnout_title", part=ai_part_at_end(frame, "burned_out"))
    return _text("quits_title", part=ai_part_at_end(frame, "quits"))


def back_cast_table(account: Account) -> Table:
    """Every record with the model's number for its months."""
    frame = frame_of(account)
    rows = []
    for _, row in frame[frame["series"] == RECORD].iterrows():
        record, model = told(row)
        tell = tell_of_unit(row["unit"])
        known = row["low"] == row["low"]
        cells = (
            _text({"ai_users": "ai_users", "burned_out": "burned_out", "very_often": "very_often",
                   TOP: "burned_out_top", "quits": "quits"}[row["quantity"]]),
            f"{row['label']}: {row['asked']}",
            ranged(record, tell(row["low"]), tell(row["high"])) if known else record,
            model,
            verdict_in_words(row),
            use_in_words(row["use"]),
            row["evidence"],
        )  # fmt: skip
        rows.append(Row(cells, "" if row["quantity"] == "quits" else _marked.get(row["verdict"], "")))
    return Table(
        title(frame),
        (_text("quantity"), _text("asked"), _text("record"), _text("model"), _text("verdict"), _text("use"),
         _text("evidence")),
        tuple(rows),
        " ".join(notes(frame)),
    )  # fmt: skip


def verdict_in_words(row: Any) -> str:
    """How a record came out; one of other people is not judged unless it is a floor, and quits are given."""
    if row["quantity"] == "quits":
        return _text("given")
    return _text({INSIDE: "inside", OVERLAPS: "overlaps", OUTSIDE: "outside", ABOVE: "above", BELOW: "below",
                  "": "not_alike"}[row["verdict"]])  # fmt: skip


def use_in_words(use: str) -> str:
    """What the model has from the source already."""
    if not use:
        return NOTHING
    return (
        _text("used_fitted")
        if use == "fitted"
        else _text("used_prior", parameters=use.removeprefix("prior of "))
    )


def counted_records(frame: pd.DataFrame) -> pd.DataFrame:
    """Records of people like the model's, but for quits."""
    records = frame[(frame["series"] == RECORD) & (frame["quantity"] != "quits")]
    return records[records["alike"].astype(bool)]

"""What each finding is used for: fitted, checked, set by a parameter, or context with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tandem.experiments.calibrate.account import NOTHING, Account, Row, Table, is_ratio, tell_of
from tandem.experiments.wording.catalogue import texts

_text = texts("calibrate.uses")

FITTED, CHECKED, SET, CONTEXT = "fitted", "checked", "set", "context"
_shipped = "upwork_2025"


def uses_of_findings(account: Account) -> Table:
    """One row a finding: those of the fit, those set by a parameter, and the rest with the reason why.

    Posteriors that were stored before their accounts had a `context` have that of the survey as it ships now.
    """
    rows = [*_of_fit(account), *_of_context(account), *_of_other_readings(account)]
    count = {use: sum(found == use for found, _ in rows) for use in (FITTED, CHECKED, SET, CONTEXT)}
    return Table(
        _text("title", **count),
        (_text("finding"), _text("asked"), _text("found"), _text("use"), _text("why")),
        tuple(row for use in (FITTED, CHECKED, SET, CONTEXT) for found, row in rows if found == use),
        _text("note"),
    )


def _of_fit(account: Account) -> Iterator[tuple[str, Row]]:
    for row in account["fit"]:
        use = FITTED if row["use"] == "fitted" else CHECKED
        why = {"fitted": NOTHING, "implied": _text("implied")}.get(row["use"], _text("held_out"))
        yield use, _row(row["wording"], row["asked"], tell_of(not is_ratio(row))(row["observed"]), use, why)


def _of_context(account: Account) -> Iterator[tuple[str, Row]]:
    for entry in _context(account):
        use = SET if entry["role"] == "fit" else CONTEXT
        if use == SET:
            why = _text("by_construction", parameter=entry["parameter"])
        else:
            why = entry["reason"] or _text("no_use_yet")
        yield use, _row(entry["wording"], entry["asked"], tell_of(as_share=True)(entry["value"]), use, why)


def _of_other_readings(account: Account) -> Iterator[tuple[str, Row]]:
    """Targets that the reading leaves out; their words are known of the survey that ships."""
    if account["targets"] != _shipped:
        for name in account.get("not_fitted", []):
            why = _text("other_reading", reading=account["reading"])
            yield CONTEXT, _row(name, NOTHING, NOTHING, CONTEXT, why)
        return
    from tandem.calibration.survey.targets import upwork_2025

    used = {row["target"] for row in account["fit"]}
    for target in upwork_2025():
        if target.name not in used:
            tell = tell_of(target.kind != "ratio")
            why = _text("other_reading", reading=account["reading"])
            yield CONTEXT, _row(target.wording, target.asked, tell(target.value), CONTEXT, why)


def _context(account: Account) -> Sequence[Mapping[str, Any]]:
    if "context" in account or account["targets"] != _shipped:
        return list(account.get("context", []))
    from tandem.calibration.survey.context import upwork_2025_context

    return [asdict(finding) for finding in upwork_2025_context()]


def _row(wording: str, asked: str, found: str, use: str, why: str) -> Row:
    told = _text({"fitted": "fitted", "checked": "checked", "set": "set", "context": "context"}[use])
    return Row((wording, asked, found, told, why))

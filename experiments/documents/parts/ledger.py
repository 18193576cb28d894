"""A comparison run by run, for the sheet in which prices are live."""

from __future__ import annotations

from tandem.experiments.documents.content import Ledger, PriceOfLever
from tandem.experiments.documents.run_files import Run
from tandem.model.errors import InputError

_prices = ("price_per_head_month", "price_fixed", "hours_per_week")
_units = ("head_months", "fixed", "output_per_hour")


def ledger_of(run: Run) -> Ledger | None:
    """The ledger of a comparison; None where the run has none."""
    if not run.has("ledger"):
        return None
    table = run.table(
        "ledger", ("policy", "draw", "output_before_hours", "pay_per_worker_month", "output_value", "saved")
    )
    policies = tuple(str(name) for name in dict.fromkeys(table["policy"]))
    output: dict[str, tuple[float, ...]] = {}
    saved: dict[str, tuple[float, ...]] = {}
    worth: dict[str, tuple[float, ...]] = {}
    for name in policies:
        own = table[table["policy"] == name].sort_values("draw")
        output[name] = tuple(map(float, own["output_before_hours"]))
        saved[name] = tuple(map(float, own["saved"]))
        worth[name] = tuple(map(float, own["pay_per_worker_month"] * own["output_value"]))
    if len({len(values) for values in output.values()}) > 1:
        raise InputError(f"'{run.folder}/ledger.parquet': policies have different numbers of runs")
    return Ledger(
        str(run.summary["currency"]), policies, output, saved, worth, _levers(run, policies, output)
    )


def _levers(
    run: Run, policies: tuple[str, ...], output: dict[str, tuple[float, ...]]
) -> tuple[PriceOfLever, ...]:
    if not run.has("ledger_units"):
        return ()
    table = run.table("ledger_units", ("policy", "lever", "draw", "price_basis", *_units, *_prices))
    found = []
    for name in policies:
        for lever in dict.fromkeys(table[table["policy"] == name]["lever"]):
            own = table[(table["policy"] == name) & (table["lever"] == lever)].sort_values("draw")
            if len(own) != len(output[name]):
                raise InputError(f"'{run.folder}/ledger_units.parquet': '{lever}' has not every run")
            head, fixed, hours = (float(own[each].iloc[0]) for each in _prices)
            units = tuple(
                (float(a), float(b), float(c))
                for a, b, c in zip(*(own[each] for each in _units), strict=True)
            )
            found.append(
                PriceOfLever(name, str(lever), str(own["price_basis"].iloc[0]), (head, fixed, hours), units)
            )
    return tuple(found)

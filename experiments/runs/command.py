"""`tandem runs`: list finished runs and sweeps, filter them, and hold two of them side by side."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from tandem.experiments.points.data_set import open_data_set
from tandem.experiments.points.reading import frame_of, is_store, wide
from tandem.experiments.points.rows import KEY
from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.runs.compared import compared_points, compared_runs
from tandem.experiments.runs.found import NAMES, found_below
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.whole_file import whole_file

_text = texts("runs.command")

MOST_SHOWN = 40  # rows on the terminal
_usual = ("voluntary_turnover", "burnout", "effect_leavers_avoided", "effect_net_value")


def main(arguments: Sequence[str]) -> int:
    """List, filter or compare; returns the exit code."""
    given = _parser().parse_args(list(arguments))
    folder = Path(given.folder) if given.folder and "=" not in given.folder else OUTPUTS
    filters = _filters([*([given.folder] if given.folder and "=" in given.folder else []), *given.filters])
    if given.compare:
        print(_compared(folder, given.compare))
        return 0
    if not folder.is_dir():
        raise InputError(f"there is no folder '{folder}'; name one with runs; example: tandem runs outputs")
    table = _points(folder, filters, given.measures) if is_store(folder) else _runs(folder, filters)
    if given.csv:
        file = Path(given.csv)
        if file.exists():
            raise InputError(f"--csv: '{file}' exists already, and nothing is overwritten")
        with whole_file(file) as partial:
            table.to_csv(partial, index=False)
        print(file)
        return 0
    print(_told(table))
    if is_store(folder):
        for failure in open_data_set(folder).failures()[:MOST_SHOWN]:
            print(_text("failed", point=failure.point, reason=failure.reason))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tandem runs",
        description=_text("description"),
        epilog=_text("epilog"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", help=_text("folder_help"))
    parser.add_argument("filters", nargs="*", metavar="NAME=VALUE", help=_text("filters_help"))
    parser.add_argument("--measures", help=_text("measures_help"))
    parser.add_argument("--compare", nargs=2, metavar=("ONE", "OTHER"), help=_text("compare_help"))
    parser.add_argument("--csv", metavar="FILE", help=_text("csv_help"))
    return parser


def _filters(typed: Sequence[str]) -> dict[str, str]:
    found = {}
    for item in typed:
        name, equals, value = item.partition("=")
        if not equals:
            raise InputError(f"'{item}': a filter is NAME=VALUE; example: policy=guardrails")
        found[name] = value
    return found


def _runs(folder: Path, filters: Mapping[str, str]) -> pd.DataFrame:
    _check_names(filters, NAMES)
    rows = [
        {
            "created": each.created[:16].replace("T", " "),
            **{name: each.names.get(name, "") for name in NAMES},
            "found": each.headline,
        }
        for each in found_below(folder)
    ]
    kept = [row for row in rows if all(value.lower() in row[name].lower() for name, value in filters.items())]
    return pd.DataFrame(kept, columns=["created", *NAMES, "found"])


def _points(folder: Path, filters: Mapping[str, str], measures: str | None) -> pd.DataFrame:
    data = open_data_set(folder)
    known, axes = data.definition.measures, data.definition.columns
    asked = measures.split(",") if measures else [name for name in _usual if name in known] or list(known[:4])
    for name in asked:
        _check_names([name], known)
    _check_names(filters, (*axes, KEY))
    table = wide(frame_of(data), axes, asked)
    for name, value in filters.items():
        table = table[_matches(table[name], value)]
    return table


def _matches(column: pd.Series[Any], value: str) -> pd.Series[Any]:
    """Where a column holds a value: numbers as numbers, texts as they are."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        try:
            return (column - float(value)).abs() <= 1e-9 * max(1.0, abs(float(value)))
        except ValueError as error:
            raise InputError(f"{column.name}: found '{value}'; allowed: a number") from error
    return column.astype(str).str.lower() == value.lower()


def _check_names(names: Sequence[str] | Mapping[str, str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            raise InputError(f"'{name}': there is no such name here.{meant} There are: {', '.join(known)}.")


def _compared(folder: Path, two: Sequence[str]) -> str:
    one, other = two
    if is_store(folder):
        return compared_points(open_data_set(folder), one, other)
    return compared_runs(_run_folder(folder, one), _run_folder(folder, other))


def _run_folder(folder: Path, name: str) -> Path:
    """A run by its path, or by its name below the folder."""
    for place in (Path(name), folder / name):
        if place.is_dir():
            return place
    raise InputError(
        f"there is no run folder '{name}', here or in '{folder}'; `tandem runs` lists what there is"
    )


def _told(table: pd.DataFrame) -> str:
    """The table, with what all rows share left out, and no more rows than can be read."""
    if table.empty:
        return _text("none")
    shown = table.head(MOST_SHOWN)
    empty = [name for name in shown if (shown[name].astype(str) == "").all()]
    text = shown.drop(columns=empty).to_string(
        index=False, na_rep="–", float_format=lambda value: f"{value:,.4g}", max_colwidth=60
    )
    more = len(table) - len(shown)
    return f"{text}\n{_text('more', count=more)}" if more else text

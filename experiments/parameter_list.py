"""`tandem parameters`: list the model's parameters, assumptions marked, or tell all about some."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import get_args

from tandem.experiments.parameters.fitted import fitted
from tandem.experiments.settings.limits import nearest
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import interval
from tandem.model.parameters import RETIRED, Kind, Parameter, register

_text = texts("run.parameters")

WRONG_INPUT = 2
MARK = "!"  # before every assumption


def main(arguments: Sequence[str]) -> int:
    """Print the register; returns the exit code."""
    parser = argparse.ArgumentParser(
        "tandem parameters", description=_text("description"), epilog=_text("epilog")
    )
    parser.add_argument("name", nargs="*", help=_text("name_help"))
    parser.add_argument("--kind", choices=get_args(Kind), help=_text("kind_help"))
    parser.add_argument("--json", action="store_true", help=_text("json_help"))
    chosen = parser.parse_args(arguments)
    known = register()
    for name in chosen.name:
        if name in RETIRED:
            print(_text("retired", name=name, successor=RETIRED[name]), file=sys.stderr)
            return WRONG_INPUT
        if name not in known:
            print(f"tandem parameters: no such parameter: '{name}'.{nearest(name, known)}", file=sys.stderr)
            return WRONG_INPUT
    entries = [
        entry
        for name, entry in known.items()
        if (not chosen.name or name in chosen.name) and chosen.kind in (None, entry.kind)
    ]
    if chosen.json:
        print(
            json.dumps(
                [asdict(entry) | {"fitted": fitted(entry.name).quantiles} for entry in entries],
                indent=2,
                ensure_ascii=False,
            )
        )
    elif chosen.name:
        from tandem.experiments.parameters.page import page_of

        print("\n\n".join(page_of(entry) for entry in entries))
    else:
        print("\n".join(_table(entries)))
    return 0


def _mark(entry: Parameter) -> str:
    return MARK if entry.kind == "assumption" else " "


def _source(entry: Parameter) -> str:
    return ", ".join(entry.evidence) or _text("no_evidence")


def _fitted(entry: Parameter) -> str:
    """Median and middle 90 % after the survey; a dash where the survey does not inform it."""
    found = fitted(entry.name).quantiles
    if found is None:
        return _text("not_informed")
    low, middle, high = found
    return f"{middle:.3g} ({interval(f'{low:.3g}', f'{high:.3g}')})"


def _table(entries: Sequence[Parameter]) -> list[str]:
    rows = [
        (
            "",
            _text("name"),
            _text("unit"),
            _text("central"),
            _text("range"),
            _text("fitted"),
            _text("kind"),
            _text("evidence"),
        )
    ] + [
        (
            _mark(entry),
            entry.name,
            entry.unit,
            f"{entry.central:g}",
            interval(f"{entry.low:g}", f"{entry.high:g}"),
            _fitted(entry),
            entry.kind,
            _source(entry),
        )
        for entry in entries
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    assumed = sum(entry.kind == "assumption" for entry in entries)
    return [
        *lines,
        "",
        _text("assumptions", parameters=len(entries), mark=MARK, assumptions=assumed),
    ]

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
from tandem.experiments.wording.numerals import MINUS, interval
from tandem.experiments.wording.tables import Column, table_text
from tandem.experiments.wording.terminal import terminal_width
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
        print(_table(entries))
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
    low, middle, high = (f"{value:.3g}".replace("-", MINUS) for value in found)
    return f"{middle} ({interval(low, high)})"


def _table(entries: Sequence[Parameter]) -> str:
    """A row a parameter; where room is short, columns are left out: `--json` has them."""
    columns = [
        Column(_text("central"), tuple(_number(entry.central) for entry in entries)),
        Column(
            _text("range"),
            tuple(interval(_number(entry.low), _number(entry.high)) for entry in entries),
        ),
        Column(_text("fitted"), tuple(_fitted(entry) for entry in entries), leaves=2),
        Column(_text("unit"), tuple(entry.unit for entry in entries), leaves=1, wraps=16),
        Column(_text("kind"), tuple(entry.kind for entry in entries), leaves=3),
        Column(_text("evidence"), tuple(_source(entry) for entry in entries), leaves=4, wraps=24),
    ]
    assumed = sum(entry.kind == "assumption" for entry in entries)
    note = _text("assumptions", parameters=len(entries), mark=MARK, assumptions=assumed)
    names = [f"{_mark(entry)} {entry.name}" for entry in entries]
    return table_text(_text("name"), names, columns, terminal_width(), note=note, whole_names=True)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)

"""`tandem parameters`: list the model's parameters, with assumptions marked."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import get_args

from tandem.experiments.settings.limits import nearest
from tandem.model.parameters import Kind, Parameter, register

WRONG_INPUT = 2
MARK = "!"  # before every assumption


def main(arguments: Sequence[str]) -> int:
    """Print the register; returns the exit code."""
    parser = argparse.ArgumentParser(
        "tandem parameters", description=__doc__, epilog="Hold one: tandem project parameters.NAME=VALUE"
    )
    parser.add_argument("name", nargs="*", help="parameters to show with their meaning; none: all in a table")
    parser.add_argument("--kind", choices=get_args(Kind), help="only those of one kind")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    chosen = parser.parse_args(arguments)
    known = register()
    for name in chosen.name:
        if name not in known:
            print(f"tandem parameters: no such parameter: '{name}'.{nearest(name, known)}", file=sys.stderr)
            return WRONG_INPUT
    entries = [
        entry
        for name, entry in known.items()
        if (not chosen.name or name in chosen.name) and chosen.kind in (None, entry.kind)
    ]
    if chosen.json:
        print(json.dumps([asdict(entry) for entry in entries], indent=2, ensure_ascii=False))
    elif chosen.name:
        print("\n\n".join(_described(entry) for entry in entries))
    else:
        print("\n".join(_table(entries)))
    return 0


def _mark(entry: Parameter) -> str:
    return MARK if entry.kind == "assumption" else " "


def _source(entry: Parameter) -> str:
    return ", ".join(entry.evidence) or "none: judgement"


def _described(entry: Parameter) -> str:
    return (
        f"{_mark(entry)} {entry.name}: {entry.meaning}\n"
        f"  {entry.central:g} {entry.unit}, range {entry.low:g} to {entry.high:g}, prior {entry.prior}\n"
        f"  kind: {entry.kind}; evidence: {_source(entry)}"
    )


def _table(entries: Sequence[Parameter]) -> list[str]:
    rows = [("", "name", "unit", "central", "range", "kind", "evidence")] + [
        (
            _mark(entry),
            entry.name,
            entry.unit,
            f"{entry.central:g}",
            f"{entry.low:g} to {entry.high:g}",
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
        f"{len(entries)} parameters; {MARK} marks the {assumed} assumptions (no source: judgement).",
    ]

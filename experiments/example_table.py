"""`tandem example-table FILE`: write the example table of an organisation, to start from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tandem.experiments.wording.catalogue import texts

_text = texts("run.example_table")

WRONG_INPUT = 2


def main(arguments: Sequence[str]) -> int:
    """Write the table; returns the exit code."""
    parser = argparse.ArgumentParser("tandem example-table", description=_text("description"))
    parser.add_argument("file", type=Path, help=_text("file_help"))
    file: Path = parser.parse_args(arguments).file
    content = files("tandem.configs").joinpath("organisation", "example_table.csv").read_bytes()
    try:
        with file.open("xb") as out:
            out.write(content)
    except FileExistsError:
        return _refuse(f"'{file}' exists already, and nothing is overwritten; choose another name")
    except OSError as error:
        return _refuse(f"'{file}' cannot be written: {error.strerror}; choose another place")
    print(_text("edit", file=file))
    return 0


def _refuse(message: str) -> int:
    print(f"tandem example-table: {message}; example: tandem example-table my_firm.csv", file=sys.stderr)
    return WRONG_INPUT

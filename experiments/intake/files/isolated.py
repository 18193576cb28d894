"""Workbooks and Parquet files, read in a process of their own.

Their readers are compiled code that a damaged or malicious file can make use up all memory or abort. In a
process of its own, with a limit on memory, that ends in a message. Cells come back through a pipe; nothing is
written. Of a workbook the reader takes in the whole sheet, but only the wanted columns leave it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tandem.experiments.intake.files.column_look import ColumnLook
from tandem.experiments.settings.places import import_root
from tandem.model.errors import InputError

_first_rows = 30
_patience = 600  # seconds
_refused = 3  # exit code of a child that answers with a message


def first_cells(
    path: Path, kind: str, sheet: str | None, rows: int = _first_rows
) -> tuple[str | None, list[list[str]]]:
    """The sheet that is read (None in a Parquet file) and its first rows as text."""
    answer = json.loads(_ask({"do": "first", "path": str(path), "kind": kind, "sheet": sheet, "rows": rows}))
    return answer["sheet"], answer["rows"]


def read_cells(path: Path, kind: str, sheet: str | None, places: Sequence[int], first_row: int) -> pa.Table:
    """Columns by their place from 0, from row `first_row` (from 1) on, as text."""
    answer = _ask(
        {
            "do": "read",
            "path": str(path),
            "kind": kind,
            "sheet": sheet,
            "places": list(places),
            "first_row": first_row,
        }
    )
    with pa.ipc.open_stream(answer) as stream:
        return stream.read_all()


def look_at_cells(
    path: Path, kind: str, sheet: str | None, places: Sequence[int], first_row: int
) -> list[ColumnLook]:
    """A look at columns by their place from 0; columns of a kind that no table needs are left out."""
    question = {
        "do": "look",
        "path": str(path),
        "kind": kind,
        "sheet": sheet,
        "places": list(places),
        "first_row": first_row,
    }
    return [ColumnLook(**content) for content in json.loads(_ask(question))]


def read_grids(path: Path, kind: str, sheet: str | None, rows: int, columns: int) -> list[dict[str, Any]]:
    """The sheets of a workbook with their first cells (see `grids`), all or the one that is named."""
    question = {
        "do": "grids",
        "path": str(path),
        "kind": kind,
        "sheet": sheet,
        "rows": rows,
        "columns": columns,
    }
    answer: list[dict[str, Any]] = json.loads(_ask(question))
    return answer


def _ask(question: dict[str, Any]) -> bytes:
    """What the child answers; its refusal, its crash and its silence become an `InputError`."""
    # The child imports this very code, and nothing from the folder that the user stands in.
    found = [str(import_root()), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "tandem.experiments.intake.files.cells_process"],
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=_patience,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"{question['path']}: reading took more than {_patience // 60} minutes.") from None
    if child.returncode == _refused:
        raise InputError(f"{question['path']}: {child.stderr.decode(errors='replace').strip()}")
    if child.returncode != 0:
        raise InputError(
            f"{question['path']}: the file is damaged or needs more memory than it may have; open it in the "
            "program it comes from and save it again, or export the extract as CSV."
        )
    return child.stdout

"""A run folder read as data: its account, its summary and its tables, whoever wrote it.

Nothing in it is executed, interpolated or followed: JSON and Parquet are read, texts are cleaned of what
steers a terminal or hides their order, and what is not as Tandem writes it is refused with its place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned, cleaned_content

MANIFEST, SUMMARY = "manifest.json", "summary.json"
DOCUMENTED = ("project", "compare")
_largest_json = 64 << 20  # bytes; the summary of a thousand departments has about ten million
_most_rows = 5_000_000
_longest_shown = 60
_no_xml = re.compile("[\ufffe\uffff]")  # noncharacters, which no XML holds
# What every summary has, and of which kind.
_kinds: dict[str, type | tuple[type, ...]] = {
    "currency": str, "first_month": str, "last_month": str, "runs": int, "parameter_sets": int,
    "measures": (dict, type(None)), "ai_part": (dict, type(None)), "policies": (list, type(None)),
}  # fmt: skip
_example = "example: tandem report outputs/RUN --to board.html"


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes
    ----------
    folder : where it is
    command : what made it: one of `DOCUMENTED`
    manifest, summary : the contents of the files of these names, texts cleaned
    """

    folder: Path
    command: str
    manifest: Mapping[str, Any]
    summary: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Whether it has a table of this name."""
        return (self.folder / f"{name}.parquet").is_file()

    def table(self, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
        """A table of the run with at least these columns, texts cleaned.

        Raises
        ------
        InputError
            If it is missing, unreadable, too long, or lacks a column.
        """
        file = self.folder / f"{name}.parquet"
        if not file.is_file():
            raise InputError(f"'{self.folder}' has no {file.name}; run the command again; {_example}")
        try:
            rows = pq.read_metadata(file).num_rows
            if rows > _most_rows:
                raise InputError(f"'{file}' has {rows:,} rows; allowed: {_most_rows:,}")
            frame = _cleaned_frame(pq.read_table(file).to_pandas(ignore_metadata=True))
        except (OSError, pa.ArrowException, ValueError, TypeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"'{file}' cannot be read: {error}") from error
        missing = [column for column in columns if column not in frame]
        if missing:
            raise InputError(f"'{file}' has no column '{missing[0]}'; it is not as Tandem writes it")
        return frame

    @cached_property
    def client(self) -> str:
        """Whom it is for."""
        names = self.manifest.get("names")
        told = names.get("client") if isinstance(names, Mapping) else None
        return str(told or self.summary.get("organisation") or self.folder.name)

    @cached_property
    def scenario(self) -> str:
        """World and policy, as its heading says."""
        names = self.manifest.get("names")
        if not isinstance(names, Mapping):
            return str(self.manifest.get("heading", ""))
        return " · ".join(str(names[key]) for key in ("scenario", "policy", "environment") if names.get(key))


def read_run(folder: Path) -> Run:
    """A run folder, checked as far as every document needs it.

    Raises
    ------
    InputError
        If the folder is none, not Tandem's, damaged, or of a command that has no documents.
    """
    shown = cleaned(str(folder))
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise InputError(f"'{shown}' {what}; name the folder of a finished run; {_example}")
    if not (folder / MANIFEST).is_file():
        raise InputError(f"'{shown}' is no run folder: it has no {MANIFEST}; {_example}")
    manifest = _json(folder / MANIFEST)
    told = cleaned(str(manifest.get("command", "")))[:_longest_shown]
    command = told.removeprefix("tandem ")
    if command not in DOCUMENTED or not told.startswith("tandem "):
        raise InputError(
            f"'{shown}' holds a run of '{told}'; documents are made of runs of tandem "
            f"{', '.join(DOCUMENTED)}; {_example}"
        )
    if not (folder / SUMMARY).is_file():
        raise InputError(f"'{shown}' is no complete run folder: it has no {SUMMARY}; {_example}")
    summary = _json(folder / SUMMARY)
    for key, kind in _kinds.items():
        if not isinstance(summary.get(key), kind):
            raise InputError(
                f"'{folder / SUMMARY}' is not as Tandem writes it: '{key}' is {summary.get(key)!r:.60}"
            )
    return Run(folder, command, manifest, summary)


def number(value: Any) -> float | None:
    """A number of a run's file; None where there is none, or it is not finite."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    found = float(value)
    return found if math.isfinite(found) else None


def numbers(values: Any) -> tuple[float | None, ...]:
    """Numbers of a run's column."""
    return tuple(number(value) for value in values)


def _json(file: Path) -> Mapping[str, Any]:
    try:
        size = file.stat().st_size
        if size > _largest_json:
            raise InputError(f"'{file}' has {size:,} bytes; allowed: {_largest_json:,}")
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"'{file}' cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(f"'{file}' is not as Tandem writes it: it holds no settings by name")
    found: Mapping[str, Any] = _without(cleaned_content(content))
    return found


def _without(content: Any) -> Any:
    """The same without characters that no XML holds, keys included."""
    if isinstance(content, str):
        return _no_xml.sub("", content)
    if isinstance(content, dict):
        return {_without(key): _without(value) for key, value in content.items()}
    return [_without(value) for value in content] if isinstance(content, list) else content


def _cleaned_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with every text cleaned."""
    for column in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            known = {
                value: _without(cleaned(value)) if isinstance(value, str) else value
                for value in frame[column].dropna().unique()
            }
            frame[column] = (
                frame[column].astype(object).map(lambda value, known=known: known.get(value, value))
            )
    return frame

"""The jobs of one command: one, or several of which one that fails leaves the others alone."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.model.errors import TandemError
from tandem.model.received.plain_text import cleaned_lines

FAULT = 1  # exit code of a fault of Tandem's own


@dataclass(frozen=True)
class Job:
    """One configuration to run.

    Attributes
    ----------
    config : composed and resolved, in plain containers
    overrides : what the user changed
    number : of the job if there are several; each gets a folder of its own
    batch : of several jobs, when the first began, as part of a folder's name
    records : of several jobs, a folder where each leaves what is to be told at the end
    """

    config: Mapping[str, Any]
    overrides: tuple[str, ...]
    number: int | None = None
    batch: str = ""
    records: Path | None = None


def record_failure(
    records: Path, command: str, number: int, overrides: Sequence[str], error: Exception
) -> None:
    """Tell of a job that failed, and keep it for the list at the end (jobs may run in other processes)."""
    if isinstance(error, TandemError):
        code, reason = error.exit_code, cleaned_lines(str(error))
    else:
        code, reason = FAULT, f"a fault of Tandem's own: {type(error).__name__}: {error}"
        traceback.print_exception(error)
    told = " ".join(overrides) or "no settings"
    print(f"tandem {command}: job {number} ({told}) failed; the others go on.", file=sys.stderr, flush=True)
    content = json.dumps({"job": number, "settings": told, "code": code, "reason": reason})
    (records / f"failed-{number:06d}.json").write_text(content, encoding="utf-8")


def list_failures(records: Path, command: str) -> int:
    """List the jobs that failed; returns the exit code of the first, or 0."""
    failed = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(records.glob("failed-*.json"))]
    if not failed:
        return 0
    count = "1 job" if len(failed) == 1 else f"{len(failed)} jobs"
    print(f"\ntandem {command}: {count} failed and left no folder:", file=sys.stderr)
    for each in failed:
        print(f"  job {each['job']} ({each['settings']}): {each['reason']}", file=sys.stderr)
    return int(failed[0]["code"])


def tell(command: str, error: TandemError) -> None:
    """The message of an error, on standard error."""
    print(f"tandem {command}: {error.heading}\n{cleaned_lines(str(error))}", file=sys.stderr)

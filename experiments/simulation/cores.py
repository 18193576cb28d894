"""How many cores a process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path

CONTROL_GROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")


def cores() -> int:
    """Cores that this process may use, at least one: what the system and its container let it have."""
    allowed = _allowed()
    quota = _quota()
    return allowed if quota is None else max(1, min(allowed, math.ceil(quota)))


def _allowed() -> int:
    """Cores that the system lets this process run on; all of the machine's where it does not say."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        return int(os.process_cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quota() -> float | None:
    """Cores' worth of time that the process gets (Linux, control groups version 2); None without a limit."""
    try:
        line = next(line for line in MEMBERSHIP.read_text().splitlines() if line.startswith("0::"))
    except (OSError, StopIteration):
        return None
    own = CONTROL_GROUPS / line.removeprefix("0::").lstrip("/")
    above = [folder for folder in (own, *own.parents) if folder.is_relative_to(CONTROL_GROUPS)]
    limits = [limit for folder in above if (limit := _limit(folder / "cpu.max")) is not None]
    return min(limits, default=None)


def _limit(file: Path) -> float | None:
    """Cores' worth in a file such as '150000 100000', time in each period; 'max' is no limit."""
    try:
        time, period = file.read_text().split()
        return int(time) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return None

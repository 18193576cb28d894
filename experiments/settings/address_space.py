"""A limit on a process's addresses (`ulimit -v`): where it is too low, libraries end the process."""

from __future__ import annotations

from pathlib import Path

from tandem.model.errors import MachineError

LEAST = 1_250_000_000  # bytes; libraries, compiled code and two threads take about 1.1 billion (measured)
_page = 4096
_gigabyte = 1e9


def check_address_space() -> None:
    """Raise `MachineError` if the process may not have the addresses that the libraries alone take."""
    limit = _limit()
    if limit is not None and limit < LEAST:
        raise MachineError(
            f"This process may use {limit / _gigabyte:.1f} GB of addresses (ulimit -v); the libraries alone "
            f"take {LEAST / _gigabyte:.2f} GB. Raise the limit; example: ulimit -v 4000000"
        )


def address_space_left() -> int | None:
    """Bytes of addresses that the process may still use; None without a limit."""
    limit = _limit()
    if limit is None:
        return None
    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _page
    except (OSError, ValueError, IndexError):
        used = 0
    return max(0, limit - used)


def _limit() -> int | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit

"""Whether a projection fits into the machine's memory, before it starts."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tandem.experiments.settings.address_space import address_space_left
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.setting import Setting
from tandem.model.engine.columns import SCHEMA
from tandem.model.errors import InputError
from tandem.model.outcomes.tally import TALLIES

_gigabyte = 1e9
#: The sums of so many cells are held at once (a choice about computing): memory of such a size is used again.
CELLS_AT_A_TIME = 12
# Of each such cell: the sums of everybody and of staff, and as much again for measures that are worked out.
_copies_of_a_cells_sums = 4
# Besides its columns a seat has an identity, a group, a team and an event.
_other_bytes_of_a_seat = 16


def check_memory(setting: Setting, draws: int, threads: int) -> None:
    """Raise `InputError` if the projection needs more memory than is free."""
    needed, free = bytes_needed(setting, draws, threads), bytes_free()
    if free is not None and needed > free:
        raise InputError(
            f"draws: {draws} draws of {HISTORY_MONTHS + setting.months} months for "
            f"{len(setting.profile.groups)} groups and {setting.seats.seat_id.size:,} seats need about "
            f"{needed / _gigabyte:.1f} GB of memory; {free / _gigabyte:.1f} GB are free. "
            "Take fewer draws, months or threads, or larger groups; "
            f"example: draws={max(2, int(draws * free / needed) // 2 * 2)}"
        )


def bytes_needed(setting: Setting, draws: int, threads: int) -> int:
    """About how many bytes the projection takes at its peak."""
    of_a_cell = draws * (HISTORY_MONTHS + setting.months) * TALLIES * 8
    sums = of_a_cell * (len(setting.profile.groups) + CELLS_AT_A_TIME * _copies_of_a_cells_sums)
    seat = len(SCHEMA) * (8 if setting.real.__name__ == "float64" else 4) + _other_bytes_of_a_seat
    return sums + setting.seats.seat_id.size * seat * min(threads, draws)


def bytes_free() -> int | None:
    """Memory that can be used without swapping: of the machine, the container, the process; None: unknown."""
    limits = (_machine_free(), _container_limit(), address_space_left())
    return min((limit for limit in limits if limit is not None), default=None)


def _machine_free() -> int | None:
    """What is available, or all there is where the system does not say more; None where it says nothing."""
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
        return int(re.search(r"MemAvailable:\s+(\d+) kB", text)[1]) * 1024  # type: ignore[index]
    except (OSError, TypeError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows has no such call
        return None


def _container_limit() -> int | None:
    """The limit that a container sets, if any (Linux, control groups version 2)."""
    try:
        return int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None

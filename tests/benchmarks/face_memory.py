"""Memory of a `Workforce` in a process of its own: `face_memory SEATS`.

Prints JSON: growth of the resident memory over everything that making the model leaves behind (seats,
columns, agents), and the size of its columns, both a worker.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from tandem.model.agents.workforce import Workforce
from tests.benchmarks.organisations import scenario_of

MONTHS = 3


def resident_bytes() -> int:
    """Resident memory of this process now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def workforce_of(seats: int) -> Workforce:
    """A model that has stepped, been read through its agents and collected."""
    model = Workforce(scenario_of(seats, MONTHS), rng=1)
    model.step()
    model.agents.get("burnout")
    return model


def main(seats: int) -> None:
    """Make a small model first, so that compiled code and imports are not counted."""
    workforce_of(2_000)
    gc.collect()
    before = resident_bytes()
    model = workforce_of(seats)
    gc.collect()
    population = model.population
    columns = (population.values, population.incarnation, population.event)
    grown = resident_bytes() - before
    column_bytes = sum(column.nbytes for column in columns)
    print(json.dumps({"resident": grown / seats, "columns": column_bytes / seats}))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""One large run in a process of its own, so that its peak memory is its own: `large_run SEATS MONTHS`.

Prints JSON: cost per worker-month of one thread, and the peak memory of the whole process.
"""

from __future__ import annotations

import json
import resource
import sys

from tests.benchmarks.organisations import scenario_of
from tests.benchmarks.timing import NANO, processor_seconds_of

KIBIBYTE = 1024


def main(seats: int, months: int) -> None:
    """Build an organisation, run it, report."""
    scenario = scenario_of(2_000, months)  # compiles
    scenario.run(scenario.population(seed=1), scenario.environment_of(seed=1), months)
    scenario = scenario_of(seats, months)
    population = scenario.population(seed=1)
    environment = scenario.environment_of(seed=1)
    seconds = processor_seconds_of(lambda: scenario.run(population, environment, months))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE
    print(json.dumps({"ns": seconds / (seats * months) * NANO, "peak_bytes": peak}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

"""Speed of the engine: against plain Mesa, on two threads, and at every size."""

from __future__ import annotations

from collections.abc import Callable

from tandem.model.engine.population import Population
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.scenario import Scenario
from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.organisations import scenario_of
from tests.benchmarks.plain_mesa import PlainMesa
from tests.benchmarks.timing import NANO, interleaved, processor_seconds_of, ratios, seconds_of

MONTHS = 36
PER_WORKER_MONTH = "ns/worker-month"

Clock = Callable[[Callable[[], object]], float]


def engine_run(scenario: Scenario, clock: Clock, threads: int = 1) -> Callable[[], float]:
    """A call that runs all months of `scenario` afresh; returns ns per worker-month (seat-month)."""
    environment = scenario.environment_of(seed=1)
    start = scenario.population(seed=1)
    seat_months = start.structure.seats * scenario.months

    def months_of(population: Population) -> None:
        scenario.run(population, environment, scenario.months, threads=threads)

    months_of(start.copy())  # compiled, and the machine warm

    def measure() -> float:
        population = start.copy()
        return clock(lambda: months_of(population)) / seat_months * NANO

    return measure


def mesa_run(headcount: int) -> Callable[[], float]:
    """A call that runs the plain Mesa model; returns ns per worker-month, without setting up the agents."""
    scenario = scenario_of(headcount, MONTHS)
    environment = scenario.environment_of(seed=1)

    def measure() -> float:
        model = PlainMesa(scenario, environment, rng=1)
        return processor_seconds_of(lambda: model.run_for(MONTHS)) / (headcount * MONTHS) * NANO

    return measure


def against_plain_mesa(quick: bool) -> list[Figure]:
    """One core: the engine with 100,000 workers against plain Mesa agents, side by side."""
    small, large = 2_000, 5_000 if quick else 20_000
    workers = 20_000 if quick else 100_000
    rounds = 3 if quick else 7
    calls = {
        "engine": engine_run(scenario_of(workers, MONTHS), processor_seconds_of),
        "mesa": mesa_run(small),
        "large mesa": mesa_run(large),
    }
    cost = interleaved(calls, rounds)
    how = f"processor time, {MONTHS} months, all phases and sums, in turn with the others; {{}}"
    return [
        Figure(
            f"engine, one core, {workers:,} workers", PER_WORKER_MONTH, cost["engine"],
            how.format("population copied beforehand"),
        ),
        Figure(
            f"plain Mesa, {small:,} workers", PER_WORKER_MONTH, cost["mesa"],
            how.format("agents made beforehand"),
        ),
        Figure(
            f"plain Mesa, {large:,} workers (is its cost flat?)", PER_WORKER_MONTH,
            cost["large mesa"], how.format("agents made beforehand"),
        ),
        Figure(
            "plain Mesa ÷ engine", "×", ratios(cost["mesa"], cost["engine"]),
            f"ratio in each round, plain Mesa at {small:,} workers, where it is fastest",
            Target("≥ 150 × (aim 400 ×)", at_least=150),
        ),
    ]  # fmt: skip


def two_threads(quick: bool) -> list[Figure]:
    """Two threads against one: wall time saved, and processor time spent in addition."""
    workers = 50_000 if quick else 200_000
    scenario = scenario_of(workers, MONTHS)
    calls = {
        f"{clock.__name__} {threads}": engine_run(scenario, clock, threads)
        for clock in (seconds_of, processor_seconds_of)
        for threads in (1, 2)
    }
    cost = interleaved(calls, 3 if quick else 9)
    how = f"{workers:,} workers, {MONTHS} months, one and two threads in turn"
    return [
        Figure(
            "two threads against one", "×", ratios(cost["seconds_of 1"], cost["seconds_of 2"]),
            f"wall time, {how}; only an idle machine has a second core to give",
            Target("≥ 1.7 ×", at_least=1.7),
        ),
        Figure(
            "processor time of two threads ÷ one", "×",
            ratios(cost["processor_seconds_of 2"], cost["processor_seconds_of 1"]),
            f"processor time of both threads together, {how}",
        ),
    ]  # fmt: skip


def by_coverage(quick: bool) -> list[Figure]:
    """Levers that cover some people of a department against the same levers on whole departments."""
    workers = 20_000 if quick else 100_000
    some = Coverage(levels=("junior", "senior"), share=(0.0, 0.5))
    calls = {
        name: engine_run(
            scenario_of(workers, MONTHS, (Lever("wellness", 6, coverage=coverage),)), processor_seconds_of
        )
        for name, coverage in (("whole", Coverage()), ("some", some))
    }
    cost = interleaved(calls, 3 if quick else 7)
    how = f"processor time, {workers:,} workers, {MONTHS} months, one core, in turn"
    return [
        Figure("engine, a lever for whole departments", PER_WORKER_MONTH, cost["whole"], how),
        Figure("engine, a lever for half of two levels", PER_WORKER_MONTH, cost["some"], how),
        Figure(
            "partial coverage ÷ whole departments", "×", ratios(cost["some"], cost["whole"]),
            f"ratio in each round; {how}",
        ),
    ]  # fmt: skip


def by_size(quick: bool) -> list[Figure]:
    """Cost per worker-month from 10,000 to 1,000,000 workers (10,000,000 is measured on its own)."""
    months, sizes = 12, (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    calls = {f"{size:,}": engine_run(scenario_of(size, months), processor_seconds_of) for size in sizes}
    cost = interleaved(calls, 3 if quick else 5)
    return [
        Figure(
            f"cost at {size} workers", PER_WORKER_MONTH, samples,
            f"processor time, {months} months, one core, sizes in turn",
        )
        for size, samples in cost.items()
    ]  # fmt: skip


def a_million(quick: bool) -> list[Figure]:
    """A million workers for three years on two threads."""
    workers = 100_000 if quick else 1_000_000
    scenario = scenario_of(workers, MONTHS)
    run = engine_run(scenario, seconds_of, threads=2)
    seat_months = workers * MONTHS
    seconds = tuple(run() * seat_months / NANO for _ in range(3 if quick else 5))
    target = None if quick else Target("about 1.5 s", at_most=1.65)
    how = "wall time, two threads, sums by month and group included; 'about' is read as within a tenth"
    return [Figure(f"{workers:,} workers × {MONTHS} months", "s", seconds, how, target)]

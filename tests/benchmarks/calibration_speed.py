"""Speed of the calibration's raw material: what one parameter set would have the survey find."""

from __future__ import annotations

from tandem.calibration.survey.instrument import population_values
from tandem.calibration.survey.targets import for_reading, upwork_2025
from tandem.model.parameters import central_values
from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.timing import interleaved, processor_seconds_of, seconds_of

SURVEYED, TIMES = 2_500, 20  # people whom the survey asked; size of the population against it


def likelihood_without_emulator(quick: bool) -> list[Figure]:
    """Every fitted finding at one parameter set, simulated; the likelihood of nine numbers adds nothing."""
    people, values = SURVEYED * TIMES, central_values()
    targets = tuple(target for target in for_reading(upwork_2025(), "level") if target.role == "fit")

    def evaluate(threads: int) -> object:
        return population_values(values, targets, people, 0, threads)

    evaluate(2)  # compiled, and the market built
    calls = {
        "wall": lambda: 1e3 * seconds_of(lambda: evaluate(2)),
        "processor": lambda: 1e3 * processor_seconds_of(lambda: evaluate(1)),
    }
    found = interleaved(calls, 5 if quick else 25)
    how = f"{people:,} people, {len(targets)} findings of two studies, history from November 2022; {{}}"
    return [
        Figure(
            "likelihood without emulator", "ms", found["wall"], how.format("wall time, two threads"),
            Target("≤ 30 ms", at_most=30),
        ),
        Figure(
            "likelihood without emulator, one core", "ms", found["processor"], how.format("processor time"),
        ),
    ]  # fmt: skip

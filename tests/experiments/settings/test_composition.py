"""Compositions asked for in many threads at once come out alike, and leave nothing behind in the process."""

from concurrent.futures import ThreadPoolExecutor

from hydra.core.global_hydra import GlobalHydra

from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND


def test_threads_do_not_meet_in_hydra():
    wanted = {months: composed(COMMAND, {"months": months}) for months in range(12, 20)}
    with ThreadPoolExecutor(8) as threads:
        found = list(
            threads.map(lambda months: (months, composed(COMMAND, {"months": months})), [*wanted] * 3)
        )
    assert all(config == wanted[months] for months, config in found)
    assert not GlobalHydra.instance().is_initialized()

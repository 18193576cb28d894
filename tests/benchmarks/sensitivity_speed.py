"""A sensitivity study of the usual size: one evaluation is one run of 2,000 people."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure, Target

TANDEM = Path(sys.executable).with_name("tandem")
FACTORS = "factors=[true_gain,output_value,relief_by_ai,gain_to_targets,overlap,pay_to_quit]"


def sobol_study(quick: bool) -> list[Figure]:
    """16,384 evaluations: 2,048 samples of six factors, one draw each, with their own history."""
    samples = 64 if quick else 2048
    seconds = []
    for _ in range(1 if quick else 2):
        with TemporaryDirectory() as folder:
            typed = (
                "method=sobol",
                f"samples={samples}",
                "draws=1",
                FACTORS,
                "start=2026-01",
                "figures=none",
            )
            places = (f"store={folder}/store", f"output={folder}/run")
            begin = time.perf_counter()
            subprocess.run([str(TANDEM), "sensitivity", *typed, *places], check=True, capture_output=True)
            seconds.append(time.perf_counter() - begin)
    how = f"{8 * samples:,} evaluations, default organisation, 36 months, the whole command on two cores"
    return [Figure("sensitivity, Sobol'", "s", tuple(seconds), how, Target("≤ 120 s", at_most=120))]

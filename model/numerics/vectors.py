"""Vectors as wide as the processor has them.

For processors of the first years of AVX-512, which lowered their clock under it, LLVM prefers vectors of half
the width, and still does so for their successors, which do not. Results are the same whatever the width.
"""

from __future__ import annotations

import numba
from numba.core.codegen import get_host_cpu_features

_later = "+avx512vbmi2"  # a processor of the later kind (Intel from Ice Lake on, AMD from Zen 4 on)


def use_full_width() -> None:
    """Let numba compile for full-width vectors; to be called before it compiles anything.

    What the user told numba about the processor (`NUMBA_CPU_FEATURES`, `NUMBA_CPU_NAME`) comes first.
    """
    config = numba.config
    if config.CPU_FEATURES is None and config.CPU_NAME is None:
        features = get_host_cpu_features()
        if _later in features.split(","):
            config.CPU_FEATURES = f"{features},-prefer-256-bit"

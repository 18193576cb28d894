"""The keyed draws, from uncompiled code: one worker and one month at a time, in double precision."""

from __future__ import annotations

import numpy as np

from tandem.model.numerics.draws import Stream, philox, seed_key, uniform_of

Luck = tuple[float, float, float, float]


def luck_of(seed: int, stream: Stream, month: int, seat_id: int, incarnation: int) -> Luck:
    """Four uniforms in (0, 1) of worker (seat, incarnation) in `month`."""
    counter = (np.uint64(seat_id), np.uint64(incarnation), np.uint64(month), np.uint64(int(stream)))
    words = philox.py_func(*counter, *seed_key(seed))
    first, second, third, fourth = (float(uniform_of(word, 0.0)) for word in words)
    return first, second, third, fourth

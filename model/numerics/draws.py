"""Every random number as a function of (seed, stream, month, worker identity).

The generator is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as
1, 2, 3", SC11): a keyed bijection of a 128-bit counter. The key is the seed; the counter is (seat,
incarnation, month, stream). The same worker therefore meets the same luck under every policy, in any
order and on any number of threads (common random numbers), and values follow by inverse distribution
functions. All arithmetic is on 64-bit lanes that hold 32-bit words, which is the form that vectorises.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import types
from numba.extending import overload

from tandem.model.numerics.arrays import Integers, Reals, Word
from tandem.model.numerics.compiled import column_loop, rule
from tandem.model.numerics.elementary import normal_at_depth, normal_quantile, tail_depth

__all__ = ["Key", "Stream", "normal_quantile", "philox", "seed_key", "to_normal", "uniform_of", "uniforms"]


class Stream(IntEnum):
    """What a draw is for. Four uniforms a stream, month and worker; the lanes are named beside their use."""

    EVENTS = 0  # adoption, quit or contract end, layoff or dismissal, vacancy filled
    SHOCKS = 1  # burnout shock, intention shock, replacement cost of a leaver, (unused)
    TRAITS = 2  # role pressure, burnout trait, optimism, skill
    CHARACTER = 3  # adoption affinity, intention trait, performance, AI user when hired
    ORGANISATION = 4  # salary, tenure, team assignment (reserved for building seats)
    ENVIRONMENT = 5  # labour-market shock of a month
    PARAMETERS = 6  # a draw's parameters from their priors
    OUTLOOK = 7  # clarity trait, time with AI, people skills, (unused)
    START = 8  # of the first workers: burnout state, intention mood, seat empty, who left it before


_multiplier_0, _multiplier_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_weyl_0, _weyl_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_word, _half_width = np.uint64(0xFFFFFFFF), np.uint64(32)
_rounds = 10
_nine, _half32, _scale32 = np.uint64(9), np.float32(0.5), np.float32(2.0**-23)
_half64, _scale64 = 0.5, 2.0**-32


class Key(NamedTuple):
    """A seed as the generator takes it: its low and its high 32-bit word."""

    low: Word
    high: Word


@rule
def philox(
    counter_0: Word, counter_1: Word, counter_2: Word, counter_3: Word, key_0: Word, key_1: Word
) -> tuple[Word, Word, Word, Word]:
    """Philox4x32-10: four 32-bit words (in uint64) of a 4-word counter under a 2-word key (all uint64)."""
    for _ in range(_rounds):
        # What is above 32 bits is cut off where it would be multiplied: the instruction heeds no more anyway.
        product_0 = _multiplier_0 * (counter_0 & _word)
        product_1 = _multiplier_1 * (counter_2 & _word)
        counter_0, counter_1, counter_2, counter_3 = (
            (product_1 >> _half_width) ^ counter_1 ^ key_0,
            product_1,
            (product_0 >> _half_width) ^ counter_3 ^ key_1,
            product_0,
        )
        key_0 += _weyl_0
        key_1 += _weyl_1
    return counter_0 & _word, counter_1 & _word, counter_2 & _word, counter_3 & _word


@rule
def unit_interval_coarse(word: Word) -> np.float32:
    """A 32-bit word as a float32 in (0, 1): the 23 leading bits, mid-point of their cell, exact."""
    return (np.float32(np.int32(word >> _nine)) + _half32) * _scale32


@rule
def unit_interval_fine(word: Word) -> np.float64:
    """A 32-bit word as a float64 in (0, 1): all 32 bits, mid-point of their cell."""
    return (np.float64(np.int64(word)) + _half64) * _scale64


def uniform_of(word: Word | int, like: float) -> float:  # noqa: ARG001
    """A 32-bit word as a uniform number in (0, 1), in the precision of `like`."""
    return (int(word) + 0.5) * 2.0**-32


@overload(uniform_of, jit_options={"forceinline": True, "error_model": "numpy"}, strict=False)
def _uniform_of(word: Any, like: Any) -> Any:  # noqa: ARG001
    chosen = unit_interval_coarse if like == types.float32 else unit_interval_fine
    return lambda word, like: chosen(word)  # noqa: ARG005


@column_loop
def to_normal(luck: Reals, depth: Reals) -> None:
    """Turn uniform luck into standard normal shocks, in place; `depth` is room for as many numbers."""
    for i in range(luck.size):
        depth[i] = tail_depth(luck[i])
    for i in range(luck.size):
        luck[i] = normal_at_depth(luck[i], depth[i])


def seed_key(seed: int) -> Key:
    """The Philox key of a seed.

    Raises
    ------
    ValueError
        If `seed` is negative or does not fit in 64 bits.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must lie in 0 … 2**64 - 1, got {seed}")
    return Key(np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32))


@column_loop
def _fill(seat: Integers, incarnation: Integers, month: Word, stream: Word, key: Key, out: Reals) -> None:
    for i in range(seat.size):
        words = philox(np.uint64(seat[i]), np.uint64(incarnation[i]), month, stream, key.low, key.high)
        out[i, 0] = unit_interval_fine(words[0])
        out[i, 1] = unit_interval_fine(words[1])
        out[i, 2] = unit_interval_fine(words[2])
        out[i, 3] = unit_interval_fine(words[3])


def uniforms(
    seed: int,
    stream: Stream | int,
    month: int,
    seat_id: npt.NDArray[np.uint32],
    incarnation: npt.NDArray[np.uint32],
) -> npt.NDArray[np.float64]:
    """Four uniforms in (0, 1) for each worker identity.

    Parameters
    ----------
    seed : int
        0 … 2**64 − 1.
    stream, month : int
        What the draw is for, and the month counted from the start of history (0 = November 2022).
    seat_id, incarnation : uint32 arrays of shape (n,)
        The worker: which seat, and the how-manieth person on it.

    Returns
    -------
    float64 array of shape (n, 4)
    """
    out = np.empty((seat_id.size, 4))
    seats, persons = np.ascontiguousarray(seat_id, np.uint32), np.ascontiguousarray(incarnation, np.uint32)
    _fill(seats, persons, np.uint64(month), np.uint64(int(stream)), seed_key(seed), out)
    return out

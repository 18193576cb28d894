"""Philox4x32-10 gives the vectors that its authors publish (Random123, `kat_vectors`)."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.numerics.draws import Stream, philox, seed_key, uniforms

ONES = 0xFFFFFFFF
PUBLISHED = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES, ONES, ONES, ONES), (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize("form", [philox, philox.py_func], ids=["compiled", "plain"])
@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_published_vectors(form, counter, key, words):
    arguments = (np.uint64(number) for number in (*counter, *key))
    assert tuple(int(word) for word in form(*arguments)) == words


@pytest.mark.parametrize(("counter", "key", "words"), [PUBLISHED[0], PUBLISHED[2]])
def test_uniforms_count_by_seat_incarnation_month_and_stream(counter, key, words):
    """The published words come back when the counter is spelt as a worker, a month and a stream."""
    seat, incarnation, month, stream = counter
    seed = key[0] + (key[1] << 32)
    drawn = uniforms(seed, stream, month, np.array([seat], np.uint32), np.array([incarnation], np.uint32))
    np.testing.assert_array_equal(drawn[0], (np.array(words, float) + 0.5) / 2**32)


def test_seeds_are_64_bits():
    assert [int(word) for word in seed_key(2**64 - 1)] == [ONES, ONES]
    assert [int(word) for word in seed_key(5)] == [5, 0]
    for seed in (-1, 2**64):
        with pytest.raises(ValueError, match="seed"):
            seed_key(seed)


def test_every_part_of_the_key_changes_the_draw():
    seat, person = np.array([3], np.uint32), np.array([1], np.uint32)
    drawn = [
        uniforms(1, Stream.EVENTS, 5, seat, person),
        uniforms(2, Stream.EVENTS, 5, seat, person),
        uniforms(1 + 2**32, Stream.EVENTS, 5, seat, person),
        uniforms(1, Stream.SHOCKS, 5, seat, person),
        uniforms(1, Stream.EVENTS, 6, seat, person),
        uniforms(1, Stream.EVENTS, 5, seat + np.uint32(1), person),
        uniforms(1, Stream.EVENTS, 5, seat, person + np.uint32(1)),
    ]
    assert np.unique(np.concatenate(drawn).ravel()).size == 4 * len(drawn)

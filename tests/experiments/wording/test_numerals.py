"""Signs, shares, ranges and counts, in any text."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.experiments.wording.numerals import (
    interval,
    no_value,
    per_cent,
    plain,
    share,
    signed,
    with_plus,
    with_range,
)

NUMBERS = st.floats(-1e12, 1e12) | st.floats(-3, 3)


def spaced(text):
    return text.replace("\u00a0", " ")


def figure(text):
    return text.replace(",", "").replace("−", "-").replace("\u00a0%", "")


def read(text):
    return float(figure(text))


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 3))
@example(-0.0, 0)
@example(-0.04, 1)
@example(68719476736.375, 2)
def test_numbers_are_read_back_within_their_last_digit(value, decimals):
    for tell in (plain, signed, per_cent):
        text = tell(value, decimals)
        assert abs(Decimal(figure(text)) - Decimal(value)) <= Decimal(5).scaleb(-decimals - 1)
        assert "-" not in text
        assert re.fullmatch(r"[+−]?\d{1,3}(,\d{3})*(\.\d+)?(\u00a0%)?", text)
    assert plain(value, decimals).lstrip("−") == plain(-value, decimals).lstrip("−")


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 3))
def test_only_what_is_not_nought_has_a_sign(value, decimals):
    expected = "" if read(plain(value, decimals)) == 0 else "+" if value > 0 else "−"
    assert signed(value, decimals)[: len(expected)] == expected
    assert (signed(value, decimals)[0] in "+−") == bool(expected)
    assert plain(value, decimals).startswith("−") == (expected == "−")


@settings(deadline=None)
@given(st.floats(-200, 200), st.floats(-200, 200))
def test_a_larger_percentage_never_reads_smaller(one, other):
    low, high = sorted((one, other))
    assert read(per_cent(low)) <= read(per_cent(high)) + 1e-12


@pytest.mark.parametrize(
    ("value", "words"),
    [(15.2, "15 %"), (9.96, "10 %"), (9.94, "9.9 %"), (0.04, "0 %"), (0.06, "0.1 %"), (-3.21, "−3.2 %"),
     (-0.04, "0 %"), (-12.4, "−12 %"), (1234.0, "1,234 %")],
)  # fmt: skip
def test_percentages_have_two_digits_or_so(value, words):
    assert spaced(per_cent(value)) == words


def test_shares_and_their_ranges():
    assert spaced(share(0.876)) == "88 %"
    assert spaced(share(0.876, 1)) == "87.6 %"
    assert spaced(with_range({"p5": 0.81, "p50": 0.876, "p95": 0.92}, share)) == "88 % (81 to 92 %)"
    assert with_range({"p5": -3.2, "p50": 0.2, "p95": 4.0}, signed) == "0 (−3 to +4)"
    assert interval("1.55", "2.03") == "1.55 to 2.03"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_missing_is_said_to_be(value):
    assert {tell(value) for tell in (plain, signed, per_cent, share)} == {no_value()}
    assert spaced(interval(share(value), share(0.5))) == "no value to 50 %"


def test_changes_in_any_unit():
    assert [spaced(with_plus(text)) for text in ("1.2\u00a0%", "−1.2\u00a0%", "0.0\u00a0%", no_value())] == [
        "+1.2 %", "−1.2 %", "0.0 %", no_value(),
    ]  # fmt: skip

"""One rule for amounts of money: what is written can be read back, in order, with the right sign."""

import math
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.experiments.wording.money import money, money_unit, money_with_range

SIZES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
CURRENCIES = ("USD", "EUR", "JPY", "KWD", "CHF")
AMOUNTS = st.floats(-9e14, 9e14) | st.floats(-2e4, 2e4) | st.integers(-(10**13), 10**13).map(float)
SHAPE = re.compile(r"(−?)([A-Z]{3})\u00a0(\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?)(?:\u00a0(\w+))?")


def read(text):
    """Sign, currency, figure and unit of an amount in words, and its value."""
    found = SHAPE.fullmatch(text)
    assert found, text
    sign, currency, figure, unit = found.groups()
    value = float(figure.replace(",", "")) * SIZES[unit or ""]
    return (-value if sign else value), currency, figure, unit or ""


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (12_345_678, "USD 12.3 million"),
        (1_234_567, "USD 1.23 million"),
        (123_456_789, "USD 123 million"),
        (2_000_000, "USD 2 million"),
        (1_200_000, "USD 1.2 million"),
        (999_600, "USD 1 million"),
        (999_400, "USD 999 thousand"),
        (100_000, "USD 100 thousand"),
        (-340_400, "−USD 340 thousand"),
        (12_345, "USD 12.3 thousand"),
        (10_000, "USD 10 thousand"),
        (9_999.6, "USD 10 thousand"),
        (9_999, "USD 9,999"),
        (12, "USD 12"),
        (0, "USD 0"),
        (-0.4, "USD 0"),
        (2.5e9, "USD 2.5 billion"),
        (5.04e12, "USD 5.04 trillion"),
        (-9_999_999, "−USD 10 million"),
        (math.nan, "no value"),
        (math.inf, "no value"),
    ],
)
def test_amounts_in_words(amount, words):
    assert money(amount, "USD").replace("\u00a0", " ") == words


@settings(deadline=None)
@given(AMOUNTS, st.sampled_from(CURRENCIES))
@example(-0.0, "USD")
@example(-0.49, "JPY")
@example(99_950.0, "EUR")
@example(9_995_000.0, "EUR")
def test_what_is_written_is_the_amount_within_three_digits(amount, currency):
    value, named, figure, unit = read(money(amount, currency))
    assert named == currency
    if unit:
        assert abs(value - amount) <= abs(amount) * 0.005 * (1 + 1e-9)
        assert 1 <= float(figure.replace(",", "")) < 1000
        assert len(figure.replace(".", "").lstrip("0")) <= 3
        assert "." not in figure or not figure.endswith("0")
    else:
        assert abs(value - amount) <= 0.5
        assert abs(value) < 10_000
    assert value == 0 or (value < 0) == (amount < 0)
    assert value != 0 or not money(amount, currency).startswith("−")


@settings(deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_a_larger_amount_never_reads_smaller(one, other):
    low, high = sorted((one, other))
    assert read(money(low, "EUR"))[0] <= read(money(high, "EUR"))[0]


@settings(deadline=None)
@given(AMOUNTS)
def test_the_opposite_amount_reads_the_same_but_for_its_sign(amount):
    assert money(-amount, "USD").lstrip("−") == money(amount, "USD").lstrip("−")


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=3, max_size=3))
def test_a_range_is_told_in_one_unit(amounts):
    low, middle, high = sorted(amounts)
    text = money_with_range(middle, low, high, "USD")
    found = re.fullmatch(r"(−?)USD\u00a0(\S+?)(?:\u00a0(\w+))? \((\S+) to (\S+?)(?:\u00a0(\w+))?\)", text)
    assert found, text
    assert found[3] == found[6]  # the unit, or none
    assert not re.search(r"−(USD\u00a0)?0(?![.\d])", text)
    size = SIZES[found[3] or ""]
    ends = [float(found[place].replace(",", "").replace("−", "-")) * size for place in (4, 5)]
    assert ends[0] <= ends[1]
    assert ends == pytest.approx([low, high], rel=0.0051, abs=0.5 if size == 1 else 0.0051 * size)


def test_a_range_with_a_missing_end_says_so():
    assert money_with_range(2e6, math.nan, 3e6, "USD").replace("\u00a0", " ") == (
        "USD 2 million (no value to 3 million)"
    )
    assert money_with_range(math.nan, math.nan, math.nan, "USD") == "no value"


def test_headings_name_the_unit_once():
    assert money_unit(-3e6, 2e5).heading("JPY") == "JPY million"
    assert money_unit(800.0).heading("JPY") == "JPY"
    assert money_unit().name == ""
    assert money_unit(3e6).digits(46_000) == "0.05"

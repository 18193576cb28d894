"""Texts from outside: what steers a terminal or hides goes, what people write stays."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.received.plain_text import cleaned, cleaned_content, cleaned_lines, is_clean

# what comes → what is left
CLEANED = {
    "\x1b[31mRed\x1b[0m team": "Red team",
    "\x1b[2J\x1b[1;1HSales": "Sales",
    "\x9b31mSales": "Sales",
    "\x1b]0;title\x07Sales": "Sales",
    "\x1b]8;;http://example.org\x1b\\Sales\x1b]8;;\x1b\\": "Sales",
    "\x1bPq...\x1b\\Sales": "Sales",
    "\x1b(BSales": "Sales",
    "\x1bcSales": "Sales",
    "Sales\x1b": "Sales",
    "Sa\x00les\x7f\x07\x08": "Sales",
    "Sales\r\nrm": "Sales rm",
    "Sales\n\n\tand more": "Sales and more",
    "Sales\u2028and\u0085more": "Sales and more",
    "\u202egro.live\u202c": "gro.live",
    "\u2066Sales\u2069\u200e\u200f\u061c": "Sales",
    "Sa\u200bl\u2060e\xads\ufeff": "Sales",
    "a\ud800b": "a\ufffdb",
    "hidden\U000e0068\U000e0069": "hidden",
    "\x1b": "",
}
KEPT = [
    "",
    "Research & Development",
    "  two  blanks  ",
    "Développement – Qualité",
    "Vertrieb Süd",
    "מכירות ושיווק",
    "الموارد البشرية",
    "می‌خواهم",  # with a joiner that Persian needs
    "人事部\u3000東京",
    "👩‍👩‍👧 families",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
    "❤️ 1\u00a0000",
    "[31m ]0; 50 %",
]


@pytest.mark.parametrize(("text", "left"), CLEANED.items(), ids=map(ascii, CLEANED))
def test_what_steers_or_hides_is_taken_out(text, left):
    assert cleaned(text) == left
    assert not is_clean(text)


@pytest.mark.parametrize("text", KEPT, ids=map(ascii, KEPT))
def test_what_people_write_stays(text):
    assert cleaned(text) == text
    assert is_clean(text)


STEERING = "\x1b[]\x9b\x07\u202e\u200b\n m0;\U0001f3f4\U000e0067\U000e007f"
TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters() | st.sampled_from(STEERING), max_size=30))
def test_nothing_that_controls_is_left_and_a_second_time_changes_nothing(text):
    left = cleaned(text)
    for sign in left:
        assert unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(sign) not in TURNING
        assert sign not in "\u200b\u2060\ufeff\xad\u200e\u200f\u061c"
    assert cleaned(left) == left
    left.encode("utf-8")


def test_nested_content_is_cleaned_with_its_keys():
    content = {"a\nb": ["\x1b[1mx", {"c": "d\x00"}, 3, None], 2: True}
    assert cleaned_content(content) == {"a b": ["x", {"c": "d"}, 3, None], 2: True}


def test_a_message_keeps_its_lines():
    assert cleaned_lines("one\x1b[0m\ntwo\x07") == "one\ntwo"

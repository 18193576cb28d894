"""Names in any script as they are drawn."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.drawing.lettering import clusters, drawable, font, is_spelt
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.drawing.typography import holds_words, shorten, text_width, wrap
from tests.experiments.drawing.hostile import NAMES

MARK = "\u200e"


@settings(deadline=None)
@given(st.text() | st.sampled_from(NAMES))
def test_whatever_is_drawn_is_one_line_of_letters_that_the_typeface_has(text):
    drawn = drawable(text)
    assert drawable(drawn) == drawn
    for letter in drawn:
        assert font(False).get_char_index(ord(letter)) and font(True).get_char_index(ord(letter)), letter
        assert unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")


@pytest.mark.parametrize("text", ["$x^2$ _{a} \\alpha", "<b>R&D</b>", "Ελλάδα · Отдел", "Größe", "a|b*c`"])
def test_what_the_typeface_has_stays_as_it_is(text):
    assert drawable(text) == text and not is_spelt(text)


def test_accents_are_put_on_their_letters_and_never_pile_up():
    assert drawable("e\u0301") == "é"
    assert drawable("x" + "\u0301" * 9) == "x\u0301\u0301"


def test_what_the_typeface_lacks_is_spelt():
    assert drawable("研发部 R&D") == "YanFaBu R&D"
    assert drawable("🚀 Growth") == ":rocket: Growth"
    assert is_spelt("研发部") and is_spelt("🚀") and not is_spelt("מכירות") and not is_spelt("قسم")


def test_a_number_after_words_from_right_to_left_keeps_its_place():
    assert drawable("“מכירות ושיווק”: 34") == f"{MARK}“מכירות ושיווק{MARK}”: 34"


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.floats(0.4, 3), st.integers(1, 3))
def test_lines_are_no_wider_than_their_room_and_cut_between_letters(name, width, most):
    for line in [*wrap(name, width, 9, most=most), shorten(name, width, 9)]:
        assert text_width(line, 9) <= width + 1e-9 or len(clusters(line)) <= 2
        assert not unicodedata.combining(line[0])


def test_a_long_word_is_broken_at_its_hyphen_or_with_one():
    assert wrap("Research-and-development", 1.05, 9) == ["Research-and-", "development"]
    pieces = wrap("Donaudampfschifffahrtsgesellschaft", 1.0, 9)
    assert len(pieces) > 1 and all(piece.endswith("-") for piece in pieces[:-1])
    assert "".join(piece.rstrip("-") for piece in pieces) == "Donaudampfschifffahrtsgesellschaft"
    assert not holds_words("Donaudampfschifffahrtsgesellschaft", 1.0, 9) and holds_words("a b", 0.2, 9)


def drawn(name: str) -> Picture:
    page = Page(4.0, 1.0)
    page.text(0.3, 0.5, name)
    return Picture("made_up", page, "title", "Caption.", "told", pd.DataFrame({"Name": [name]}))


def test_a_page_that_spells_says_so_below_and_moves_nothing_else():
    plain, spelt = drawn("Sales"), drawn("研发部")
    assert plain.caption == "Caption." and "Latin" in spelt.caption
    assert spelt.page.texts[-1].get_text() in spelt.caption
    line = spelt.page.height - plain.page.height
    places = [
        picture.page.texts[0].get_transform().transform((0.3, 0.5))[1] / picture.page.figure.dpi
        for picture in (plain, spelt)
    ]
    assert line > 0.1 and places[1] - places[0] == pytest.approx(line)

"""A picture shows itself, is drawn only when it is wanted, and is written with its words and numbers."""

import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from PIL import Image

from tandem.experiments.drawing.choice import EVERY
from tandem.experiments.drawing.files import INDEX
from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.pictures import Picture, drawn, write_pictures
from tests.experiments.drawing.layout import check_texts


def made_up(name: str = "plot") -> Picture:
    page = Page(4.0, 3.0)
    page.polygons([[(1, 1), (2, 1), (2, 2)]], "#12436D")
    page.text(1, 2.5, "Half of it")
    numbers = pd.DataFrame(
        {
            "Month": ["2026-01", "2026-02"],
            "Median, %": [12.5, 1 / 3],
            "Change, points": [-0.0, 1.0],
            "Runs": 40,
        }
    )
    return Picture(name, page, "Half & half", "Made up.", "A triangle of one half.", numbers)


def test_a_picture_shows_itself_in_a_notebook_without_writing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    picture = made_up()
    shown = picture._repr_png_()
    with Image.open(io.BytesIO(shown)) as image:
        assert image.size == (600, 450)
        assert image.text["Description"] == picture.alternative_text  # type: ignore[attr-defined]
        assert image.convert("RGB").getpixel((240, 285)) == (0x12, 0x43, 0x6D)
    assert picture._repr_png_() == shown == picture.png()  # again, and the same
    assert "<title>Half &amp; half</title>" in picture.svg()
    assert not list(tmp_path.iterdir())
    assert len(repr(picture)) < 100


def test_pictures_are_drawn_one_by_one_and_only_the_wanted():
    done = []

    def draw(name):
        done.append(name)
        return made_up(name)

    plan = [(name, lambda name=name: draw(name)) for name in ("first", "second", "third")]
    pictures = drawn(plan, ("third", "first", "none"))
    assert done == []
    assert next(pictures).name == "first"
    assert done == ["first"]
    assert [picture.name for picture in pictures] == ["third"]
    assert [picture.name for picture in drawn(plan, EVERY)] == ["first", "second", "third"]
    assert list(drawn(plan, ())) == []


def test_a_set_of_pictures_is_written_with_an_index(tmp_path):
    entries = write_pictures([made_up("one"), made_up("two")], tmp_path / "run" / "figures")
    folder = tmp_path / "run" / "figures"
    assert json.loads((folder / INDEX).read_text(encoding="utf-8")) == entries
    assert {file.name for file in folder.iterdir()} == {
        INDEX, *(f"{name}.{ending}" for name in ("one", "two") for ending in ("png", "svg", "csv")),
    }  # fmt: skip
    assert entries[1] == {
        "name": "two", "files": ["two.png", "two.svg"], "data": "two.csv", "title": "Half & half",
        "alt_text": "A triangle of one half.", "caption": "Made up.",
    }  # fmt: skip
    read = pd.read_csv(folder / "two.csv")
    assert read.columns.tolist() == ["Month", "Median, %", "Change, points", "Runs"]
    assert read["Median, %"].tolist() == pytest.approx([12.5, 1 / 3], rel=1e-5)
    assert "-0" not in (folder / "two.csv").read_text().split(",")


def test_nothing_wanted_is_an_empty_index(tmp_path):
    assert write_pictures([], tmp_path / "figures") == []
    assert json.loads((tmp_path / "figures" / INDEX).read_text()) == []


def test_two_pictures_of_one_name_are_a_mistake(tmp_path):
    with pytest.raises(ValueError, match="two figures are called 'one'"):
        write_pictures([made_up("one"), replace(made_up("one"), title="Other")], tmp_path)


@pytest.mark.parametrize("words", ["Northwind GmbH · base case", "a client of many words " * 30, "x" * 400])
def test_what_tells_a_run_from_others_stands_above_the_page(words):
    plain = made_up("one")
    height = plain.page.height
    named = plain.under(words)
    assert named.page.height > height
    lines = [text for text in named.page.texts if text.get_position()[1] > height - 0.2]
    assert lines and lines[0].get_text().split()[0][:9] == words.split()[0][:9]
    check_texts(named)
    assert named.caption.startswith(words) and named.alternative_text.startswith(words)


def test_a_note_on_letters_does_not_push_the_names_off_the_page():
    page = Page(8.0, 3.0)
    page.text(0.5, 2.0, "\u682a\u5f0f\u4f1a\u793e")
    named = Picture("one", page, "Title", "Caption", "Words", pd.DataFrame({"": [1]})).under(
        "many words " * 30
    )
    check_texts(named)
    assert "Letters that the typeface lacks" in named.caption

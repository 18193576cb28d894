"""No text for users has a word of the trade where a plain one would do."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tandem.experiments.wording.catalogue import ENGLISH, catalogue_of, wings_of

FILE = Path(__file__).with_name("vocabulary.toml")
KNOWN = tomllib.loads(FILE.read_text(encoding="utf-8"))
INSTEAD, METHOD = KNOWN["instead"], KNOWN["method"]


def is_method(place: str) -> bool:
    named = any(fnmatch(place, pattern) for pattern in METHOD["tables"])
    return named and place not in METHOD["but"]


def without_settings(text: str) -> str:
    """The words, without placeholders and settings such as `draws=100`."""
    return re.sub(r"\{\w*\}|[\w.]+=\S+", " ", text)


def found_in(text: str) -> list[str]:
    told = without_settings(text)
    return [plain for word, plain in INSTEAD.items() if re.search(word, told, re.IGNORECASE)]


def test_texts_use_plain_words():
    wrong = {
        f"{wing}.{table}.{key}": instead
        for wing in wings_of(ENGLISH)
        for table, entries in catalogue_of(ENGLISH, wing).items()
        if not is_method(f"{wing}.{table}")
        for key, text in entries.items()
        if (instead := found_in(f"{text.one} {text.other}"))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    ["in the middle run", "the regret of it", "the knee", "a posterior", "200 draws", "a significant effect"],
)
def test_words_of_the_trade_are_found(text):
    assert found_in(text)


def test_settings_and_places_are_no_words():
    assert found_in("Repeat it with draws=100, {draws} of them.") == []


def test_every_exception_is_of_a_table_that_exists():
    tables = [f"{wing}.{table}" for wing in wings_of(ENGLISH) for table in catalogue_of(ENGLISH, wing)]
    for pattern in (*METHOD["tables"], *METHOD["but"]):
        assert any(fnmatch(table, pattern) for table in tables), pattern

"""The texts that users read, by language: a folder a language, a file a wing, a table a module.

    _text = texts("project.finding")         # experiments/wording/english/project.toml, table [finding]
    _text("nobody_left", month="2026-12")    # placeholders by name, all of them and no others
    _text("runs", count=3)                   # a pair `one`/`other`, chosen by `count`

A text is a whole phrase with named places for what is put in, so that a language can say it in its own order.
Whole pages (the data-protection sheet) are templates beside the files of texts. A file is read when the first
of its texts is wanted. The files are TOML, which the standard library reads: `tandem --help` imports nothing
heavy, and a key `yes` or `no` is a word and not a truth value.

Not here, on purpose: messages of `InputError`, which belong to the check that raises them; the model's own
tables of labels, definitions and meanings (`model/outcomes/measures.py`, `experiments/compare/effects.py`,
`model/policy/catalogue.py`, `model/parameters.yaml`, `experiments/measures/pulse_questions.yaml`); names in
data sets (`all departments`, `knee`); and the signs of numbers (`experiments/wording/numerals.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

ENGLISH = Path(__file__).parent / "english"
ONE, OTHER = "one", "other"
COUNT = "count"  # the placeholder that chooses between `one` and `other`
#: The language in force, of each request of a server its own.
_spoken: ContextVar[Path] = ContextVar("language", default=ENGLISH)


@dataclass(frozen=True)
class Text:
    """A text of the catalogue: its form for one, its form for other numbers, and what is put in.

    Attributes
    ----------
    one, other : the same where the text has no plural
    placeholders : names, `count` of a plural always among them
    """

    one: str
    other: str
    placeholders: frozenset[str]

    @property
    def plural(self) -> bool:
        """Whether a number chooses the form."""
        return COUNT in self.placeholders


@dataclass(frozen=True)
class Texts:
    """The texts of one table, in whatever language is in force when a text is wanted.

    Attributes
    ----------
    wing, table : file (without its ending) and table in it
    """

    wing: str
    table: str

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """The text with its places filled.

        Raises
        ------
        LookupError
            If there is no such text.
        TypeError
            If a placeholder is missing, or not one of the text's, or `count` is no whole number.
        """
        place = f"{self.wing}.{self.table}.{key}"
        text = self._found(key)
        if text is None:
            raise LookupError(f"no text '{place}' in {_spoken.get().name}")
        if text.placeholders != placeholders.keys():
            wanted, given = sorted(text.placeholders), sorted(placeholders)
            raise TypeError(f"text '{place}' takes {wanted}, not {given}")
        if not text.plural:
            return text.other.format(**placeholders)
        number = placeholders.pop(COUNT)
        if not isinstance(number, int):
            raise TypeError(f"text '{place}': count is {number!r}, not a whole number")
        return (text.one if number == 1 else text.other).format(**placeholders, **{COUNT: f"{number:,}"})

    def _found(self, key: str) -> Text | None:
        """The text in the language in force; where that has no such file, in English."""
        folder = _spoken.get()
        if not (folder / f"{self.wing}.toml").is_file():
            folder = ENGLISH
        try:
            return catalogue_of(folder, self.wing)[self.table][key]
        except (KeyError, FileNotFoundError):
            return None


def texts(place: str) -> Texts:
    """The texts of `wing.table`; nothing is read before one of them is wanted."""
    wing, _, table = place.partition(".")
    return Texts(wing, table)


@contextmanager
def speaking(folder: Path) -> Iterator[None]:
    """Another language for everything that is said in the block: the folder with its files."""
    before = _spoken.set(folder)
    try:
        yield
    finally:
        _spoken.reset(before)


def page(name: str) -> str:
    """A whole page of the language in force, as a template that is filled elsewhere: a file of its folder."""
    return (_spoken.get() / name).read_text(encoding="utf-8")


def wings_of(folder: Path) -> list[str]:
    """Names of a language's files, without their ending."""
    return sorted(file.stem for file in folder.glob("*.toml"))


@cache
def catalogue_of(folder: Path, wing: str) -> Mapping[str, Mapping[str, Text]]:
    """All texts of a file: table → key → text.

    Raises
    ------
    ValueError
        If a text is neither a string nor a pair, a placeholder is no plain name, or the two forms of a pair
        are filled from different ones.
    """
    content = tomllib.loads((folder / f"{wing}.toml").read_text(encoding="utf-8"))
    return {
        table: {key: _text_of(value, f"{wing}.{table}.{key}") for key, value in entries.items()}
        for table, entries in content.items()
    }


def differences(folder: Path, other: Path) -> list[str]:
    """Where two languages do not have the same texts and pages, with the same placeholders; nothing: they do.

    Parameters
    ----------
    folder, other : of the two languages
    """
    first, second = (_every_text(each) | _every_page(each) for each in (folder, other))
    told = [f"{place}: only in {folder.name}" for place in sorted(first.keys() - second.keys())]
    told += [f"{place}: only in {other.name}" for place in sorted(second.keys() - first.keys())]
    told += [
        f"{place}: {sorted(first[place])} in {folder.name}, {sorted(second[place])} in {other.name}"
        for place in sorted(first.keys() & second.keys())
        if first[place] != second[place]
    ]
    return told


def _every_text(folder: Path) -> dict[str, frozenset[str]]:
    """Placeholders by `wing.table.key`."""
    return {
        f"{wing}.{table}.{key}": text.placeholders
        for wing in wings_of(folder)
        for table, entries in catalogue_of(folder, wing).items()
        for key, text in entries.items()
    }


def _every_page(folder: Path) -> dict[str, frozenset[str]]:
    """What is put into each page, by its file."""
    return {
        file.name: frozenset(re.findall(r"{{.*?}}|{%.*?%}", file.read_text(encoding="utf-8")))
        for file in folder.glob("*.j2")
    }


def _text_of(value: Any, place: str) -> Text:
    if isinstance(value, str):
        return Text(value, value, _placeholders(value, place))
    if not isinstance(value, dict) or value.keys() != {ONE, OTHER}:
        raise ValueError(f"text '{place}' is neither a text nor a pair of '{ONE}' and '{OTHER}'")
    found = _placeholders(value[ONE], place) | {COUNT}
    if found != _placeholders(value[OTHER], place) | {COUNT}:
        raise ValueError(f"text '{place}': '{ONE}' and '{OTHER}' have different placeholders")
    return Text(value[ONE], value[OTHER], found)


def _placeholders(text: str, place: str) -> frozenset[str]:
    names = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"text '{place}': a placeholder is a plain name, as {{month}}, not '{name}'")
        names.add(name)
    return frozenset(names)

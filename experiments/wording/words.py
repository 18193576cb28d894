"""Small words that every text uses."""

from __future__ import annotations

from tandem.experiments.wording.catalogue import texts

_text = texts("wording.words")


def inside(text: str) -> str:
    """`text` inside a sentence: with a small letter at the beginning, unless that is an abbreviation (AI)."""
    first = text.partition(" ")[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """`text` with a capital at the beginning."""
    return text[:1].upper() + text[1:]


def yes_or_no(answer: object) -> str:
    """A yes or a no in a cell, of a boolean or what stands for one."""
    return _text("yes") if answer else _text("no")

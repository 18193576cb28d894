"""Small words that every text uses."""

from __future__ import annotations


def inside(text: str) -> str:
    """`text` inside a sentence: with a small letter at the beginning, unless that is an abbreviation (AI)."""
    first = text.partition(" ")[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """`text` with a capital at the beginning."""
    return text[:1].upper() + text[1:]

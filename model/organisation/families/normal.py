"""Names in one spelling: without case, umlauts, accents and punctuation, word by word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Stands for whatever joins two functions in one name: and, und, &, +, / and the comma.
JOINED = "&"

_joins = re.compile(r"[&+/,;|]")
_word = re.compile(rf"[\w*]+|{JOINED}")
_spelt_out = (("ae", "a"), ("oe", "o"), ("ue", "u"))  # umlauts in two letters, as in Verkaeufer
_joining_words = {"and", "und", "et", "plus", "sowie"}


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in normal spelling, `&` where two functions are joined.

    "Vertrieb & Verkäufe" and "VERTRIEB und Verkaeufe" give the same words. A name without letters and digits
    is a word as it stands.
    """
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    ).casefold()
    for written, short in _spelt_out:
        plain = plain.replace(written, short)
    words = _word.findall(_joins.sub(f" {JOINED} ", plain.replace("_", " "))) or plain.split()
    return tuple(JOINED if word in _joining_words else word for word in words)

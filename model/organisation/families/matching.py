"""Which job family a name of a department or a job title means.

A name is cut into words (`normal.words_of`) and read from left to right; at each place the longest phrase
counts, then the one with most letters. What stands on either side of "and", "&", "+", "/" or a comma is a
part of its own, unless a phrase spans it ("research and development"). A part means one family; several
parts mean the equal mixture of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from tandem.model.organisation.families.normal import JOINED, words_of
from tandem.model.organisation.families.scores import PLUS, job_families, mixture_of

#: How phrases yield to one another, the strongest first: the user's own; of a function; general ones, which
#: give way to another in their part of a name; and titles, which give way to anything in the whole name.
OWN, FUNCTION, GENERAL, TITLE = range(4)
_ranks = {"words": FUNCTION, "general": GENERAL, "titles": TITLE}
MOST_KEPT = 50_000  # names whose answers are kept
BEGINNING = 2  # letters by which stems are looked up
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Answer = str | float  # a family or mixture, or a stated exposure (0 to 1)


@dataclass(frozen=True)
class Phrase:
    """Words that mean a family.

    Attributes
    ----------
    words : tuple of str
        In normal spelling; a `*` at an end of a word stands for any letters.
    answer : str or float
        Name of the family or mixture, or the exposure itself.
    rank : int
        `OWN`, `FUNCTION`, `GENERAL` or `TITLE`.
    """

    words: tuple[str, ...]
    answer: Answer
    rank: int

    @property
    def weight(self) -> tuple[int, int, int]:
        """The larger, the more the phrase counts: own ones first, then more words, then more letters."""
        letters = sum(len(word.strip("*")) for word in self.words)
        return int(self.rank == OWN), len(self.words), letters

    def fits(self, words: tuple[str, ...], place: int) -> bool:
        """Whether it stands in `words` from `place` on."""
        there = words[place : place + len(self.words)]
        return len(there) == len(self.words) and all(map(_fits, self.words, there))


@dataclass(frozen=True)
class Meaning:
    """What a name means: a family or mixture of families, or an exposure that the user stated."""

    family: str | None = None
    exposure: float | None = None


class Lookup:
    """Phrases, ordered so that names are looked up fast."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._whole: dict[str, list[Phrase]] = {}  # by their first word
        self._stems: dict[str, list[Phrase]] = {}  # by the beginning of a stem
        self._within: list[Phrase] = []
        self._known: dict[str, tuple[Answer, ...]] = {}
        for phrase in phrases:
            first = phrase.words[0]
            if "*" not in first:
                self._whole.setdefault(first, []).append(phrase)
            elif first.startswith("*") or len(first.strip("*")) < BEGINNING:
                self._within.append(phrase)
            else:
                self._stems.setdefault(first[:BEGINNING], []).append(phrase)

    def meaning(self, name: str) -> Meaning | None:
        """What a name means; None where no word of it is known.

        Never raises, whatever the text. Where one part is a stated exposure and another a family, there is no
        common mean and the answer is None, too.
        """
        answers = self.answers(name)
        exposures = [answer for answer in answers if isinstance(answer, float)]
        families = [one for answer in answers if isinstance(answer, str) for one in answer.split(PLUS)]
        if not answers or (exposures and families):
            return None
        if exposures:
            return Meaning(exposure=sum(exposures) / len(exposures))
        return Meaning(family=mixture_of(families))

    def answers(self, name: str) -> tuple[Answer, ...]:
        """The different answers of a name's parts, in their order."""
        if name not in self._known:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
            self._known[name] = self._looked_up(words_of(name))
        return self._known[name]

    def _looked_up(self, words: tuple[str, ...]) -> tuple[Answer, ...]:
        parts = [part for part in self._parts(words) if part is not None]
        if any(part.rank != TITLE for part in parts):
            parts = [part for part in parts if part.rank != TITLE]
        return tuple(dict.fromkeys(part.answer for part in parts))

    def _parts(self, words: tuple[str, ...]) -> list[Phrase | None]:
        """The phrase that decides in each part of a name."""
        parts: list[Phrase | None] = [None]
        place = 0
        while place < len(words):
            found = self._longest(words, place)
            if found is None:
                if words[place] == JOINED:
                    parts.append(None)
                place += 1
                continue
            before = parts[-1]
            # Of two that count alike the later one decides: in English and German names the last word leads.
            if before is None or (-before.rank, before.weight) <= (-found.rank, found.weight):
                parts[-1] = found
            place += len(found.words)
        return parts

    def _longest(self, words: tuple[str, ...], place: int) -> Phrase | None:
        word = words[place]
        candidates = (
            *self._whole.get(word, ()),
            *self._stems.get(word[:BEGINNING], ()),
            *self._within,
        )
        fitting = [phrase for phrase in candidates if phrase.fits(words, place)]
        return max(fitting, key=lambda phrase: phrase.weight, default=None)


def _fits(pattern: str, word: str) -> bool:
    stem = pattern.strip("*")
    if pattern.startswith("*"):
        return stem in word if pattern.endswith("*") else word.endswith(stem)
    return word.startswith(stem) if pattern.endswith("*") else word == stem


@cache
def shipped_phrases() -> tuple[Phrase, ...]:
    """The phrases of `words.yaml`, and the families' own names."""
    text = files("tandem.model.organisation.families").joinpath("words.yaml").read_text(encoding="utf-8")
    written: Mapping[str, Mapping[str, list[str]]] = yaml.load(text, _Loader)
    names = [Phrase(words_of(family), family, FUNCTION) for family in job_families()]
    return (
        *names,
        *(
            Phrase(words_of(str(phrase)), family, _ranks[kind])
            for family, kinds in written.items()
            for kind, phrases in kinds.items()
            for phrase in phrases
        ),
    )


@cache
def shipped_lookup() -> Lookup:
    """What names mean where the user says nothing."""
    return Lookup(shipped_phrases())


def family_of(name: str) -> str | None:
    """Family, or mixture of families, that a department's name or a job title means; None: not known.

    Examples
    --------
    "Finance and Legal" is "finance and accounting + legal"; "Head of Engineering" is "engineering and
    architecture".
    """
    meaning = shipped_lookup().meaning(name)
    return None if meaning is None else meaning.family

"""A finding: what was found, how sure that is and what to do next, in at most sixty words.

A finding is put together of sentences by rank: those that must be said, then the others as long as there is
room. A sentence may have shorter forms. Everything else that there is to say stands in the notes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.columns import ELLIPSIS, wrapped

_text = texts("wording.finding")

MOST_WORDS = 60
MUST = 0  # rank of what must be said
_words_of_name, _letters_of_name = 5, 40

Part = Literal["what", "how_sure", "next"]
PARTS: tuple[Part, ...] = ("what", "how_sure", "next")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a finding.

    Attributes
    ----------
    part : where it stands
    rank : `MUST`, or how early it is left out where there is no room: the higher, the earlier
    forms : the same in fewer and fewer words; of a sentence that must be said the last always fits
    """

    part: Part
    rank: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What was found, how sure that is, what to do next; and the notes: method, detail, what it hangs on.

    Attributes
    ----------
    what, how_sure, next : at most `MOST_WORDS` words together with their labels
    notes : sentences that have no room in it
    """

    what: str
    how_sure: str
    next: str
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, str, str]:
        """The three parts, each behind its label."""
        return (
            _text("what", told=self.what),
            _text("how_sure", told=self.how_sure),
            _text("next", told=self.next),
        )

    @property
    def text(self) -> str:
        """The three parts, a line each."""
        return "\n".join(self.lines)

    def wrapped(self, width: int) -> str:
        """The three parts in lines of at most `width` columns."""
        return "\n".join(line for part in self.lines for line in wrapped(part, width))

    def content(self) -> dict[str, Any]:
        """What a summary says of it."""
        parts = {"what": self.what, "how_sure": self.how_sure, "next": self.next}
        return {"finding": self.text, "finding_parts": parts, "notes": list(self.notes)}

    def page(self) -> str:
        """In Markdown, with the notes below it."""
        parts = [*self.lines]
        if self.notes:
            parts += [_text("notes"), *(f"- {note}" for note in self.notes)]
        return "\n\n".join(map(_as_text, parts)) + "\n"


def finding_of_sentences(sentences: Iterable[Sentence | None], notes: Iterable[str] = ()) -> Finding:
    """The finding that has room for all that must be said, and for the rest by rank.

    Parameters
    ----------
    sentences : in the order in which they are read; None is passed over
    notes : empty ones are passed over
    """
    told = [sentence for sentence in sentences if sentence is not None]
    chosen = {place: each.forms[-1] for place, each in enumerate(told) if each.rank == MUST}
    by_rank = sorted(range(len(told)), key=lambda place: told[place].rank)
    for shortest in (True, False):  # first as many sentences as there is room for, then their longer forms
        for place in by_rank:
            forms = told[place].forms[-1:] if shortest else told[place].forms
            tried = (chosen | {place: form} for form in forms)
            chosen = next((each for each in tried if _fits(_put_together(told, each))), chosen)
    return replace(_put_together(told, chosen), notes=tuple(note for note in notes if note))


def briefly(name: str) -> str:
    """As much of a name as a finding has room for; whole in tables, figures and files."""
    words = name.split()
    short = " ".join(words[:_words_of_name])
    if len(short) > _letters_of_name:
        short = short[:_letters_of_name].rstrip()
        return short + ELLIPSIS
    return short + ELLIPSIS if len(words) > _words_of_name else short


def _put_together(told: Sequence[Sentence], chosen: dict[int, str]) -> Finding:
    by_part = {
        part: " ".join(chosen[place] for place in sorted(chosen) if told[place].part == part)
        for part in PARTS
    }
    return Finding(by_part["what"], by_part["how_sure"], by_part["next"])


def _fits(finding: Finding) -> bool:
    return len(finding.text.split()) <= MOST_WORDS


def _as_text(part: str) -> str:
    """Text whose signs mean nothing to a reader of Markdown, but for a list's dash and a heading's sign."""
    mark = next((mark for mark in ("- ", "## ") if part.startswith(mark)), "")
    rest = html.escape(part.removeprefix(mark), quote=False)
    return mark + re.sub(r"([\\`*_\[\]|#~])", r"\\\1", rest)

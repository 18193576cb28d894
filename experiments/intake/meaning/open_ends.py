"""Words in the place of a day of leaving that say that nobody has left; asked about where many have one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.dates import looks_like_a_day
from tandem.experiments.intake.meaning.questions import Questions, ask_mapping
from tandem.experiments.intake.meaning.vocabulary import meaning_of, normal
from tandem.experiments.intake.meaning.words_of_rows import frequent_words

NOT_LEFT = "not_left"
_few_blank = 0.02  # share of blank cells above which these are how the file says it (assumption)
_many = 0.1  # share of the rows from which on a word that is no day is no slip (assumption)


def without_open_ends(
    column: Coded, own: Mapping[str, str], fewest: int, today: date, questions: Questions
) -> Coded:
    """The column with words that mean that nobody has left taken as blank; asks where they are not known.

    Where cells are blank, they mean it, and other words are slips.

    Parameters
    ----------
    own : mapping
        A mapping file's own words.
    fewest : int
        Words that fewer people have are not shown in messages.
    """
    mine = {normal(word) for word in own}
    known = column.without(lambda text: normal(text) in mine)
    blank = (known.codes < 0).sum() > _few_blank * known.codes.size
    least = np.inf if blank else max(fewest, _many * known.codes.size)
    unknown = [
        place
        for place in np.flatnonzero(known.counts >= least).tolist()
        if not any(sign.isdigit() for sign in known.texts[place])
        and not looks_like_a_day(known.texts[place], today)
        and meaning_of("exit_reason", known.texts[place]) is None  # unknown is no open end
        and meaning_of("status", known.texts[place]) != "left"
    ]
    words, _ = frequent_words(known, unknown, fewest)
    if words:
        questions.settled(lambda: _ask(known, words), None)
    return known.without(lambda text: text in words)


def _ask(column: Coded, words: list[str]) -> None:
    named = ", ".join(repr(word) for word in words)
    ask_mapping(
        f"{column.file}, column {column.heading}",
        f"does {named} in the place of a day mean that nobody has left?",
        [{"values": {"exit_date": dict.fromkeys(words, NOT_LEFT)}}],
    )

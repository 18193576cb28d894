"""All questions of an extract in one round: what would be asked next is found out by provisional answers.

Whether pay is missing, or on what day a list was true, shows only once the file has been read, and what has
been asked before stands in the way. So the file is read again as if the answers given as examples were the
user's, and what is asked then is asked now. Nothing else of such a reading is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tandem.experiments.intake.meaning.mapping import Mapping, mapping_from
from tandem.experiments.intake.meaning.questions import MappingQuestionError, QuestionError, Questions
from tandem.model.errors import InputError

_most_rounds = 6


def ask_all(first: QuestionError, answers: Mapping, attempt: Callable[[Mapping], object]) -> None:
    """Raise the questions of `first` together with those that would come after them.

    Parameters
    ----------
    answers : Mapping
        What the user has answered so far.
    attempt : callable
        Reads the extract with these answers, to the end.

    Raises
    ------
    QuestionError
    """
    asked = list(first.questions)
    branches, latest = [answers], asked
    for _ in range(_most_rounds):
        branches = [answered for branch in branches for answered in _answered(branch, latest)]
        found = [_questions_of(branch, attempt) for branch in branches]
        known = {error.question for error in asked}
        latest = [
            error
            for error in found[0]
            if error.question not in known and all(error.question in texts(other) for other in found)
        ]
        if not latest:
            break
        asked += latest
    Questions(asked).raise_all()
    raise first


def texts(questions: Sequence[MappingQuestionError]) -> set[str]:
    """The questions in words."""
    return {error.question for error in questions}


def _answered(mapping: Mapping, questions: Sequence[MappingQuestionError]) -> list[Mapping]:
    """The mapping with provisional answers; one for each order of dates, as days depend on it."""
    branches = [mapping]
    for error in questions:
        orders = [answer for answer in error.answers if "date_order" in answer.get("settings", {})]
        provisional = orders or error.answers[-1 if _names_words(error) else 0 :][:1]
        branches = [mapping_from(answer, "--set", branch) for branch in branches for answer in provisional]
    return branches


def _names_words(error: MappingQuestionError) -> bool:
    """Whether a question can be answered for some words, or for the rest of the column in one go."""
    return len(error.answers) > 1 and "values" in error.answers[0] and "settings" in error.answers[-1]


def _questions_of(answers: Mapping, attempt: Callable[[Mapping], object]) -> tuple[MappingQuestionError, ...]:
    """What is asked if these answers are given; nothing if the extract is then refused for another reason."""
    try:
        attempt(answers)
    except QuestionError as error:
        return error.questions
    except InputError:
        return ()
    return ()

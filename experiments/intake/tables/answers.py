"""What is told and what is asked while a table is read; all questions of a file are asked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tandem.experiments.intake.meaning.questions import QuestionError
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import MOST_SHOWN

#: Keys of `organisation.answers`, each with what may stand there.
ANSWERS: Mapping[str, str] = {
    "decimal": "point or comma",
    "pay_period": "year or month",
    "totals": "leave_out or keep",
    "repeated": "add or once",
    "missing_pay": "mean",
    "ai_users": "percent or people",
    "quits": "percent or people",
    "year": "the first month's year, as in 2026",
    "columns": "levels or contracts",
    "department": "a heading",
    "level": "a heading",
    "contract": "a heading",
    "headcount": "a heading",
    "mean_salary": "a heading",
    "employee": "words of the contract column",
    "freelancer": "words of the contract column",
    "executive": "words of the contract column",
}
_choices = {key: text.split(" or ") for key, text in ANSWERS.items() if " or " in text}
COLUMN_ANSWERS = ("department", "level", "contract", "headcount", "mean_salary")


class TableQuestionError(QuestionError):
    """Something about a table has to be decided by a person.

    Attributes
    ----------
    asked : key of the answer, what is asked, and what may be answered; nothing: anything
    """

    def __init__(self, message: str, asked: tuple[tuple[str, str, tuple[str, ...]], ...]) -> None:
        super().__init__(message)
        self.asked = asked


@dataclass
class Account:
    """The lines told about a table and the questions about it; `answers` are those given already."""

    answers: Mapping[str, Any]
    told: list[str] = field(default_factory=list)
    questions: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def tell(self, line: str) -> None:
        """Note a line, once."""
        if line not in self.told:
            self.told.append(line)

    def answer(self, key: str, question: str, choices: tuple[str, ...] = ()) -> str | None:
        """The answer that was given; None where the question is now among those to be asked."""
        given = self.answers.get(key)
        if given is not None:
            return str(given)
        if all(question != asked for _, asked, _ in self.questions):
            self.questions.append((key, question, choices or tuple(_choices.get(key, ()))))
        return None

    def ask_all(self, where: str, path: str) -> None:
        """Raise one `QuestionError` with every open question, if there is any."""
        if not self.questions:
            return
        count = len(self.questions)
        lines = [f"{where}: {'one thing is' if count == 1 else f'{count} things are'} not clear."]
        typed: dict[str, str] = {}
        for number, (key, question, choices) in enumerate(self.questions[:MOST_SHOWN], 1):
            name = (
                f"organisation.{key}"
                if key in ("month", "sheet", "mean_salary_of_all")
                else f"organisation.answers.{key}"
            )
            name = name.replace("_of_all", "")
            shown = " or ".join(f"{name}={choice}" for choice in choices) or f"{name}=…"
            lines += [f"{number}. {question}", f"   answer with  {shown}"]
            typed.setdefault(name, choices[0] if choices else "…")
        if count > MOST_SHOWN:
            lines.append(f"and {count - MOST_SHOWN} more.")
        settings = " ".join(f"{name}={_shell(value)}" for name, value in typed.items())
        lines.append(f"Example: tandem project {_shell(path)} {settings}")
        raise TableQuestionError("\n".join(lines), tuple(self.questions))


def _shell(text: str) -> str:
    import shlex

    return shlex.quote(text)


def checked_answers(given: object) -> dict[str, Any]:
    """The answers of a configuration; `InputError` for a key or word that is none."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(
            f"organisation.answers: found {given!r}; example: organisation.answers.decimal=comma"
        )
    for key, value in given.items():
        if key not in ANSWERS:
            raise InputError(f"organisation.answers.{key} is not a key; allowed: {', '.join(ANSWERS)}.")
        if key in _choices and value is not None and str(value) not in _choices[key]:
            raise InputError(
                f"organisation.answers.{key}: found {value!r}; allowed: {ANSWERS[key]}; example: "
                f"organisation.answers.{key}={_choices[key][0]}"
            )
    return dict(given)

"""What an import must be told because an extract does not say it: asked, never guessed, and all at once."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import yaml

from tandem.model.errors import InputError


class QuestionError(InputError):
    """Something has to be decided by a person; the message says what, and how to answer.

    Attributes
    ----------
    questions : tuple of MappingQuestionError
        What is asked of an extract, each by itself.
    """

    questions: tuple[MappingQuestionError, ...] = ()


class MappingQuestionError(QuestionError):
    """A question that a mapping file can answer.

    Attributes
    ----------
    question : str
        What is asked, with the answers to choose from.
    answers : sequence of mapping
        Answers to choose from, each as keys of a mapping file; the first is the example.
    """

    def __init__(self, question: str, answers: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(f"{question}\n{_how_to_answer(answers[:1])}")
        self.question = question
        self.answers = tuple(answers)
        self.questions = (self,)


class Questions:
    """The questions that came up while an extract was read, to be asked together."""

    def __init__(self, open_questions: Sequence[MappingQuestionError] = ()) -> None:
        self._open = list(open_questions)

    def __bool__(self) -> bool:
        return bool(self._open)

    def settled[T](self, find: Callable[[], T], otherwise: T) -> T:
        """What `find` finds out; `otherwise`, and a question more, if it has to ask."""
        try:
            return find()
        except MappingQuestionError as error:
            self._open.append(error)
            return otherwise

    def raise_all(self) -> None:
        """Ask all the questions in one message, if there are any."""
        different = list({error.question: error for error in self._open}.values())
        if len(different) < 2:
            for error in different:
                raise error
            return
        questions = [f"{number}. {error.question}" for number, error in enumerate(different, 1)]
        head = f"{len(different)} things are not clear:"
        together = QuestionError(
            "\n".join([head, *questions, _how_to_answer([error.answers[0] for error in different])])
        )
        together.questions = tuple(different)
        raise together


def ask(where: str, question: str, answers: Sequence[str], why: str = "") -> NoReturn:
    """Raise a question with the answers to choose from, each as `key=value` for `--set`."""
    lines = [f"{where}: {question}" + (f" ({why})" if why else "")]
    lines += [f"  answer with  --set {answer}" for answer in answers]
    raise MappingQuestionError("\n".join(lines), [{"settings": _as_keys(answer)} for answer in answers])


def ask_mapping(where: str, question: str, answers: Sequence[Mapping[str, Any]]) -> NoReturn:
    """Raise a question whose answers are keys of a mapping file other than its settings."""
    lines = [f"{where}: {question}"]
    lines += [f"  answer with  {answer_to_type(answer)}" for answer in answers]
    raise MappingQuestionError("\n".join(lines), answers)


def answer_to_type(answer: Mapping[str, Any]) -> str:
    """An answer as words of the command."""
    pairs = {
        **answer.get("settings", {}),
        **{key: entry for key, entry in answer.items() if key != "settings"},
    }
    return " ".join(f"--set {shlex.quote(f'{key}={_flow(value)}')}" for key, value in pairs.items())


def _flow(value: object) -> str:
    """A value as YAML on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
    return text.removesuffix("\n...\n").strip()


def _as_keys(answer: str) -> dict[str, Any]:
    """The keys of an answer, which may have several parts with `--set` between."""
    words = shlex.split(answer)
    pairs = [word.split("=", 1) for word in words if word != "--set"]
    return {key: yaml.safe_load(value) for key, value in pairs}


def _how_to_answer(answers: Sequence[Mapping[str, Any]]) -> str:
    """One answer to each question as lines of a mapping file."""
    together: dict[str, Any] = {"version": 1}
    for answer in answers:
        for key, value in answer.items():
            together[key] = _joined(together.get(key), value)
    text = yaml.safe_dump(together, sort_keys=False, allow_unicode=True).rstrip()
    lines = "\n".join(f"    {line}" for line in text.split("\n"))
    return f"or write your answer in a mapping file (--mapping FILE), as in\n{lines}"


def _joined(before: Any, value: Any) -> Any:
    if isinstance(before, dict) and isinstance(value, Mapping):
        return {**before, **{key: _joined(before.get(key), entry) for key, entry in value.items()}}
    if isinstance(before, list) and isinstance(value, list):
        return [*before, *value]
    return value

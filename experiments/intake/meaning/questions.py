"""What an import must be told because an extract does not say it: asked, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from tandem.model.errors import InputError


class QuestionError(InputError):
    """Something has to be decided by a person; the message says what, and how to answer."""


def ask(where: str, question: str, answers: Sequence[str], why: str = "") -> NoReturn:
    """Raise a question with the answers to choose from, each as `key=value` for `--set`."""
    lines = [f"{where}: {question}" + (f" ({why})" if why else "")]
    lines += [f"  answer with  --set {answer}" for answer in answers]
    lines.append("  or write the same under `settings` in the mapping file.")
    raise QuestionError("\n".join(lines))

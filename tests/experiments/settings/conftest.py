"""Folders as somebody might send them, and the command in a folder of the receiver's."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.answers import Answer, answer_of

SECRET = "a-secret-of-the-receiver"


class Pickled:
    """An object that, when it is unpickled, leaves a mark in the working folder."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, ("executed",)


@pytest.fixture
def tandem(tmp_path, monkeypatch, capsys) -> Callable[..., Answer]:
    """Run `tandem ARGUMENTS` in a folder of the receiver's, who has a secret in the environment."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("SECRET", SECRET)

    def run(*arguments: str) -> Answer:
        return answer_of(arguments, capsys)

    return run


@pytest.fixture
def received(tmp_path) -> Callable[[str, str | bytes], Path]:
    """Write a file of a received folder, which is reached from the working folder as `../received`."""

    def write(name: str, text: str | bytes) -> Path:
        file = Path(tmp_path) / "received" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    return write


def check_refused(answer: Answer, *words: str) -> None:
    """The answer is one message with these words: nothing was run, read from the environment, or written."""
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err and SECRET not in answer.err
    for word in words:
        assert word in answer.err, (word, answer.err)
    assert list(Path().iterdir()) == []

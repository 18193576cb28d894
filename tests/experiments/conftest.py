"""The command in this process, in a folder of its own."""

from collections.abc import Callable

import pytest

from tests.answers import Answer, answer_of


@pytest.fixture
def tandem(tmp_path, monkeypatch, capsys) -> Callable[..., Answer]:
    """Run `tandem ARGUMENTS` in the test's folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Answer:
        return answer_of(arguments, capsys)

    return run

"""Every `tandem project …` in the documentation is accepted."""

import re
import shlex

import pytest

from tandem.experiments.cli import main
from tandem.experiments.project import experiment as project
from tandem.model.errors import InputError
from tests.places import REPOSITORY

FILES = [
    REPOSITORY / "README.md",
    *(REPOSITORY / "docs").glob("*.md"),
    *(REPOSITORY / "configs").rglob("*.yaml"),
]
STANDS_FOR_SOMETHING = re.compile(r"\bRUN\b|\bclient\.xlsx\b|\bplan\.csv\b|\bFILE\b|\bFOLDER\b|my_\w+")


def commands() -> list[str]:
    """Lines that are commands: in code blocks, and in the opening comments of configurations."""
    found = set()
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            match = re.match(r"(?:#|\s|\.venv/bin/)*tandem project(| .*)$", line)
            if match and not STANDS_FOR_SOMETHING.search(line):
                found.add(re.split(r"\s{2,}", match[1])[0].strip())
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_a_documented_command_is_accepted(command, tmp_path, monkeypatch, capsys):
    def stop(*_):
        raise InputError("the input was accepted")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(project, "simulated", stop)
    code = main(["project", *shlex.split(command)])
    answer = capsys.readouterr()
    assert "the input was accepted" in answer.err or (code == 0 and answer.out), answer.err


def test_there_are_commands_to_check():
    assert len(commands()) > 15

"""`tandem completion bash`: tab completion of commands, settings and options.

The shell function that is printed asks `tandem completion query` for every word; Hydra, which knows the
configuration, answers for the settings. Dotted names of groups complete like slashed ones.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from tandem.experiments.backtest.command import COMMAND as BACKTEST
from tandem.experiments.calibrate.command import COMMAND as CALIBRATE
from tandem.experiments.cli import COMMANDS
from tandem.experiments.compare.command import COMMAND as COMPARE
from tandem.experiments.optimise.command import COMMAND as OPTIMISE
from tandem.experiments.project.command import COMMAND as PROJECT
from tandem.experiments.run.command import Command
from tandem.experiments.settings.limits import limits_of
from tandem.experiments.settings.overrides import group_of
from tandem.experiments.sweep.command import main as sweep
from tandem.experiments.sweep.schema import SweepChoices
from tandem.experiments.wording.catalogue import texts

_text = texts("run.completion")

_wings: tuple[Command[Any, Any], ...] = (PROJECT, COMPARE, OPTIMISE, CALIBRATE, BACKTEST)


class Completed(NamedTuple):
    """A command whose settings Hydra composes: their schema, and what runs it."""

    schema: type
    run: Callable[[Sequence[str]], int]


HYDRA_COMMANDS: dict[str, Completed] = {
    **{command.name: Completed(command.schema, command.run) for command in _wings},
    "sweep": Completed(SweepChoices, sweep),
}
OPTIONS = ("--help", "--multirun", "--cfg", "--config-dir", "--config-path")

_bash = """\
_tandem_completion() {
  local word="${COMP_LINE:0:$COMP_POINT}"
  word="${word##* }"
  COMPREPLY=($(COMP_LINE="${COMP_LINE:0:$COMP_POINT}" tandem completion query 2>/dev/null))
  COMPREPLY=($(compgen -o default -W "${COMPREPLY[*]}" -- "$word"))
}
COMP_WORDBREAKS=${COMP_WORDBREAKS//=}
complete -o nospace -o default -F _tandem_completion tandem
"""


def main(arguments: Sequence[str]) -> int:
    """Print the shell's function, or what completes the line in COMP_LINE; returns the exit code."""
    parser = argparse.ArgumentParser(
        "tandem completion", description=_text("description"), epilog=_text("epilog")
    )
    parser.add_argument("shell", choices=("bash", "query"), help=_text("shell_help"))
    shell = parser.parse_args(arguments).shell
    if shell == "query":
        print("\n".join(completions(os.environ.get("COMP_LINE", ""))))
    else:
        print(_bash, end="")
    return 0


def completions(line: str) -> list[str]:
    """Every word that the last word of a command line can become."""
    words = line.split()
    word = "" if line.endswith(" ") or not words else words[-1]
    before = words if word == "" else words[:-1]
    if len(before) <= 1:
        return [name for name in COMMANDS if name.startswith(word)]
    if before[1] not in HYDRA_COMMANDS:
        return []
    if word.startswith("-"):
        return [option for option in OPTIONS if option.startswith(word)]
    return sorted(set(_settings(before[1], before[2:], word)))


def _settings(command: str, before: Sequence[str], word: str) -> Iterator[str]:
    """What Hydra offers, with groups under their dotted names."""
    key, equals, value = word.partition("=")
    limits = limits_of(HYDRA_COMMANDS[command].schema, key) if equals else None
    if limits is not None and limits.choices:
        yield from (f"{key}={choice}" for choice in limits.choices if choice.startswith(value))
        return
    if equals and (group := group_of(key)):
        for answer in _ask_hydra(command, before, f"{group}={value}"):
            yield key + answer[len(group) :]
        return
    for answer in _ask_hydra(command, before, word):
        if equals or not (answer.startswith("hydra") or "/" in answer):
            yield answer
    if not equals and "." in word:
        for answer in _ask_hydra(command, before, word.replace(".", "/")):
            yield answer.replace("/", ".")


def _ask_hydra(command: str, before: Sequence[str], word: str) -> list[str]:
    line = os.environ.get("COMP_LINE")
    os.environ["COMP_LINE"] = " ".join(["tandem", *before, word])
    answer = io.StringIO()
    try:
        with redirect_stdout(answer), redirect_stderr(io.StringIO()):
            HYDRA_COMMANDS[command].run(["--shell-completion", "query=bash"])
    finally:
        if line is not None:
            os.environ["COMP_LINE"] = line
    return answer.getvalue().split()

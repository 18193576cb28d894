"""What a command answers when it is run in this process."""

from dataclasses import dataclass

from pytest import CaptureFixture


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


def answer_of(arguments: tuple[str, ...], capsys: CaptureFixture[str]) -> Answer:
    """Run `tandem ARGUMENTS`."""
    from tandem.experiments.cli import main

    capsys.readouterr()
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return Answer(code, captured.out, captured.err)

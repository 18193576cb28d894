"""Documents as files: made all first, then written, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tandem.experiments.documents.content import Document
from tandem.model.errors import InputError, unusable
from tandem.model.received.plain_text import cleaned
from tandem.model.whole_file import clear_halves, whole_file

FORMATS = ("html", "pptx", "xlsx", "pdf")
PAPERS = ("a4", "letter")
LANGUAGES = ("en", "de")
_needed = {
    "html": ("jinja2", "babel"),
    "pptx": ("pptx", "xlsxwriter", "babel"),
    "xlsx": ("xlsxwriter", "babel"),
    "pdf": ("typst", "babel"),
}
_longest_template = 300  # characters of a path in a message


@dataclass(frozen=True)
class Wishes:
    """How documents are to be made.

    Attributes
    ----------
    template : a client's deck, for PowerPoint
    language : `en` or `de`
    paper : `a4` or `letter`, of PDF
    short : whether a PDF has two pages alone
    """

    template: Path | None = None
    language: str = "en"
    paper: str = "a4"
    short: bool = False


def format_of(file: Path) -> str:
    """The format that a file's ending names.

    Raises
    ------
    InputError
        If it names none.
    """
    ending = file.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        shown = cleaned(file.name)
        raise InputError(
            f"--to: '{shown}' ends in no format of documents; allowed: .{', .'.join(FORMATS)}; "
            "example: --to board.pptx"
        )
    return ending


def check_libraries(formats: Sequence[str]) -> None:
    """Raise `InputError` if a library that a format needs is not installed."""
    from importlib.util import find_spec

    missing = sorted({name for each in formats for name in _needed[each] if find_spec(name) is None})
    if missing:
        raise InputError(
            f"documents need {', '.join(missing)}, which is not installed; "
            "install it with: pip install 'tandem-workforce[report]'"
        )


def check_wishes(formats: Sequence[str], wishes: Wishes) -> None:
    """Raise `InputError` for a template that cannot be used, or that nothing would use."""
    check_libraries(formats)
    if wishes.template is None:
        return
    if "pptx" not in formats:
        told = cleaned(str(wishes.template))[:_longest_template]
        raise InputError(
            f"template: '{told}' is for PowerPoint, and no deck is asked for; example: --to board.pptx"
        )
    from tandem.experiments.documents.powerpoint.template import start_of

    start_of(wishes.template)


def check_targets(files: Sequence[Path], replace: bool) -> None:
    """Raise `InputError` if a file exists and may not be replaced, is a folder, or is named twice."""
    for place, file in enumerate(files):
        shown = cleaned(str(file))
        if file in files[:place]:
            raise InputError(f"--to: '{shown}' is named twice")
        if file.is_dir():
            raise InputError(
                f"--to: '{shown}' is a folder; name a file; example: --to {file.name}/board.html"
            )
        if file.exists() and not replace:
            raise InputError(f"--to: '{shown}' exists; choose another name, or add --replace")
        above = next((parent for parent in file.absolute().parents if parent.exists()), None)
        if above is None or not above.is_dir():
            raise InputError(f"--to: '{shown}' lies in no folder; example: --to board.html")


def made(document: Document, name: str, wishes: Wishes) -> bytes:
    """The document in a format."""
    if name == "html":
        from tandem.experiments.documents.html import html_of

        return html_of(document)
    if name == "pptx":
        from tandem.experiments.documents.powerpoint.deck import deck_of

        return deck_of(document, wishes.template)
    if name == "xlsx":
        from tandem.experiments.documents.excel.workbook import workbook_of

        return workbook_of(document)
    from tandem.experiments.documents.paper.pdf import pdf_of

    return pdf_of(document, wishes.paper, wishes.short)


def write_documents(document: Document, files: Sequence[Path], wishes: Wishes) -> None:
    """Make a document in the format of each file's ending, and write them when all are made.

    Raises
    ------
    InputError
        If the template cannot be used, or a file cannot be written.
    MachineError
        If the disk is full.
    """
    contents: Mapping[Path, bytes] = {file: made(document, format_of(file), wishes) for file in files}
    for file, content in contents.items():
        with _explained(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            clear_halves(file.parent)
            with whole_file(file) as part:
                part.write_bytes(content)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        told = f"'{cleaned(str(file))}' cannot be written: {error.strerror or error}; choose another place"
        raise unusable(error, told) from error

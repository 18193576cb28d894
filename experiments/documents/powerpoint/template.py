"""The deck to begin with: one's own at 16:9, or a client's, whose master, layouts, fonts and colours stay."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches

from tandem.experiments.drawing.style import BLUE, INK, LILAC, ORANGE, PLUM, TEAL
from tandem.model.errors import InputError

_wide, _high = 13.333, 7.5  # inches
_largest = 200 << 20  # bytes, unpacked: pictures of a client's master included
_smallest_side = Inches(4)
_example = "example: tandem report RUN --to board.pptx --template client.pptx"
_title_kinds, _centred = (1, 3), 3  # of placeholders: title and centred title (PP_PLACEHOLDER)
_theme = {"dk2": BLUE, "accent1": BLUE, "accent2": TEAL, "accent3": PLUM, "accent4": ORANGE, "accent5": INK,
          "accent6": LILAC, "hlink": BLUE}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """A deck without slides, and the layouts to use.

    Attributes
    ----------
    deck : python-pptx's presentation
    opening, plain : layouts of the title slide and of slides with a title alone
    own : whether it is a client's
    """

    deck: Any
    opening: Any
    plain: Any
    own: bool


def start_of(template: Path | None) -> Start:
    """The deck to begin with.

    Raises
    ------
    InputError
        If the client's file is missing, is no `.pptx`, is damaged or has no layout with a title.
    """
    if template is None:
        return _house()
    deck = _opened(template)
    _without_slides(deck)
    if min(deck.slide_width or 0, deck.slide_height or 0) < _smallest_side:
        raise InputError(
            f"'{template}': its slides are smaller than 4 inches; choose another template; {_example}"
        )
    titled = [layout for layout in deck.slide_layouts if _title_of(layout) is not None]
    if not titled:
        raise InputError(f"'{template}' has no layout with a title; add one in its master view; {_example}")
    plain = min(titled, key=lambda layout: (_title_of(layout) == _centred, _bodies(layout)))
    opening = next((layout for layout in titled if _title_of(layout) == _centred), titled[0])
    return Start(deck, opening, plain, own=True)


def _opened(template: Path) -> Any:
    if not template.is_file():
        raise InputError(f"template: there is no file '{template}'; {_example}")
    try:
        content = template.read_bytes()
        with ZipFile(io.BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > _largest:
            raise InputError(f"'{template}' unpacks to {size:,} bytes; allowed: {_largest:,}")
        return Presentation(io.BytesIO(content))
    except InputError:
        raise
    except (BadZipFile, PackageNotFoundError) as error:
        raise InputError(f"'{template}' is no PowerPoint file; save it as .pptx; {_example}") from error
    except Exception as error:  # python-pptx raises whatever its parts stumble over
        told = str(error).split("\n")[0][:120]
        raise InputError(
            f"'{template}' cannot be used as a template: {told}; save it as .pptx; {_example}"
        ) from error


def _house() -> Start:
    """python-pptx's own deck, made wide, in the house's colours."""
    deck: Any = Presentation()
    before = deck.slide_width
    deck.slide_width, deck.slide_height = Inches(_wide), Inches(_high)
    grown = deck.slide_width / before
    for layout in (deck.slide_master, *deck.slide_layouts):
        for shape in layout.placeholders:
            shape.left, shape.width = Emu(int(shape.left * grown)), Emu(int(shape.width * grown))
    for layout in (deck.slide_master, deck.slide_layouts[5]):
        for shape in layout.placeholders:
            if shape.placeholder_format.type in _title_kinds:
                shape.left, shape.top, shape.width, shape.height = (
                    Inches(0.6),
                    Inches(0.35),
                    Inches(12.1),
                    Inches(0.95),
                )
    _house_theme(deck)
    return Start(deck, deck.slide_layouts[0], deck.slide_layouts[5], own=False)


def _house_theme(deck: Any) -> None:
    """Put the house's colours and typeface into the theme, so that what is added later follows them."""
    for relation in deck.slide_master.part.rels.values():
        if not relation.reltype.endswith("/theme"):
            continue
        part = relation.target_part
        text = part.blob.decode("utf-8")
        for name, colour in _theme.items():
            before, found, after = text.partition(f"<a:{name}>")
            _, end, rest = after.partition(f"</a:{name}>")
            if found and end:
                text = f'{before}{found}<a:srgbClr val="{colour[1:]}"/>{end}{rest}'
        part._blob = text.replace('typeface="Calibri"', 'typeface="Arial"').encode("utf-8")


def _without_slides(deck: Any) -> None:
    """Take the template's own slides away; masters and layouts stay."""
    listed = deck.slides._sldIdLst
    for entry in list(listed):
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)


def _title_of(layout: Any) -> int | None:
    """The kind of a layout's title; None where it has none."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type in _title_kinds:
            return int(shape.placeholder_format.type)
    return None


def _bodies(layout: Any) -> int:
    """How many placeholders a layout has beside its title, date, footer and number."""
    return sum(
        shape.placeholder_format.type not in (*_title_kinds, 13, 15, 16) for shape in layout.placeholders
    )

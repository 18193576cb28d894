"""Colours of a deck: the theme's accents, a client's or the house's own, and those that mean something."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn

_accents = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)


def accent(colour: Any, place: int, opaque: float = 1.0) -> None:
    """Give a colour the theme's accent at a place, less than wholly opaque for an area."""
    colour.theme_color = _accents[place % len(_accents)]
    if opaque < 1:
        etree.SubElement(colour._color._xClr, qn("a:alpha")).set("val", f"{opaque * 100_000:.0f}")


def fixed(colour: Any, code: str) -> None:
    """Give a colour a code (`#RRGGBB`): of what means the same in every deck."""
    colour.rgb = RGBColor.from_string(code.removeprefix("#"))

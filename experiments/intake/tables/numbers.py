"""Numbers as people write them in a sheet: `1,120`, `1.120`, `€ 52.000`, `52k`, `14%`, `52,5`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tandem.experiments.intake.tables.cells import Cell
from tandem.experiments.intake.tables.vocabulary import currency_in, is_word

_thousand = re.compile(r"(k|tsd\.?|tausend|thousand|t)$", re.IGNORECASE)
_million = re.compile(r"(m|mio\.?|million|millionen|mn)$", re.IGNORECASE)
_open = re.compile(r"\d{1,3}[.,]\d{3}")  # 1.120 can be one thousand one hundred and twenty, or one and a bit
_grouped = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})+")


@dataclass(frozen=True)
class Number:
    """A number in a cell; `percent` where it has the sign, `currency` where one stands beside it."""

    value: float
    percent: bool = False
    currency: str | None = None


def bare(text: str) -> str:
    """The digits and marks of a number without currency, blanks, `ca.` and the like."""
    plain = re.sub(r"^(ca\.?|approx\.?|about|~|≈|Ø)\s*", "", text.strip(), flags=re.IGNORECASE)
    plain = re.sub(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])|US\$|[€£$¥₹₩]|zł", "", plain)
    plain = re.sub(r"[,.]\s*[-–—]+$", "", plain.strip())  # 52.000,-
    return re.sub(r"[\s\u00a0\u202f\u2009'’]", "", plain)


def mark_shown(text: str) -> str | None:
    """The decimal mark (`point` or `comma`) that a number can only be read with, or None."""
    digits = _thousand.sub("", bare(text).rstrip("%"))
    if "," in digits and "." in digits:
        return "point" if digits.rfind(".") > digits.rfind(",") else "comma"
    found = _grouped.fullmatch(digits)
    if found and found[1] in ".,":
        return "comma" if found[1] == "." else "point"
    if re.fullmatch(r"-?\d+[.,]\d+", digits) and not _open.fullmatch(digits):
        return "point" if "." in digits else "comma"
    return None


def is_open(text: str) -> bool:
    """Whether the mark of a number may stand before decimals or before thousands."""
    digits = bare(text).rstrip("%")
    return _open.fullmatch(digits) is not None and not digits.startswith("0")


def marks_shown(cells: Iterable[Cell]) -> set[str]:
    """The decimal marks that some cells of text show."""
    return {mark for cell in cells if cell.number is None and cell.text and (mark := mark_shown(cell.text))}


def read_number(cell: Cell, decimal: str) -> Number | None:
    """The number in a cell, read with a decimal mark; None where there is none."""
    if cell.number is not None:
        return Number(cell.number, cell.percent)
    if cell.day is not None or not re.search(r"\d", cell.text):
        return None
    text = bare(cell.text)
    percent = text.endswith("%")
    text = text.rstrip("%")
    scale = 1.0
    for pattern, factor in ((_thousand, 1e3), (_million, 1e6)):
        if pattern.search(text):
            text, scale = pattern.sub("", text), factor
            break
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()")
    thousands, mark = (",", ".") if decimal == "point" else (".", ",")
    whole, _, fraction = text.partition(mark)
    if thousands in fraction or not re.fullmatch(
        rf"[+-]?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|[+-]?\d+", whole
    ):
        return None
    if fraction and not fraction.isdigit():
        return None
    value = float(whole.replace(thousands, "") + "." + (fraction or "0")) * scale
    return Number(-value if negative else value, percent, currency_in(cell.text))


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or a sign for nothing."""
    return not cell.formula and (not cell.text or is_word("nothing", cell.text))


def looks_numeric(cell: Cell) -> bool:
    """Whether a cell holds a number, however it is written."""
    return cell.number is not None or any(read_number(cell, mark) is not None for mark in ("point", "comma"))

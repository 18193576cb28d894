"""Numbers, months and money as the reader of a document writes them: English and German, by babel.

The rules are those of `experiments.wording`: a true minus, nought without a sign, a number not parted from
its unit, three digits of money. What a language does otherwise (marks of decimals and groups, where a
currency stands) comes from babel and from the catalogue.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from tandem.experiments.documents.content import Cell, Column
from tandem.experiments.wording.catalogue import ENGLISH, speaking, texts
from tandem.experiments.wording.money import money_unit
from tandem.experiments.wording.numerals import MINUS, NO_BREAK

_text = texts("documents.telling")

_folders: dict[str, Path] = {"en": ENGLISH, "de": ENGLISH.parent / "german"}
_locales = {"en": "en_GB", "de": "de_DE"}


@dataclass(frozen=True)
class Telling:
    """How a language tells numbers."""

    language: str

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """The catalogue of this language inside the block."""
        with speaking(_folders[self.language]):
            yield

    def number(self, value: float | None, decimals: int = 0) -> str:
        """`1,234.5`, `−12`; negative decimals round to tens and hundreds."""
        if value is None or not math.isfinite(value):
            return _text("no_value")
        shown = max(decimals, 0)
        rounded = round(float(value), decimals)
        pattern = "#,##0" + ("." + "0" * shown if shown else "")
        text: str = format_decimal(abs(rounded), format=pattern, locale=_locales[self.language])
        return MINUS + text if rounded < 0 else text

    def signed(self, value: float | None, decimals: int = 0) -> str:
        """`+1,234`, `−12`, `0`."""
        text = self.number(value, decimals)
        if value is None or not math.isfinite(value) or round(float(value), decimals) <= 0:
            return text
        return f"+{text}"

    def per_cent(self, value: float | None, decimals: int = 0) -> str:
        """`15 %` of 15."""
        text = self.number(value, decimals)
        return text if text == _text("no_value") else f"{text}{NO_BREAK}%"

    def share(self, value: float | None, decimals: int = 0) -> str:
        """`88 %` of 0.88."""
        return self.per_cent(None if value is None else 100 * value, decimals)

    def money(self, amount: float | None, currency: str, scale: float | None = None) -> str:
        """`USD 12.3 million`, `12,3 Mio. USD`; counted in `scale`, or as the amount asks for."""
        if amount is None or not math.isfinite(amount):
            return _text("no_value")
        size = money_unit(amount).size if scale is None else scale
        told = self._counted(abs(amount), size)
        text = _text("money", amount=told, currency=currency).replace(" ", NO_BREAK)
        return MINUS + text if amount < 0 and any(sign in told for sign in "123456789") else text

    def about(self, amount: float | None, currency: str) -> str:
        """Money in two digits: for sentences, where more would be luck."""
        return self.money(None if amount is None else float(f"{amount:.2g}"), currency)

    def money_range(self, middle: float | None, low: float, high: float, currency: str) -> str:
        """`USD 3.1 million (−1 to 9.2 million)`: all in one unit."""
        if middle is None:
            return _text("no_value")
        size = money_unit(middle, low, high).size
        ends = [self._with_sign(each, size) for each in (low, high)]
        return self.ranged(self.money(middle, currency, size), ends[0], ends[1])

    def ranged(self, middle: str, low: str, high: str) -> str:
        """`14 % (10 to 20 %)`: a unit that all have is said once."""
        if middle == low == high:
            return middle
        _, mark, unit = high.partition(NO_BREAK)
        return _text("ranged", middle=middle, low=low.removesuffix(mark + unit), high=high)

    def month(self, label: str, long: bool = False) -> str:
        """`Jan 2027` (`January 2027`) of `2027-01`."""
        try:
            day = date.fromisoformat(f"{label[:7]}-01")
        except ValueError:
            return label
        skeleton = "yMMMM" if long else "yMMM"
        text: str = format_skeleton(skeleton, day, locale=_locales[self.language])
        return text

    def day(self, day: date) -> str:
        """`27 November 2026`."""
        text: str = format_date(day, format="long", locale=_locales[self.language])
        return text

    def cell(self, column: Column, value: Cell) -> str:
        """A cell of a table as text."""
        if value is None:
            return _text("no_value")
        if isinstance(value, bool):
            return _text("yes") if value else _text("no")
        if isinstance(value, str):
            return value
        if column.kind == "share":
            return self.share(value, column.decimals)
        if column.kind == "percent":
            return self.per_cent(value, column.decimals)
        if column.kind == "signed":
            return self.signed(value, column.decimals)
        return self.number(value, column.decimals)

    def _with_sign(self, amount: float, size: float) -> str:
        told = self._counted(abs(amount), size)
        return MINUS + told if amount < 0 and any(sign in told for sign in "123456789") else told

    def _counted(self, amount: float, size: float) -> str:
        """`12.3 million` of an amount without its sign: three digits, no noughts at the end."""
        if size == 1:
            return self.number(amount)
        scaled = amount / size
        rounded = float(f"{scaled:.3g}")
        decimals = 2 if rounded < 10 else 1 if rounded < 100 else 0
        while decimals and round(scaled, decimals) == round(scaled, decimals - 1):
            decimals -= 1
        name = _text({1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}[size])
        return f"{self.number(scaled, decimals)}{NO_BREAK}{name}"

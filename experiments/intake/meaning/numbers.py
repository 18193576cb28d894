"""Numbers as people write them, 65,000.00 or 65.000,00: which is meant is found out or asked."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tandem.experiments.intake.meaning.coded import Coded
from tandem.experiments.intake.meaning.questions import ask

Floats = npt.NDArray[np.float64]

_clean = r"[\s\x{00A0}\x{202F}'’]"
_symbols = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₺": "TRY", "zł": "PLN"}
_currency = r"^(?:[A-Z]{3}|US\$|[€£$¥₹₩₺]|zł)|(?:[A-Z]{3}|[€£$¥₹₩₺]|zł)$"
_plain = r"^\d+$"
_decimals = {
    "point": r"^\d{1,3}(?:,\d{3})*\.\d*$|^\d+\.\d+$|^\d{1,3}(?:,\d{3})+$",
    "comma": r"^\d{1,3}(?:\.\d{3})*,\d*$|^\d+,\d+$|^\d{1,3}(?:\.\d{3})+$",
}
_open = r"^\d{1,3}[.,]\d{3}$"  # 65.000 can be sixty-five thousand or sixty-five
_marks = {"point": (",", "."), "comma": (".", ",")}


def read_numbers(column: Coded, decimal: str | None) -> tuple[Floats, npt.NDArray[np.bool_], str | None]:
    """The numbers of a column's texts.

    Parameters
    ----------
    column : Coded
    decimal : {"point", "comma"} or None
        None finds it out from numbers that can be read in one way only.

    Returns
    -------
    values : float64 array, one a text
        NaN where a text is no number.
    wrong : bool array, one a text
    currency : str or None
        The currency whose sign stands beside every number, if it says which.

    Raises
    ------
    QuestionError
        If numbers can be read either way and no others show which is meant, or they contradict.
    """
    texts = pa.array(column.texts, pa.large_string())
    clean = pc.replace_substring_regex(texts, _clean, "")
    bare = pc.replace_substring_regex(clean, _currency, "")
    decimal = decimal or _find_decimal(column, bare)
    thousands, mark = _marks[decimal]
    good = pc.or_(
        pc.match_substring_regex(bare, _plain), pc.match_substring_regex(bare, _decimals[decimal])
    ).to_numpy(zero_copy_only=False)
    unmarked = pc.replace_substring(pc.replace_substring(bare, thousands, ""), mark, ".")
    readable = pc.if_else(pa.array(good), unmarked, None)
    values = pc.cast(readable, pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return values, ~good, _currency_of(column.texts[:2000])


def _find_decimal(column: Coded, bare: pa.Array) -> str:
    """The decimal sign that the numbers show; a whole number shows none."""
    undecided = pc.match_substring_regex(bare, _open).to_numpy(zero_copy_only=False)
    shows = {
        name: pc.match_substring_regex(bare, pattern).to_numpy(zero_copy_only=False) & ~undecided
        for name, pattern in _decimals.items()
    }
    found = [name for name, which in shows.items() if which.any()]
    answers = ("decimal=point", "decimal=comma")
    where = f"{column.file}, column {column.heading}"
    if len(found) == 2:
        rows = [column.row_of(int(np.argmax(shows[name]))) for name in found]
        ask(
            where,
            f"row {rows[0]} has a decimal point, row {rows[1]} a decimal comma; which is meant?",
            answers,
        )
    if found:
        return found[0]
    if undecided.any():
        row = column.row_of(int(np.argmax(undecided)))
        ask(
            where,
            f"does the point or comma in row {row} stand before decimals or before thousands? "
            "With decimal=point, 65.000 is sixty-five and 65,000 is sixty-five thousand",
            answers,
        )
    return "point"


def _currency_of(texts: tuple[str, ...]) -> str | None:
    """The currency by the sign or code in every one of some texts."""
    found = set()
    for text in texts:
        code = re.search(r"^[A-Z]{3}(?=[\s\d])|(?<=[\s\d])[A-Z]{3}$", text)
        sign = next((name for symbol, name in _symbols.items() if symbol in text), None)
        found.add(code[0] if code else sign)
    return found.pop() if len(found) == 1 else None

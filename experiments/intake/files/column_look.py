"""What a look at a column finds: some of its different texts, how many cells are filled, whether all differ.

Also run in the process that reads workbooks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

_most_texts = 300
_longest = 60  # characters of a text that are looked at
_enough_rows, _enough_filled = 50_000, 1_000  # rows after which no more are looked at in a column


@dataclass
class ColumnLook:
    """A column as far as it was looked at.

    Attributes
    ----------
    place : int
        Of the column in its file, from 0.
    texts : list of str
        Up to 300 different ones, cut short.
    rows, filled : int
        Cells looked at, and those that are not blank.
    unique : bool
        Whether no text stands there twice.
    """

    place: int
    texts: list[str] = field(default_factory=list)
    rows: int = 0
    filled: int = 0
    unique: bool = True

    @property
    def sated(self) -> bool:
        """Whether enough was seen."""
        return len(self.texts) >= _most_texts or (self.rows >= _enough_rows and self.filled >= _enough_filled)

    def see(self, column: pa.Array | pa.ChunkedArray) -> None:
        """Look at more cells, given as text."""
        if self.sated:
            return
        text = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(column.cast(pa.large_string()), 0, _longest))
        filled = pc.filter(text, pc.fill_null(pc.not_equal(text, ""), False))
        different = pc.unique(filled)
        self.rows += len(text)
        self.filled += len(filled)
        self.unique = self.unique and len(different) == len(filled)
        known = set(self.texts)
        fresh = [word for word in different[:_most_texts].to_pylist() if word not in known]
        self.texts += fresh[: _most_texts - len(self.texts)]

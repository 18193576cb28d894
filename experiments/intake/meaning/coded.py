"""A column of text as codes and the different texts, so that each text is understood once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tandem.model.received.plain_text import cleaned, is_clean

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Coded:
    """A column of one file.

    Attributes
    ----------
    file, heading : str
        Where it stands, for messages.
    first_row : int
        Number of its first row.
    codes : int32 array of shape (rows,)
        Place of each cell's text in `texts`; −1 where the cell is blank.
    texts : tuple of str
    """

    file: str
    heading: str
    first_row: int
    codes: Codes
    texts: tuple[str, ...]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """Rows with each text."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))

    def row_of(self, text: int) -> int:
        """Number of the first row with a text, by its place."""
        return self.first_row + int(np.argmax(self.codes == text))

    def spread(self, values: npt.NDArray, blank: object) -> npt.NDArray:  # type: ignore[type-arg]
        """The value of each row's text; `blank` where the cell is blank."""
        spread = np.append(values, np.array([blank], dtype=values.dtype))[self.codes]
        return np.asarray(spread)

    def without(self, blank: Callable[[str], bool]) -> Coded:
        """The column with the texts of which `blank` says so taken as blank cells."""
        keep = [place for place, text in enumerate(self.texts) if not blank(text)]
        if len(keep) == len(self.texts):
            return self
        places = np.full(len(self.texts) + 1, -1, np.int32)
        places[keep] = np.arange(len(keep), dtype=np.int32)
        return replace(self, codes=places[self.codes], texts=tuple(self.texts[place] for place in keep))

    def map(self, meaning: Callable[[str], int]) -> npt.NDArray[np.int64]:
        """A number for each row's text; −1 where the cell is blank."""
        return self.spread(np.array([meaning(text) for text in self.texts], np.int64), -1)


def coded(column: pa.ChunkedArray, file: str, heading: str, first_row: int) -> Coded:
    """A column of text with its different texts told apart."""
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], whole.type)
    encoded = pc.dictionary_encode(whole)
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    texts, places = _cleaned(encoded.dictionary.to_pylist())
    if places is not None:
        codes = np.append(places, np.int32(-1))[codes]
    return Coded(file, heading, first_row, codes, texts)


def _cleaned(texts: list[str]) -> tuple[tuple[str, ...], Codes | None]:
    """The texts cleaned, and where each one went if several became one or nothing; None if all are clean."""
    if is_clean(" ".join(texts)):
        return tuple(texts), None
    clean = [cleaned(text) for text in texts]
    different = tuple(dict.fromkeys(text for text in clean if text))
    place = {text: number for number, text in enumerate(different)} | {"": -1}
    return different, np.array([place[text] for text in clean], np.int32)

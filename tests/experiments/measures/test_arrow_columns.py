"""Columns made of NumPy's memory are those that pyarrow makes of the same values."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from tandem.experiments.measures.arrow_columns import days, flags, labels, numbers, texts


@pytest.mark.parametrize("kind", [np.int8, np.int32, np.float32, np.float64])
@pytest.mark.parametrize("size", [0, 1, 8, 1001])
def test_numbers(kind, size):
    values = np.arange(size).astype(kind)
    assert numbers(values).equals(pa.array(values))
    missing = values % 3 == 1
    assert numbers(values, missing).equals(pa.array(values, mask=missing))
    assert numbers(values, missing).null_count == missing.sum()
    assert numbers(values, np.zeros(size, bool)).equals(pa.array(values))


def test_every_other_number():
    values = np.arange(10)[::2]
    assert numbers(values).equals(pa.array(values))


@pytest.mark.parametrize("size", [0, 1, 8, 9, 100])
def test_flags_and_texts(size):
    values = np.arange(size) % 3 == 0
    assert flags(values).equals(pa.array(values))
    words = [("", "Größe", "no")[place % 3] for place in range(size)]
    assert texts(words).equals(pa.array(words, pa.string()))


def test_days():
    values = np.array(["2022-11-01", "2026-01-01", "1969-12-31"], "datetime64[D]")
    assert days(values).equals(pa.array(values))


def test_labels_in_any_script():
    places = np.array([2, 0, 0, 1], np.int16)
    distinct = ["研究開発", "", "Sales"]
    assert labels(places, distinct).to_pylist() == ["Sales", "研究開発", "研究開発", ""]
    expected = pa.DictionaryArray.from_arrays(pa.array(places), pa.array(distinct, pa.string()))
    assert labels(places, distinct).equals(expected)


def test_pandas_is_not_imported_for_them():
    code = (
        "import sys, numpy as np, pyarrow as pa\n"
        "from tandem.experiments.measures.arrow_columns import days, labels, numbers\n"
        "pa.table({'a': numbers(np.ones(2)), 'b': labels(np.zeros(2, np.int8), ['x'])})\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

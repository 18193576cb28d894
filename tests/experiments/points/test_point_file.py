"""Points of the user's own: what pandas writes is read; what is wrong is named with row and column."""

import pandas as pd
import pytest

from tandem.experiments.points.point_file import read_points
from tandem.model.errors import InputError

TABLE = pd.DataFrame(
    {
        "policy": ["status_quo", "guardrails", "guardrails"],
        "parameters.true_gain": [0.03, 0.05, 0.07],
        "months": [12, 24, 24],
    }
)


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".CSV"])
def test_what_pandas_writes_is_read(tmp_path, ending):
    file = tmp_path / f"my points{ending}"
    TABLE.to_parquet(file) if ending == ".parquet" else TABLE.to_csv(file, index=False)
    read = read_points(file)
    assert [dict(point) for point in read.points] == TABLE.to_dict("records")
    assert [axis.key for axis in read.axes] == list(TABLE)
    assert read.axes[0].values == ("status_quo", "guardrails")


def test_blank_lines_do_not_shift_the_rows(tmp_path):
    file = tmp_path / "points.csv"
    file.write_text("\ufeffmonths\n12\n\n24\n", encoding="utf-8")
    assert read_points(file).where == ("points.csv, row 2", "points.csv, row 4")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        ("months\n", "it has no points"),
        ("months,policy\n12\n", "row 2: 1 cells under 2 headings"),
        ("months,policy\n12,\n", "row 2, column policy: the cell is empty"),
        ("months,\n12,3\n", "column 2 has no heading"),
        ("months,months\n12,3\n", "varied twice"),
        ("threads\n12\n", "changes no result"),
        ('months\n"12', "cannot be read as CSV"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, said):
    file = tmp_path / "points.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_points(file)


def test_other_files_are_refused(tmp_path):
    (tmp_path / "points.xlsx").write_bytes(b"x")
    (tmp_path / "points.parquet").write_bytes(b"PAR1 no more")
    for name, said in (
        ("points.xlsx", r"\.csv or"),
        ("none.csv", "no file"),
        ("points.parquet", "as Parquet"),
    ):
        with pytest.raises(InputError, match=said):
            read_points(tmp_path / name)

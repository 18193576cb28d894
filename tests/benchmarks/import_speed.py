"""Time and memory of importing large extracts: a CSV of a million rows, a workbook of 200,000."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
import pandas as pd

from tests.benchmarks.command_line import TANDEM
from tests.benchmarks.figures import Figure, Target
from tests.benchmarks.timing import seconds_of

GIGABYTE = 1e9
COLUMNS = 28
DEPARTMENTS = ("Sales", "Care", "Finance", "Engineering", "Legal", "Operations", "People", "Marketing")


def extract(rows: int, further: int) -> pd.DataFrame:
    """A made-up list of staff and leavers, with `further` columns that nobody needs."""
    lot = np.random.default_rng(5)
    hired = np.datetime64("2010-01-01") + lot.integers(0, 5400, rows).astype("timedelta64[D]")
    left = hired + lot.integers(1, 6000, rows).astype("timedelta64[D]")
    gone = left <= np.datetime64("2024-12-31")
    table = pd.DataFrame(
        {
            "Employee ID": np.arange(rows) + 1_000_000,
            "Department": lot.choice(DEPARTMENTS, rows),
            "Job Level": lot.choice([f"L{level}" for level in range(1, 6)], rows),
            "Contract Type": lot.choice(["Permanent", "Contractor"], rows, p=[0.95, 0.05]),
            "Hire Date": hired.astype(str),
            "Termination Date": np.where(gone, left.astype(str), ""),
            "Termination Reason": np.where(gone, lot.choice(["Resignation", "Dismissal"], rows), ""),
            "Annual Salary": lot.integers(30_000, 150_000, rows),
        }
    )
    return table.assign(**{f"Note {place}": lot.integers(0, 10_000, rows) for place in range(further)})


def large_extracts(quick: bool) -> list[Figure]:
    """`tandem import` of a CSV file and of a workbook, whole commands in processes of their own."""
    rows, cells = (50_000, 10_000) if quick else (1_000_000, 200_000)
    with TemporaryDirectory() as folder:
        text, book = Path(folder) / "staff.csv", Path(folder) / "staff.xlsx"
        extract(rows, COLUMNS - 8).to_csv(text, index=False)
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("Staff")
        table = extract(cells, 0)
        sheet.append(list(table.columns))
        for row in table.itertuples(index=False):
            sheet.append(list(row))
        workbook.save(book)
        of_text = seconds_of(lambda: _imported(text))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / GIGABYTE
        of_book = seconds_of(lambda: _imported(book))
    how = "whole command, profile written"
    return [
        Figure(
            f"tandem import, {rows:,} × {COLUMNS} CSV", "s", (of_text,), how,
            Target("≤ 30 s (1,000,000 rows)", at_most=30),
        ),
        Figure("its peak memory", "GB", (peak,), "largest process", Target("≤ 1.5 GB", at_most=1.5)),
        Figure(
            f"tandem import, {cells:,} × 8 XLSX", "s", (of_book,), how,
            Target("≤ 60 s (200,000 rows)", at_most=60),
        ),
    ]  # fmt: skip


def _imported(path: Path) -> None:
    settings = ["--set", "pay_currency=EUR", "--set", "snapshot=2024-12-31"]
    subprocess.run(
        [str(TANDEM), "import", str(path), "--output", str(path.parent / f"of_{path.suffix[1:]}"), *settings],
        env={**os.environ, "TANDEM_DATA": str(path.parent / "data")},
        check=True,
        capture_output=True,
        text=True,
    )

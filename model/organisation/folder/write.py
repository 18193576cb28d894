"""Write a profile folder (see `model.organisation.folder.imported`, which reads it)."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml

from tandem.model.organisation.folder.imported import (
    ABOUT,
    BANDS,
    EXPOSURE,
    GROUPS,
    MONTHLY,
    REASONS,
    ImportedProfile,
)
from tandem.model.organisation.folder.reasons import without_reasons
from tandem.model.organisation.table.columns import (
    CONTRACT,
    DEPARTMENT,
    FTE,
    HEADCOUNT,
    LEVEL,
    MEAN_SALARY,
    PAY_BASIS,
    TENURE,
)
from tandem.model.organisation.table.entries import ACTUAL

_columns = (DEPARTMENT, LEVEL, CONTRACT, HEADCOUNT, MEAN_SALARY, TENURE)
_of_part_time = (FTE, PAY_BASIS)


def write_profile(folder: Path, imported: ImportedProfile) -> None:
    """Write a profile's files into an empty folder; whoever calls gives the folder its name when all is done.

    `groups.csv` is an organisation table as `organisation=table` reads it.
    """
    with (folder / GROUPS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        part_time = any(group.full_time != 1 for group in imported.profile.groups)
        rows.writerow(column.name for column in (*_columns, *(_of_part_time if part_time else ())))
        for group in imported.profile.groups:
            tenure = "" if group.mean_tenure_years is None else f"{group.mean_tenure_years:.10g}"
            rows.writerow(
                (
                    group.department,
                    group.level,
                    group.contract,
                    group.headcount,
                    f"{group.mean_salary:.10g}",
                    tenure,
                    *((f"{group.headcount * group.full_time:.10g}", ACTUAL) if part_time else ()),
                )
            )
    for table, name in ((imported.exposure, EXPOSURE), (imported.monthly, MONTHLY)):
        if table is not None:
            without_reasons(table).to_parquet(folder / name, index=False)
    if imported.reasons is not None:
        imported.reasons.to_csv(folder / REASONS, index=False, lineterminator="\n")
    if imported.bands is not None:
        imported.bands.to_csv(folder / BANDS, index=False, lineterminator="\n")
    text = yaml.safe_dump(dict(imported.about), sort_keys=False, allow_unicode=True, width=100)
    (folder / ABOUT).write_text(text, encoding="utf-8")

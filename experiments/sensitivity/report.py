"""What a sensitivity study leaves in its run folder: tables, the tornado, finding, summary and manifest."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import LIBRARIES, foot, head, organisation_of
from tandem.experiments.run.record import Record
from tandem.experiments.sensitivity.experiment import Studied
from tandem.experiments.sensitivity.figures.tornado import draw_tornado
from tandem.experiments.sensitivity.finding import finding_of, title_of
from tandem.experiments.sensitivity.words import about_of
from tandem.experiments.wording.terminal import terminal_width


def write_study(folder: Path, studied: Studied, record: Record) -> str:
    """Write everything into the folder, the manifest last; returns the finding."""
    indices, choices, about = studied.indices, studied.choices, about_of(studied)
    _write_table(indices.table, folder / "indices")
    _write_table(indices.convergence, folder / "convergence")
    finding = finding_of(indices.table, indices.convergence, about)
    write_finding(folder, finding)
    if choices.figures != "none":
        picture = draw_tornado(indices.table, about, title_of(indices.table, about))
        write_pictures([picture], folder / "figures", record.heading)
    write_json(
        folder / "summary.json",
        {
            **record.named(),
            **finding.content(),
            "measure": choices.measure,
            "label": about.label,
            "unit": about.unit,
            "mean": about.mean,
            "method": choices.method,
            "samples": choices.samples,
            "points": len(indices.results),
            "draws": choices.draws,
            "seed": choices.seed,
            "store": str(studied.data.folder.absolute()),
            "sum_of_indices": float(indices.table["index"].sum()),
        },
    )
    write_json(
        folder / "manifest.json",
        {
            **head(record.config, record),
            "factors": [
                {
                    "name": factor.name,
                    "low": factor.axis.low if factor.axis.is_range else None,
                    "high": factor.axis.high if factor.axis.is_range else None,
                    "values": list(factor.axis.values),
                }
                for factor in studied.factors
            ],
            "store": str(studied.data.folder.absolute()),
            "organisation": organisation_of(studied.profile),
            **foot(studied.profile, choices.min_cell, choices.parameters, record.progress.seconds, LIBRARIES),
        },
    )
    return finding.wrapped(terminal_width())


def _write_table(table: pd.DataFrame, stem: Path) -> None:
    """As Parquet and as CSV."""
    table.to_parquet(stem.with_suffix(".parquet"), index=False)
    table.to_csv(stem.with_suffix(".csv"), index=False, float_format="%.6g")

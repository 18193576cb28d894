"""The report folder of a back-test: finding, tables, figures, configuration and manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from tandem.experiments.backtest.experiment import Backtested, project_choices
from tandem.experiments.backtest.figures.render import draw_backtest
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import TOTAL, points, table
from tandem.experiments.backtest.verdict import Comparison, compare, method_in_words, verdict
from tandem.experiments.measures.description import calibration_label
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import LIBRARIES, head, register_hash, technical
from tandem.experiments.run.record import Record
from tandem.experiments.run.saved_config import saved_config, with_absolute_path
from tandem.experiments.settings.schema import MIXED
from tandem.experiments.simulation.parameter_sets import readings_of
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.terminal import terminal_width
from tandem.model.organisation.folder.imported import ImportedProfile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

_text = texts("backtest.report")

PAGE = "report.md"
_own_libraries = ("arviz", "nutpie", "pymc", "scoringrules", "statsmodels")
_shown = ("forecast", "forecasts", "crps", "coverage_50", "coverage_90", "bias", "bias_percent")


def write_report(folder: Path, result: Backtested, record: Record) -> str:
    """Write everything into the folder, the manifest last; returns the finding."""
    plan, forecasts, imported, name = result.plan, result.forecasts, result.imported, result.name
    rows = points(plan, forecasts)
    scores = table(rows)
    compared = compare(plan, rows)
    finding = verdict(plan, name, scores, compared)
    write_finding(folder, finding)
    for stem, content in (("forecasts", rows), ("scores", scores)):
        content.to_parquet(folder / f"{stem}.parquet", index=False)
        content.to_csv(folder / f"{stem}.csv", index=False, lineterminator="\n", float_format="%.6g")
    choices = result.choices
    posterior = choices.posterior.name
    titles = draw_backtest(
        plan,
        rows,
        compared,
        name,
        posterior,
        choices.draws,
        folder / "figures",
        choices.seed,
        choices.reading,
        choices.structure,
        choices.posterior.weights if choices.reading == MIXED else None,
    )
    page = _page(
        plan,
        [*finding.lines, *finding.notes],
        scores,
        titles,
        imported,
        calibration_label(posterior, choices.structure),
    )
    (folder / PAGE).write_text(page, encoding="utf-8")
    saved = with_absolute_path(record.config)
    (folder / "config.yaml").write_text(saved_config(saved, record.command), encoding="utf-8")
    write_json(
        folder / "summary.json",
        {
            "organisation": name,
            "horizon": plan.horizon,
            "forecasts": len(plan.origins),
            "best": compared.best,
            "crps": compared.scores,
            "difference_clear": compared.clear,
            "calibration": calibration_label(posterior, choices.structure),
            "reading": choices.reading,
            "purpose": imported.about["purpose"],
            **finding.content(),
        },
    )
    write_json(folder / "manifest.json", _manifest(result, compared, saved, record))
    return finding.wrapped(terminal_width())


def _page(
    plan: Plan,
    lines: Sequence[str],
    scores: pd.DataFrame,
    titles: Mapping[str, str],
    imported: ImportedProfile,
    label: str,
) -> str:
    figures = [f"![{title}](figures/{stem}.png)" for stem, title in titles.items()]
    parts = [*lines, *figures, _text("organisation", horizon=plan.horizon)]
    parts.append(_grid(scores[(scores["unit"] == TOTAL) & (scores["department"] == ALL_DEPARTMENTS)]))
    for department in plan.departments:
        parts += [_text("department", department=department, horizon=plan.horizon)]
        parts.append(_grid(scores[(scores["unit"] == TOTAL) & (scores["department"] == department)]))
    parts.append(_text("legend"))
    parts.append(_text("parameters", calibration=label, purpose=imported.about["purpose"]))
    return "\n\n".join(parts) + "\n"


def _grid(scores: pd.DataFrame) -> str:
    """A Markdown table of some scores."""
    headings = (
        _text("forecast"),
        _text("forecasts_made"),
        _text("crps"),
        _text("in_half_band"),
        _text("in_most_band"),
        _text("bias"),
        _text("bias_percent"),
    )
    lines = [" | ".join(headings), " | ".join(["---"] + ["---:"] * (len(headings) - 1))]
    for row in scores[list(_shown)].to_dict("records"):
        cells = [method_in_words(row["forecast"]), f"{row['forecasts']}", f"{row['crps']:.2f}"]
        cells += [f"{100 * row[band]:.0f} %" for band in ("coverage_50", "coverage_90")]
        cells += [f"{row['bias']:+.1f}", f"{row['bias_percent']:+.0f}"]
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def _manifest(
    result: Backtested, compared: Comparison, saved: Mapping[str, Any], record: Record
) -> dict[str, Any]:
    plan, imported, settings = result.plan, result.imported, project_choices(result.choices)
    return {
        **head(saved, record),
        "reading": settings.reading,
        "readings": list(readings_of(settings, settings.draws)),
        **posterior_account(settings),
        "origins": [plan.months[origin] for origin in plan.origins],
        "horizon": plan.horizon,
        "departments": list(plan.departments),
        "best": compared.best,
        "crps": compared.scores,
        "difference_clear": compared.clear,
        "organisation": {"name": imported.profile.name, "data_hash": imported.profile.data_hash},
        "purpose": imported.about["purpose"],
        "register_sha256": register_hash(),
        **technical(record.progress.seconds, (*LIBRARIES, *_own_libraries)),
    }

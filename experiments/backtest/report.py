"""The report folder of a back-test: finding, tables, figures, configuration and manifest."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd
from omegaconf import OmegaConf

from tandem.experiments.backtest.figures.render import draw_backtest
from tandem.experiments.backtest.plan import Plan
from tandem.experiments.backtest.scores import TOTAL, Forecasts, points, table
from tandem.experiments.backtest.verdict import Comparison, compare, verdict
from tandem.experiments.measures.description import calibration_label
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import LIBRARIES, code_version, register_hash
from tandem.model.organisation.folder.imported import ImportedProfile
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS

PAGE = "report.md"
_own_libraries = ("arviz", "nutpie", "pymc", "scoringrules", "statsmodels")
_shown = ("forecast", "forecasts", "crps", "coverage_50", "coverage_90", "bias", "bias_percent")
_headings = (
    "forecast",
    "forecasts made",
    "CRPS, leavers",
    "in 50 % band",
    "in 90 % band",
    "bias, leavers",
    "bias, %",
)


def write_report(
    folder: Path,
    plan: Plan,
    forecasts: Forecasts,
    imported: ImportedProfile,
    name: str,
    config: Mapping[str, Any],
    overrides: Sequence[str],
    now: datetime,
) -> str:
    """Write everything into the folder, the manifest last; returns the finding."""
    rows = points(plan, forecasts)
    scores = table(rows)
    compared = compare(plan, rows)
    lines = verdict(plan, name, scores, compared)
    for stem, content in (("forecasts", rows), ("scores", scores)):
        content.to_parquet(folder / f"{stem}.parquet", index=False)
        content.to_csv(folder / f"{stem}.csv", index=False, lineterminator="\n", float_format="%.6g")
    posterior = str(config["posterior"]["name"])
    titles = draw_backtest(
        plan, rows, compared, name, posterior, int(config["draws"]), folder / "figures", int(config["seed"]),
        str(config["reading"]),
    )  # fmt: skip
    page = _page(plan, lines, scores, titles, imported, calibration_label(posterior))
    (folder / PAGE).write_text(page, encoding="utf-8")
    (folder / "config.yaml").write_text(_saved(config), encoding="utf-8")
    write_json(folder / "manifest.json", _manifest(plan, compared, imported, config, overrides, now))
    return "\n".join(lines)


def _page(
    plan: Plan,
    lines: Sequence[str],
    scores: pd.DataFrame,
    titles: Mapping[str, str],
    imported: ImportedProfile,
    label: str,
) -> str:
    figures = [f"![{title}](figures/{stem}.png)" for stem, title in titles.items()]
    parts = [*lines, *figures, f"## The organisation, {plan.horizon} months together"]
    parts.append(_grid(scores[(scores["unit"] == TOTAL) & (scores["department"] == ALL_DEPARTMENTS)]))
    for department in plan.departments:
        parts += [f"## {department}, {plan.horizon} months together"]
        parts.append(_grid(scores[(scores["unit"] == TOTAL) & (scores["department"] == department)]))
    parts.append(
        "CRPS: continuous ranked probability score, the lower the better. Bands: shares of the forecasts in "
        "which what happened lay inside. Bias: mean forecast − what happened. By month: scores.csv; every "
        "single forecast: forecasts.csv."
    )
    parts.append(f"Tandem's parameters: {label}. {imported.about['purpose']}")
    return "\n\n".join(parts) + "\n"


def _grid(scores: pd.DataFrame) -> str:
    """A Markdown table of some scores."""
    lines = [" | ".join(_headings), " | ".join(["---"] + ["---:"] * (len(_headings) - 1))]
    for row in scores[list(_shown)].to_dict("records"):
        cells = [str(row["forecast"]), f"{row['forecasts']}", f"{row['crps']:.2f}"]
        cells += [f"{100 * row[band]:.0f} %" for band in ("coverage_50", "coverage_90")]
        cells += [f"{row['bias']:+.1f}", f"{row['bias_percent']:+.0f}"]
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def _saved(config: Mapping[str, Any]) -> str:
    organisation = {**config["organisation"]}
    organisation["path"] = str(Path(organisation["path"]).absolute())
    content = {
        "defaults": ["backtest_schema", "_self_"],
        **config,
        "organisation": organisation,
        "output": None,
    }
    return (
        "# The complete configuration of this back-test. Repeat it with\n#\n"
        "#   tandem backtest --config-path RUN\n#\n# where RUN is this folder.\n\n"
        + OmegaConf.to_yaml(OmegaConf.create(content))
    )


def _manifest(
    plan: Plan,
    compared: Comparison,
    imported: ImportedProfile,
    config: Mapping[str, Any],
    overrides: Sequence[str],
    now: datetime,
) -> dict[str, Any]:
    return {
        "command": "tandem backtest",
        "created": now.astimezone().isoformat(timespec="seconds"),
        "overrides": list(overrides),
        "config": dict(config),
        "seed": config["seed"],
        "origins": [plan.months[origin] for origin in plan.origins],
        "horizon": plan.horizon,
        "departments": list(plan.departments),
        "best": compared.best,
        "crps": compared.scores,
        "difference_clear": compared.clear,
        "organisation": {"name": imported.profile.name, "data_hash": imported.profile.data_hash},
        "purpose": imported.about["purpose"],
        "register_sha256": register_hash(),
        "code": code_version(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: metadata.version(name) for name in (*LIBRARIES, *_own_libraries)},
    }

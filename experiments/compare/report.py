"""What a comparison leaves in its run folder: tables, figures, summary and the finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from tandem.experiments.compare.baseline_months import baseline_months
from tandem.experiments.compare.decision import Decision, decision_of, months_in_force
from tandem.experiments.compare.decision_text import decision_text
from tandem.experiments.compare.effects import Comparison, PairedEffects, paired_effects
from tandem.experiments.compare.experiment import Compared
from tandem.experiments.compare.figures import HEADLINE, comparison_pictures
from tandem.experiments.compare.finding import comparison_finding
from tandem.experiments.compare.notes import comparison_notes
from tandem.experiments.compare.overview import comparison_text
from tandem.experiments.compare.prices import prices_of
from tandem.experiments.compare.tables import (
    ALL_RUNS,
    cumulative_table,
    definitions,
    effects_table,
    same_persons_summary,
)
from tandem.experiments.drawing.choice import wanted
from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.measures.causal_share import causal_summary
from tandem.experiments.measures.description import description
from tandem.experiments.measures.information_table import information_table
from tandem.experiments.measures.pairing import pairing_gain
from tandem.experiments.measures.value_of_information import Entry, evpi, value_of_information
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import manifest
from tandem.experiments.run.record import Record
from tandem.experiments.run.saved_config import saved_config, with_absolute_path
from tandem.experiments.simulation.caveats import caveats_of
from tandem.experiments.simulation.policies import notes_of
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.wording.terminal import terminal_width
from tandem.model.structures import STRUCTURES


def write_comparison(folder: Path, result: Compared, record: Record) -> str:
    """Write everything into the folder, the manifest last.

    Returns
    -------
    The table of policies and the finding, for the terminal.
    """
    text = _write_findings(folder, result, record)
    saved = with_absolute_path(record.config) | {
        "policies": [dict(policy.settings) for policy in result.policies]
    }
    (folder / "config.yaml").write_text(saved_config(saved, record.command), encoding="utf-8")
    posterior = posterior_account(result.choices)
    content = manifest(saved, record, result.comparison.baseline, result.choices.min_cell, posterior)
    write_json(folder / "manifest.json", content | _structures_account(result))
    return text


def _write_findings(folder: Path, result: Compared, record: Record) -> str:
    """Tables, figures and `summary.json`; returns the table of policies and the finding."""
    comparison, parts, choices = result.comparison, result.parts, result.choices
    effects = paired_effects(comparison, choices.min_cell, choices.discount_rate)
    decision = _decision(result, effects)
    table = _all_readings(result, effects)
    pairing = {
        name: pairing_gain(effects.by_policy["leavers_avoided"], comparison.baseline.parameter_sets, place)
        for place, name in enumerate(comparison.names)
        if place
    }
    information = _information(comparison, effects) if choices.value_of_information else []
    levers = [lever for policy in result.policies for lever in policy.levers]
    about = description(comparison.baseline) | {"caveats": caveats_of(levers)}
    structures = parts.get("structures")
    finding = comparison_finding(
        table,
        comparison.names,
        about,
        decision,
        information,
        structures,
        baseline_acts=bool(result.policies[0].levers),
        notes=comparison_notes(table, comparison.names, about, pairing, information, structures, decision),
    )
    tables = {"effects": table, "cumulative_net_value": cumulative_table(comparison, effects), **parts}
    tables |= decision.tables()
    tables["baseline_months"] = baseline_months(comparison.baseline, choices.min_cell)
    if information:
        headcount = comparison.baseline.profile.headcount
        tables["value_of_information"] = information_table(
            information, headcount, str(about["currency"])
        ).to_pandas()
    for name, content in tables.items():
        content.to_parquet(folder / f"{name}.parquet", index=False)
        content.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")
    for name, content in decision.rows(comparison).items():
        content.to_parquet(folder / f"{name}.parquet", index=False)
    everything = evpi(effects.by_policy["net_value"], comparison.baseline.parameter_sets)
    write_json(
        folder / "summary.json",
        {
            **record.named(),
            **about,
            **posterior_account(choices),
            "baseline": comparison.names[0],
            "policies": list(comparison.names[1:]),
            "definitions": definitions(str(about["currency"])),
            "pairing": pairing,
            "expected_value_of_perfect_information": everything if information else None,
            "burnout_same_persons": same_persons_summary(comparison),
            "causal_share": causal_summary(result.contrasts),
            "best_value_refused": [
                name for name, verdict in decision.verdicts.items() if verdict.hangs_on_price
            ],
            "coverage_notes": notes_of(result.policies),
            "discount_rate": choices.discount_rate,
            "fiscal_year_start": choices.fiscal_year_start,
            "minimum_cell": choices.min_cell,
            **_agreement(structures, comparison.names[0]),
            **finding.content(),
        },
    )
    write_finding(folder, finding)
    if choices.figures != "none":
        names = wanted(choices.figures, HEADLINE)
        pictures = comparison_pictures(
            comparison, effects, table, parts, information, everything, choices.min_cell, names, decision
        )
        write_pictures(pictures, folder / "figures", record.heading)
    width = terminal_width()
    told = (
        comparison_text(table, comparison.names, about, width),
        decision_text(decision, str(about["currency"]), width),
        *_structures_shown(structures, about, width),
        finding.wrapped(width),
    )
    return "\n\n".join(told)


def _agreement(structures: pd.DataFrame | None, baseline: str) -> dict[str, Any]:
    """How far the structures agree, for the summary; nothing where one alone was asked for."""
    if structures is None:
        return {}
    from tandem.experiments.compare.structures import structures_summary

    return {"structures": structures_summary(structures, baseline)}


def _structures_shown(structures: pd.DataFrame | None, about: Mapping[str, Any], width: int) -> list[str]:
    """What the structures say, for the terminal."""
    if structures is None:
        return []
    from tandem.experiments.compare.structures_words import structures_text

    return [structures_text(structures, int(about["parameter_sets"]), width)]


def _structures_account(result: Compared) -> dict[str, Any]:
    """What each structure's parameters were drawn from, for the manifest."""
    if "structures" not in result.parts:
        return {}
    told = {name: posterior_account(replace(result.choices, structure=name)) for name in STRUCTURES}
    return {"structures": told}


def _all_readings(result: Compared, effects: PairedEffects) -> pd.DataFrame:
    """The effects under the comparison's own reading, then under the others (all runs only)."""
    comparison, choices = result.comparison, result.choices
    tables = [effects_table(comparison, effects, comparison.baseline.reading, result.contrasts.part)]
    for other in result.others:
        differing = paired_effects(other, choices.min_cell, choices.discount_rate)
        found = effects_table(other, differing, other.baseline.reading)
        tables.append(found[found["runs"] == ALL_RUNS])
    return pd.concat(tables, ignore_index=True)


def _decision(result: Compared, effects: PairedEffects) -> Decision:
    base, choices = result.comparison.baseline, result.choices
    start = base.first_month + base.start
    return decision_of(
        result.comparison,
        [prices_of(policy) for policy in result.policies],
        [months_in_force(policy, start, base.months) for policy in result.policies],
        effects,
        choices.fiscal_year_start,
        choices.discount_rate,
        result.books,
    )


def _information(comparison: Comparison, effects: PairedEffects) -> list[Entry]:
    base = comparison.baseline
    return value_of_information(
        base.values, base.parameter_sets, effects.by_policy["net_value"], base.seeds[0]
    )

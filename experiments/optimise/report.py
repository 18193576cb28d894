"""What a search leaves in its run folder: tables, policies, figures, summary and manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tandem.experiments.drawing.choice import wanted
from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.measures.causal_share import causal_share_of
from tandem.experiments.measures.description import calibration_label
from tandem.experiments.measures.information_table import information_table
from tandem.experiments.measures.value_of_information import DEFINITION as INFORMATION
from tandem.experiments.measures.value_of_information import (
    REGRET,
    evpi,
    evpi_across_luck,
    value_of_information,
)
from tandem.experiments.optimise.answer import answer_of
from tandem.experiments.optimise.experiment import Optimised
from tandem.experiments.optimise.figures import HEADLINE, optimise_pictures
from tandem.experiments.optimise.figures.words import role_in_words
from tandem.experiments.optimise.finding import optimise_finding
from tandem.experiments.optimise.mixes import Design, MixSpace
from tandem.experiments.optimise.notes import optimise_notes
from tandem.experiments.optimise.pareto_front import knee_definition
from tandem.experiments.optimise.pareto_search import Found
from tandem.experiments.optimise.problem import Problem
from tandem.experiments.optimise.tables import DEFINITIONS, Picked, front_table, regret_table
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.run.manifest import LIBRARIES, foot, head, organisation_of
from tandem.experiments.run.record import Record
from tandem.experiments.run.saved_config import saved_config, with_absolute_path
from tandem.experiments.settings.schema import MIXED
from tandem.experiments.simulation.caveats import caveats_of
from tandem.experiments.simulation.parameter_sets import readings_of
from tandem.experiments.simulation.posteriors import posterior_account
from tandem.experiments.simulation.runs import Run
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.terminal import terminal_width
from tandem.model.calendar import month_label

_text = texts("optimise.report")


def write_search(folder: Path, result: Optimised, record: Record) -> str:
    """Write everything into the folder, the manifest last; returns the finding."""
    problem, found, picked, judged = result.problem, result.found, result.picked, result.judged
    progress, choices, net_value = record.progress, problem.choices, judged.levels["net_value"]
    about = about_of(problem, found, picked)
    with progress.stage("tables"):
        table = front_table(problem.space, picked, judged, choices.tail)
        _write_table(table, folder / "front")
        _write_table(regret_table(judged, list(table["mix"])), folder / "regret")
    with progress.stage("value of information"):
        entries = value_of_information(judged.values, judged.parameter_sets, net_value, choices.seed)
        everything = evpi(net_value, judged.parameter_sets)
        people = information_table(entries, about["headcount"], about["currency"]).to_pandas()
        _write_table(people, folder / "value_of_information")
    answer = answer_of(problem.space, picked, judged)
    notes = optimise_notes(table, about, entries, everything, answer)
    about["output_of_status_quo"] = float(judged.levels["output"][0].mean())
    levers = levers_of(problem.space, picked.designs[picked.knee])
    finding = optimise_finding(table, about, entries, answer, levers, notes)
    write_finding(folder, finding)
    (folder / "policy").mkdir()
    for role, mix in (("knee", picked.knee), ("runner_up", picked.runner_up)):
        if mix is not None:
            text = _policy_text(problem.space, picked, mix, role)
            (folder / "policy" / f"{role}.yaml").write_text(text, encoding="utf-8")
    if choices.figures != "none":
        with progress.stage("figures"):
            names = wanted(choices.figures, HEADLINE)
            pictures = optimise_pictures(
                table, problem.space, picked.designs, entries, everything, about, names
            )
            write_pictures(pictures, folder / "figures", record.heading)
    with progress.stage("causal share"):
        sets = dict(zip(judged.parameter_sets, judged.values, strict=True))
        share = causal_share_of(list(sets.values()), problem.threads)
    write_json(
        folder / "summary.json",
        {
            **record.named(),
            **about,
            **finding.content(),
            "knee": table[table["role"] == "knee"]["mix"].iloc[0],
            "answer": {
                "everything_at_its_maximum": answer.everything,
                "better_than_runner_up": answer.better,
                "told_from_runner_up": answer.stands_out,
            },
            "definitions": definitions(str(about["currency"])),
            "value_of_perfect_information": everything,
            "value_of_perfect_information_across_luck": evpi_across_luck(net_value, judged.parameter_sets),
            "causal_share": share,
        },
    )
    saved = saved_config(with_absolute_path(record.config), record.command)
    (folder / "config.yaml").write_text(saved, encoding="utf-8")
    write_json(folder / "manifest.json", search_manifest(problem, record))
    return finding.wrapped(terminal_width())


def _write_table(table: Any, stem: Path) -> None:
    """As Parquet and as CSV."""
    table.to_parquet(stem.with_suffix(".parquet"), index=False)
    table.to_csv(stem.with_suffix(".csv"), index=False, float_format="%.6g")


def levers_of(space: MixSpace, design: Design) -> list[str]:
    """Titles of a mix's levers."""
    return [space.ranges[each.place].title for each in space.chosen(design)]


def _policy_text(space: MixSpace, picked: Picked, mix: int, role: str) -> str:
    """A mix as a file for `tandem project --config-dir RUN policy=…`."""
    content = space.settings(
        picked.designs[mix], _text("policy_name", role=role_in_words(role.replace("_", "-")))
    )
    described = space.describe(picked.designs[mix])
    head = _text("policy_file", mix=described, command=f"tandem project --config-dir RUN policy={role}")
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join(lines) + "\n\n" + yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def about_of(problem: Problem, found: Found, picked: Picked) -> dict[str, Any]:
    """What a reader must know before any number."""
    choices, profile, setting = problem.choices, problem.setting.stated, problem.setting
    return {
        "organisation": profile.name,
        "headcount": profile.headcount,
        "full_time_equivalents": round(profile.full_time_equivalents, 1),
        "currency": profile.currency,
        **({"purpose": profile.purpose} if profile.purpose else {}),
        "first_month": month_label(setting.start),
        "last_month": month_label(setting.start + setting.months - 1),
        "caveats": caveats_of(lever for design in picked.designs for lever in problem.space.levers(design)),
        "budget": choices.budget,
        "turnover_below": choices.turnover_below,
        "no_department_worse_off": choices.no_department_worse_off,
        "worse_off": {"leavers": choices.worse_off.leavers, "burnout": choices.worse_off.burnout},
        "caution": choices.caution,
        "tail": choices.tail,
        "evaluations": len(found.designs),
        "within_constraints": int(found.feasible.sum()),
        "front": picked.on_front,
        "front_shown": len(picked.designs),
        "search_draws": len(problem.search_runs),
        "fresh_draws": len(problem.fresh_runs),
        "fresh_sets": len({run.parameter_set for run in problem.fresh_runs}),
        "seed": choices.seed,
        "reading": choices.reading,
        **({"weights": dict(choices.posterior.weights)} if choices.reading == MIXED else {}),
        **posterior_account(choices),
        "posterior": choices.posterior.name,
        "structure": choices.structure,
        "calibration": calibration_label(choices.posterior.name, choices.structure),
        "knee": knee_definition(),
    }


def definitions(currency: str) -> dict[str, str]:
    """Every column of the tables in a sentence."""
    told = {name: text.format(currency=currency) for name, text in DEFINITIONS.items()}
    return told | {
        "knee": knee_definition(),
        "regret in a parameter set": REGRET,
        "value of information": INFORMATION,
    }


def search_manifest(problem: Problem, record: Record) -> dict[str, Any]:
    """What `manifest.json` holds."""
    profile, choices = problem.setting.stated, problem.choices
    return {
        **head(record.config, record),
        "search_seeds": [run.seed for run in problem.search_runs],
        "fresh_seeds": [run.seed for run in problem.fresh_runs],
        "search_readings": _readings(problem, problem.search_runs),
        "fresh_readings": _readings(problem, problem.fresh_runs),
        **posterior_account(choices),
        "organisation": organisation_of(profile),
        **foot(profile, choices.min_cell, choices.parameters, record.progress.seconds, (*LIBRARIES, "pymoo")),
    }


def _readings(problem: Problem, runs: Sequence[Run]) -> list[str]:
    """The reading of the survey that each run's parameters were fitted under."""
    labels = readings_of(problem.choices, max(run.parameter_set for run in runs) + 1)
    return [labels[run.parameter_set] for run in runs]

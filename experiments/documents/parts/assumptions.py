"""What the numbers rest on: every parameter, the fit to the survey, and the facts that it was not shown."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from tandem.experiments.documents.content import Cell, Column, Message, Section, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.model.parameters import register

_text = texts("documents.assumptions")

_met = "met"
_shown_fit = "upwork_2025_level"  # the default posterior, as `tandem parameters` shows it
_longest = 120  # letters of a source in a cell


def assumptions_section(run: Run, telling: Telling) -> Section:
    """The part of a document on what decides the answer, in words and a table of drivers."""
    kinds = Counter(str(entry.kind) for entry in register().values())
    counts = {
        name: telling.number(kinds[key])
        for name, key in (("assumed", "assumption"), ("published", "literature"), ("fitted", "survey-fitted"))
    }
    sentences = [_text("counted", total=telling.number(len(register())), **counts)]
    if _register_changed(run):
        sentences.append(_text("changed"))
    blocks: list[Message | Table] = [Message(_text("head"), " ".join(sentences))]
    drivers = _drivers(run)
    if drivers is not None:
        blocks.append(drivers)
    return Section("assumptions", _text("title"), tuple(blocks))


def _register_changed(run: Run) -> bool:
    stated = run.manifest.get("parameters")
    return isinstance(stated, Mapping) and stated.get("register_sha256") != _register_hash()


def _register_hash() -> str:
    """SHA-256 of the register, as a manifest has it."""
    return hashlib.sha256(files("tandem.model").joinpath("parameters.yaml").read_bytes()).hexdigest()


def _drivers(run: Run) -> Table | None:
    """The parameters that go with turnover at the end, of a projection."""
    measures = run.summary.get("measures")
    found = measures["voluntary_turnover"].get("drivers") if isinstance(measures, Mapping) else None
    if not found:
        return None
    rows = tuple((str(each["meaning"]), number(each["rank_correlation"])) for each in found)
    columns = (Column(_text("meaning")), Column(_text("goes_with"), "signed", 2))
    return Table(
        "drivers",
        _text("drivers"),
        columns,
        rows,
        _text("drivers_note"),
        _text("source", file="summary.json"),
    )


def parameter_table(run: Run) -> Table:
    """Every parameter with its value in force, prior, fit, kind and source."""
    stated = run.manifest.get("parameters")
    held = stated.get("held", {}) if isinstance(stated, Mapping) else {}
    fits = _fits(_shown_fit)
    rows: list[tuple[Cell, ...]] = []
    for name, entry in register().items():
        low, middle, high = fits.get(name, (None, None, None))
        rows.append(
            (
                name, entry.meaning, entry.unit, number(held.get(name)), entry.central, entry.low, entry.high,
                middle, low, high, labels.kind(entry.kind), ", ".join(entry.evidence) or None,
            )
        )  # fmt: skip
    number_columns = ("held", "central", "low", "high", "fit", "fit_low", "fit_high")
    heads = {
        "held": _text("held"), "central": _text("central"), "low": _text("low"), "high": _text("high"),
        "fit": _text("fit"), "fit_low": _text("fit_low"), "fit_high": _text("fit_high"),
    }  # fmt: skip
    columns = (
        Column(_text("parameter")), Column(_text("meaning")), Column(_text("unit")),
        *(Column(heads[each], "number", 3) for each in number_columns),
        Column(_text("kind")), Column(_text("evidence")),
    )  # fmt: skip
    return Table(
        "parameters",
        _text("parameters"),
        columns,
        tuple(rows),
        _text("parameters_note"),
        "model/parameters.yaml",
    )


def _fits(name: str) -> dict[str, tuple[float, float, float]]:
    """5th, 50th and 95th percentile of every parameter in a posterior that ships."""
    with _posteriors().joinpath(f"{name}.parquet").open("rb") as file:
        table = pq.read_table(file)
    found = {}
    for column in table.column_names:
        low, middle, high = np.quantile(table[column].to_numpy(), [0.05, 0.5, 0.95]).tolist()
        found[column] = (low, middle, high)
    return found


def _posteriors() -> Traversable:
    """The folder of the posteriors that ship."""
    return files("tandem.calibration").joinpath("posteriors")


def calibration_section(run: Run, telling: Telling) -> Section:
    """The part of a document on the fit to the survey and on the facts that were held out."""
    components = run.manifest.get("posterior_components")
    listed = components if isinstance(components, list) else []
    shipped = {file.name.removesuffix(".json") for file in _posteriors().iterdir()}
    names = [
        str(each["name"]) for each in listed if isinstance(each, Mapping) and each.get("name") in shipped
    ]
    if not names:
        told = str(run.summary.get("calibration", ""))
        return Section(
            "calibration", _text("calibration"), (Message(_text("fit_head"), _text("own_fit", told=told)),)
        )
    account = _account(names[0])
    facts = account.get("facts", [])
    judged = [fact for fact in facts if fact.get("verdict") in (_met, "missed")]
    parts = ", ".join(
        _text(
            "component",
            reading=labels.level(str(each["reading"])),
            share=telling.share(number(each["weight"])),
        )
        for each in listed
    )
    message = Message(
        _text("fit_head"),
        _text(
            "fit_told",
            parts=parts,
            met=telling.number(sum(fact["verdict"] == _met for fact in judged)),
            total=telling.number(len(judged)),
        ),
    )
    return Section(
        "calibration",
        _text("calibration"),
        (message, _fit_table(account, names[0]), _facts_table(judged, names[0])),
    )


def _account(name: str) -> Mapping[str, Any]:
    """The account of a posterior that ships."""
    text = _posteriors().joinpath(f"{name}.json").read_text(encoding="utf-8")
    content: Mapping[str, Any] = json.loads(text)
    return content


def _fit_table(account: Mapping[str, Any], name: str) -> Table:
    rows = tuple(
        (
            str(each["wording"]),
            number(each["observed"]),
            number(each["predicted"]["p50"]),
            number(each["predicted"]["p5"]),
            number(each["predicted"]["p95"]),
            each["target"] not in account.get("not_fitted", ()),
        )
        for each in account["fit"]
    )
    columns = (
        Column(_text("finding")),
        Column(_text("observed"), "number", 2),
        Column(_text("model"), "number", 2),
        Column(_text("p5_short"), "number", 2),
        Column(_text("p95_short"), "number", 2),
        Column(_text("used")),
    )
    return Table(
        "fit",
        _text("fit_title", name=name),
        columns,
        rows,
        _text("fit_note"),
        _text("source", file=f"posteriors/{name}.json"),
    )


def _facts_table(facts: list[Mapping[str, Any]], name: str) -> Table:
    rows = tuple(
        (
            str(each["fact"]),
            str(each["study"])[:_longest],
            _text("met") if each["verdict"] == _met else _text("missed"),
        )
        for each in sorted(facts, key=lambda each: each["verdict"] == _met)
    )
    columns = (Column(_text("fact")), Column(_text("study")), Column(_text("verdict")))
    return Table(
        "facts",
        _text("facts_title"),
        columns,
        rows,
        _text("facts_note"),
        _text("source", file=f"posteriors/{name}.json"),
    )

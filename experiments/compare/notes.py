"""The notes of a comparison: what its finding has no room for, in sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import pandas as pd

from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.decision_text import best_value_sentences, refusal, unpriced
from tandem.experiments.compare.effects import SAME_HEADCOUNT
from tandem.experiments.compare.tables import HIGH_CAUSAL, LOW_CAUSAL, SAME_PERSONS, row_of
from tandem.experiments.measures.description import families_told
from tandem.experiments.measures.runs_in_words import in_runs
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money, money_with_range
from tandem.experiments.wording.numerals import interval, plain, signed, with_range
from tandem.experiments.wording.provenance import MIXED, reading_named
from tandem.model.parameters import register

_text = texts("compare.notes")

LIKELY = 2 / 3  # share of the runs from which on a policy is said to drive people out


def comparison_notes(
    table: pd.DataFrame,
    names: Sequence[str],
    about: Mapping[str, Any],
    pairing: Mapping[str, Mapping[str, float] | None],
    information: Sequence[Entry] = (),
    structures: pd.DataFrame | None = None,
    decision: Decision | None = None,
) -> list[str]:
    """What the policies buy against the baseline, how sure that is, and on what it hangs, a note each.

    Parameters
    ----------
    table : effects of the chosen reading (`experiments.compare.tables.effects_table`)
    names : policies, the baseline first
    about : what every output says (`experiments.measures.description`)
    pairing : gain from pairing by policy
    information : value of knowing each parameter, the highest first
    structures : what every causal structure says, if all were asked (`experiments.compare.structures`)
    decision : break-even and ranking; None: they are not known, and prices are not spoken of
    """
    reading = str(about["reading"])
    own = table[table["reading"] == reading]
    ranked = sorted(names[1:], key=lambda name: -row_of(own, name, SAME_HEADCOUNT)["mean"])
    sentences = [
        _text(
            "opening",
            organisation=about["organisation"],
            first_month=about["first_month"],
            last_month=about["last_month"],
            baseline=names[0],
        ),
        _most_leavers(own, ranked[0], int(about["runs"])),
        *_best_value(own, ranked, about, decision),
        "" if decision is None else unpriced(decision),
        *_harmful(own, ranked),
        *_same_persons(own, names[1:]),
        *_causal(own, ranked[0]),
        *_readings(table, ranked[0], reading),
        *_structures(structures, names[0]),
        *_worth_knowing(information, str(about["currency"])),
        _pairing(pairing),
        families_told(about),
        _text(
            "caveat",
            calibration=str(about["calibration"]).capitalize(),
            runs=about["runs"],
            parameter_sets=about["parameter_sets"],
            reading=reading_named(reading, about.get("weights")),
        ),
        *about.get("caveats", ()),
        str(about.get("purpose", "")),
    ]
    return [sentence for sentence in sentences if sentence]


def _most_leavers(table: pd.DataFrame, name: str, runs: int) -> str:
    row = row_of(table, name, SAME_HEADCOUNT)
    if row["mean"] <= 0:
        return _text("none_avoids_leavers")
    return _text(
        "most_leavers",
        policy=name,
        avoided=with_range(row, plain),
        runs=in_runs(row["better"], runs),
    )


def _best_value(
    table: pd.DataFrame, names: Sequence[str], about: Mapping[str, Any], decision: Decision | None
) -> list[str]:
    """The policy with the highest net value, unless that hangs on a price that is not known well enough."""
    currency = str(about["currency"])
    best = max(names, key=lambda name: row_of(table, name, "net_value")["p50"])
    row = row_of(table, best, "net_value")
    if row["p50"] <= 0:
        return [_text("none_pays", policy=best, value=money(row["p50"], currency))]
    refused = None if decision is None else refusal(decision, best, currency)
    if refused is not None:
        return [refused]
    return [
        _text(
            "best_value",
            policy=best,
            value=money_with_range(row["p50"], row["p5"], row["p95"], currency),
            runs=in_runs(row["better"], int(about["runs"])),
        ),
        *([] if decision is None else best_value_sentences(decision, best, currency)),
    ]


def _harmful(table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """Policies under which more people leave in most runs."""
    worse = [
        name for name in names if 1 - row_of(table, name, SAME_HEADCOUNT)["better"] >= LIKELY
        and row_of(table, name, SAME_HEADCOUNT)["p50"] < 0
    ]  # fmt: skip
    if not worse:
        return []
    listed = ", ".join(_text("quoted", policy=name) for name in worse)
    return [_text("more_leave", policies=listed)]


def _same_persons(table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """Burnout of those who are in post either way, under the policies at either end."""
    if SAME_PERSONS not in set(table["effect"]):
        return []
    rows = {name: row_of(table, name, SAME_PERSONS) for name in names}
    known = sorted((name for name in names if rows[name]["n"]), key=lambda name: rows[name]["p50"])
    if not known:
        return []
    first, last = (
        _text("one_policy", policy=name, change=with_range(rows[name], _hundredths))
        for name in (known[0], known[-1])
    )
    if len(known) == 1:
        return [_text("same_persons_one", change=first)]
    return [_text("same_persons", lowest=first, highest=last)]


def _hundredths(value: float) -> str:
    """A score in SD, in two decimals."""
    return signed(value, 2)


def _causal(table: pd.DataFrame, name: str) -> list[str]:
    """How the leading policy's effect depends on what the survey cannot tell."""
    if LOW_CAUSAL not in set(table["runs"]):
        return []
    low = row_of(table, name, SAME_HEADCOUNT, runs=LOW_CAUSAL)
    high = row_of(table, name, SAME_HEADCOUNT, runs=HIGH_CAUSAL)
    return [_text("causal", policy=name, little=plain(low["p50"]), much=plain(high["p50"]))]


def _readings(table: pd.DataFrame, name: str, reading: str) -> list[str]:
    """The leading policy's effect under the other readings of the survey."""
    others = [other for other in dict.fromkeys(table["reading"]) if other != reading]
    if not others or (reading == MIXED and len(others) == 1):
        return []
    told = reduce(
        lambda first, second: _text("and", first=first, second=second),
        (
            _text(
                "under_reading",
                avoided=plain(row_of(table[table["reading"] == other], name, SAME_HEADCOUNT)["p50"]),
                reading=other,
            )
            for other in others
        ),
    )
    return [_text("each_reading" if reading == MIXED else "other_readings", avoided=told)]


def _structures(structures: pd.DataFrame | None, baseline: str) -> list[str]:
    """Whether the choice hangs on the causal structure."""
    if structures is None:
        return []
    from tandem.experiments.compare.structures_words import structures_told

    return [structures_told(structures, baseline)]


def _worth_knowing(information: Sequence[Entry], currency: str) -> list[str]:
    """Which unknown, if measured, would most change the choice."""
    if not information:
        return []
    first = information[0]
    if not first.above_noise:
        return [_text("nothing_worth_measuring")]
    known = register()[first.parameter].meaning
    return [
        _text(
            "worth_measuring",
            parameter=known,
            value=money(first.evppi, currency),
            error=money(first.standard_error, currency),
        )
    ]


def _pairing(pairing: Mapping[str, Mapping[str, float] | None]) -> str:
    known = [gain for gain in pairing.values() if gain is not None]
    if not known:
        return ""
    same = sorted(gain["same_parameters"] for gain in known)
    apart = sorted(gain["independent"] for gain in known)
    return _text("pairing", same_parameters=_times(same), independent=_times(apart))


def _times(ratios: Sequence[float]) -> str:
    low, high = ratios[0], ratios[-1]
    alike = math.isclose(low, high, rel_tol=0.05)
    return _text("times", ratio=plain(low, 1) if alike else interval(plain(low, 1), plain(high, 1)))

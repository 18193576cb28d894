"""The notes of a projection: what its finding has no room for, in sentences, from its summary."""

from __future__ import annotations

from typing import Any

from tandem.experiments.measures.description import families_told
from tandem.experiments.project.worlds_in_words import ai_of_turnover, range_told
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import (
    interval,
    per_cent,
    plain,
    share,
    signed,
    with_plus,
    with_range,
)
from tandem.experiments.wording.provenance import reading_named
from tandem.experiments.wording.words import sentence

_text = texts("project.notes")

_most_named = 2  # departments
_most = 2 / 3  # of the variance between runs: from here on the text says "most"


def notes_of(content: dict[str, Any]) -> list[str]:
    """What is projected, where its range comes from, and what it cannot say, a note each.

    Parameters
    ----------
    content : dict
        As `experiments.project.summary.summary` returns it.
    """
    measures = content["measures"]
    notes = (
        _turnover(content, measures["voluntary_turnover"]),
        ai_of_turnover(content.get("ai_part")),
        _where(content.get("where")),
        _at_the_end(content, measures),
        range_told(content.get("range_of_change")) or _causes(measures["voluntary_turnover"]),
        _causal(content.get("causal_share")),
        _own_data(content.get("own_data") or {}),
        families_told(content),
        _caveat(content),
        *content.get("caveats", ()),
        content.get("purpose", ""),
    )
    return [told for told in notes if told]


def _causal(part: dict[str, Any] | None) -> str:
    """AI's own part of the link between AI gain and burnout."""
    if part is None:
        return ""
    numbers = {
        "ai": signed(part["ai"]["p50"], 2),
        "range": interval(signed(part["ai"]["p5"], 2), signed(part["ai"]["p95"], 2)),
        "total": signed(part["total"]["p50"], 2),
    }
    if part["share"] is None:
        told = _text("causal_unstated", **numbers)
    elif part["share"] <= 0:
        told = _text("causal_relief", **numbers)
    else:
        told = _text("causal_share", share=share(part["share"]), **numbers)
    low, middle, high = (100 * part["quits"][name] for name in ("p5", "p50", "p95"))
    changed = _text("quits_by_ai", middle=signed(middle, 0), range=interval(signed(low, 0), signed(high, 0)))
    return f"{told} {changed}"


def _turnover(content: dict[str, Any], turnover: dict[str, Any]) -> str:
    first, last = content["first_month"], content["last_month"]
    opening = _text("opening", organisation=content["organisation"], first_month=first, last_month=last)
    value, start, change = turnover["value"], turnover["start"], turnover["change"]
    if value["p50"] is None:
        return _text("no_twelve_months", opening=opening)
    text = _text(
        "turnover",
        opening=opening,
        middle=per_cent(value["p50"], 1),
        low=plain(value["p5"], 1),
        high=per_cent(value["p95"], 1),
    )
    if start["p50"] is None:
        return text
    return _text(
        "turnover_changes",
        turnover=text,
        start=per_cent(start["p50"], 1),
        change=signed(change["p50"], 1),
        range=interval(signed(change["p5"], 1), signed(change["p95"], 1)),
        rising=plain(100 * turnover["runs_rising"]),
    )


def _where(where: dict[str, Any] | None) -> str:
    """The departments, two at most, whose turnover (or else true gain) differs for certain."""
    if where is None or where["departments"] < 2:
        return ""
    if not where["enough_runs"]:
        return _text("where_too_few_runs", count=where["runs"])
    if not where["differ"]:
        gains = _named(where["gain"][:1])
        return _text("where_gain", department=gains[0]) if gains else _text("where_nowhere")
    named = _named(where["differ"][:_most_named])
    others = len(where["differ"]) - len(named)
    told = _text("where_two", first=named[0], second=named[1]) if len(named) > 1 else named[0]
    return (
        _text("where_and_others", departments=told, count=others)
        if others
        else _text("where", departments=told)
    )


def _named(differ: list[dict[str, Any]]) -> list[str]:
    """Departments with their differences, in points."""
    return [
        _text("where_department", department=each["department"], points=signed(each["p50"], 1))
        for each in differ
    ]


def _at_the_end(content: dict[str, Any], measures: dict[str, Any]) -> str:
    burnout, users, output = measures["burnout"], measures["ai_users"], measures["output_per_head"]
    if any(entry["value"]["p50"] is None for entry in (burnout, users)):
        return _text("nobody_left", month=content["last_month"])
    text = _text(
        "at_the_end",
        month=content["last_month"],
        burnout=with_range(burnout["value"], _whole),
        users=with_range(users["value"], _whole),
    )
    before, change = output["start"]["p50"], output["change"]
    if not before or change["p50"] is None:
        return _text("at_the_end_alone", at_the_end=text)
    low, middle, high = (with_plus(per_cent(100 * change[name] / before, 1)) for name in ("p5", "p50", "p95"))
    return _text("output_changes", at_the_end=text, change=middle, range=interval(low, high))


def _causes(turnover: dict[str, Any]) -> str:
    parameters = turnover["spread"]["parameters"]
    named = turnover["drivers"][:1]
    unknowns = _text("unknowns")
    if parameters is None:
        text = _text("luck_not_separable")
    elif parameters > _most:
        text = _text("mostly_parameters", unknowns=unknowns)
    elif 1 - parameters > _most:
        text = _text("mostly_luck", unknowns=unknowns)
    else:
        text = _text("luck_and_parameters", unknowns=unknowns)
    if not named:
        return _text("no_driver", causes=text)
    driver = named[0]
    return _text(
        "driver_raises" if driver["rank_correlation"] > 0 else "driver_lowers",
        causes=text,
        driver=driver["meaning"],
    )


def _own_data(own: dict[str, Any]) -> str:
    """Where the base quit rates come from, and whether there was a pulse survey."""
    sentences = []
    rates, survey = own.get("base_rates"), own.get("pulse_survey")
    if rates is not None and rates["kind"] == "history":
        leavers = _text("leavers", count=rates["leavers"])
        if rates["first_month"]:
            told = _text(
                "own_rates_between",
                first_month=rates["first_month"],
                last_month=rates["last_month"],
                leavers=leavers,
            )
        else:
            told = _text("own_rates", leavers=leavers)
        sentences.append(told)
    elif rates is not None:
        sentences.append(_text("published_rates", why=rates["why"]))
    if own.get("unknown_reasons"):
        sentences.append(_text("unknown_reasons", share=per_cent(100 * own["unknown_reasons"], 0)))
    if survey is not None:
        sentences.append(_text("pulse_survey", count=len(survey["departments"])))
        sentences.append(_text("others_modelled"))
    elif rates is not None:
        sentences.append(_text("all_modelled"))
    return " ".join(sentences)


def _caveat(content: dict[str, Any]) -> str:
    runs = _text("runs", count=content["runs"])
    sets = _text("parameter_sets", count=content["parameter_sets"])
    return _text(
        "caveat",
        calibration=sentence(content["calibration"]),
        runs=runs,
        parameter_sets=sets,
        reading=reading_named(content["reading"], content.get("weights")),
    )


def _whole(value: float) -> str:
    """Per cent without decimals."""
    return per_cent(value, 0)

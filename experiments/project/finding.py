"""The finding of a projection in one plain paragraph, from its summary."""

from __future__ import annotations

from typing import Any

from tandem.experiments.wording.numerals import (
    count,
    interval,
    per_cent,
    plain,
    share,
    signed,
    with_plus,
    with_range,
)
from tandem.experiments.wording.words import sentence

_most = 2 / 3  # of the variance between runs: from here on the text says "most"


def finding_of(content: dict[str, Any]) -> str:
    """What is projected, its range, what the range comes from, and what it cannot say.

    Parameters
    ----------
    content : dict
        As `experiments.project.summary.summary` returns it.
    """
    measures = content["measures"]
    sentences = (
        _turnover(content, measures["voluntary_turnover"]),
        _at_the_end(content, measures),
        _causes(measures["voluntary_turnover"]),
        _causal(content.get("causal_share")),
        _own_data(content.get("own_data") or {}),
        _caveat(content),
        content.get("purpose", ""),
    )
    return " ".join(told for told in sentences if told)


def _causal(part: dict[str, Any] | None) -> str:
    if part is None or part["realised"] is None:
        return ""
    low, high = (share(part["parameter"][key]) for key in ("p5", "p95"))
    return (
        f"How much of the link between AI gain and burnout is causal, the survey cannot tell: here "
        f"{interval(low, high)} (realised: {share(part['realised'])})."
    )


def _turnover(content: dict[str, Any], turnover: dict[str, Any]) -> str:
    first, last = content["first_month"], content["last_month"]
    opening = f"{content['organisation']}, {first} to {last}:"
    value, start, change = turnover["value"], turnover["start"], turnover["change"]
    if value["p50"] is None:
        return f"{opening} there are no twelve months of employees from which to tell voluntary turnover."
    text = (
        f"{opening} in the last twelve months, voluntary turnover of employees and executives is "
        f"{per_cent(value['p50'], 1)} in the middle run, and in nine runs of ten between "
        f"{plain(value['p5'], 1)} and {per_cent(value['p95'], 1)}."
    )
    if start["p50"] is None:
        return text
    return (
        f"{text} In the twelve months before the start it is {per_cent(start['p50'], 1)}; within a run it "
        f"changes by {signed(change['p50'], 1)} points "
        f"({interval(signed(change['p5'], 1), signed(change['p95'], 1))}) and rises in "
        f"{plain(100 * turnover['runs_rising'])} of 100 runs."
    )


def _at_the_end(content: dict[str, Any], measures: dict[str, Any]) -> str:
    burnout, users, output = measures["burnout"], measures["ai_users"], measures["output_per_head"]
    if any(entry["value"]["p50"] is None for entry in (burnout, users)):
        return f"In {content['last_month']} nobody is left in any run."
    text = (
        f"In {content['last_month']}, {with_range(burnout['value'], _whole)} of people say they experience "
        f"burnout and {with_range(users['value'], _whole)} use AI at work"
    )
    before, change = output["start"]["p50"], output["change"]
    if not before:
        return text + "."
    low, middle, high = (with_plus(per_cent(100 * change[name] / before, 1)) for name in ("p5", "p50", "p95"))
    return (
        f"{text}; output per head changes by {middle} against the month before the start "
        f"({interval(low, high)})."
    )


def _causes(turnover: dict[str, Any]) -> str:
    parameters = turnover["spread"]["parameters"]
    named = turnover["drivers"][:1]
    unknowns = "what is not known about people and AI (the parameters)"
    if parameters is None:
        text = "How much of the range in turnover is luck cannot be told from these runs"
    elif parameters > _most:
        text = f"Most of the range in turnover comes from {unknowns}, little from luck"
    elif 1 - parameters > _most:
        text = f"Most of the range in turnover is luck (who happens to leave), little comes from {unknowns}"
    else:
        text = f"The range in turnover is in part luck (who happens to leave), in part {unknowns}"
    if not named:
        return f"{text}; no single assumption stands out."
    rises = named[0]["rank_correlation"] > 0
    return (
        f"{text}; the assumption it follows most is “{named[0]['meaning']}” (the higher that is, the "
        f"{'higher' if rises else 'lower'} turnover)."
    )


def _own_data(own: dict[str, Any]) -> str:
    """Where the base quit rates come from, and whether there was a pulse survey."""
    sentences = []
    rates, survey = own.get("base_rates"), own.get("pulse_survey")
    if rates is not None and rates["kind"] == "history":
        when = f" from {rates['first_month']} to {rates['last_month']}" if rates["first_month"] else ""
        sentences.append(
            f"Base quit rates are fitted to the organisation's own history{when} "
            f"({count(rates['voluntary_exits'], 'voluntary leaver')})."
        )
    elif rates is not None:
        sentences.append(
            "Base quit rates are published ones and not this organisation's own, as "
            f"{rates['why']}; they may be far from what it knows."
        )
    if survey is not None:
        sentences.append(
            f"Burnout, intention or clarity of {count(len(survey['departments']), 'department')} is set to "
            "the organisation's own pulse survey."
        )
    return " ".join(sentences)


def _caveat(content: dict[str, Any]) -> str:
    runs, sets = count(content["runs"], "run"), count(content["parameter_sets"], "parameter set")
    return (
        f"{sentence(content['calibration'])} ({runs}, {sets}; reading of the survey: {content['reading']})."
    )


def _whole(value: float) -> str:
    """Per cent without decimals."""
    return per_cent(value, 0)

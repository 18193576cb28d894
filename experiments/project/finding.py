"""The finding of a projection in one plain paragraph, from its summary."""

from __future__ import annotations

from typing import Any

from tandem.experiments.drawing.numerals import signed

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
    return " ".join(sentence for sentence in sentences if sentence)


def _causal(share: dict[str, Any] | None) -> str:
    if share is None or share["realised"] is None:
        return ""
    low, high = (100 * share["parameter"][key] for key in ("p5", "p95"))
    return (
        f"How much of the link between AI gain and burnout is causal, the survey cannot tell: here "
        f"{low:.0f} to {high:.0f} % (realised: {100 * share['realised']:.0f} %)."
    )


def _turnover(content: dict[str, Any], turnover: dict[str, Any]) -> str:
    first, last = content["first_month"], content["last_month"]
    opening = f"{content['organisation']}, {first} to {last}:"
    value, start, change = turnover["value"], turnover["start"], turnover["change"]
    if value["p50"] is None:
        return f"{opening} there are no twelve months of employees from which to tell voluntary turnover."
    text = (
        f"{opening} in the last twelve months, voluntary turnover of employees and executives is "
        f"{value['p50']:.1f} % in the middle run, and in nine runs of ten between {value['p5']:.1f} and "
        f"{value['p95']:.1f} %."
    )
    if start["p50"] is None:
        return text
    return (
        f"{text} In the twelve months before the start it is {start['p50']:.1f} %; within a run it changes "
        f"by {signed(change['p50'], 1)} points ({signed(change['p5'], 1)} to {signed(change['p95'], 1)}) "
        f"and rises in {100 * turnover['runs_rising']:.0f} of 100 runs."
    )


def _at_the_end(content: dict[str, Any], measures: dict[str, Any]) -> str:
    burnout, users, output = measures["burnout"], measures["ai_users"], measures["output_per_head"]
    if any(entry["value"]["p50"] is None for entry in (burnout, users)):
        return f"In {content['last_month']} nobody is left in any run."
    text = (
        f"In {content['last_month']}, {_range(burnout['value'])} of people say they experience burnout and "
        f"{_range(users['value'])} use AI at work"
    )
    before, change = output["start"]["p50"], output["change"]
    if not before:
        return text + "."
    low, middle, high = (100 * change[name] / before for name in ("p5", "p50", "p95"))
    return (
        f"{text}; output per head changes by {signed(middle, 1)} % against the month before the start "
        f"({signed(low, 1)} to {signed(high, 1)} %)."
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
            f"({rates['voluntary_exits']:,} voluntary leavers)."
        )
    elif rates is not None:
        sentences.append(
            "Base quit rates are published ones and not this organisation's own, as "
            f"{rates['why']}; they may be far from what it knows."
        )
    if survey is not None:
        count = len(survey["departments"])
        sentences.append(
            f"Burnout, intention or clarity of {count} {_plural('department', count)} is set to the "
            "organisation's own pulse survey."
        )
    return " ".join(sentences)


def _caveat(content: dict[str, Any]) -> str:
    runs, sets = content["runs"], content["parameter_sets"]
    label = content["calibration"]
    return (
        f"{label[0].upper()}{label[1:]} ({runs} {_plural('run', runs)}, {sets} "
        f"{_plural('parameter set', sets)}; reading of the survey: {content['reading']})."
    )


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"


def _range(value: dict[str, float]) -> str:
    return f"{value['p50']:.0f} % ({value['p5']:.0f} to {value['p95']:.0f} %)"

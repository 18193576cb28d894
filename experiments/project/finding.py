"""The finding of a projection, from its summary: turnover, AI's part, output, how sure, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tandem.experiments.measures.runs_in_words import in_runs, too_few
from tandem.experiments.project.notes import notes_of
from tandem.experiments.project.worlds_in_words import source_of, way_of
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, briefly, finding_of_sentences
from tandem.experiments.wording.numerals import MINUS, interval, per_cent, plain
from tandem.experiments.wording.precision import Digits, digits_of, range_told

_text = texts("project.finding")

_likely, _almost_sure = 2 / 3, 0.9  # shares of the runs from which on the text says so
_few_people = 100  # below that one leaver is more than a point of turnover
_most = 2 / 3  # of the variance between runs


def finding_of(content: Mapping[str, Any]) -> Finding:
    """What is projected, how sure that is and what to do next, at most sixty words; and the notes.

    Parameters
    ----------
    content : dict
        As `experiments.project.summary.summary` returns it.
    """
    measures = content["measures"]
    sentences = (
        _turnover(content, measures["voluntary_turnover"]),
        _ai_part(content.get("ai_part")),
        _output(content, measures),
        _direction(content, measures["voluntary_turnover"]),
        _few(content),
        _rates(content.get("own_data") or {}),
        _unknown_reasons(content.get("own_data") or {}),
        _range(content, measures["voluntary_turnover"]),
        _alike(content.get("where")),
        _next(content),
    )
    return finding_of_sentences(sentences, notes_of(dict(content)))


def _turnover(content: Mapping[str, Any], turnover: Mapping[str, Any]) -> Sentence:
    """Where voluntary turnover goes, in the digits that the runs support."""
    value, start, month = turnover["value"], turnover["start"]["p50"], content["last_month"]
    if value["p50"] is None:
        return Sentence("what", MUST, (_text("no_twelve_months"),))
    digits = digits_of(value, content["parameter_sets"])
    if start is not None and digits.rounded(start) == digits.rounded(value["p50"]):
        digits = Digits(max(digits.decimals, 1) if content["parameter_sets"] > 1 else digits.decimals)
    low, end, high = (digits.per_cent(value[name]) for name in ("p5", "p50", "p95"))
    numbers = {"month": month, "range": interval(low, high)}
    if start is None:
        return Sentence("what", MUST, (_text("will_be", end=end, **numbers),))
    if digits.rounded(start) == digits.rounded(value["p50"]):
        return Sentence("what", MUST, (_text("stays", end=end, **numbers),))
    span, rising = interval(digits.per_cent(start), end), float(turnover["runs_rising"] or 0.0)
    if too_few(content["runs"]):
        return Sentence("what", MUST, (_text("goes", span=span, **numbers),))
    if max(rising, 1 - rising) < _likely:
        return Sentence(
            "what", MUST, (_text("either_way", start=digits.per_cent(start), end=end, **numbers),)
        )
    certainty = _text("almost_surely" if max(rising, 1 - rising) >= _almost_sure else "probably")
    told = (
        _text("rises", certainty=certainty, span=span, **numbers)
        if rising > 0.5
        else _text("falls", certainty=certainty, span=span, **numbers)
    )
    return Sentence("what", MUST, (told,))


def _ai_part(part: Mapping[str, Any] | None) -> Sentence | None:
    """What AI's further course adds to turnover, and through what most of it goes."""
    entry = None if part is None else part["measures"]["voluntary_turnover"]
    if entry is None or entry["still"]["p50"] is None:
        return None
    digits = digits_of(entry["still"], entry["runs"])
    low, middle, high = (digits.signed(entry["still"][name]) for name in ("p5", "p50", "p95"))
    told = _text("ai_part", points=range_told(low, middle, high))
    way = way_of(entry)
    through = (_text("ai_part_through", points=range_told(low, middle, high), way=way),) if way else ()
    return Sentence("what", 1, (*through, told))


def _output(content: Mapping[str, Any], measures: Mapping[str, Any]) -> Sentence | None:
    """Change of output per head, in per cent of what it was; or that nobody is left."""
    burnout, output = measures["burnout"]["value"]["p50"], measures["output_per_head"]
    if burnout is None:
        return Sentence("what", MUST, (_text("nobody_left", month=content["last_month"]),))
    before = output["start"]["p50"]
    if not before or output["change"]["p50"] is None:
        return None
    change = {name: 100 * output["change"][name] / before for name in ("p5", "p50", "p95")}
    digits = digits_of(change, content["parameter_sets"])
    low, middle, high = (digits.relative(change[name]) for name in ("p5", "p50", "p95"))
    long, short = _text("output", change=range_told(low, middle, high)), _text("output", change=middle)
    return Sentence("what", 2, (long, short))


def _direction(content: Mapping[str, Any], turnover: Mapping[str, Any]) -> Sentence:
    """In how many of the runs turnover rises, or falls where that is more often."""
    rising, runs = turnover["runs_rising"], content["runs"]
    if rising is None:
        return Sentence("how_sure", MUST, (_text("only_runs", count=runs),))
    told = (
        _text("it_rises", runs=in_runs(rising, runs))
        if rising >= 0.5
        else _text("it_falls", runs=in_runs(1 - rising, runs))
    )
    return Sentence("how_sure", MUST, (told,))


def _few(content: Mapping[str, Any]) -> Sentence | None:
    """What a single leaver makes of turnover where people are few."""
    people = content.get("headcount") or _few_people
    if people >= _few_people:
        return None
    points = plain(100 / people, 1 if people > 10 else 0)
    return Sentence("how_sure", 1, (_text("few_people", people=people, points=points),))


def _rates(own: Mapping[str, Any]) -> Sentence | None:
    """Whether quit rates are the organisation's own, where it has data of its own."""
    rates = own.get("base_rates")
    if rates is None:
        return None
    if rates["kind"] == "history":
        return Sentence("how_sure", 5, (_text("own_rates", count=rates["leavers"]),))
    return Sentence("how_sure", 1, (_text("published_rates"),))


def _unknown_reasons(own: Mapping[str, Any]) -> Sentence | None:
    """Of how many of the organisation's own leavers the reason is not known."""
    share = own.get("unknown_reasons")
    if not share:
        return None
    return Sentence("how_sure", 1, (_text("unknown_reasons", share=per_cent(100 * share, 0)),))


def _range(content: Mapping[str, Any], turnover: Mapping[str, Any]) -> Sentence | None:
    """Where most of the range comes from."""
    source = source_of(content.get("range_of_change"))
    parameters = turnover["spread"]["parameters"]
    if source:
        told = _text("range_from", source=source)
    elif parameters is None or _most >= parameters >= 1 - _most:
        return None
    else:
        told = _text("range_unknown" if parameters > _most else "range_luck")
    return Sentence("how_sure", 3, (told,))


def _alike(where: Mapping[str, Any] | None) -> Sentence | None:
    """That no department can be told from the rest."""
    if where is None or where["departments"] < 2 or not where["enough_runs"] or where["differ"]:
        return None
    return Sentence("how_sure", 4, (_text("departments_alike"),))


def _next(content: Mapping[str, Any]) -> Sentence:
    """What would help most now."""
    rates = (content.get("own_data") or {}).get("base_rates") or {}
    unknown = content.get("unknown_families") or ()
    differ = (content.get("where") or {}).get("differ") or ()
    if too_few(content["runs"]):
        told = _text("more_runs")
    elif rates.get("kind") == "literature" and not rates.get("chosen"):
        told = _text("import_leavers")
    elif unknown:
        told = _text("tell_work", department=briefly(unknown[0]))
    elif differ:
        digits = digits_of(differ[0], content["parameter_sets"])
        points = digits.signed(differ[0]["p50"])
        told = _text(
            "look_first_fewer" if points.startswith(MINUS) else "look_first",
            department=briefly(differ[0]["department"]),
            points=points.strip(f"+{MINUS}"),
        )
    else:
        told = _text("compare")
    return Sentence("next", MUST, (told,))

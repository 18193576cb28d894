"""The page of one parameter, for a terminal: everything that is known of it, in plain words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from tandem.calibration.survey.evidence import evidence
from tandem.experiments.parameters.fitted import Fitted, fitted, prior_quantiles
from tandem.experiments.parameters.places import levers_of, places_of
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import MINUS, interval, ranged
from tandem.experiments.wording.terminal import terminal_width
from tandem.model.parameters import Parameter

_text = texts("run.parameter_page")

MARK = "!"  # before every assumption
_widest, _label = 100, 17  # columns of the page at most, and of its labels


def page_of(entry: Parameter) -> str:
    """The page of a parameter."""
    mark = f"{MARK} " if entry.kind == "assumption" else ""
    lines = [f"{mark}{entry.name}"]
    for label, paragraphs in _parts(entry):
        for place, (indent, words) in enumerate(paragraphs):
            lines += _wrapped(label if place == 0 else "", words, indent)
    return "\n".join(lines)


def _parts(entry: Parameter) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Labels with paragraphs, each with its indent."""
    yield _text("meaning"), [(0, entry.meaning)]
    yield _text("unit"), [(0, entry.unit)]
    yield _text("prior"), [(0, _prior(entry))]
    yield _text("fitted"), [(0, _fitted(entry, fitted(entry.name)))]
    yield _text("kind"), [(0, _kind(entry))]
    yield _text("enters"), [(0, words) for words in _places(entry.name)]
    yield _text("evidence"), list(_evidence(entry))


def _prior(entry: Parameter) -> str:
    """How it is drawn: most likely value, range, and what most draws lie in."""
    numbers = {
        "central": _number(entry.central),
        "range": interval(_number(entry.low), _number(entry.high)),
        "prior": entry.prior,
    }
    if entry.prior == "derived":
        return _text("prior_derived", range=numbers["range"])
    if not entry.is_drawn:
        return _text("prior_fixed", central=numbers["central"], range=numbers["range"])
    drawn = _quantiles(prior_quantiles(entry))
    if entry.prior.startswith("nought"):
        (chance,) = re.findall(r"[\d.]+", entry.prior)
        return _text("prior_nought", **numbers, chance=f"{100 * float(chance):g}", drawn=drawn)
    return _text("prior_drawn", **numbers, drawn=drawn)


def _fitted(entry: Parameter, found: Fitted) -> str:
    if found.problem:
        return _text("no_posterior", problem=found.problem)
    if found.quantiles is None:
        return _text("not_fitted", posterior=found.posterior)
    prior = _quantiles(prior_quantiles(entry))
    return _text("fitted_value", posterior=found.posterior, value=_quantiles(found.quantiles), prior=prior)


def _kind(entry: Parameter) -> str:
    return _text(
        {"assumption": "assumption", "literature": "literature", "survey-fitted": "survey_fitted"}[entry.kind]
    )


def _places(name: str) -> list[str]:
    """Rules and levers, each a line."""
    lines = []
    for place in places_of(name):
        function = f", {place.function}" if place.function else ""
        lines.append(_text("place", file=place.file, function=function, sentence=place.sentence))
    levers = levers_of(name)
    if levers:
        lines.append(_text("levers", levers=", ".join(levers)))
    return lines or [_text("no_place")]


def _evidence(entry: Parameter) -> Iterator[tuple[int, str]]:
    """Each source: what was found, among whom, how, by whom, and where it can be read."""
    if not entry.evidence:
        yield 0, _text("no_evidence")
    for key in entry.evidence:
        row = evidence()[key]
        value = _shown(row["value"])
        if row["low"] or row["high"]:
            value = f"{value} ({interval(_shown(row['low']), _shown(row['high']))})"
        yield 0, _text("found", key=key, value=value, unit=row["unit"], quantity=row["quantity"])
        yield 2, _text("population", population=row["population"])
        yield 2, _text("design", design=row["design"])
        yield 2, _text("source", source=row["source"])
        yield 2, _text("address", address=row["url_or_doi"])


def _shown(cell: str) -> str:
    """A number of the register of evidence; a dash where it has none."""
    return cell.replace("-", MINUS) if cell else "–"


def _number(value: float) -> str:
    """In three digits or so, with a true minus."""
    return f"{value:.3g}".replace("-", MINUS)


def _quantiles(found: tuple[float, float, float]) -> str:
    """`0.35 (0.3 to 0.4)`."""
    low, middle, high = map(_number, found)
    return ranged(middle, low, high)


def _wrapped(label: str, words: str, indent: int) -> list[str]:
    """A paragraph beside its label; an address is never broken."""
    before = " " * (2 + _label + indent)
    return textwrap.wrap(
        words,
        min(_widest, terminal_width()),
        initial_indent=f"  {label:<{_label}}" + " " * indent,
        subsequent_indent=before + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )

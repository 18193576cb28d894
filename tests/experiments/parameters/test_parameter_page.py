"""The page of one parameter: every part is there, derived from the source, and true."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from tandem.calibration.fit.posterior import SHIPPED, Posterior
from tandem.calibration.survey.evidence import evidence
from tandem.experiments.parameters import fitted as fits
from tandem.experiments.parameters.page import page_of
from tandem.experiments.parameters.places import first_sentence, follows_from, levers_of, places_of
from tandem.model.errors import InputError
from tandem.model.parameters import register
from tandem.model.policy.catalogue import LEVERS
from tests.places import REPOSITORY


@pytest.fixture(autouse=True)
def _unread():
    """The posterior is read anew in every test."""
    fits._default_posterior.cache_clear()
    yield
    fits._default_posterior.cache_clear()


@pytest.fixture
def posterior(monkeypatch):
    """A default posterior with 101 draws of one parameter: 0, 0.01, … 1."""
    draws = tuple({"relief_by_ai": float(value)} for value in np.linspace(0, 1, 101))
    made_up = Posterior(SHIPPED[0], draws, {})
    monkeypatch.setattr("tandem.calibration.fit.posterior.load_posterior", lambda _: made_up)


@pytest.fixture
def no_posterior(monkeypatch):
    def refuse(_):
        raise InputError("posterior: it is of another model")

    monkeypatch.setattr("tandem.calibration.fit.posterior.load_posterior", refuse)


def told(name: str) -> str:
    """The page in one line."""
    return " ".join(page_of(register()[name]).split())


# --- where a parameter enters ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", register())
def test_every_parameter_enters_somewhere(name):
    places = places_of(name)
    assert places or levers_of(name)
    for place in places:
        assert place.sentence, place
        assert (REPOSITORY / place.file).is_file()


def test_the_rule_is_found_through_the_formula():
    """`relief_by_ai` is in no rule by name: a formula makes a coefficient of it, which one rule reads."""
    assert follows_from("relief_by_ai") == {"relief_per_time"}
    (place,) = places_of("relief_by_ai")
    assert (place.file, place.function) == ("model/rules/relief.py", "relief")
    source = ast.parse((REPOSITORY / place.file).read_text(encoding="utf-8"))
    (rule,) = [node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == "relief"]
    assert (ast.get_docstring(rule) or "").replace("`", "").startswith(place.sentence)


@pytest.mark.parametrize(
    ("name", "file", "function"),
    [
        ("labour_market_cv", "model/environment.py", "_labour_market"),
        ("tenure_shape", "model/engine/formulas.py", "tenure_log_multiplier"),
        ("transport", "model/policy/lever.py", "transported"),
        ("burnout_on_demands", "model/rules/demands.py", "demands"),
    ],
)
def test_places_by_hand(name, file, function):
    assert any((place.file, place.function) == (file, function) for place in places_of(name))


def test_levers_are_those_of_the_catalogue():
    for title in levers_of("pay_to_quit"):
        (kind,) = [kind for kind in LEVERS.values() if kind.title == title]
        assert "pay_to_quit" in kind.parameters
    assert levers_of("relief_by_ai") == []


def test_the_first_sentence_is_plain_and_one_line():
    assert first_sentence("Chance of `x`\na month. More.\n\nEven more.") == "Chance of x a month."
    assert (
        first_sentence("A rate: a Bass hazard (Bass 1969) scaled.")
        == "A rate: a Bass hazard (Bass 1969) scaled."
    )


# --- prior and fit --------------------------------------------------------------------------------------


def test_the_fit_stands_beside_the_prior(posterior):
    assert f"median and middle 90 % 0.5 (0.05 to 0.95) in {SHIPPED[0]}; prior −0.2 (" in told("relief_by_ai")


def test_what_was_not_fitted_is_said(posterior):
    assert f"the survey does not inform it: {SHIPPED[0]} has no draws of it" in told("effort_share")


def test_without_a_posterior_the_page_says_so(no_posterior):
    page = told("relief_by_ai")
    assert "no posterior can be read now. posterior: it is of another model" in page
    assert "model/rules/relief.py" in page


def test_priors_of_every_kind(no_posterior):
    assert "nought in 10 % of draws, else 0.35 most likely, 0 to 0.7 possible" in told("effort_share")
    assert "1 in every draw (prior fixed); 0 to 1 allowed" in told("reported_gain_believed")
    assert "worked out from other parameters" in told("quits_with_ai")
    assert "0 most likely, −2.5 to 2.5 possible (prior normal)" in told("site_pay")


# --- the whole page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", register())
def test_every_page_has_every_part(name, no_posterior):
    entry, page = register()[name], told(name)
    for part in (
        entry.meaning,
        entry.unit,
        "Prior",
        "After the survey",
        "Where it is from",
        "Where it enters",
    ):
        assert " ".join(part.split()) in page
    assert page.startswith("! ") is (entry.kind == "assumption")
    for key in entry.evidence:
        for column in ("quantity", "population", "design", "source", "url_or_doi"):
            assert " ".join(evidence()[key][column].split()) in page, (key, column)
    if not entry.evidence:
        assert "Evidence none: judgement" in page
    assert max(len(line) for line in page_of(entry).splitlines() if "http" not in line) <= 100

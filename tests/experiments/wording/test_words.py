"""Small words."""

import pytest

from tandem.experiments.wording.provenance import (
    parameters_in_words,
    reading_in_words,
    reading_named,
    runs_in_words,
)
from tandem.experiments.wording.words import inside, sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [("Burnout of each person", "burnout of each person"), ("AI loosens ties", "AI loosens ties"), ("", ""),
     ("A raise", "a raise"), ("AI's effect", "AI's effect")],
)  # fmt: skip
def test_inside_a_sentence_only_abbreviations_stay_large(text, words):
    assert inside(text) == words


def test_a_sentence_begins_with_a_capital():
    assert sentence("two groups of 300") == "Two groups of 300"


def test_runs_and_parameters_in_words():
    assert runs_in_words((0, 0, 1, 1), (11, 12, 13, 14)) == "4 runs (2 parameter sets, 4 seeds: 11–14)"
    assert runs_in_words((0,), (7,)) == "1 run (1 parameter set, 1 seed)"
    assert runs_in_words((0, 1), (7, 2**60)) == "2 runs (2 parameter sets, 2 seeds)"
    assert "priors" in parameters_in_words("prior")
    assert "posterior 'mine'" in parameters_in_words("mine")


def test_readings_in_words():
    weights = {"level": 0.5, "ratio": 0.375, "both": 0.125}
    assert reading_named("mixed", weights) == "mixed, 50\u00a0% level, 37.5\u00a0% ratio, 12.5\u00a0% both"
    assert reading_in_words("mixed", {"level": 1, "ratio": 0}) == "100\u00a0% level of the parameter sets"
    assert reading_in_words("mixed") == "each parameter set under one of several"
    assert reading_named("level", None) == reading_named("level", {}) == "level"
    assert "report burnout" in reading_in_words("level")

"""What a made-up language has in other letters comes out in them: no text is left in the code.

Letters that stay are names and what the model's own tables say: departments, policies, levers, parameters.
"""

import re

import numpy as np
import pytest

from tandem.experiments.backtest.figures import backtest_pictures
from tandem.experiments.backtest.figures.render import caption
from tandem.experiments.backtest.naive import LAST_YEAR, SMOOTHING
from tandem.experiments.backtest.scores import points, table
from tandem.experiments.backtest.verdict import TANDEM, compare, verdict
from tandem.experiments.calibrate.figures import calibration_pictures
from tandem.experiments.calibrate.tables import headline, tables
from tandem.experiments.compare.figures import comparison_pictures
from tandem.experiments.compare.finding import comparison_finding
from tandem.experiments.compare.notes import comparison_notes
from tandem.experiments.compare.overview import comparison_text
from tandem.experiments.measures.description import calibration_label, description
from tandem.experiments.measures.pulse_questions import questions
from tandem.experiments.optimise.answer import Answer
from tandem.experiments.optimise.figures import optimise_pictures
from tandem.experiments.optimise.finding import optimise_finding
from tandem.experiments.optimise.notes import optimise_notes
from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.summary import summary
from tandem.experiments.wording.catalogue import speaking
from tandem.model.outcomes.measures import MEASURES
from tandem.model.parameters import register
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.mechanisms import MECHANISMS
from tests.experiments.backtest.made_up import poisson_history
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws
from tests.experiments.compare.made_up import POLICIES, made_up_comparison
from tests.experiments.drawing.layout import texts_of
from tests.experiments.optimise.made_up import made_up_front
from tests.experiments.project.figures.conftest import synthetic_projection
from tests.experiments.project.figures.drawn import project_pictures
from tests.experiments.wording.another_language import BACK, write_language

# Names, symbols and settings that stay as they are in any language.
SAME = {"Northwind", "Department", "USD", "prior", "level", "upwork", "refits", "own", "Made", "up", "status",
        "quo", "mix", "knee", "runner", "all", "departments"}  # fmt: skip


@pytest.fixture(scope="module")
def language(tmp_path_factory):
    """The made-up language's folder."""
    return write_language(tmp_path_factory.mktemp("languages") / "made_up")


def words(text: str) -> set[str]:
    """Words of two Latin letters or more."""
    return set(re.findall(r"[A-Za-z]{2,}", text))


def of_the_model() -> set[str]:
    """Words of the model's own tables."""
    told = [f"{name} {entry.meaning} {entry.unit}" for name, entry in register().items()]
    told += [f"{kind} {lever.title}" for kind, lever in LEVERS.items()]
    told += [f"{question.ask} {question.instrument}" for question in questions()]
    told += [f"{measure.label} {measure.instrument}" for measure in MEASURES.values()]
    told += [f"{name} {mechanism.title}" for name, mechanism in MECHANISMS.items()]
    return words(" ".join(told)) | words(" ".join(told).lower())


def told_of(pictures) -> dict[str, str]:
    """Everything that pictures say, by name and part."""
    return {
        f"{picture.name}, {part}": text
        for picture in pictures
        for part, text in (
            ("title", picture.title),
            ("caption", picture.caption),
            ("alternative text", picture.alternative_text),
            ("headings", " | ".join(map(str, picture.data))),
            ("page", " ".join(texts_of(picture).split())),
        )
    }


def project_words() -> dict[str, str]:
    projection = synthetic_projection((300, 200, 8), runs_per_set=2)
    return {"finding": finding_of(summary(projection, 10)).page()} | told_of(project_pictures(projection, 10))


def compare_words() -> dict[str, str]:
    made = made_up_comparison()
    names = made.comparison.names
    about = description(made.comparison.baseline)
    pairing = {name: {"same_parameters": 2.0, "independent": 4.0} for name in names[1:]}
    shown = comparison_pictures(
        made.comparison, made.effects, made.table, made.parts, made.information, 9e5, 10
    )
    return {
        "finding": comparison_finding(
            made.table,
            names,
            about,
            made.decision,
            made.information,
            notes=comparison_notes(made.table, names, about, pairing, made.information),
        ).page(),
        "table": comparison_text(made.table, names, about),
    } | told_of(shown)


def optimise_words() -> dict[str, str]:
    made = made_up_front()
    about = {**made.about, "calibration": calibration_label("prior")}
    answer, levers = Answer(True, 0.6), [made.space.ranges[0].title]
    notes = optimise_notes(made.table, about, made.entries, 9e5, answer)
    finding = optimise_finding(made.table, about, made.entries, answer, levers, notes).page()
    shown = optimise_pictures(made.table, made.space, made.designs, made.entries, 9e5, made.about)
    return {"finding": finding} | told_of(shown)


def backtest_words() -> dict[str, str]:
    pytest.importorskip("scoringrules")
    plan = poisson_history(np.full(60, 0.01), 1, (400, 300))
    random = np.random.default_rng(2)
    made = {
        name: [
            random.poisson(0.01 * factor * plan.opening[origin], (60, 12, 3)).astype(float)
            for origin in plan.origins
        ]
        for name, factor in ((TANDEM, 1.0), (LAST_YEAR, 1.3), (SMOOTHING, 1.6))
    }
    rows = points(plan, made)
    compared = compare(plan, rows)
    shown = backtest_pictures(plan, rows, compared, caption(plan, "Made up", "prior", 60, 1, "level"))
    return {"finding": verdict(plan, "Made up", table(rows), compared).page()} | told_of(shown)


def calibrate_words() -> dict[str, str]:
    account = made_up_account()
    told = {"headline": headline(NAME, account)}
    for each in tables(account):
        told[each.title] = " ".join([each.title, *each.columns, each.note])
    return told | told_of(calibration_pictures(NAME, account, made_up_draws()))


def account_words() -> set[str]:
    """What the made-up account itself says."""
    return words(str(made_up_account())) | words(NAME)


WINGS = {
    "project": (project_words, set),
    "compare": (compare_words, lambda: words(" ".join(POLICIES))),
    "optimise": (optimise_words, lambda: words(str(made_up_front().table.to_dict()))),
    "backtest": (backtest_words, set),
    "calibrate": (calibrate_words, account_words),
}


@pytest.mark.parametrize("wing", WINGS)
def test_no_word_is_left_in_english(wing, language):
    said, own = WINGS[wing]
    allowed = SAME | of_the_model() | own()
    with speaking(language):
        told = said()
    left = {
        f"{part}: {word}"
        for part, text in told.items()
        for word in words(text) - allowed
        if not any(known.startswith(word) for known in allowed)  # a page cuts words that are too long
    }
    assert sorted(left) == []


@pytest.mark.parametrize("wing", WINGS)
def test_texts_are_the_same_but_for_their_letters(wing, language):
    said, _ = WINGS[wing]
    english = said()
    with speaking(language):
        other = said()
    for (part, text), told in zip(english.items(), other.values(), strict=True):
        if not part.endswith("page"):  # where lines break depends on the letters' widths
            assert told.translate(BACK) == text, part

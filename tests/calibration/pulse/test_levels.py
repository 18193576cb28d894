"""Own levels: the departments that were asked show the survey's shares, the others stay as they are."""

import numpy as np
import pytest
from scipy.special import ndtri

from tandem.calibration.pulse.levels import counted, with_own_levels
from tandem.calibration.pulse.survey import Answer, PulseSurvey
from tandem.experiments.cli import main
from tandem.experiments.simulation.compilation import compile_model
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import simulate_run
from tandem.experiments.simulation.setting import setting_of
from tandem.model.engine.coefficients import coefficients_of
from tandem.model.outcomes.tally import (
    BURNED_OUT,
    CONSIDERING,
    EXPECTED_QUITS,
    PRESENT,
    TALLIES,
    UNCLEAR,
)
from tandem.model.parameters import central_values
from tandem.model.policy.in_force import own_levels
from tandem.model.rules.environment import MODIFY_BURNOUT, MODIFY_CLARITY, MODIFY_INTENTION
from tests.experiments.project.test_runs import choices

MONTH = 36  # November 2025
BIG = ("organisation.headcount=4000", "months=3", "draws=2")


def share(setting, tallies, department, column, month=MONTH):
    rows = [
        i
        for i, group in enumerate(setting.stated.groups)
        if group.department == department and group.contract != "freelancer"
    ]
    row = tallies[month - (setting.start - 24)]
    return row[rows, column].sum() / row[rows, PRESENT].sum()


@pytest.fixture(scope="module")
def pulse(tmp_path_factory):
    file = tmp_path_factory.mktemp("pulse") / "pulse.yaml"
    file.write_text(
        """answers:
  - {department: Sales, question: burnout_all, share: 0.85, n: 100000, month: 2025-11}
  - {department: Sales, question: considering_all, share: 0.55, n: 100000, month: 2025-11}
  - {department: Engineering, question: unclear_all, share: 0.15, n: 100000, month: 2025-11}
  - {department: Engineering, question: considering_all, share: 0.12, n: 100000, month: 2025-11}
"""
    )
    return file


@pytest.fixture(scope="module")
def runs(pulse):
    """The same run without and with the survey, of an organisation that states its quits and of one that
    does not."""
    found = {}
    table = ("organisation=table", "organisation.path=example", "months=3", "draws=2")
    for name, typed in (("described", BIG), ("stated", table)):
        file = pulse
        if name == "stated":
            file = pulse.with_name("table.yaml")
            file.write_text(pulse.read_text().replace("Engineering", "Research & Development"))
        for survey in ("null", str(file)):
            chosen = choices(*typed, f"organisation.pulse_survey={survey}")
            setting = setting_of(chosen, chosen.policy)
            compile_model(setting.real)
            values = central_values()
            run = np.empty((HISTORY_MONTHS + setting.months, len(setting.profile.groups), TALLIES))
            simulate_run(setting, setting.scenario(values, 0), 5, run)
            found[name, survey != "null"] = setting, run
    return found


def test_the_departments_that_were_asked_show_the_shares(runs):
    setting, run = runs["described", True]
    assert share(setting, run, "Sales", BURNED_OUT) == pytest.approx(0.85, abs=0.025)
    assert share(setting, run, "Sales", CONSIDERING) == pytest.approx(0.55, abs=0.025)
    assert share(setting, run, "Engineering", UNCLEAR) == pytest.approx(0.15, abs=0.025)
    assert share(setting, run, "Engineering", CONSIDERING) == pytest.approx(0.12, abs=0.025)


def test_the_others_stay_as_they_are(runs):
    (setting, before), (_, after) = runs["described", False], runs["described", True]
    others = [
        i for i, group in enumerate(setting.stated.groups) if group.department not in ("Sales", "Engineering")
    ]
    assert np.array_equal(before[:, others], after[:, others])
    assert abs(share(setting, before, "Sales", BURNED_OUT) - 0.85) > 0.05  # the survey does change something


def test_stated_quits_stay_stated(runs):
    """Own burnout and intention do not count twice: last year's quits are what the table says.

    Over all groups: in a small one a few people who tend to leave make most of the expected quits, and
    whether they are still there differs from run to run.
    """
    setting, run = runs["stated", True]
    year = run[12:24]
    stated = expected = 0.0
    for index, group in enumerate(setting.stated.groups):
        if group.contract != "freelancer" and group.annual_voluntary_quits:
            present = year[:, index, PRESENT].sum() / 12
            stated += group.annual_voluntary_quits * present
            expected += year[:, index, EXPECTED_QUITS].sum()
    assert stated > 50
    assert expected == pytest.approx(stated, rel=0.05)


def test_two_questions_about_one_score_are_weighed():
    """Between the shifts that either alone would need, nearer to the one with more respondents."""
    setting = setting_of(choices(*BIG), choices(*BIG).policy)
    compile_model(setting.real)
    scenario = setting.scenario(central_values(), 0)
    environment = scenario.environment_of(5)

    def shift(*answers):
        survey = PulseSurvey(tuple(Answer("Sales", q, s, n, MONTH) for q, s, n in answers), "")
        shares = np.array([answer.share for answer in survey.answers])
        found = with_own_levels(scenario, survey, shares, lambda s: s.population(5), environment)
        assert found.own_levels is not None
        return found.own_levels[setting.stated.departments.index("Sales"), MODIFY_BURNOUT]

    one, other = shift(("burnout_all", 0.8, 100)), shift(("very_often", 0.1, 100))
    both = shift(("burnout_all", 0.8, 100), ("very_often", 0.1, 100))
    first_counts_more = shift(("burnout_all", 0.8, 1_000), ("very_often", 0.1, 100))
    assert other < both < first_counts_more < one


def test_what_is_counted_is_what_the_model_counts():
    c = coefficients_of(central_values(), np.float64)
    scores = ndtri((np.arange(100_000) + 0.5) / 100_000)
    assert counted("burnout_all", scores, c) == pytest.approx(
        (scores > c.threshold_burned_out).mean(), abs=2e-3
    )
    assert counted("unclear_all", scores, c) == pytest.approx((scores < c.threshold_clarity).mean(), abs=2e-3)


def test_own_levels_are_modifiers_of_their_scores_alone():
    table = own_levels(np.array([[0.1, 0.2, 0.3]]))
    assert table[0, [MODIFY_CLARITY, MODIFY_BURNOUT, MODIFY_INTENTION]].tolist() == [0.1, 0.2, 0.3]
    assert np.count_nonzero(table) == 3


def test_the_notes_and_the_manifest_name_the_survey(pulse, tmp_path):
    small = ("organisation.headcount=400", "draws=2", "months=2", f"output={tmp_path / 'run'}")
    assert main(["project", f"organisation.pulse_survey={pulse}", *small]) == 0
    page = (tmp_path / "run" / "finding.md").read_text("utf-8")
    assert "2 departments is set to the organisation's own pulse survey" in page
    assert '"sha256"' in (tmp_path / "run" / "manifest.json").read_text()

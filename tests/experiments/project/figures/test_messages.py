import numpy as np
import pytest

from tandem.experiments.drawing.series import series
from tandem.experiments.project.figures.charts import CHARTS
from tandem.experiments.project.figures.messages import Department, departments_title, lead, title

TURNOVER, OUTPUT, BURNOUT, AI_USERS = CHARTS


def moving(began, ended, draws=20, months=4):
    """Runs whose last month of history holds `began` and whose last month holds `ended`, one value a run."""
    values = np.empty((draws, months + 2))
    values[:, :2] = np.broadcast_to(began, draws)[:, np.newaxis]
    values[:, 2:] = np.broadcast_to(ended, draws)[:, np.newaxis]
    return series(values, first_month=36, history=2)


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_clear_rise_and_fall_with_the_medians():
    assert plain(title(TURNOVER, moving(13.2, 16.4))) == "Voluntary turnover rises from 13 % to 16 % a year"
    assert plain(title(AI_USERS, moving(84, 65))) == "AI users fall from 84 % to 65 % of people"
    assert title(OUTPUT, moving(1.0, 1.034)) == "Output per head rises from 1.00 to 1.03 worker-months"


@pytest.mark.parametrize(("rising", "verb"), [(20, "rises"), (18, "rises"), (17, "drifts"), (12, "drifts")])
def test_the_verb_says_how_many_runs_agree(rising, verb):
    began = np.full(20, 13.0)
    ended = np.where(np.arange(20) < rising, 16.0, 12.0)
    assert f"Voluntary turnover {verb} from 13" in title(TURNOVER, moving(began, ended))


def test_no_movement_is_claimed_where_runs_disagree_or_the_number_stays():
    began = np.linspace(10, 20, 20)
    crossing = np.where(np.arange(20) % 2 == 0, began + 3, began - 2)
    assert "stays near" in title(TURNOVER, moving(began, crossing))
    assert plain(title(BURNOUT, moving(72.1, 72.4))) == "Reported burnout stays near 72 % of people"


def test_the_range_at_the_end_and_how_many_rise():
    ended = np.linspace(10, 30, 21)
    text = plain(lead(TURNOVER, moving(np.full(21, 14.5), ended, draws=21)))
    assert text == "90 % of runs end between 11 % and 29 %; 76 % end higher than they began."
    assert "; all end higher" in lead(TURNOVER, moving(5.0, ended, draws=21))
    assert "; none ends higher" in lead(TURNOVER, moving(50.0, ended, draws=21))


def test_what_cannot_be_said_is_not_said():
    assert "nobody is left" in title(TURNOVER, moving(13.0, np.nan))
    assert plain(title(TURNOVER, moving(np.nan, 13.0))) == "Voluntary turnover: 13 % a year at the end"
    assert "One run only" in lead(TURNOVER, moving(13.0, 14.0, draws=1))


def departments(**ends):
    return [Department(name, moving(10.0, ended), "") for name, ended in ends.items()]


def test_departments_are_told_apart_only_where_they_differ():
    whole = moving(10.0, np.linspace(10, 30, 20))
    assert plain(departments_title(TURNOVER, whole, departments(Sales=25.0, Legal=9.0, Labs=14.0))) == (
        "Voluntary turnover in the year to April 2026: 9.0 % (Legal) to 25 % (Sales)"
    )
    alike = departments_title(BURNOUT, whole, departments(Sales=16.0, Legal=15.0))
    assert plain(alike) == "Reported burnout hardly differs by department: 15 % to 16 %"
    nothing = departments_title(BURNOUT, whole, [Department("Sales", None, "too small to show")])
    assert "no department is large enough" in nothing
    assert "nobody is left" in departments_title(BURNOUT, whole, departments(Sales=np.nan))

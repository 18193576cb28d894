"""Departments × policies: colours and words only where the sign is certain."""

from tandem.experiments.compare.figures.departments import draw_departments
from tandem.experiments.drawing import style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.measures.certainty import FEWEST_RUNS, is_certain
from tests.experiments.compare.made_up import MadeUp, made_up_comparison
from tests.experiments.drawing.layout import check_picture


def drawn(made: MadeUp) -> Picture:
    picture = draw_departments(made.comparison, made.effects, made.table, 10)
    check_picture(picture)
    return picture


def test_certain_is_what_the_middle_ninety_per_cent_leave_in_no_doubt():
    made = made_up_comparison(fall=0.02)
    data = drawn(made).data
    rows = made.table[(made.table["effect"] == "leavers_avoided") & (made.table["runs"] == "all")]
    low = rows.set_index(["policy", "department"])["p5"]
    high = rows.set_index(["policy", "department"])["p95"]
    for row in data.to_dict("records"):
        key = (row["Policy"], row["Department"])
        expected = low[key] > 0 or high[key] < 0
        assert row["Certain"] == ("yes" if expected else "no"), key
    assert set(data["Certain"]) == {"yes", "no"}


def test_a_policy_that_does_next_to_nothing_has_grey_cells_and_no_claim():
    picture = drawn(made_up_comparison(fall=0.0005))
    assert set(picture.data["Certain"]) == {"no"}
    blues = {style.tint(style.BLUE, share / 1000) for share in range(60, 861)}
    assert not blues & set(picture.page._filled)
    assert "cannot be told from luck" in picture.title or picture.title == "Leavers avoided by department"


def test_few_runs_are_certain_of_nothing():
    assert set(drawn(made_up_comparison(draws=6, fall=0.3)).data["Certain"]) == {"no"}


def test_certain_needs_runs_an_interval_and_one_side():
    assert is_certain({"p5": 0.1, "p95": 2.0}, FEWEST_RUNS) and is_certain({"p5": -2.0, "p95": -0.1}, 100)
    assert not is_certain({"p5": 0.0, "p95": 2.0}, 100) and not is_certain({"p5": -1.0, "p95": 1.0}, 100)
    assert not is_certain({"p5": 0.1, "p95": 2.0}, FEWEST_RUNS - 1)
    assert not is_certain({"p5": None, "p95": None}, 100)
    assert not is_certain({"p5": float("nan"), "p95": 1.0}, 100)

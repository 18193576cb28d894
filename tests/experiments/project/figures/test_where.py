"""The figure of departments against the rest: the title's claim, its colours, its numbers."""

import numpy as np
import pytest

from tandem.experiments.drawing import style
from tandem.experiments.drawing.pictures import Picture
from tandem.experiments.project.against_rest import standings_of
from tandem.model.outcomes import tally
from tests.experiments.drawing.layout import check_picture, texts_of
from tests.experiments.project.figures.drawn import project_pictures

NAMES = ("Sales", "Research", "Support", "Legal")


def drawn(projection) -> Picture:
    (picture,) = project_pictures(projection, 10, wanted=("departments",))
    check_picture(picture)
    return picture


@pytest.fixture
def planted(make):
    projection = make(headcounts=(200, 150, 120, 90), names=NAMES, months=14)
    random = np.random.default_rng(1)
    gains = random.normal(0.06, 0.01, projection.tallies.shape[:3])
    projection.tallies[..., tally.TRUE_SUM] = gains * projection.tallies[..., tally.AI_USERS]
    projection.tallies[..., 2, tally.TRUE_SUM] *= 2
    return projection


def test_the_title_names_the_department_and_how_many_cannot_be_told_apart(planted):
    picture = drawn(planted)
    found = {each.department: each for each in standings_of(planted) if each.measure == "true_gain"}
    points = found["Support"].difference["p50"]
    assert picture.title.startswith(f"Support gains {points:.1f} points more from AI than the rest")
    certain = {each.department for each in standings_of(planted) if each.certain}
    assert "Support" in certain
    if len(certain) < 4:
        assert f"{4 - len(certain)} of 4 departments cannot be told apart" in picture.title


def test_what_cannot_be_told_from_luck_is_grey(planted, make):
    teal = [colour for colour in drawn(planted).page._filled if colour == style.TEAL]
    assert teal
    alike = make(headcounts=(200, 150, 120, 90), names=NAMES, months=14)
    picture = drawn(alike)
    assert not {style.TEAL, style.BLUE, style.ORANGE} & set(picture.page._filled)
    assert "No department can be told" in picture.title


def test_the_numbers_are_those_of_the_table(planted):
    data = drawn(planted).data
    found = {(each.department, each.measure): each for each in standings_of(planted)}
    gains = data[data["Measure"] == "True gain from AI"].set_index("Department")
    for name in NAMES:
        standing = found[name, "true_gain"]
        assert gains.loc[name, "Median"] == standing.difference["p50"]
        assert gains.loc[name, "Certain"] == ("yes" if standing.certain else "no")


def test_departments_that_are_not_shown_are_not_in_it(make):
    picture = drawn(make(headcounts=(300, 200, 120, 8), months=14))
    assert "Department 4" not in texts_of(picture)
    assert "Department 4" not in set(picture.data["Department"])


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"headcounts": (500,)}, "No two departments"),
        ({"draws": 3}, "3 runs are too few"),
        ({"draws": 1}, "1 run is too few"),
    ],
)
def test_titles_where_there_is_nothing_to_tell(make, case, says):
    assert says in drawn(make(months=14, **case)).title

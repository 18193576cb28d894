"""Lines from marks to names do not cross, and heads of columns break no word."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.drawing.column_heads import column_heads
from tandem.experiments.drawing.leaders import without_crossings

places = st.tuples(st.floats(0, 5), st.floats(0, 4))


def side(line, point):
    """Twice the area of the triangle of a line and a point; its sign is the side on which the point lies."""
    (x, y), (right, top) = line
    return (right - x) * (point[1] - y) - (top - y) * (point[0] - x)


def crossing(one, other):
    return (
        side(one, other[0]) * side(one, other[1]) < -1e-9
        and side(other, one[0]) * side(other, one[1]) < -1e-9
    )


@settings(deadline=None)
@given(st.lists(places, max_size=18))
def test_no_two_lines_cross_and_every_slot_is_taken_once(points):
    slots = [0.3 * number for number in range(len(points))]
    chosen = without_crossings(points, 5.5, slots)
    assert sorted(chosen) == slots
    lines = [(point, (5.5, height)) for point, height in zip(points, chosen, strict=True)]
    assert not any(crossing(one, other) for one, other in combinations(lines, 2))


def test_heads_are_level_where_their_words_fit_and_else_turned():
    assert not column_heads(["AI training", "human connection"], 0.9).turned
    turned = column_heads(["the survey's recommendations", "AI"], 0.6)
    assert turned.turned and "recommendations" in " ".join(turned.names[0])

"""docs/what-pushes-what.md agrees with its picture and with the register."""

from __future__ import annotations

import importlib.util
import re
import sys

import numpy as np
import pytest

from tandem.model.parameters import register
from tests.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "what-pushes-what.md").read_text(encoding="utf-8")
EITHER_WAY = 0.1  # chance of the other sign from which on an arrow is open


def load_picture():
    place = REPOSITORY / "docs" / "figures" / "what_pushes_what.py"
    spec = importlib.util.spec_from_file_location("what_pushes_what", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["what_pushes_what"] = module
    spec.loader.exec_module(module)
    return module


PICTURE = load_picture()
ROWS = {
    int(number): (sign, grade, parameters)
    for sign, number, grade, parameters in re.findall(
        r"^\| ([+−±]) (\d+) \| [^|]+ \| [^|]+ \| ([^|:]+?)(?:: [^|]+)? \| ([^|]+) \|$",
        PAGE,
        flags=re.MULTILINE,
    )
}


def parameters_of(number):
    return re.findall(r"`(\w+)` (\S+) \((\S+) to (\S+)\)", ROWS[number][2])


def chance_of_other_sign(name):
    drawn = register()[name].quantile((np.arange(2000) + 0.5) / 2000)
    return min((drawn > 0).mean(), (drawn < 0).mean()) if (drawn != 0).any() else 0.0


def test_every_arrow_has_a_row_with_its_sign_and_grade():
    drawn = {arrow.number: (PICTURE.SYMBOLS[arrow.sign], arrow.grade) for arrow in PICTURE.ARROWS}
    assert {number: row[:2] for number, row in ROWS.items()} == drawn


@pytest.mark.parametrize("number", list(ROWS))
def test_numbers_are_those_of_the_register(number):
    for name, central, low, high in parameters_of(number):
        entry = register()[name]
        assert (central, low, high) == (f"{entry.central:g}", f"{entry.low:g}", f"{entry.high:g}"), name


@pytest.mark.parametrize("number", list(ROWS))
def test_an_arrow_is_open_if_and_only_if_its_numbers_are(number):
    chances = [chance_of_other_sign(name) for name, *_ in parameters_of(number)]
    assert (max(chances, default=0.0) >= EITHER_WAY) == (ROWS[number][0] == "±")


@pytest.mark.parametrize("number", list(ROWS))
def test_what_rests_on_assumptions_alone_says_so(number):
    kinds = {register()[name].kind for name, *_ in parameters_of(number)}
    if ROWS[number][1] == "assumption":
        assert kinds <= {"assumption"}
    elif ROWS[number][1] in ("trials", "correlations"):
        assert kinds - {"assumption"}


def test_arrows_start_and_end_at_boxes():
    def touches(box, point):
        across, up = abs(point[0] - box.x) - box.width / 2, abs(point[1] - box.y) - box.height / 2
        return max(across, up) == pytest.approx(0, abs=0.021)

    for arrow in PICTURE.ARROWS:
        for end in (arrow.corners[0], arrow.corners[-1]):
            assert sum(touches(box, end) for box in PICTURE.BOXES) == 1, arrow.number


def test_the_picture_is_there_and_described():
    assert PICTURE.PICTURE.exists()
    assert re.search(r"!\[[^\]]{200,}\]\(figures/what_pushes_what\.png\)", PAGE)

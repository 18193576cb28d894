"""docs/model.md lists the structures with what they hold."""

from __future__ import annotations

import re

import pytest

from tandem.model.structures import STRUCTURES
from tests.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "model.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(STRUCTURES))
def test_the_page_says_what_a_structure_holds(name):
    (held,) = re.findall(rf"^\| `{name}` \| [^|]+ \| ([^|]+) \|$", PAGE, flags=re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", held)) == set(STRUCTURES[name].fixed)
    at_nought, _, others = held.partition(";")
    for parameter, value in STRUCTURES[name].fixed.items():
        assert f"`{parameter}`" in (at_nought if value == 0 else others)
        assert value == 0 or f"`{parameter}` {value:g}" in others

"""docs/priors-moved.md: every edit of a prior since version 0.1, with old and new numbers and a reason."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.model.parameters.prior_edits import moved, new, priors_now, priors_then, retired, reworded
from tests.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "priors-moved.md").read_text(encoding="utf-8")
THEN, NOW = priors_then(), priors_now()


def rows_under(heading: str) -> dict[str, list[str]]:
    """Cells after the parameter's name, by name, of the table under a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:3] == "| `"
    ]
    return {first.strip("`"): rest for first, *rest in cells}


def test_every_prior_that_moved_is_listed_with_its_numbers():
    found = {name: tuple(cells[:2]) for name, cells in rows_under("Moved").items()}
    assert found == moved(THEN, NOW)


def test_every_parameter_that_went_is_listed():
    assert {name: cells[0] for name, cells in rows_under("Gone").items()} == retired(THEN, NOW)


def test_every_new_parameter_is_listed():
    listed = rows_under("New with the reworked mechanisms") | rows_under("New since people differ")
    assert {name: cells[0] for name, cells in listed.items()} == new(THEN, NOW)


@pytest.mark.parametrize(
    "heading", ["Moved", "Gone", "New with the reworked mechanisms", "New since people differ"]
)
def test_every_edit_has_a_reason(heading):
    assert all(len(cells[-1]) >= len("design, before any run") for cells in rows_under(heading).values())


def test_what_was_worded_anew_is_named():
    (told,) = re.findall(r"Worded anew with the same numbers: (.*?)\. They", PAGE, re.DOTALL)
    assert re.findall(r"`(\w+)`", told) == reworded(THEN, NOW)


def test_the_counts_are_right():
    for count in (f"{len(moved(THEN, NOW))} priors moved", f"{len(retired(THEN, NOW))} parameters went",
                  f"{len(new(THEN, NOW))} came"):  # fmt: skip
        assert count in PAGE


def test_an_edit_of_any_number_is_seen():
    name = "relief_full_use"
    once = {name: NOW[name]}
    for change in ({"central": 0.31}, {"low": 0.1}, {"high": 0.5}, {"prior": "fixed"}):
        assert list(moved(once, {name: replace(NOW[name], **change)})) == [name]
    assert reworded(once, {name: replace(NOW[name], meaning="Another")}) == [name]
    assert moved(once, once) == {}

"""docs/policies.md agrees with the catalogue, the register, the ready-made policies and the mechanisms."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
import yaml

from tandem.model.parameters import register
from tandem.model.policy.catalogue import LEVERS
from tandem.model.policy.mechanisms import MECHANISMS
from tests.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "policies.md").read_text(encoding="utf-8")
POLICIES = {
    file.name.removesuffix(".yaml"): yaml.safe_load(file.read_text("utf-8"))
    for file in files("tandem.configs.policy").iterdir()
    if file.name.endswith(".yaml")
}


def row(first: str) -> str:
    """The row of a table that starts with `first`."""
    found = [line for line in PAGE.splitlines() if line.startswith(f"| {first} |")]
    assert len(found) == 1, f"{first}: {len(found)} rows"
    return found[0]


def named_once(name: str) -> bool:
    """Whether a parameter stands in the text or in the table of costs instead of every lever's row."""
    return name.startswith(("transport", "site_", "in_place_"))


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


PRICE_IN_WORDS: dict[str, Callable[[float], str]] = {
    "fixed_of_pay": lambda price: f"{price:g} months of pay once",
    "per_head_month_of_pay": lambda price: f"{100 * price:g} % a head and month",
    "hours_per_week": lambda price: f"{price:g} hours a week",
}


@pytest.mark.parametrize("kind", list(LEVERS))
def test_every_kind_has_its_parameters_ranges_and_limit(kind):
    lever = LEVERS[kind]
    line = row(f"**{lever.title}**<br>`{kind}`")
    assert f"{lever.intensity}; 0 to {lever.highest:g}" in line
    for name in lever.parameters:
        if named_once(name):
            continue
        entry = register()[name]
        assert f"`{name}` {entry.central:g} ({entry.low:g} to {entry.high:g})" in line
        marked = re.search(rf"`{name}`[^<|]*· assumption", line) is not None
        assert marked == (entry.kind == "assumption"), name
    assert len(cells_of(line)) == 5 and all(cells_of(line))


@pytest.mark.parametrize("kind", list(LEVERS))
def test_every_kind_says_what_it_costs_how_sure_it_is_and_who_has_it_already(kind):
    lever = LEVERS[kind]
    _, price, grade, behind, carried_over, have_it = cells_of(row(lever.title))
    assert (price, grade) == (lever.price, lever.grade)
    assert behind
    sites = [name for name in lever.parameters if name.startswith("site_")]
    assert carried_over == (f"`{sites[0]}`" if sites else "no")
    assert ("transport" in lever.parameters) == bool(sites)
    if not lever.programme:
        assert have_it == "nobody"
        return
    entry = register()[f"in_place_{lever.programme}"]
    assert have_it.startswith(f"{100 * entry.central:g} % ({100 * entry.low:g} to {100 * entry.high:g})")
    assert have_it.endswith("· assumption") == (entry.kind == "assumption")


@pytest.mark.parametrize("name", ["transport", "transport_spread", "overlap", "avoidable_share"])
def test_limits_and_what_is_carried_over_have_the_ranges_of_the_register(name):
    entry = register()[name]
    plain = re.sub(r"\s+", " ", PAGE)
    assert re.search(
        rf"`{name}`[^`]*: {entry.central:g} \({entry.low:g} to {entry.high:g}\), an assumption", plain
    )


@pytest.mark.parametrize("option", list(POLICIES))
def test_every_ready_made_policy_has_its_levers_and_prices(option):
    line = row(f"`{option}`")
    assert POLICIES[option]["name"] in line
    for lever in (POLICIES[option]["levers"] or {}).values():
        assert f"`{lever['kind']}` {lever['intensity']:g}" in line
        for name, price in (lever.get("cost") or {}).items():
            assert PRICE_IN_WORDS[name](price) in line


def test_every_mechanism_is_listed():
    for name, mechanism in MECHANISMS.items():
        assert f"| `{name}` | {mechanism.title} |" in PAGE


def test_the_page_names_no_lever_policy_or_mechanism_that_does_not_exist():
    first_cells = re.findall(r"^\| (?:\*\*[^*|]+\*\*<br>)?`(\w+)`", PAGE, flags=re.MULTILINE)
    assert set(first_cells) == {*LEVERS, *POLICIES, *MECHANISMS}


def test_times_of_rise_and_decay_are_those_of_the_register():
    plain = re.sub(r"\s+", " ", PAGE)
    rise, organisational, individual = (
        register()[name] for name in ("lever_ramp_up", "organisational_half_life", "individual_half_life")
    )
    assert f"({rise.central:g} months, {rise.low:g} to {rise.high:g}, assumption)" in plain
    for entry, words in ((organisational, "every {} months"), (individual, "wellness every {}")):
        assert f"{words.format(f'{entry.central:g}')} ({entry.low:g} to {entry.high:g})" in plain

"""Attacks on the published cells: nothing that is hidden can be worked out from what is shown."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import default_organisation, example_table
from tandem.model.organisation.suppression import all_cells, part_of, published_cells, suppressed_cells
from tandem.model.organisation.table.read import read_table
from tests.model.outcomes.made_up import organisation

CONTRACTS = ("employee", "freelancer", "executive")


def known_to_a_reader(profile, cells) -> np.ndarray:
    """Rows of 0 and 1 over the groups: every set of groups of which the published cells give a count.

    Turnover rates and quits give the count of employees and executives of a cell apart, contract ends that of
    freelancers.
    """
    staff = np.array([part_of(group) == "staff" for group in profile.groups], dtype=float)
    rows = []
    for cell in cells:
        row = np.zeros(len(profile.groups))
        row[list(cell.groups)] = 1
        rows += [row, row * staff, row * (1 - staff)]
    return np.unique(np.array(rows).reshape(-1, len(profile.groups)), axis=0)


def not_known(known: np.ndarray) -> np.ndarray:
    """Null space of the known rows: a count follows from them if it is orthogonal to that."""
    sizes, columns = np.linalg.eigh(known.T @ known)
    return columns[:, sizes < 1e-6].T


def recovered(profile, cells, minimum) -> list[tuple[int, ...]]:
    """Sets of fewer than `minimum` people whose count is a linear combination of published ones."""
    people = np.array([group.headcount for group in profile.groups])
    small = np.flatnonzero(people < minimum)
    sets = [
        places
        for size in range(1, min(small.size, 5 if small.size > 10 else small.size) + 1)
        for places in combinations(small.tolist(), size)
        if people[list(places)].sum() < minimum
    ]
    targets = np.zeros((len(sets), people.size))
    for row, places in enumerate(sets):
        targets[row, list(places)] = 1
    open_part = targets @ not_known(known_to_a_reader(profile, cells)).T
    return [places for places, row in zip(sets, open_part, strict=True) if np.abs(row).max(initial=0) < 1e-7]


organisations = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from(CONTRACTS)),
    st.integers(1, 25) | st.integers(1, 9),
    min_size=1,
    max_size=12,
).map(lambda groups: organisation(*((*key, people) for key, people in groups.items())))


@settings(max_examples=100, deadline=None)
@given(organisations, st.sampled_from([5, 10, 15]))
def test_no_small_set_of_people_follows_from_what_is_published(profile, minimum):
    try:
        cells = published_cells(profile, minimum)
    except InputError:  # both parts of the workforce are too small
        for part in ("staff", "freelancers"):
            assert sum(group.headcount for group in profile.groups if part_of(group) == part) < minimum
        return
    assert recovered(profile, cells, minimum) == []
    assert all(cell.headcount >= minimum for cell in cells)


def test_the_attack_succeeds_when_only_small_cells_are_hidden():
    """Hiding just the small cells is not enough: the attack must find them."""
    profile = organisation(
        ("A", "x", "employee", 30),
        ("A", "y", "employee", 4),
        ("B", "x", "employee", 20),
        ("B", "y", "employee", 25),
    )
    naive = [cell for cell in all_cells(profile) if cell.headcount >= 10]
    assert recovered(profile, naive, 10) == [(1,)]
    assert recovered(profile, published_cells(profile), 10) == []


def test_turnover_does_not_give_away_a_few_freelancers():
    """Headcount less that of employees, which turnover and quits give, would be the 4 freelancers."""
    profile = organisation(
        ("A", "x", "employee", 60),
        ("A", "x", "freelancer", 4),
        ("B", "x", "employee", 50),
        ("B", "x", "freelancer", 40),
    )
    naive = [cell for cell in all_cells(profile) if cell.headcount >= 10]
    assert (1,) in recovered(profile, naive, 10)
    cells = published_cells(profile)
    assert recovered(profile, cells, 10) == []
    department = next(cell for cell in cells if cell.department == "A" and cell.kind == "department")
    assert department.groups == (0,)
    assert department.headcount == 60
    assert department.contract_label == "all except freelancers"


def test_a_small_department_takes_another_one_with_it():
    profile = organisation(("A", "x", "employee", 60), ("B", "x", "employee", 6), ("C", "x", "employee", 20))
    kept = {cell.department for cell in published_cells(profile) if cell.kind == "department"}
    assert kept == {"A"}
    hidden = [cell for cell in suppressed_cells(profile) if cell.kind == "department"]
    assert {cell.department for cell in hidden} == {"B", "C"}


def test_two_small_departments_that_add_to_few_need_a_third():
    profile = organisation(
        ("A", "x", "employee", 60),
        ("B", "x", "employee", 3),
        ("C", "x", "employee", 4),
        ("D", "x", "employee", 20),
    )
    kept = {cell.department for cell in published_cells(profile) if cell.kind == "department"}
    assert kept == {"A"}


@settings(max_examples=60, deadline=None)
@given(organisations)
def test_nothing_is_hidden_without_need_and_every_cell_is_accounted_for(profile):
    everything = all_cells(profile)
    try:
        shown, hidden = published_cells(profile), suppressed_cells(profile)
    except InputError:
        return
    keys = [(cell.kind, cell.department, cell.level, cell.contract) for cell in (*shown, *hidden)]
    assert len(set(keys)) == len(keys) == len(everything)
    if all(group.headcount >= 10 for group in profile.groups):
        assert hidden == ()
        assert shown == everything
    if sum(group.headcount for group in profile.groups if group.contract != "freelancer") >= 10:
        assert shown[0].kind == "organisation"


def test_the_default_organisation_shows_all_its_margins():
    profile, _ = default_organisation()
    cells = published_cells(profile)
    margins = [cell for cell in all_cells(profile) if cell.kind != "group"]
    assert [cell for cell in cells if cell.kind != "group"] == margins
    assert recovered(profile, cells, 10) == []
    naive = [cell for cell in all_cells(profile) if cell.headcount >= 10]
    assert recovered(profile, naive, 10)


def test_a_medium_organisation_still_shows_what_it_can():
    """One small level hides itself and one more level, but no group, department or contract."""
    profile = organisation(
        ("A", "x", "employee", 30),
        ("A", "y", "employee", 20),
        ("B", "x", "employee", 40),
        ("B", "y", "employee", 15),
        ("B", "z", "employee", 5),
        ("A", "z", "employee", 4),
    )
    shown = {(cell.kind, cell.department, cell.level) for cell in published_cells(profile)}
    assert {("department", "A", "all"), ("department", "B", "all"), ("contract", "all", "all")} <= shown
    assert {("group", "A", "x"), ("group", "B", "x")} <= shown


def test_a_hidden_contract_does_not_take_the_groups_with_it():
    """Four executives: their contract is hidden, and that of employees, from which they would follow."""
    profile = organisation(
        ("A", "x", "employee", 30),
        ("A", "z", "executive", 2),
        ("B", "x", "employee", 40),
        ("B", "z", "executive", 2),
    )
    shown = {(cell.kind, cell.department) for cell in published_cells(profile)}
    assert shown == {("organisation", "all"), ("department", "A"), ("department", "B")}


def test_the_shipped_example_hides_nothing():
    with example_table() as path:
        profile = read_table(path)
    assert published_cells(profile) == all_cells(profile)
    assert suppressed_cells(profile) == ()


@pytest.mark.parametrize("minimum", [4, 0, -1, 101, 10.5, "10", True, None])
def test_a_minimum_out_of_range_is_refused(minimum):
    profile = organisation(("A", "x", "employee", 60))
    with pytest.raises(InputError, match=r"min_cell: .*from 5 to 100.*Example: min_cell=10"):
        published_cells(profile, minimum)


def test_an_organisation_below_the_minimum_is_refused_and_the_floor_is_named():
    profile = organisation(("A", "x", "employee", 7))
    with pytest.raises(InputError, match=r"7 people.*min_cell=5"):
        published_cells(profile)
    assert published_cells(profile, 5)[0].headcount == 7


@example(seed=0)
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1000))
def test_large_organisations_are_safe_too(seed):
    """30 departments × 5 levels: single small groups are attacked."""
    random = np.random.default_rng(seed)
    profile = organisation(
        *(
            (f"d{department}", f"l{level}", contract, int(random.integers(1, 50)))
            for department in range(30)
            for level in range(5)
            for contract in ("employee", "freelancer")
            if random.random() < 0.7
        )
    )
    left_open = not_known(known_to_a_reader(profile, published_cells(profile)))
    small = [place for place, group in enumerate(profile.groups) if group.headcount < 10]
    assert small
    assert (np.abs(left_open[:, small]).max(axis=0) > 1e-7).all()

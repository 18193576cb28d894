"""Departments against the rest: paired within runs, certain only where luck is no explanation."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.measures.certainty import FEWEST_RUNS
from tandem.experiments.project.against_rest import COMPARED, Quantiles, standings_of
from tandem.experiments.project.departments import departments_table, where_of, write_departments
from tandem.experiments.project.finding import finding_of
from tandem.experiments.project.summary import summary
from tandem.experiments.simulation.projection import Projection
from tandem.model.organisation.suppression import part_of, published_cells
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import measure_values
from tests.model.outcomes.made_up import organisation, projection_of, random_sums

EIGHT = organisation(*((name, "x", "employee", 60) for name in "ABCDEFGH"))
HISTORY, MONTHS = 12, 14


def equal_departments(seed: int, draws: int = 60) -> Projection:
    """Eight equal departments, three runs of a parameter set that moves all of them alike."""
    sets = tuple(draw // 3 for draw in range(draws))
    sums = random_sums(EIGHT, draws, HISTORY + MONTHS, seed)
    random = np.random.default_rng(seed)
    common = np.exp(0.3 * random.standard_normal(draws // 3))[list(sets), None, None]
    gains = 1 + 0.2 * random.standard_normal(sums.shape[:3])
    sums[..., tally.TRUE_SUM] *= common * gains
    sums[..., tally.OUTPUT_SUM] = sums[..., tally.PRESENT] * (1 + 0.05 * common * gains)
    values = ({"ai_licence": 30.0},) * draws
    return Projection(EIGHT, 26, HISTORY, sums, values, tuple(range(draws)), sets, "level", "prior")


def interval_of(found: Quantiles) -> tuple[float, float, float]:
    low, middle, high = (found[name] for name in ("p5", "p50", "p95"))
    assert low is not None and middle is not None and high is not None
    return low, middle, high


def test_equal_departments_are_not_certain_beyond_luck():
    found = [each.certain for seed in range(12) for each in standings_of(equal_departments(seed))]
    assert len(found) == 12 * 8 * len(COMPARED)
    assert np.mean(found) <= 0.10


def test_a_planted_difference_is_found_where_it_is_and_nowhere_else():
    projection = equal_departments(1)
    projection.tallies[:, :, 5, tally.TRUE_SUM] *= 2.5
    certain = {(each.department, each.measure) for each in standings_of(projection) if each.certain}
    assert ("F", "true_gain") in certain
    assert {measure for _, measure in certain} == {"true_gain"}


def test_a_difference_hidden_by_what_runs_share_is_found_because_it_is_paired():
    projection = equal_departments(2)
    wide = np.exp(1.5 * np.random.default_rng(2).standard_normal(projection.draws))[:, None, None]
    projection.tallies[..., tally.TRUE_SUM] = 0.05 * wide * projection.tallies[..., tally.AI_USERS]
    projection.tallies[:, :, 0, tally.TRUE_SUM] *= 1.2
    (first,) = (
        each for each in standings_of(projection) if (each.department, each.measure) == ("A", "true_gain")
    )
    others = [each for each in standings_of(projection) if each.measure == "true_gain" and each is not first]
    assert first.certain
    low, _, high = interval_of(first.end)
    assert all(low < interval_of(each.end)[1] < high for each in others)  # levels overlap


def test_levels_changes_and_differences_recomputed():
    profile = organisation(
        ("A", "x", "employee", 60), ("A", "x", "freelancer", 4), ("B", "x", "employee", 50),
        ("B", "x", "freelancer", 40), ("C", "x", "employee", 30), ("C", "x", "freelancer", 7),
    )  # fmt: skip
    projection = projection_of(profile, draws=40)
    own, rest = [0], [1, 2, 3, 4, 5]  # the few freelancers of A cannot be shown with it

    def values(name: str, groups: list[int]) -> np.ndarray:
        contracts = [profile.groups[place].contract for place in groups]
        return measure_values(name, projection.tallies[:, :, groups], contracts, projection.licence_prices)

    found = {each.measure: each for each in standings_of(projection) if each.department == "A"}
    assert tuple(found) == COMPARED
    for name, standing in found.items():
        here, there = values(name, own), values(name, rest)
        assert standing.contract == "all except freelancers"
        for got, runs in (
            (standing.end, here[:, -1]),
            (standing.change, here[:, -1] - here[:, 11]),
            (standing.difference, here[:, -1] - there[:, -1]),
        ):
            expected = np.quantile(runs, [0.05, 0.5, 0.95])
            assert interval_of(got) == pytest.approx(tuple(expected), rel=1e-5, abs=1e-9)
        low, _, high = interval_of(standing.difference)
        assert standing.certain == (low > 0 or high < 0)


def test_few_runs_make_nothing_certain():
    for draws in (1, FEWEST_RUNS - 1):
        projection = projection_of(EIGHT, draws=draws)
        projection.tallies[:, :, 0, tally.AI_USERS] = 0
        assert not any(each.certain for each in standings_of(projection))


def test_small_departments_have_no_row_and_a_small_rest_no_difference():
    profile = organisation(("A", "x", "employee", 60), ("B", "x", "employee", 6), ("C", "x", "employee", 20))
    assert {each.department for each in standings_of(projection_of(profile, draws=30))} == {"A"}
    alone = standings_of(projection_of(organisation(("A", "x", "employee", 60)), draws=30))
    assert {(each.runs, each.certain, each.difference["p50"]) for each in alone} == {(0, False, None)}
    assert where_of(alone) is None


def test_no_rest_is_so_small_that_it_could_not_be_shown_itself():
    random = np.random.default_rng(4)
    looked_at = 0
    for _ in range(60):
        groups = [
            (department, "x", contract, int(random.integers(1, 40)))
            for department in "ABCDE"[: random.integers(2, 6)]
            for contract in ("employee", "freelancer")
        ]
        profile = organisation(*groups, ("F", "x", "employee", 12))
        whole, *cells = published_cells(profile, 10)
        for cell in (cell for cell in cells if cell.kind == "department"):
            rest = [profile.groups[place] for place in set(whole.groups) - set(cell.groups)]
            for part in ("staff", "freelancers"):
                people = sum(group.headcount for group in rest if part_of(group) == part)
                assert people == 0 or people >= 10, (groups, cell.department)
                looked_at += 1
    assert looked_at > 200


def test_the_files_have_a_row_a_department_and_measure(tmp_path):
    standings = standings_of(projection_of(EIGHT, draws=30, history=0))
    write_departments(departments_table(standings), tmp_path)
    table, packed = (
        pd.read_csv(tmp_path / "departments.csv"),
        pd.read_parquet(tmp_path / "departments.parquet"),
    )
    pd.testing.assert_frame_equal(table, packed, check_dtype=False, rtol=1e-5)
    assert len(table) == len(standings) == 8 * len(COMPARED)
    assert table["change_p50"].isna().all() and table["certain"].dtype == bool
    assert table.columns.tolist() == [
        "department", "contract", "measure", "unit", "end_p5", "end_p50", "end_p95", "change_p5",
        "change_p50", "change_p95", "difference_p5", "difference_p50", "difference_p95", "runs", "certain",
    ]  # fmt: skip


def told(projection: Projection) -> str:
    finding = finding_of(summary(projection) | {"where": where_of(standings_of(projection))})
    return " ".join((finding.text, *finding.notes))


def test_the_finding_says_that_no_department_can_be_told():
    assert "in turnover, no department can be told from the rest" in told(equal_departments(3))


def test_the_finding_names_two_departments_at_most():
    projection = equal_departments(4)
    projection.tallies[:, :, :, tally.QUITS] = 1.0
    for place, factor in ((2, 9.0), (4, 6.0), (6, 5.0)):
        projection.tallies[:, :, place, tally.QUITS] = factor
    where = where_of(standings_of(projection))
    assert where is not None
    assert [each["department"] for each in where["differ"][:2]] == ["C", "E"]
    assert json.loads(json.dumps(where, allow_nan=False)) == where
    text = told(projection)
    sentence = text[text.index("Where:") :].partition(". In ")[0]
    assert "C (+" in sentence and "and E (+" in sentence and "G (" not in sentence
    assert f"and in {len(where['differ']) - 2} more" in sentence
    assert len(sentence.split()) <= 25


def test_the_finding_says_that_runs_are_too_few():
    assert "Where: 6 runs are too few to tell departments apart." in told(projection_of(EIGHT))


def test_the_finding_says_nothing_of_a_single_department():
    assert "Where" not in told(projection_of(organisation(("A", "x", "employee", 60)), draws=30))

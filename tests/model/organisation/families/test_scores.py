"""The shipped table follows from the occupations; exposures follow from the table by plain arithmetic."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.model.errors import InputError
from tandem.model.organisation.families.exposure import (
    exposure_of_family,
    exposure_of_groups,
    usual_exposure,
)
from tandem.model.organisation.families.scores import families_in, job_families
from tandem.model.organisation.profile import Group, Profile
from tests.model.organisation.families.aggregate import aggregate
from tests.places import REPOSITORY, SHARED

OCCUPATIONS = SHARED / "data" / "ai_exposure_by_occupation.csv"
SHIPPED = REPOSITORY / "model" / "organisation" / "families" / "families.csv"
EXCERPT = Path(__file__).parent / "excerpt.csv"
HALF = {"exposure_second_score": 0.5}


def rows_of(file: Path) -> list[dict[str, str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("name", ["legal", "data and analytics", "customer service"])
def test_the_shipped_numbers_follow_from_the_occupations(name):
    family = job_families()[name]
    own = [row for row in rows_of(EXCERPT) if row["soc"].startswith(family.codes)]
    people = [int(row["employment_us_2021"]) for row in own]
    assert (family.occupations, family.employment) == (len(own), sum(people))
    for column, shipped, error in (
        ("mean_wage_usd_2021", family.mean_pay, 0.5),
        ("exposure_gpt4", family.exposure_gpt4, 5e-5),
        ("applicability_copilot", family.applicability_copilot, 5e-5),
    ):
        products = [count * float(row[column]) for count, row in zip(people, own, strict=True)]
        assert shipped == pytest.approx(sum(products) / sum(people), abs=error * 1.001)


@pytest.mark.skipif(not OCCUPATIONS.exists(), reason="the occupations are not part of the repository")
def test_the_whole_table_is_the_aggregate_of_the_occupations():
    occupations = pd.read_csv(OCCUPATIONS)
    pd.testing.assert_frame_equal(aggregate(occupations), pd.read_csv(SHIPPED, comment="#"))


def test_every_occupation_is_in_one_family_and_no_code_in_two():
    assert sum(family.occupations for family in job_families().values()) == 772
    codes = [code for family in job_families().values() for code in family.codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("computing", 0.75, 0.30),
        ("office and administration", 0.60, 0.29),
        ("finance and accounting", 0.54, 0.24),
        ("sales", 0.41, 0.31),
        ("legal", 0.46, 0.13),
    ],
)
def test_both_scores_are_about_those_of_the_major_groups(name, first, second):
    family = job_families()[name]
    assert family.exposure_gpt4 == pytest.approx(first, abs=0.035)
    assert family.applicability_copilot == pytest.approx(second, abs=0.02)


def test_the_file_says_where_it_comes_from():
    head = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    text = " ".join(line.lstrip("# ") for line in head)
    for part in (
        "aggregated here",
        "openai/GPTs-are-GPTs",
        "MIT",
        "2507.07935",
        "CC BY 4.0",
        "public domain",
    ):
        assert part in text


def by_hand(name: str, weight: float) -> float:
    rows = rows_of(SHIPPED)
    people = [int(row["employment"]) for row in rows]
    means, spreads = [], []
    for column in ("exposure_gpt4", "applicability_copilot"):
        values = [float(row[column]) for row in rows]
        mean = sum(n * value for n, value in zip(people, values, strict=True)) / sum(people)
        square = sum(n * (value - mean) ** 2 for n, value in zip(people, values, strict=True)) / sum(people)
        means.append(mean)
        spreads.append(math.sqrt(square))
    row = next(row for row in rows if row["family"] == name)
    second = means[0] + spreads[0] * (float(row["applicability_copilot"]) - means[1]) / spreads[1]
    return min(max((1 - weight) * float(row["exposure_gpt4"]) + weight * second, 0), 1)


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("name", ["computing", "sales", "legal", "customer service"])
def test_joined_exposure_by_hand(name, weight):
    values = {"exposure_second_score": weight}
    assert exposure_of_family(name, values) == pytest.approx(by_hand(name, weight), abs=1e-12)


def test_usual_exposure_is_the_mean_of_knowledge_work():
    rows = [row for row in rows_of(SHIPPED) if row["knowledge_work"] == "yes"]
    people = [int(row["employment"]) for row in rows]
    total = sum(n * by_hand(row["family"], 0.5) for n, row in zip(people, rows, strict=True))
    assert usual_exposure(HALF) == pytest.approx(total / sum(people), abs=1e-12)


def test_the_documented_table_is_the_shipped_one():
    page = (REPOSITORY / "docs" / "exposure.md").read_text(encoding="utf-8")
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("|")]
    shown = {cells[0].removesuffix(" †"): cells[3:] for cells in lines if len(cells) == 6}
    for name, family in job_families().items():
        numbers = (family.exposure_gpt4, family.applicability_copilot, by_hand(name, 0.5))
        assert shown[name] == [f"{number:.2f}" for number in numbers], name
    assert f"| {usual_exposure(HALF):.2f} |" in page


def profile_of(*groups: Group) -> Profile:
    return Profile("firm", "USD", groups, "test")


def group(department: str, people: int = 10, **stated) -> Group:
    return Group(department, "senior", "employee", people, 60_000.0, **stated)


def test_stated_exposure_then_stated_family_then_the_name():
    found = exposure_of_groups(
        profile_of(
            group("Legal", exposure=0.9, family="sales"),
            group("Sales", family="legal"),
            group("Finance and Legal"),
        ),
        HALF,
    )
    mixed = (by_hand("finance and accounting", 0.5) + by_hand("legal", 0.5)) / 2
    assert found.dtype == "float64"
    assert found.tolist() == pytest.approx([0.9, by_hand("legal", 0.5), mixed])


def test_unknown_departments_get_the_mean_of_the_known_ones():
    found = exposure_of_groups(
        profile_of(group("D1", 5), group("A", 30, exposure=0.2), group("B", 10, exposure=0.6)), HALF
    )
    assert found.tolist() == pytest.approx([0.3, 0.2, 0.6])
    assert exposure_of_groups(profile_of(group("D1"), group("D2")), HALF).tolist() == pytest.approx(
        2 * [usual_exposure(HALF)]
    )


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1), st.sampled_from(list(job_families()))), min_size=1),
    st.floats(0, 1),
)
def test_exposures_are_shares_whatever_is_stated(stated, weight):
    groups = [
        group(f"D{place}", place + 1, family=said if isinstance(said, str) else None,
              exposure=said if isinstance(said, float) else None)
        for place, said in enumerate(stated)
    ]  # fmt: skip
    found = exposure_of_groups(profile_of(*groups), {"exposure_second_score": weight})
    assert found.shape == (len(groups),)
    assert ((found >= 0) & (found <= 1)).all()


def test_a_family_that_does_not_exist_is_answered_with_the_nearest():
    with pytest.raises(InputError, match=r"found 'finanse'.*nearest: 'finance and accounting'.*example"):
        families_in("legal + finanse")

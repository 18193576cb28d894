"""Attacks on a profile: what somebody who knows a colleague well could try to learn from it."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.experiments.intake import build as build_module
from tandem.experiments.intake.build import build_profile
from tandem.experiments.intake.files.dialect import Header
from tandem.experiments.intake.files.rows import FileRows
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.groups.bands import joined_bands
from tandem.experiments.intake.groups.privacy import ExposedError
from tandem.experiments.intake.groups.rounding import rounded_count
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.experiments.intake.people import People
from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tandem.model.organisation.rounding import LARGEST_TO_MEDIAN, mean_pay

KEY = b"k" * 32
SNAPSHOT = np.datetime64("2025-06-30")
_nothing = Mapping("unknown", {}, {})


def people_of(spells: pd.DataFrame) -> People:
    """People as the reader hands them on."""
    source = Source(Path("staff.csv"), "csv", Header((), (), 2), "0" * 64)
    file = FileRows(source, spells, {}, (), (), ())
    return People(spells, SNAPSHOT, True, "dated", "EUR", [file], len(spells), 0)


def spells_of(rows) -> pd.DataFrame:
    """Spells from rows; the days of hire and exit are days before the snapshot."""
    table = pd.DataFrame(rows, columns=["department", "level", "contract", "hire", "exit", "reason", "pay"])
    days = {
        name: np.array(
            [
                np.datetime64("NaT") if pd.isna(day) else SNAPSHOT - np.timedelta64(int(day), "D")
                for day in table[name]
            ],
            dtype="datetime64[D]",
        )
        for name in ("hire", "exit")
    }  # fmt: skip
    gone = ~np.isnat(days["exit"])
    end = np.where(gone, days["exit"], SNAPSHOT)
    return pd.DataFrame(
        {
            "person": np.arange(len(table)),
            "department": pd.Categorical(table["department"]),
            "level": pd.Categorical(table["level"]),
            "contract": table["contract"].to_numpy(),
            "hire": days["hire"],
            "exit": days["exit"],
            "reason": np.where(gone, table["reason"], -1).astype(np.int8),
            "reason_unsaid": gone & (table["reason"].to_numpy() == 2),
            "present": ~gone,
            "pay": table["pay"].to_numpy(dtype=float),
            "tenure_months": (end - days["hire"]).astype(float) / 30.4375,
            "observed_months": np.nan,
        }
    )


def profile_of(spells, fewest=10):
    return build_profile(people_of(spells), _nothing, "Firm", fewest, KEY)[0]


@st.composite
def organisations(draw):
    """Organisations of very uneven departments, levels and contracts, with people who come and go."""
    seed = draw(st.integers(0, 2**32 - 1))
    lot = np.random.default_rng(seed)
    departments = draw(st.integers(1, 7))
    count = draw(st.integers(10, 250))
    weight = lot.dirichlet(np.full(departments, 0.5))
    rows = []
    for _ in range(count):
        hire = int(lot.integers(0, 3000))
        gone = lot.random() < draw(st.just(0.3))
        rows.append(
            (
                f"D{lot.choice(departments, p=weight)}",
                f"L{lot.choice(4, p=[0.5, 0.3, 0.15, 0.05])}",
                int(lot.choice(3, p=[0.8, 0.15, 0.05])),
                hire,
                int(lot.integers(0, hire + 1)) if gone else None,
                int(lot.integers(0, 3)),
                float(lot.lognormal(11, 0.7)),
            )
        )
    return spells_of(rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(organisations(), st.sampled_from([5, 10, 20]))
def test_no_figure_of_any_organisation_rests_on_few_people(spells, fewest):
    try:
        imported = profile_of(spells, fewest)
    except InputError as error:
        assert spells["present"].sum() < fewest or "stand apart" in str(error)
        return
    present = spells[spells["present"]]
    assert imported.profile.headcount == len(present)
    assert all(group.headcount >= fewest for group in imported.profile.groups)
    if imported.bands is not None:
        assert (imported.bands["people"] >= fewest - 5).all()  # rounded to a multiple of five either way
    if imported.exposure is not None:
        months = (spells["exit"].fillna(pd.Timestamp(SNAPSHOT)) - spells["hire"]).dt.days / 30.4375
        assert imported.exposure["person_months"].sum() <= months.sum() + len(spells) + 1
    if imported.monthly is not None:
        assert (imported.monthly[["opening_headcount", "closing_headcount"]] >= fewest).to_numpy().all()
        parts = imported.monthly[imported.monthly["department"] != ALL_DEPARTMENTS]
        whole = imported.monthly[imported.monthly["department"] == ALL_DEPARTMENTS].set_index("month")
        if len(parts):  # totals minus parts leave nothing over
            sums = parts.groupby("month")[["opening_headcount", "closing_headcount", "hires"]].sum()
            pd.testing.assert_frame_equal(sums, whole[list(sums.columns)])
            assert parts["department"].nunique() >= 2


def _team(department, people, level="L1", contract=0, pay=50_000.0):
    return [(department, level, contract, 900 + place, None, 0, pay) for place in range(people)]


def test_small_departments_are_shown_together_and_never_alone():
    rows = _team("Sales", 40) + _team("Ops", 12) + _team("Board of Jane", 3)
    imported = profile_of(spells_of(rows))
    # three people cannot be shown, nor can 3 = total − others: the smallest department joins them
    assert {group.department: group.headcount for group in imported.profile.groups} == {
        "Sales": 40,
        "Other": 15,
    }
    assert "Jane" not in str(imported.about)


def test_a_department_that_was_once_small_is_not_shown_by_month():
    rows = _team("Sales", 40) + _team("Support", 30)
    rows += [("New", "L1", 0, 20 + 20 * place, None, 0, 50_000.0) for place in range(14)]
    rows += [("Sales", "L1", 0, 1500, 30 * place, 0, 50_000.0) for place in range(1, 13)]
    imported = profile_of(spells_of(rows))
    assert "New" in imported.profile.departments
    assert "New" not in set(imported.monthly["department"])
    assert "Other departments" in set(imported.monthly["department"])


@pytest.mark.parametrize("size", [10, 40, 300])
def test_two_profiles_one_leaver_apart_do_not_give_away_the_leavers_pay(size):
    # What somebody can conclude who knows both published means and how the others' pay is spread, though not
    # its level: every pay of the leaver that some level of the others makes agree with both means.
    pay = np.random.default_rng(size).lognormal(11, 0.2, size)
    others, before, after = pay[:-1], mean_pay(pay), mean_pay(pay[:-1])
    levels = np.linspace(0.9, 1.1, 2001)
    agree = [level for level in levels if mean_pay(level * others) == after]
    possible = [
        last
        for level in (agree[0], agree[-1])
        for last in np.linspace(0.05, 2.5, 400) * pay.mean()
        if mean_pay(np.append(level * others, last)) == before
    ]
    assert min(possible) <= pay[-1] * 1.05 and max(possible) >= pay[-1] * 0.95
    assert max(possible) - min(possible) >= 0.7 * pay.mean()


def test_the_same_mean_is_published_for_very_different_pay_of_one_person():
    pay = np.linspace(40_000, 60_000, 40)
    others, published = pay[:-1], mean_pay(pay)
    same = [last for last in np.arange(1_000, 150_000, 500) if mean_pay(np.append(others, last)) == published]
    assert max(same) - min(same) >= 0.4 * pay.mean()


def test_no_one_persons_pay_dominates_a_mean():
    pay = np.array([50_000.0] * 9 + [20_000_000.0])
    assert mean_pay(pay) <= 1.05 * (9 * 50_000 + LARGEST_TO_MEDIAN * 50_000) / 10


def test_a_rounded_count_is_the_same_in_every_profile():
    assert len({rounded_count(13, KEY, "Sales", "pay", "x") for _ in range(5)}) == 1


def test_counts_in_bands_are_right_on_average_and_never_exact():
    keys = [n.to_bytes(32, "big") for n in range(4000)]
    for count in (10, 11, 14, 23):
        rounded = [rounded_count(count, key, "cell") for key in keys]
        assert set(rounded) <= {count - count % 5, count - count % 5 + 5}
        assert np.mean(rounded) == pytest.approx(count, abs=0.2)


@given(st.lists(st.floats(0, 99), min_size=0, max_size=60), st.sampled_from([5, 10]))
def test_bands_have_everybody_and_never_few(values, fewest):
    bands = joined_bands(np.array(values), [0.0, 10.0, 20.0, 40.0, np.inf], fewest)
    assert sum(people for *_, people in bands) == (len(values) if len(values) >= fewest else 0)
    assert all(people >= fewest for *_, people in bands)
    if bands:
        assert bands[0][0] == 0 and np.isinf(bands[-1][1])
        assert all(before[1] == after[0] for before, after in pairwise(bands))


def test_a_fault_in_the_merging_is_caught_before_anything_is_written(monkeypatch):
    monkeypatch.setattr(build_module, "merge_small_cells", lambda *_: 0)
    rows = _team("Sales", 40) + _team("Support", 30, "L2")
    rows += [("Support", "L2", 0, 1500, 30 * place + 5, 0, 50_000.0) for place in range(1, 8)]
    rows += [("Sales", "L1", 0, 60, None, 0, 50_000.0)] * 3  # three newcomers
    with pytest.raises(ExposedError):
        profile_of(spells_of(rows))

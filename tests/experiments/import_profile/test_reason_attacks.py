"""Why a single person left cannot be learnt: three attacks by somebody who knows all else, over 1,000 keys.

The attacker knows why everybody else left, how Tandem works, and everything that is published; only the
keys of
other computers are secret. A guess may be right no more often than from the base rate + 5 points.
"""

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.intake.build import build_profile
from tandem.experiments.intake.groups.history import Window, month_of
from tandem.experiments.intake.groups.reasons import (
    FEWEST_LEAVERS,
    NOISE,
    reasons_table,
    shares_with_noise,
)
from tandem.experiments.intake.meaning.mapping import Mapping
from tandem.model.organisation.folder.reasons import by_reason, unknown_share, without_reasons
from tandem.model.organisation.folder.tables import EXITS
from tests.experiments.import_profile.test_privacy_attacks import people_of, spells_of

KEYS = [number.to_bytes(32, "big") for number in range(1000)]
MOST = 0.05  # above the base rate
VOLUNTARY, INVOLUNTARY, UNKNOWN = range(3)
YEAR = ("2024-01", "2024-12")


def guessed_right(others, base: float) -> float:
    """How often the best guess at one leaver's reason is right; a share `base` leave at their own wish."""
    right = 0.0
    leavers = sum(others) + 1
    for key in KEYS:
        for truth, weight in ((VOLUNTARY, base), (INVOLUNTARY, 1 - base)):
            counts = np.array(others)
            counts[truth] += 1
            _, voluntary, _ = shares_with_noise(counts, YEAR, key)
            expected = np.array([others[VOLUNTARY] + 1, others[VOLUNTARY]])
            chance = np.array([base, 1 - base]) * np.exp(
                -(((voluntary * leavers / 100 - expected) / NOISE) ** 2) / 2
            )
            right += weight * (int(np.argmax(chance)) == truth)
    return right / len(KEYS)


@pytest.mark.parametrize("others", [(60, 60, 0), (119, 0, 0), (140, 60, 10), (80, 10, 30), (900, 300, 0)])
@pytest.mark.parametrize("base", [0.5, 0.7, 0.9])
def test_a_hint_in_an_ordinary_mix_is_worth_next_to_nothing(others, base):
    assert guessed_right(others, base) <= max(base, 1 - base) + MOST


def firm(reason_of_the_executive, dismissals=0, leavers=24):
    """Two departments, some leavers of their own wish, and one executive who left in the last month."""
    rows: list[tuple[object, ...]] = [
        ("Sales", "L1", 0, 1500 + place, None, 0, 50_000.0) for place in range(60)
    ]
    rows += [("Support", "L1", 0, 1500 + place, None, 0, 50_000.0) for place in range(40)]
    rows += [
        ("Support", "L1", 0, 1400, 20 + 20 * place, int(place < dismissals), 50_000.0)
        for place in range(leavers)
    ]
    if reason_of_the_executive is not None:
        rows += [("Sales", "Board", 2, 1300, 5, reason_of_the_executive, 400_000.0)]
    return spells_of(rows)


def published(spells, key):
    """Everything a profile publishes, as text."""
    imported = build_profile(people_of(spells), Mapping("unknown", {}, {}), "Firm", 10, key)[0]
    assert imported.exposure is not None and imported.monthly is not None and imported.bands is not None
    about = {name: value for name, value in imported.about.items() if name != "input"}
    tables = [without_reasons(imported.exposure), without_reasons(imported.monthly), imported.bands]
    reasons = "" if imported.reasons is None else imported.reasons.to_csv()
    return "".join(table.to_csv() for table in tables) + reasons + repr(about)


def test_a_sole_executives_reason_changes_nothing_that_is_published():
    # Fewer leavers than the floor: for every key the profile is the same whatever the reason is.
    for key in KEYS[:: len(KEYS) // 10]:
        assert len({published(firm(reason), key) for reason in (VOLUNTARY, INVOLUNTARY, UNKNOWN)}) == 1


def test_two_profiles_a_month_apart_do_not_show_the_first_dismissal():
    # Everybody left at their own wish so far, and then somebody more: few leavers, and nothing is said of
    # why.
    for key in KEYS[:: len(KEYS) // 10]:
        assert published(firm(VOLUNTARY), key) == published(firm(INVOLUNTARY), key)
    # Many leavers: the profile before has no noise in common with the one after, and tells only of the
    # others.
    assert guessed_right((FEWEST_LEAVERS, 0, 0), 0.5) <= 0.5 + MOST


def kept(spells, window, key=KEYS[0]) -> pd.DataFrame:
    table = reasons_table(spells, window, key)
    assert table is not None
    return table


def leavers_of(months, reasons):
    """Spells of leavers, their months since 1970 and reasons given."""
    exits = np.array(months, "datetime64[M]").astype("datetime64[D]")
    return pd.DataFrame({"exit": exits, "reason": reasons, "contract": 0})


def test_a_year_that_is_over_stays_the_same_in_every_later_profile():
    first = int(month_of(np.array(["2023-01-01"], "datetime64[D]"))[0])
    months = np.tile(np.arange(first, first + 31), 11)
    spells = leavers_of(months, np.arange(months.size) % 3 % 2)
    tables = [kept(spells, Window(first, first + last)) for last in (24, 27, 30)]
    assert [table.to_csv() for table in tables] == [tables[0].to_csv()] * 3
    assert tables[0]["first_month"].tolist() == ["2023-01", "2024-01"]


def test_months_that_are_no_whole_year_do_not_enter_beside_one():
    first = int(month_of(np.array(["2023-06-01"], "datetime64[D]"))[0])
    months = np.tile(np.arange(first, first + 25), 11)
    table = kept(leavers_of(months, np.zeros(months.size, int)), Window(first, first + 24))
    assert table["first_month"].tolist() == ["2024-01"] and table["leavers"].tolist() == [132]


def test_shares_are_right_on_average():
    drawn = np.array([shares_with_noise(np.array([240, 120, 40]), YEAR, key)[1:] for key in KEYS])
    np.testing.assert_allclose(drawn.mean(axis=0), [60, 10], atol=0.6)
    assert drawn[:, 0].std() == pytest.approx(100 * NOISE / 400, rel=0.1)


def test_few_leavers_and_mostly_unknown_reasons_are_not_told():
    spells = leavers_of(np.full(FEWEST_LEAVERS - 1, 640), np.zeros(FEWEST_LEAVERS - 1, int))
    assert reasons_table(spells, None, KEYS[0]) is None
    assert shares_with_noise(np.array([5, 5, 290]), YEAR, KEYS[0])[1:] == (0, 100)


def test_what_is_modelled_adds_up_to_the_leavers():
    table = pd.DataFrame({"month": ["2023-12", "2024-05", "2025-02"], "leavers": [10, 20, 30]})
    reasons = pd.DataFrame(
        [("2023-01", "2023-12", 100, 80, 0), ("2024-01", "2024-12", 300, 40, 20)],
        columns=["first_month", "last_month", "leavers", "voluntary_percent", "unknown_percent"],
    )
    found = by_reason(table, reasons)
    np.testing.assert_allclose(found["voluntary"], [8, 8, 30 * 0.5])
    np.testing.assert_allclose(found[list(EXITS)].sum(axis=1), table["leavers"])
    assert without_reasons(found)["leavers"].tolist() == [10, 20, 30]
    assert unknown_share(reasons) == pytest.approx(0.15)

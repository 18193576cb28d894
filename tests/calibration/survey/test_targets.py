"""The shipped targets say what the evidence says, with the right sampling errors."""

import math
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest
from scipy.stats.contingency import relative_risk

from tandem.calibration.survey.contradictions import contradictions, in_words
from tandem.calibration.survey.targets import QUANTITIES, READINGS, for_reading, upwork_2025
from tandem.model.errors import InputError
from tests.calibration.fit.made_up import LATE, evidence, shipped, target

FILE = yaml.safe_load(files("tandem.calibration").joinpath("targets/upwork_2025.yaml").read_text("utf-8"))
ENTRIES = FILE["targets"] | FILE["context"]


def is_finding(key: str) -> bool:
    """A figure that the 2025 study reported: not its size, and nothing that was derived from others."""
    row = evidence()[key]
    derived = any(row[column].startswith("derived") for column in ("population", "design", "source"))
    return key.startswith("UPW25_") and key != "UPW25_n" and row["value"] != "" and not derived


@pytest.mark.parametrize("name", ENTRIES)
def test_value_is_that_of_its_evidence(name):
    row = evidence()[ENTRIES[name]["evidence"]]
    assert ENTRIES[name]["value"] == float(row["value"])


def test_every_finding_of_the_2025_study_is_a_target_or_context():
    named = {entry["evidence"] for entry in ENTRIES.values()}
    # The freelancers' 88 % stands in the register a second time, as another page tells it.
    findings = {key for key in evidence() if is_finding(key)} - {"UPW25_fl_positive_zdnet"}
    assert len(findings) >= 18
    assert findings <= named


def test_no_figure_is_entered_twice():
    named = [entry["evidence"] for entry in ENTRIES.values()]
    assert len(named) == len(set(named))


def test_respondents_add_up_to_the_published_sample_size():
    assert sum(FILE["respondents"].values()) == float(evidence()["UPW25_n"]["value"])


def test_risks_of_the_rest_are_the_derived_ones():
    assert shipped("burnout_ratio").rest == float(evidence()["UPW25_burnout_rest_derived"]["value"])
    top = float(evidence()["UPW25_quit_base_derived"]["value"])  # 1/3 overall, twice as many in the top
    assert shipped("considering_ratio").rest == pytest.approx(top / 2, abs=1e-3)


def test_top_quartile_and_rest_are_the_employees_asked():
    for name in ("burnout_ratio", "considering_ratio"):
        top, rest = shipped(name).n
        assert top + rest == FILE["respondents"]["employee"]
        assert top == round(0.25 * FILE["respondents"]["employee"])


@pytest.mark.parametrize(
    "name", [name for name in ENTRIES if "Wilson" in evidence()[ENTRIES[name]["evidence"]]["design"]]
)
def test_wilson_interval_is_the_published_one(name):
    entry, row = ENTRIES[name], evidence()[ENTRIES[name]["evidence"]]
    if entry["n"] is None or isinstance(entry["n"], list):
        pytest.skip("no number of respondents")
    low, high = target(value=entry["value"], n=(entry["n"],)).interval(z=1.96)
    # The number of respondents behind a published interval is sometimes rounded ("~85 % of 625").
    assert (low, high) == pytest.approx((float(row["low"]), float(row["high"])), abs=1.1e-3)


@given(st.integers(1, 3000), st.floats(0, 1))
def test_interval_of_a_share_is_wilsons(n, share):
    yes = round(share * n)
    expected = binomtest(yes, n).proportion_ci(0.90, method="wilson")
    got = target(value=yes / n, n=(n,)).interval()
    assert got == pytest.approx((expected.low, expected.high), abs=1e-4)


@given(st.integers(20, 3000), st.floats(0.02, 0.98), st.floats(0.001, 0.2))
def test_a_stated_error_beyond_sampling_widens_the_interval(n, share, error):
    plain = target(value=share, n=(n,))
    wider = replace(plain, extra_error=error)
    assert wider.standard_error() ** 2 == pytest.approx(plain.standard_error() ** 2 + error**2)
    assert wider.interval()[0] < plain.interval()[0] and wider.interval()[1] > plain.interval()[1]


def test_katz_interval_of_a_published_example():
    # Aspirin and myocardial infarction, 27 of 122 against 44 of 487 (as in SciPy's documentation).
    example = target("burnout_ratio", (27 / 122) / (44 / 487), (122, 487), rest=44 / 487)
    expected = relative_risk(27, 122, 44, 487).confidence_interval(0.90)
    assert example.interval() == pytest.approx((expected.low, expected.high), rel=1e-4)


@given(st.integers(5, 500), st.integers(5, 500), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_standard_error_of_a_relative_risk_is_katzs(first, second, top, rest):
    expected = math.sqrt(1 / (first * top) - 1 / first + 1 / (second * rest) - 1 / second)
    got = target("burnout_ratio", top / rest, (first, second), rest=rest).standard_error()
    assert got == pytest.approx(expected, rel=1e-9)


def test_katz_error_is_the_spread_of_simulated_surveys():
    found = shipped("burnout_ratio")
    rng = np.random.default_rng(1)
    top = binom.rvs(found.n[0], found.rest * found.value, size=20_000, random_state=rng) / found.n[0]
    rest = binom.rvs(found.n[1], found.rest, size=20_000, random_state=rng) / found.n[1]
    assert np.log(top / rest).std() == pytest.approx(found.standard_error(), rel=0.03)


def test_a_mean_has_the_stated_error_alone():
    gain = shipped("mean_gain")
    assert gain.standard_error() == 0.02
    assert gain.interval() == pytest.approx((0.4 - 1.6449 * 0.02, 0.4 + 1.6449 * 0.02))


@pytest.mark.parametrize(
    ("reading", "present", "absent"),
    [
        ("level", {"burnout_top", "burnout_2024"}, {"burnout_ratio"}),
        ("ratio", {"burnout_ratio"}, {"burnout_top", "burnout_rest", "burnout_2024"}),
        ("both", {"burnout_top", "burnout_rest"}, {"burnout_ratio", "burnout_2024"}),
    ],
)
def test_a_reading_fits_its_own_targets(reading, present, absent):
    names = {each.name for each in for_reading(upwork_2025(), reading) if each.role == "fit"}
    assert present <= names and not absent & names
    assert {"mean_gain", "considering_ratio", "unclear_top", "trust_top", "relation_top"} <= names


def test_an_unknown_reading_is_refused():
    with pytest.raises(InputError, match="reading: 'odds' is not one of level, ratio, both"):
        for_reading(upwork_2025(), "odds")


def test_the_share_of_the_rest_is_the_ratio_told_once():
    rest, implied = shipped("burnout_rest"), shipped("burnout_top").value / shipped("burnout_ratio").value
    assert rest.value == pytest.approx(implied, abs=1e-3)
    assert (*shipped("burnout_top").n, *rest.n) == shipped("burnout_ratio").n


@pytest.mark.parametrize("reading", READINGS)
def test_no_respondent_is_fitted_twice_in_one_outcome(reading):
    fitted = [each for each in for_reading(upwork_2025(), reading) if each.role == "fit"]
    for outcome in ("burnout", "considering"):
        asked = [each.n for each in fitted if each.quantity.startswith(outcome) and each.month == LATE]
        assert sum(map(sum, asked)) <= FILE["respondents"]["employee"]


def test_the_level_contradicts_nothing():
    assert contradictions(for_reading(upwork_2025(), "level")) == []


@pytest.mark.parametrize(
    ("reading", "highest", "arithmetic"),
    [
        # Everybody of the top quartile: 1/4 + 3/4 × 1/1.88; with its 88 %: 0.88 × (1/4 + 3/4 / 1.88).
        ("ratio", 0.25 + 0.75 / 1.88, "0.25 + 0.75 × 1 / 1.88 = 0.649"),
        ("both", 0.22 + 0.66 / 1.88, "0.25 × 0.88 + 0.75 × 0.88 / 1.88 = 0.571"),
    ],
)
def test_the_ratio_and_seventy_one_per_cent_overall_contradict_each_other(reading, highest, arithmetic):
    (found,) = contradictions(for_reading(upwork_2025(), reading))
    assert found.highest == pytest.approx(highest) and found.highest < 0.71
    assert not found.both_fitted
    told = in_words(found)
    assert "'burnout_ratio' (1.88) and 'burnout_2024' (0.71)" in told and arithmetic in told
    assert "every employee uses AI" in told and "'burnout_2024'" in told.rpartition(").")[2]


def test_the_bound_is_that_of_the_evidence():
    (found,) = contradictions(for_reading(upwork_2025(), "ratio"))
    assert f"{found.highest:.3f}" == f"{float(evidence()['UPW25_RR188_max_overall']['value']):.3f}"


def test_two_fitted_findings_that_contradict_each_other_are_said_to_be_averaged():
    overall = replace(shipped("burnout_2024"), readings=("ratio",), checked_under=())
    others = [each for each in for_reading(upwork_2025(), "ratio") if each.name != "burnout_2024"]
    (found,) = contradictions((*others, overall))
    assert found.both_fitted and "lies between them" in in_words(found)


@given(st.floats(1.01, 4), st.floats(0.01, 0.99))
def test_a_contradiction_is_one_that_no_shares_can_resolve(ratio, overall):
    pair = (target("burnout_ratio", ratio, (100, 300), rest=0.1), target("burnout_all", overall))
    shares = np.linspace(0, 1, 2001)  # the rest's share; the top quartile has `ratio` times it, at most 1
    reachable = (0.25 * ratio * shares + 0.75 * shares)[ratio * shares <= 1]
    if abs(overall - reachable.max()) > 2e-3:
        assert bool(contradictions(pair)) == (overall > reachable.max())


def test_every_quantity_of_the_shipped_file_is_known():
    assert {entry["quantity"] for entry in FILE["targets"].values()} <= set(QUANTITIES)

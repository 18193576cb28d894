"""The table of baselines and its figures, on made-up sums where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.experiments.compare.baselines import (
    COMPARED,
    baselines_of,
    last_year_of,
    last_years_rate,
    mean_field_tallies,
)
from tandem.experiments.compare.figures.baseline_effects import draw_effects
from tandem.experiments.project.figures.baselines import draw_baselines
from tandem.experiments.simulation.paired import simulate_policies
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import runs_of
from tandem.experiments.simulation.setting import setting_of
from tandem.model.outcomes import tally
from tandem.model.parameters import sample_prior
from tandem.model.policy.lever import Lever
from tests.experiments.project.figures.conftest import synthetic_projection
from tests.model.mean_field.study import choices

POLICIES = {"status quo": (), "guardrails": (Lever("workload_guardrails", 38),)}


def steady(months: int) -> np.ndarray:
    """Two runs of 100 employees, of whom 1 and 2 a month go and are replaced, and 10 freelancers."""
    sums = np.zeros((2, HISTORY_MONTHS + months, 2, tally.TALLIES))
    sums[..., 0, tally.PRESENT], sums[..., 1, tally.PRESENT] = 100, 10
    for run in (0, 1):
        sums[run, :, 0, [tally.QUITS, tally.HIRES]] = run + 1
    sums[..., 0, tally.OUTPUT_SUM] = 90
    sums[..., 0, tally.BURNED_OUT] = 55
    return sums


def test_last_years_rate_is_last_years_leavers_at_the_headcount_of_the_start():
    forecast = last_years_rate(steady(6)[:, :HISTORY_MONTHS], ("employee", "freelancer"), 6)
    np.testing.assert_allclose(forecast, [[1] * 6, [2] * 6])


def test_last_years_rate_sees_last_year_only():
    sums = steady(6)
    sums[:, : HISTORY_MONTHS - 12, 0, tally.QUITS] = 50
    sums[:, HISTORY_MONTHS:, 0, tally.QUITS] = 50
    forecast = last_years_rate(sums[:, :HISTORY_MONTHS], ("employee", "freelancer"), 6)
    np.testing.assert_allclose(forecast[:, 0], [1, 2])


def test_last_years_rate_needs_a_year():
    with pytest.raises(ValueError, match="twelve months"):
        last_years_rate(steady(6)[:, :11], ("employee", "freelancer"), 6)


def test_last_year_carried_on():
    found = last_year_of(steady(6), ("employee", "freelancer"))
    np.testing.assert_allclose(found["voluntary_exits"], [6, 12])
    np.testing.assert_allclose(found["voluntary_turnover"], [12, 24])
    np.testing.assert_allclose(found["output"], 540)
    np.testing.assert_allclose(found["burnout"], 50)


@pytest.fixture(scope="module")
def small():
    chosen = choices("organisation.headcount=300", "months=8")
    setting = setting_of(chosen, chosen.policy)
    runs = runs_of(sample_prior(1, 3), 2, 1)
    sums = simulate_policies(setting, list(POLICIES.values()), runs, 1, lambda: None)
    by_policy = dict(zip(POLICIES, sums, strict=True))
    return setting, runs, by_policy, baselines_of(setting, POLICIES, runs, by_policy)


def test_the_table_states_levels_and_paired_effects(small):
    _, _, by_policy, table = small
    rows = table.to_pylist()
    assert len(rows) == len(COMPARED) * 3 * (2 + 1)
    row = {(r["policy"], r["measure"], r["quantity"], r["method"]): r for r in rows}
    quits = {
        name: sums[:, HISTORY_MONTHS:, :, tally.QUITS].sum(axis=(1, 2)) for name, sums in by_policy.items()
    }
    level = row["status quo", "voluntary_exits", "level", "agents"]
    effect = row["guardrails", "voluntary_exits", "effect", "agents"]
    paired = quits["guardrails"] - quits["status quo"]
    assert level["mean"] == pytest.approx(quits["status quo"].mean())
    assert effect["mean"] == pytest.approx(paired.mean())
    assert (effect["p5"], effect["p95"]) == pytest.approx(np.percentile(paired, (5, 95)))
    by_set = paired.reshape(3, 2).mean(axis=1)
    assert effect["standard_error"] == pytest.approx(by_set.std(ddof=1) / np.sqrt(3))
    assert row["guardrails", "burnout", "effect", "mean_field"]["mean"] < 0
    for measure in COMPARED:
        assert row["guardrails", measure, "effect", "last_year"]["mean"] == pytest.approx(0, abs=1e-9)
        gap = row["status quo", measure, "level", "mean_field"]
        agents = row["status quo", measure, "level", "agents"]["mean"]
        assert gap["agents_minus"] == pytest.approx(agents - gap["mean"])


def test_runs_of_a_parameter_set_share_the_mean_field_and_threads_change_nothing(small):
    setting, runs, _, _ = small
    one, two = (mean_field_tallies(setting, (), runs, threads) for threads in (1, 2))
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(one[0], one[1])
    assert not np.array_equal(one[0], one[2])


def test_the_figure_names_all_three_and_fits_its_page():
    projection = synthetic_projection(history=24)
    simple = projection.tallies.copy()
    simple[..., tally.QUITS] *= 1.5
    picture = draw_baselines(projection, simple)
    words = [text.get_text() for text in picture.page.texts]
    assert {"mean field", "agents (median)", "last year's rate"} <= set(words)
    assert "mean field at the end" in picture.alternative_text.lower()
    with pytest.raises(ValueError, match="expected"):
        draw_baselines(projection, simple[:, 1:])


def test_the_figure_of_effects_has_a_row_a_policy(small):
    table = small[3].to_pandas()
    picture = draw_effects(table, 8, "Northwind, two runs.")
    texts = [text.get_text() for text in picture.page.texts]
    assert "guardrails" in texts
    assert any("Northwind" in text for text in texts)
    assert picture.data["Policy"].tolist() == ["guardrails"]
    with pytest.raises(ValueError, match="no effect"):
        draw_effects(table[table["quantity"] == "level"], 8, "Northwind.")

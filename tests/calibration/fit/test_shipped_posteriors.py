"""The posteriors in the repository are whole, fit what they must, and the code still reproduces them."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import product

import numpy as np
import pytest

from tandem.calibration.checks.predictive import use_of
from tandem.calibration.fit.emulator import inputs_of
from tandem.calibration.fit.posterior import SHIPPED, Posterior, load_posterior
from tandem.calibration.survey.contradictions import contradictions, in_words
from tandem.calibration.survey.instrument import market, population_values
from tandem.calibration.survey.targets import READINGS, for_reading, upwork_2025
from tandem.model.parameters import register, sample_prior
from tandem.model.structures import BALANCED, STRUCTURES

FIRST_SEED = 10_000  # of the predictive check that the fit table was made with
NOBODY = 0.01  # spread of a share that is nought for almost every draw
CHECKED = 100  # draws re-simulated in every test run
# Reading and finding that docs/calibration.md says the fit does not meet
NAMED_MISFITS = {("ratio", "burnout_ratio")}
# Parameters outside their band of simulation-based calibration, by posterior, that docs/calibration.md names
NAMED_FAILURES = {"upwork_2025_level_ratchet": {"adoption_executive_ratio"}}

pytestmark = pytest.mark.skipif(
    not files("tandem.calibration").joinpath("posteriors").is_dir(),
    reason="no posteriors in the repository yet: `tandem calibrate` makes them",
)


@pytest.fixture(scope="module", params=SHIPPED)
def posterior(request) -> Posterior:
    return load_posterior(request.param)


def targets_of(posterior: Posterior):
    chosen = for_reading(upwork_2025(), posterior.reading)
    return tuple(target for target in chosen if target.role != "context")


def simulated_again(posterior: Posterior, step: int) -> np.ndarray:
    """Predictions of every `step`-th draw of the predictive check, with the luck that it had then."""
    settings = posterior.account["settings"]
    held = STRUCTURES[posterior.structure].fixed
    prior = sample_prior(int(settings["seed"]), len(posterior.draws), held)
    simulated = int(settings["predictive_draws"])
    rows = np.linspace(0, len(posterior.draws) - 1, simulated).astype(int)
    targets = targets_of(posterior)
    people = int(settings["people"])
    market(people)

    def one(place: int) -> list[float]:
        values = prior[rows[place]] | posterior.draws[rows[place]]
        found = population_values(values, targets, people, FIRST_SEED + place)
        return [found[target.name] for target in targets]

    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(one, range(0, simulated, step))))


def test_there_is_a_posterior_for_every_reading_under_every_structure():
    found = [(each.structure, each.reading) for each in map(load_posterior, SHIPPED)]
    assert found == list(product(STRUCTURES, READINGS))


def test_draws_are_the_fitted_parameters_within_their_ranges(posterior):
    assert len(posterior.draws) >= 500
    for draw in posterior.draws:
        assert set(draw) == set(inputs_of(posterior.structure))
        for name, value in draw.items():
            entry = register()[name]
            slack = 1e-6 * (entry.high - entry.low)  # draws are stored in single precision
            assert entry.low - slack <= value <= entry.high + slack


def test_the_fit_is_of_the_targets_in_the_repository(posterior):
    table = {row["target"]: row for row in posterior.account["fit"]}
    targets = targets_of(posterior)
    assert list(table) == [target.name for target in targets]
    for target in targets:
        row = table[target.name]
        assert row["observed"] == target.value and row["n"] == list(target.n)
        assert row["interval"] == pytest.approx(target.interval())
        assert row["use"] == use_of(target, targets)
    assert posterior.account["contradictions"] == [in_words(each) for each in contradictions(targets)]
    assert posterior.account["command"].startswith("tandem calibrate")


def test_the_fit_converged(posterior):
    found = posterior.account["convergence"]
    assert found["rhat"] <= 1.01 and found["effective_sample_size"] >= 400 and found["divergences"] == 0


def test_no_draw_is_further_out_than_the_simulations(posterior):
    """So where the prior ends plays no part in what ships."""
    if posterior.structure == BALANCED and "reach" not in posterior.account:
        pytest.skip("made before; checked by fitting it again with the limit (docs/calibration.md)")
    found = posterior.account["reach"]
    assert 0 < found["draws"] < found["simulations"]


def test_every_fitted_target_is_met_at_the_median(posterior):
    """But for the misfits that docs/calibration.md names."""
    if posterior.reading == "both":
        pytest.skip("the two readings together are shown, not required to fit")
    for row in posterior.account["fit"]:
        low, high = row["interval"]
        met = row["use"] != "fitted" or low <= row["predicted"]["p50"] <= high
        assert met or (posterior.reading, row["target"]) in NAMED_MISFITS, row["target"]


def test_the_diagnostics_are_there(posterior):
    account = posterior.account
    assert len(account["facts"]) >= 6
    fitted = [row["target"] for row in account["fit"] if row["use"] == "fitted"]
    assert [row["target"] for row in account["left_out"]] == fitted
    assert {row["parameter"] for row in account["contraction"]} == set(inputs_of(posterior.structure))
    assert len(account["dependence"]) >= 10
    assert [row["target"] for row in account["informs"]] == fitted
    assert all(set(row["parameters"]) == set(inputs_of(posterior.structure)) for row in account["informs"])
    assert [row["reading"] for row in account["readings"]] == list(READINGS)
    assert [row["reading"] for row in account["readings"] if row["fitted"]] == [posterior.reading]
    assert len(account["selection"]) >= 3


def test_the_contradiction_of_seventy_one_per_cent_and_the_ratio_is_named(posterior):
    named = [*posterior.account["contradictions"], *posterior.account["set_aside"]]
    assert len(named) == 1 and "'burnout_ratio' (1.88) and 'burnout_2024' (0.71)" in named[0]
    if posterior.reading != "level":
        assert posterior.account["contradictions"] == named
        row = next(each for each in posterior.account["fit"] if each["target"] == "burnout_2024")
        assert row["use"] == "held out" and not row["inside"]


def test_simulation_based_calibration_passed(posterior):
    found = posterior.account["simulation_based"]
    assert found["datasets"] >= 100
    assert [row["parameter"] for row in found["parameters"]] == list(inputs_of(posterior.structure))
    failed = {row["parameter"] for row in found["parameters"] if not row["passes"]}
    assert failed <= NAMED_FAILURES.get(posterior.name, set())


def test_the_code_still_reproduces_the_fit_table(posterior):
    simulated = int(posterior.account["settings"]["predictive_draws"])
    step = simulated // CHECKED
    again = simulated_again(posterior, step)
    for place, row in enumerate(posterior.account["fit"]):
        predicted = row["predicted"]
        spread = (predicted["p95"] - predicted["p5"]) / 3.29
        if spread < NOBODY:  # without pressure from targets hardly anybody says that AI adds to the work
            assert again[:, place].mean() < NOBODY, row["target"]
            continue
        # Median of a third of the draws against that of all of them: standard error 1.25 σ √(1/100 − 1/300).
        error = 1.25 * spread * np.sqrt(1 / CHECKED - 1 / simulated)
        assert abs(np.median(again[:, place]) - predicted["p50"]) < 3.5 * error, row["target"]
        middle = (again[:, place] >= predicted["p5"]) & (again[:, place] <= predicted["p95"])
        assert 0.8 <= middle.mean() <= 0.98, row["target"]


@pytest.mark.science
def test_all_draws_reproduce_the_fit_table_closely(posterior):
    again = simulated_again(posterior, 1)
    for place, row in enumerate(posterior.account["fit"]):
        p5, p50, p95 = np.quantile(again[:, place], [0.05, 0.5, 0.95])
        spread = (p95 - p5) / 3.29
        # The same draws with the same luck; only their single precision differs.
        assert {"p5": p5, "p50": p50, "p95": p95} == pytest.approx(row["predicted"], abs=0.05 * spread)

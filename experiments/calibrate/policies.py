"""What the fit teaches about policies: the effect of every ready one under the priors and under the fits.

Both are simulated on the default organisation with the same luck. A number is of one parameter set, over all
its runs, so that what differs between numbers is what is not known of the parameters, and little luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tandem.experiments.calibrate.schema import CalibrateChoices
from tandem.experiments.settings.composition import composition
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.option_files import POLICY
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.schema import ProjectChoices, register_schema
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.posteriors import PRIOR, SHIPPED_MIXTURE
from tandem.experiments.simulation.preparation import NO_POLICY, prepared, threads_of
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from tandem.experiments.simulation.setting import Setting
    from tandem.model.policy.lever import Lever

    Floats = npt.NDArray[np.float64]

_text = texts("calibrate.policies")

BASELINE = "status_quo"
FITTED = "fitted"
SOURCES = (PRIOR, FITTED)
#: In per cent of the baseline's, in points of the share of people, in per cent of the baseline's.
EFFECTS = ("quits", "burnout", "output")
START = "2026-01"  # of the projections, so that the page is the same whenever it is made
RUNS_OF_A_SET = 4  # of one parameter set, averaged over: a choice about computing
RESAMPLES = 1_000  # of the parameter sets, for the interval of a ratio of widths: a choice about computing


@dataclass(frozen=True)
class PolicyReport:
    """The effects of every ready policy under the priors and under the fits.

    Attributes
    ----------
    settings : of the projections under the fits
    organisation : its name
    table : one row a policy × effect (`compared`)
    """

    settings: ProjectChoices
    organisation: str
    table: pd.DataFrame


def policy_report(choices: CalibrateChoices, progress: Progress) -> PolicyReport:
    """Simulate every ready policy under the priors and under the fits that ship.

    Raises
    ------
    InputError
        If a fit is missing, or was made with a model that behaved differently.
    """
    from tandem.experiments.simulation.compilation import compile_model

    return report_on(
        {source: settings_of(source, choices) for source in SOURCES}, choices, progress, compile_model
    )


def report_on(
    settings: dict[str, ProjectChoices],
    choices: CalibrateChoices,
    progress: Progress,
    compile_model: Callable[[type, Progress], None],
) -> PolicyReport:
    """The report on settings by source."""
    from tandem.experiments.simulation.policies import read_policies

    fitted = settings[FITTED]
    setting = prepared(fitted, NO_POLICY, progress.say)
    compile_model(setting.real, progress)
    sets = {source: parameter_sets(settings[source]) for source in SOURCES}
    names = [BASELINE, *(name for name in options_of(POLICY) if name != BASELINE)]
    policies = read_policies(names, setting.start, setting.months, setting.stated)
    levers = [policy.levers for policy in policies]
    threads = threads_of(choices.threads)
    with progress.bar(_text("working"), len(SOURCES) * fitted.draws) as done:
        found = {
            source: effects_by_set(setting, levers, values, fitted.seed, threads, done)
            for source, values in sets.items()
        }
    shown = [policy.name for policy in policies[1:]]
    return PolicyReport(fitted, setting.stated.name, compared(shown, found, fitted.seed))


def settings_of(source: str, choices: CalibrateChoices) -> ProjectChoices:
    """The default projection, its parameters from the priors or from the mixture of the fits."""
    register_schema()
    option = PRIOR if source == PRIOR else SHIPPED_MIXTURE
    config = composition("project", {"posterior": option})
    check_limits(ProjectChoices, config)
    return replace(
        build(ProjectChoices, config),
        start=START,
        structure=choices.structure,
        draws=choices.policy_sets * RUNS_OF_A_SET,
        runs_per_parameter_set=RUNS_OF_A_SET,
        seed=choices.seed,
        threads=choices.threads,
    )


def effects_by_set(
    setting: Setting,
    policies: Sequence[tuple[Lever, ...]],
    sets: Sequence[Any],
    seed: int,
    threads: int,
    done: Callable[[], None] = lambda: None,
) -> dict[str, Floats]:
    """Each policy's effects against the first one, (policies − 1, parameter sets) by name of the effect."""
    import numpy as np

    from tandem.experiments.simulation.runs import Run, runs_of
    from tandem.experiments.simulation.session import Session
    from tandem.experiments.simulation.starts import Start
    from tandem.model.engine.population import Population
    from tandem.model.outcomes import tally

    runs = runs_of(sets, RUNS_OF_A_SET, seed)
    sums = np.zeros((4, len(policies), len(sets), RUNS_OF_A_SET))

    def take(place: int, run: Run, _start: Start, monthly: Floats, _people: Population) -> None:
        everybody = monthly.sum(axis=(0, 1))
        sums[:, place, run.parameter_set, run.draw % RUNS_OF_A_SET] = (
            everybody[tally.QUITS],  # of employees and executives: freelancers' contracts end
            everybody[tally.BURNED_OUT],
            everybody[tally.PRESENT],
            everybody[tally.OUTPUT_SUM],
        )

    Session(setting, runs, threads, kept_bytes=0).simulate(policies, take, done)
    quits, burned_out, present, output = sums.sum(axis=-1)
    burnout = 100 * burned_out / present
    return {
        "quits": 100 * (quits[1:] / quits[0] - 1),
        "burnout": burnout[1:] - burnout[0],
        "output": 100 * (output[1:] / output[0] - 1),
    }


def compared(policies: Sequence[str], found: dict[str, dict[str, Floats]], seed: int) -> pd.DataFrame:
    """Medians, 90 % intervals and how much narrower the fits' intervals are.

    Returns
    -------
    DataFrame with columns policy, effect, {prior,fitted}_{p5,p50,p95}, width_ratio (fitted ÷ prior), and
    width_ratio_p5 and _p95: 90 % of what resampling the parameter sets gives. The ratio is missing where
    the priors leave no width.
    """
    import numpy as np
    import pandas as pd

    order = np.argsort(np.median(found[FITTED]["quits"], axis=-1), kind="stable")  # most quits avoided first
    rows = []
    for effect in EFFECTS:
        prior, fitted = (found[source][effect] for source in SOURCES)
        size = prior.shape[1]
        picks = np.random.default_rng(seed).integers(0, size, (RESAMPLES, size))
        for place in order:
            row: dict[str, Any] = {"policy": policies[place], "effect": effect}
            for source, values in ((PRIOR, prior[place]), (FITTED, fitted[place])):
                low, middle, high = np.quantile(values, (0.05, 0.5, 0.95)).tolist()
                row |= {f"{source}_p5": low, f"{source}_p50": middle, f"{source}_p95": high}
            # A set of either source has the same number: same luck, same draws of what is not fitted.
            ratios = _ratio(_width(fitted[place][picks]), _width(prior[place][picks]))
            whole = _ratio(_width(fitted[place][np.newaxis]), _width(prior[place][np.newaxis]))
            low, high = np.nanquantile(ratios, (0.05, 0.95)) if np.isfinite(whole[0]) else (np.nan, np.nan)
            row |= {"width_ratio": float(whole[0]), "width_ratio_p5": low, "width_ratio_p95": high}
            rows.append(row)
    return pd.DataFrame(rows)


def _width(values: Floats) -> Floats:
    """From the 5th to the 95th percentile of each row."""
    import numpy as np

    low, high = np.quantile(values, (0.05, 0.95), axis=-1)
    found: Floats = high - low
    return found


def _ratio(fitted: Floats, prior: Floats) -> Floats:
    """Fitted ÷ prior; NaN where the prior is nought."""
    import numpy as np

    found: Floats = np.divide(fitted, prior, out=np.full(prior.shape, np.nan), where=prior > 0)
    return found

"""The regression: a small hierarchical Poisson model of voluntary quits, sampled with NUTS.

    voluntary quits of a group    ~ Poisson(rate × time at risk × (1 − unknown))
    involuntary exits             ~ Poisson(rate of the contract × person-months × (1 − unknown))
    exits of unknown reason       ~ Poisson(both rates' exits × unknown)
    log rate of a group           = contract + department + level + the group's own, the last three pooled
    voluntary quits of a month    ~ Multinomial(headcount × exp(market)), market a first-order autoregression

The time at risk is weighted with the model's own tenure curve, which is therefore kept. Exits of unknown
reason are taken to lack their reason at random: what is known of the others, with its uncertainty, splits
them. The months say only how the rate moved, as each is conditional on the total, so no leaver counts twice;
the result is the rate of the last twelve months. Partial pooling: Gelman and Hill 2007, ch. 15.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from tandem.calibration.base_rates.history import FloatArray, History
from tandem.calibration.fit.sampling import HIGHEST_RHAT, LOWEST_ESS, NotConvergedError
from tandem.model.engine.formulas import base_quit_rates
from tandem.model.organisation.profile import CONTRACTS, LARGEST_QUITS
from tandem.model.parameters import central_values

# Spreads of the priors on the log scale: how much organisations differ from the published rate, and groups
# within one from each other. `assumption`: 0.7 lets nine in ten organisations lie between a third of the
# published rate and three times it. The spread of groups is log-normal, nine in ten times 0.09 to 0.67:
# groups always differ a little, and near nought the sampler would get stuck.
ORGANISATIONS_DIFFER = 0.7
GROUPS_DIFFER, GROUPS_DIFFER_SPREAD = 0.25, 0.6
MARKET_DIFFERS = 0.4  # of how strongly the market moves, against the register's value (assumption)
INVOLUNTARY_DIFFERS = 1.0  # assumption
KEPT = 1000  # draws that are kept
CHAINS = 4
MOST_DIVERGENT = 0.001  # share of the draws (a choice: single ones happen in the tail of a spread)
_attempts = ((1000, 0.95), (3000, 0.99))  # draws of each chain, acceptance; the second if the first fails
_nearly_nought = 1e-12
_data = ("person_months", "at_risk", "voluntary", "involuntary", "unknown", "month_leavers")


@dataclass(frozen=True)
class Fitted:
    """Draws of the annual voluntary quits ÷ headcount of the groups asked for, over the last twelve months.

    Attributes
    ----------
    annual : (draws, groups)
    unknown : (draws,) share of exits whose reason is unknown
    rhat, ess, divergences : as in `calibration.fit.sampling.Sample`
    """

    annual: FloatArray
    unknown: FloatArray
    rhat: float
    ess: float
    divergences: int


@dataclass(frozen=True)
class Regression:
    """A compiled model of a history; others of the same groups and months cost the sampling alone."""

    compiled: Any

    def sample(self, history: History, seed: int, cores: int = 2) -> Fitted:
        """Fit a history.

        Raises
        ------
        NotConvergedError
            If the chains disagree (R-hat, effective sample size, divergent transitions) even when they are
            longer.
        """
        for draws, acceptance in _attempts:
            fitted = self._sample(history, seed, draws, acceptance, cores)
            allowed = int(MOST_DIVERGENT * CHAINS * draws)
            # Written so that a number that is unknown (NaN) is refused, too.
            if fitted.rhat <= HIGHEST_RHAT and fitted.ess >= LOWEST_ESS and fitted.divergences <= allowed:
                return fitted
        raise NotConvergedError(
            f"the base rates did not converge (R-hat {fitted.rhat:.3f}, allowed {HIGHEST_RHAT}; effective "
            f"sample size {fitted.ess:.0f}, needed {LOWEST_ESS:.0f}; {fitted.divergences} divergent "
            f"transitions, allowed {allowed}). Nothing was saved."
        )

    def _sample(self, history: History, seed: int, draws: int, acceptance: float, cores: int) -> Fitted:
        import arviz
        import nutpie

        trace = nutpie.sample(
            self.compiled.with_data(**data_of(history)),
            draws=draws,
            tune=700,
            chains=CHAINS,
            seed=seed,
            cores=cores,
            target_accept=acceptance,
            progress_bar=False,
        )
        names = ["annual", "contract", "involuntary_rate", "unknown_share"]
        names += [str(name) for name in trace.posterior.data_vars if str(name).endswith("_spread")]
        summary = arviz.summary(trace, var_names=names, kind="diagnostics", round_to="none")
        annual = trace.posterior["annual"].to_numpy().reshape(-1, history.asked)
        unknown = trace.posterior["unknown_share"].to_numpy().reshape(-1)
        rows = np.linspace(0, len(annual) - 1, KEPT).astype(int)
        return Fitted(
            np.minimum(annual[rows], LARGEST_QUITS),
            unknown[rows],
            float(summary["r_hat"].max()),
            float(summary[["ess_bulk", "ess_tail"]].min().min()),
            int(trace.sample_stats["diverging"].to_numpy().sum()),
        )


def compile_regression(history: History) -> Regression:
    """Compile the model for the groups and months of a history (some seconds)."""
    import nutpie

    with warnings.catch_warnings():  # that matrices would multiply faster elsewhere is of no use to a reader
        warnings.filterwarnings("ignore", message="PyTensor could not link", category=UserWarning)
        return Regression(nutpie.compile_pymc_model(_model(history)))


def data_of(history: History) -> dict[str, FloatArray]:
    """What changes from one history of the same groups and months to the next."""
    data = {name: getattr(history, name) for name in _data}
    data["log_headcount"] = np.log(history.month_headcount + _nearly_nought)
    data["last_year"] = history.last_year
    if not history.month_leavers.size:
        for name in ("month_leavers", "log_headcount", "last_year"):
            del data[name]
    return data


def _model(history: History) -> Any:
    import pymc as pm

    pt: Any = import_module("pytensor.tensor")
    departments, levels, contracts = (_codes([key[part] for key in history.keys]) for part in range(3))
    held = sorted({key[2] for key in history.keys})
    published = dict(zip(CONTRACTS, base_quit_rates(central_values()), strict=True))
    with pm.Model() as model:
        seen = {name: pm.Data(name, values) for name, values in data_of(history).items()}
        contract = pm.Normal(
            "contract", np.log([published[name] for name in held]), ORGANISATIONS_DIFFER, shape=len(held)
        )
        log_rate = contract[contracts]
        for part, codes in _pooled(departments, levels).items():
            spread = pm.LogNormal(f"{part}_spread", np.log(GROUPS_DIFFER), GROUPS_DIFFER_SPREAD)
            log_rate = log_rate + spread * pm.Normal(part, shape=int(codes.max()) + 1)[codes]
        rate = pt.exp(log_rate)
        dismissed = pm.LogNormal(
            "involuntary_rate",
            np.log(central_values()["dismissal_rate"]),
            INVOLUNTARY_DIFFERS,
            shape=len(held),
        )[contracts]
        hidden = pm.Beta("unknown_share", 0.5, 0.5)  # Jeffreys
        quits = rate * seen["at_risk"] + _nearly_nought
        others = dismissed * seen["person_months"] + _nearly_nought
        for name, expected in (
            ("voluntary", quits * (1 - hidden)),
            ("involuntary", others * (1 - hidden)),
            ("unknown", (quits + others) * hidden),
        ):
            pm.Potential(f"{name}_likelihood", pt.sum(seen[name] * pt.log(expected) - expected))
        recent = _recent(history, seen, pm, pt) if history.month_leavers.size else 1.0
        share = seen["at_risk"] / pt.maximum(seen["person_months"], _nearly_nought)
        usual = pt.sum(seen["at_risk"]) / pt.maximum(pt.sum(seen["person_months"]), _nearly_nought)
        weight = pt.switch(seen["person_months"] > 0, share, usual)
        pm.Deterministic("annual", (12 * rate * weight * recent)[: history.asked])
    return model


def _recent(history: History, seen: dict[str, Any], pm: Any, pt: Any) -> Any:
    """The last twelve months' rate ÷ that of all months, and the likelihood of the months."""
    persistence = central_values()["labour_market_persistence"]
    usual = np.sqrt(np.log1p(central_values()["labour_market_cv"] ** 2))
    month = np.arange(history.month_leavers.size)
    lag = month[:, None] - month[None, :]
    # The autoregression as a matrix: month t is the sum of φ^(t−s) × shock s, the first from the long run.
    weights = np.where(lag >= 0, persistence ** np.maximum(lag, 0), 0.0)
    weights[:, 1:] *= np.sqrt(1 - persistence**2)
    spread = pm.LogNormal("market_spread", np.log(usual), MARKET_DIFFERS)
    market = spread * pt.dot(weights, pm.Normal("market_shock", shape=month.size))
    exposed = market + seen["log_headcount"]
    total = pt.logsumexp(exposed)
    leavers = seen["month_leavers"]
    pm.Potential("month_likelihood", pt.sum(leavers * market) - pt.sum(leavers) * total)
    people, recent = pt.exp(seen["log_headcount"]), seen["last_year"]
    last_year = pt.sum(recent * pt.exp(exposed)) / pt.sum(recent * people)
    return last_year / (pt.exp(total) / pt.sum(people))


def _pooled(departments: Any, levels: Any) -> dict[str, Any]:
    """Code of each group in every grouping that can be told apart from the others."""
    pooled = {
        name: codes for name, codes in (("department", departments), ("level", levels)) if codes.max() > 0
    }
    # Where each group is a department (or level) of its own, its own part would be the department's.
    if pooled and departments.size > max(codes.max() + 1 for codes in pooled.values()):
        pooled["own"] = np.arange(departments.size)
    return pooled


def _codes(names: list[str]) -> Any:
    place = {name: index for index, name in enumerate(dict.fromkeys(names))}
    return np.array([place[name] for name in names])

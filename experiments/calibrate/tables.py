"""The account of a calibration as tables of words: what the terminal and the report show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tandem.experiments.calibrate.account import (
    COMPARED,
    ENOUGH,
    MET,
    MISSED,
    MOST_LIKELY_NOISE,
    NEAR,
    NOTHING,
    Account,
    Row,
    Table,
    is_ratio,
    is_share,
    meaning,
    prior_mean,
    tell_of,
)
from tandem.experiments.wording.numerals import Tell, count, interval, plain, share, with_range

_most_parameters = 20
_most_that_lose = 4
_fit_columns = (
    "finding", "found", "its 90 % interval", "model p50 (p5 to p95)", "new surveys 90 %", "use", "inside",
)  # fmt: skip


def tables(account: Account) -> Iterator[Table]:
    """Every table that the account has the numbers for, the most important first."""
    yield _fit(account)
    yield _facts(account)
    yield _contraction(account)
    yield _left_out(account)
    yield _informs(account)
    yield _dependence(account)
    yield _causal_share(account)
    if account.get("readings"):
        yield _readings(account)
    if "simulation_based" in account:
        yield _simulated(account)
    if "crosscheck" in account:
        yield _crosscheck(account)
    yield _emulator(account)


def headline(name: str, account: Account) -> str:
    """What the fit amounts to, in a paragraph."""
    fitted = [row for row in account["fit"] if row["use"] == "fitted"]
    held = [row for row in account["fit"] if row["use"] == "held out"]
    facts = [row["verdict"] for row in account["facts"]]
    informed = [row["parameter"] for row in account["contraction"] if row["informed"]]
    convergence = account["convergence"]
    held_out = f", and {sum(row['inside'] for row in held)} of {len(held)} held out" if held else ""
    return (
        f"Posterior {name} (targets {account['targets']}, reading {account['reading']}): the model's "
        "median lies "
        f"in the 90 % sampling interval of {sum(row['inside'] for row in fitted)} of {len(fitted)} fitted "
        f"findings{held_out}. Of {count(len(facts), 'fact')} never fitted, {facts.count(MET)} are met, "
        f"{facts.count(NEAR)} nearly, {facts.count(MISSED)} missed. The survey informs {len(informed)} of "
        f"{len(account['contraction'])} parameters; all others stay at their priors. "
        f"R-hat {plain(convergence['rhat'], 3)}, smallest effective sample size "
        f"{plain(convergence['effective_sample_size'])}, {convergence['divergences']} divergent "
        "transitions; fitted in "
        f"{plain(account['seconds_to_fit'])} s."
    )


def warnings(account: Account) -> list[str]:
    """Contradictions among the fitted findings, and those that the reading leaves out for that reason."""
    told = [f"Contradiction: {each}" for each in account["contradictions"]]
    return told + [
        f"Left out under reading={account['reading']}: {each}" for each in account.get("set_aside", [])
    ]


def _between(ends: Sequence[float], tell: Tell) -> str:
    return interval(*map(tell, ends))


def _fit(account: Account) -> Table:
    rows = []
    for row in account["fit"]:
        tell, replicates = tell_of(not is_ratio(row)), row["survey_replicates"]
        cells = (
            row["target"], tell(row["observed"]), _between(row["interval"], tell),
            with_range(row["predicted"], tell), _between((replicates["p5"], replicates["p95"]), tell),
            row["use"], "yes" if row["inside"] else "no",
        )  # fmt: skip
        rows.append(Row(cells, MET if row["inside"] else MISSED))
    return Table(
        "Fit: every finding against the model",
        _fit_columns,
        tuple(rows),
        "Inside: the model's median lies in the finding's own 90 % sampling interval. New surveys: what "
        "a survey of the study's size would find in the model's world.",
    )


def _facts(account: Account) -> Table:
    rows = []
    for row in account["facts"]:
        tell = tell_of(is_share(row["unit"]))
        evidence = f"{tell(row['observed'])} ({_between(row['range'], tell)})"
        cells = (
            row["fact"], evidence, with_range(row["model"], tell),
            row["verdict"], row["why"], row["evidence"],
        )  # fmt: skip
        rows.append(Row(cells, row["verdict"]))
    return Table(
        "Held-out facts: never fitted",
        ("fact", "evidence (range)", "model p50 (p5 to p95)", "verdict", "why not", "evidence key"),
        tuple(rows),
        "Met: the model's median lies in the range; near: its 90 % interval overlaps the range; "
        "otherwise missed.",
    )


def _contraction(account: Account) -> Table:
    rows = account["contraction"]
    shown = [row for row in rows if row["informed"]] or []
    shown += [row for row in rows if not row["informed"]][: max(0, _most_parameters - len(shown))]
    informed = sum(row["informed"] for row in rows)
    return Table(
        f"Identifiability: {informed} of {len(rows)} parameters are informed",
        ("parameter", "meaning", "prior variance removed", "shift, prior SD", "informed"),
        tuple(
            Row(
                (row["parameter"], meaning(row["parameter"]), share(max(row["contraction"], 0.0)),
                 plain(row["shift"], 2), "yes" if row["informed"] else "no")
            )
            for row in shown
        ),
        f"Informed: at least 20 % of the prior variance removed. {len(rows) - len(shown)} less informed "
        "ones are not "
        "listed; parameters outside the fit stay at their priors.",
    )  # fmt: skip


def _left_out(account: Account) -> Table:
    fits = {row["target"]: row for row in account["fit"]}
    rows = []
    for row in account["left_out"]:
        tell = tell_of(not is_ratio(fits[row["target"]]))
        inside = "yes" if row["inside"] else "no"
        cells = (row["target"], tell(row["observed"]), with_range(row["predicted"], tell), inside)
        rows.append(Row(cells, MET if row["inside"] else MISSED))
    return Table(
        "Each finding, predicted by the others",
        ("finding left out", "found", "predicted p50 (p5 to p95)", "inside"),
        tuple(rows),
        "A wide interval means that nothing else tells this finding.",
    )


def _informs(account: Account) -> Table:
    return Table(
        "Which finding informs which parameter",
        ("finding", "parameters and the share of prior variance that is lost without it"),
        tuple(
            Row(
                (
                    row["target"],
                    ", ".join(f"{name} {share(value)}" for name, value in _lose_most(row["parameters"])),
                )
            )
            for row in account["informs"]
        ),
        f"The {_most_that_lose} that lose most (the account has all of them); below about "
        f"{share(MOST_LIKELY_NOISE)} the chains' own noise explains it.",
    )


def _lose_most(parameters: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(parameters.items(), key=lambda item: -item[1])[:_most_that_lose]


def _dependence(account: Account) -> Table:
    return Table(
        "Parameters that are known only together",
        ("first", "second", "correlation"),
        tuple(
            Row((row["first"], row["second"], plain(row["correlation"], 2))) for row in account["dependence"]
        ),
        "Correlation of normal scores in the posterior; zero under the priors.",
    )


def _causal_share(account: Account) -> Table:
    return Table(
        "Sensitivity to the prior of causal_share",
        ("prior", "prior mean", "posterior mean", "effective draws"),
        tuple(
            Row(
                (row["prior"], plain(prior_mean(row["prior"]), 2), plain(row["causal_share"], 2),
                 plain(row["effective_draws"]))
            )
            for row in account["causal_share"]
        ),
        "By importance weights on the same draws.",
    )  # fmt: skip


def _readings(account: Account) -> Table:
    columns = [name for name in COMPARED if name in account["readings"][0]]
    return Table(
        "Sensitivity to the reading of the survey",
        ("reading", *columns, "moves most, posterior SD"),
        tuple(
            Row(
                (
                    row["reading"] + (" (this fit)" if row["fitted"] else ""),
                    *(with_range(row[name], tell_of(COMPARED[name])) for name in columns),
                    NOTHING if row["fitted"] else _moves_most(row["shift"]),
                )
            )
            for row in account["readings"]
        ),
        "p50 (p5 to p95). Other readings are refitted on this fit's emulator, made where this reading's "
        "posterior is; their own posteriors ship beside it.",
    )


def _moves_most(shift: Mapping[str, float]) -> str:
    most = sorted(shift.items(), key=lambda item: -abs(item[1]))[:3]
    return ", ".join(f"{name} {plain(value, 1)}" for name, value in most)


def _simulated(account: Account) -> Table:
    checked = account["simulation_based"]
    failing = [row for row in checked["parameters"] if not row["passes"]]
    few = "" if checked["datasets"] >= ENOUGH else f" Too few to be a check: take refits={ENOUGH} or more."
    rows = [Row((row["parameter"], plain(row["outside"], 3), "fails"), MISSED) for row in failing]
    passing = len(checked["parameters"]) - len(failing)
    return Table(
        f"Simulation-based calibration: {passing} of {len(checked['parameters'])} parameters pass",
        ("parameter", "outside the band by", "verdict"),
        tuple(rows) or (Row(("all", plain(0.0, 3), "pass"), MET),),
        f"{count(checked['datasets'], 'simulated data set')}, each refitted; simultaneous 95 % bands.{few}",
    )


def _crosscheck(account: Account) -> Table:
    rows = account["crosscheck"]["parameters"]
    informed = [row for row in rows if row["informed"]]
    agreeing = sum(row["agrees"] for row in informed)
    return Table(
        f"Cross-check with pyabc: {agreeing} of {len(informed)} informed parameters agree",
        ("parameter", "difference of means, posterior SD", "ratio of SDs", "agrees"),
        tuple(
            Row(
                (row["parameter"], plain(row["difference"], 2), plain(row["sd_ratio"], 2),
                 "yes" if row["agrees"] else "no"),
                MET if row["agrees"] else MISSED,
            )
            for row in informed
        ),
        "Agrees: means within 0.35 posterior SD, ratio of SDs from 0.75 to 1.35.",
    )  # fmt: skip


def _emulator(account: Account) -> Table:
    return Table(
        "Emulator of the population's statistics",
        ("statistic", "month", "explained (cross-validated)", "error", "scale"),
        tuple(
            Row(
                (row["statistic"], str(row["month"]), share(row["explained"]), plain(row["error"], 3),
                 row["scale"])
            )
            for row in account["emulator"]
        ),
        "Months since November 2022. The error enters the likelihood.",
    )  # fmt: skip

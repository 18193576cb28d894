"""The account of a calibration as tables of words: what the terminal and the report show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tandem.experiments.calibrate.account import (
    COMPARED,
    ENOUGH,
    MET,
    MISSED,
    MOST_LIKELY_NOISE,
    NOTHING,
    Account,
    Row,
    Table,
    is_ratio,
    meaning,
    structure_in_words,
    tell_of,
    use_in_words,
)
from tandem.experiments.calibrate.backcast import back_cast_table
from tandem.experiments.calibrate.contrasts import contrasts_table
from tandem.experiments.calibrate.scoreboard import (
    behind_table,
    is_scored,
    replays_table,
    score_in_words,
    scoreboard_table,
)
from tandem.experiments.calibrate.uses import uses_of_findings
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import Tell, interval, plain, share, with_range
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.tables")

_most_parameters = 20
_most_that_lose = 4


def tables(account: Account) -> Iterator[Table]:
    """Every table that the account has the numbers for, the most important first."""
    yield _fit(account)
    if is_scored(account):
        yield scoreboard_table(account)
        yield behind_table(account)
        yield replays_table(account)
    if account.get("contrasts"):
        yield contrasts_table(account)
    if account.get("backcast"):
        yield back_cast_table(account)
    yield uses_of_findings(account)
    yield _contraction(account)
    yield _left_out(account)
    yield _informs(account)
    yield _dependence(account)
    yield _selection(account)
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
    informed = [row["parameter"] for row in account["contraction"] if row["informed"]]
    convergence = account["convergence"]
    held_out = _text("held_out", inside=sum(row["inside"] for row in held), held=len(held)) if held else ""
    return _text(
        "headline",
        name=name,
        targets=account["targets"],
        reading=account["reading"],
        structure=structure_in_words(account),
        inside=sum(row["inside"] for row in fitted),
        fitted=len(fitted),
        held_out=held_out,
        score=score_in_words(account),
        informed=len(informed),
        bars=sum(name.startswith("threshold_") for name in informed),
        parameters=len(account["contraction"]),
        rhat=plain(convergence["rhat"], 3),
        size=plain(convergence["effective_sample_size"]),
        divergences=convergence["divergences"],
        seconds=plain(account["seconds_to_fit"]),
    )


def warnings(account: Account) -> list[str]:
    """Contradictions among the fitted findings, and those that the reading leaves out for that reason."""
    told = [_text("contradiction", contradiction=each) for each in account["contradictions"]]
    told += [] if is_scored(account) else [_text("not_scored", name=account.get("name", ""))]
    return told + [
        _text("left_out", reading=account["reading"], finding=each) for each in account.get("set_aside", [])
    ]


def _between(ends: Sequence[float], tell: Tell) -> str:
    return interval(*map(tell, ends))


def _fit(account: Account) -> Table:
    rows = []
    for row in account["fit"]:
        tell, replicates = tell_of(not is_ratio(row)), row["survey_replicates"]
        cells = (
            row["target"], tell(row["observed"]), _between(row["interval"], tell),
            with_range(row["predicted"], tell), _prior_of(row, tell),
            _between((replicates["p5"], replicates["p95"]), tell),
            use_in_words(row["use"]), yes_or_no(row["inside"]),
        )  # fmt: skip
        rows.append(Row(cells, MET if row["inside"] else MISSED))
    return Table(
        _text("fit_title"),
        (
            _text("finding"), _text("found"), _text("sampling_interval"), _text("model"),
            _text("prior_model"), _text("new_surveys"), _text("use"), _text("inside"),
        ),
        tuple(rows),
        _text("fit_note"),
    )  # fmt: skip


def _prior_of(row: Mapping[str, Any], tell: Tell) -> str:
    """What the priors alone say; nothing in an account of before they were asked."""
    return with_range(row["prior"], tell) if "prior" in row else NOTHING


def _contraction(account: Account) -> Table:
    rows = account["contraction"]
    shown = [row for row in rows if row["informed"]] or []
    shown += [row for row in rows if not row["informed"]][: max(0, _most_parameters - len(shown))]
    informed = sum(row["informed"] for row in rows)
    return Table(
        _text("identifiability_title", informed=informed, parameters=len(rows)),
        (_text("parameter"), _text("meaning"), _text("variance_removed"), _text("shift"), _text("informed")),
        tuple(
            Row(
                (row["parameter"], meaning(row["parameter"]), share(max(row["contraction"], 0.0)),
                 plain(row["shift"], 2), yes_or_no(row["informed"]))
            )
            for row in shown
        ),
        _text("identifiability_note", others=len(rows) - len(shown)),
    )  # fmt: skip


def _left_out(account: Account) -> Table:
    fits = {row["target"]: row for row in account["fit"]}
    rows = []
    for row in account["left_out"]:
        tell = tell_of(not is_ratio(fits[row["target"]]))
        inside = yes_or_no(row["inside"])
        cells = (row["target"], tell(row["observed"]), with_range(row["predicted"], tell), inside)
        rows.append(Row(cells, MET if row["inside"] else MISSED))
    return Table(
        _text("left_out_title"),
        (_text("finding_left_out"), _text("found"), _text("predicted"), _text("inside")),
        tuple(rows),
        _text("left_out_note"),
    )


def _informs(account: Account) -> Table:
    return Table(
        _text("informs_title"),
        (_text("finding"), _text("parameters_that_lose")),
        tuple(
            Row(
                (
                    row["target"],
                    ", ".join(
                        _text("loss", parameter=name, share=share(value))
                        for name, value in _lose_most(row["parameters"])
                    ),
                )
            )
            for row in account["informs"]
        ),
        _text("informs_note", most=_most_that_lose, noise=share(MOST_LIKELY_NOISE)),
    )


def _lose_most(parameters: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(parameters.items(), key=lambda item: -item[1])[:_most_that_lose]


def _dependence(account: Account) -> Table:
    return Table(
        _text("dependence_title"),
        (_text("first"), _text("second"), _text("correlation")),
        tuple(
            Row((row["first"], row["second"], plain(row["correlation"], 2))) for row in account["dependence"]
        ),
        _text("dependence_note"),
    )


def _selection(account: Account) -> Table:
    return Table(
        _text("selection_title"),
        (_text("prior"), _text("prior_mean"), _text("posterior_mean"), _text("effective_draws")),
        tuple(
            Row(
                (row["prior"], plain(row["prior_mean"], 2), plain(row["selection"], 2),
                 plain(row["effective_draws"]))
            )
            for row in account["selection"]
        ),
        _text("selection_note"),
    )  # fmt: skip


def _readings(account: Account) -> Table:
    columns = [name for name in COMPARED if name in account["readings"][0]]
    return Table(
        _text("readings_title"),
        (_text("reading"), *columns, _text("moves_most")),
        tuple(
            Row(
                (
                    _text("this_fit", reading=row["reading"]) if row["fitted"] else row["reading"],
                    *(with_range(row[name], tell_of(COMPARED[name])) for name in columns),
                    NOTHING if row["fitted"] else _moves_most(row["shift"]),
                )
            )
            for row in account["readings"]
        ),
        _text("readings_note"),
    )


def _moves_most(shift: Mapping[str, float]) -> str:
    most = sorted(shift.items(), key=lambda item: -abs(item[1]))[:3]
    return ", ".join(_text("move", parameter=name, sd=plain(value, 1)) for name, value in most)


def _simulated(account: Account) -> Table:
    checked = account["simulation_based"]
    failing = [row for row in checked["parameters"] if not row["passes"]]
    note = _text("simulated_note", sets=_text("data_sets", count=checked["datasets"]))
    if checked["datasets"] < ENOUGH:
        note = _text("too_few", note=note, enough=ENOUGH)
    rows = [Row((row["parameter"], plain(row["outside"], 3), _text("fails")), MISSED) for row in failing]
    passing = len(checked["parameters"]) - len(failing)
    return Table(
        _text("simulated_title", passing=passing, parameters=len(checked["parameters"])),
        (_text("parameter"), _text("outside_by"), _text("verdict")),
        tuple(rows) or (Row((_text("all"), plain(0.0, 3), _text("pass")), MET),),
        note,
    )


def _crosscheck(account: Account) -> Table:
    rows = account["crosscheck"]["parameters"]
    informed = [row for row in rows if row["informed"]]
    agreeing = sum(row["agrees"] for row in informed)
    return Table(
        _text("crosscheck_title", agreeing=agreeing, informed=len(informed)),
        (_text("parameter"), _text("difference_of_means"), _text("ratio_of_sds"), _text("agrees")),
        tuple(
            Row(
                (row["parameter"], plain(row["difference"], 2), plain(row["sd_ratio"], 2),
                 yes_or_no(row["agrees"])),
                MET if row["agrees"] else MISSED,
            )
            for row in informed
        ),
        _text("crosscheck_note"),
    )  # fmt: skip


def _emulator(account: Account) -> Table:
    return Table(
        _text("emulator_title"),
        (_text("statistic"), _text("month"), _text("explained"), _text("error"), _text("scale")),
        tuple(
            Row(
                (row["statistic"], str(row["month"]), share(row["explained"]), plain(row["error"], 3),
                 row["scale"])
            )
            for row in account["emulator"]
        ),
        _text("emulator_note"),
    )  # fmt: skip

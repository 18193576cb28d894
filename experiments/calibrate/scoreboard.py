"""Scoreboard of held-out facts, and implementation checks: as tables, in a sentence, as `facts.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from tandem.calibration.checks.held_out.scoreboard import MET, MISSED, SIGN_ONLY, WIDTHS
from tandem.calibration.checks.held_out.verdict import REASONS
from tandem.experiments.calibrate.account import NOTHING, Account, Row, Table
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.numerals import Tell, interval, per_cent, plain, ranged, share
from tandem.experiments.wording.words import yes_or_no

_text = texts("calibrate.scoreboard")

Fact = Mapping[str, Any]
_percentiles = ("p5", "p50", "p95")


def is_scored(account: Account) -> bool:
    """Whether the facts were judged by today's rule; accounts before it have no scores."""
    return bool(account.get("replays")) and all("failed" in row for row in account["facts"])


def counts(account: Account) -> dict[str, int]:
    """How many facts came out how; `counted` are those that are no sign only."""
    found = {
        verdict: sum(row["verdict"] == verdict for row in account["facts"])
        for verdict in (MET, MISSED, SIGN_ONLY)
    }
    return found | {"counted": found[MET] + found[MISSED]}


def score_in_words(account: Account) -> str:
    """How many held-out facts are met and how many replays pass; nothing where the rule was another."""
    if not is_scored(account):
        return ""
    found, replays = counts(account), account["replays"]
    return _text(
        "score",
        met=found[MET],
        facts=_text("facts", count=found["counted"]),
        passing=sum(row["passes"] for row in replays),
        replays=_text("replays", count=len(replays)),
    )


def tell_of_fact(fact: Fact, decimals: int | None = 1) -> Tell:
    """How a number of a fact is told: per cent with `decimals` (None: in two digits), otherwise with two."""
    unit = fact.get("unit", "")
    if unit.startswith(("share", "change of share", "relative change")):
        return lambda value: per_cent(None if value is None else 100 * value, decimals)
    return lambda value: plain(value, 2)


def verdict_in_words(fact: Fact) -> str:
    """`met`, `missed: sign, interval`, or `sign only: right in 88 % of draws`."""
    if fact["verdict"] == SIGN_ONLY:
        return _text("sign_only", part=share(fact["sign_right"]))
    if fact["verdict"] == MET:
        return _text("met")
    failed = [
        _text({"sign": "sign", "interval": "interval", "sharpness": "sharpness"}[reason])
        for reason in fact["failed"]
    ]
    return _text("missed", failed=", ".join(failed))


def told(fact: Fact, ends: Sequence[float]) -> str:
    """An interval of a fact."""
    tell = tell_of_fact(fact)
    return interval(*map(tell, ends))


def found_in_words(fact: Fact, decimals: int | None = 1) -> str:
    """The published value with its interval; for a sign, which."""
    if fact["verdict"] == SIGN_ONLY:
        return _text("above" if fact["sign"] > 0 else "below")
    tell = tell_of_fact(fact, decimals)
    return ranged(tell(fact["published"]), *map(tell, fact["ends"]))


def model_in_words(fact: Fact, decimals: int | None = 1) -> str:
    """The model's median with p5 and p95."""
    p5, p50, p95 = (tell_of_fact(fact, decimals)(fact["model"][key]) for key in _percentiles)
    return ranged(p50, p5, p95)


def scoreboard_table(account: Account) -> Table:
    """Every fact: what was published, what the model says, and the verdict."""
    found = counts(account)
    rows = []
    for row in account["facts"]:
        expected = NOTHING if row["verdict"] == SIGN_ONLY else told(row, row["predictive"])
        study = _text("study", study=row["study"], design=row["design"])
        cells = (
            row["fact"], study, found_in_words(row), model_in_words(row), expected, verdict_in_words(row),
            row["evidence"],
        )  # fmt: skip
        rows.append(Row(cells, row["verdict"]))
    return Table(
        _text("title", met=found[MET], facts=_text("facts", count=found["counted"])),
        (
            _text("head_fact"),
            _text("head_study"),
            _text("head_published"),
            _text("head_model"),
            _text("head_expected"),
            _text("head_verdict"),
            _text("head_key"),
        ),
        tuple(rows),
        _text("note", half=_flips(account, "naive_half"), double=_flips(account, "naive_double")),
    )


def behind_table(account: Account) -> Table:
    """What the verdicts follow from besides: level of the interval, naive prediction, scores, reasons."""
    rows = []
    for row in account["facts"]:
        numbers = (NOTHING, NOTHING, NOTHING, NOTHING)
        if row["verdict"] != SIGN_ONLY:
            naive, tell = row["naive"], tell_of_fact(row)
            numbers = (
                _text("judged") if row["judged"] else share(row["level"] / 100),
                ranged(tell(naive["centre"]), *map(tell, naive["ends"])),
                _text("scores", model=plain(row["score"], 3), naive=plain(naive["score"], 3)),
                share(row["steady"]),
            )
        because = " ".join(part for part in (row.get("derived"), row["computed"], row["why"]) if part)
        rows.append(Row((row["evidence"], *numbers, because)))
    return Table(
        _text("behind_title"),
        (
            _text("head_key"),
            _text("head_level"),
            _text("head_naive"),
            _text("head_scores"),
            _text("head_steady"),
            _text("head_computed"),
        ),
        tuple(rows),
        _text("behind_note"),
    )


def _flips(account: Account, other: str) -> str:
    """Verdicts that another width of the naive prediction would change."""
    changed = sum(row["verdict"] != row[other] for row in account["facts"] if other in row)
    return _text("verdicts", count=changed)


def replays_table(account: Account) -> Table:
    """Trials behind priors, replayed: checks of the code."""
    rows = account["replays"]
    return Table(
        _text("replays_title", passing=sum(row["passes"] for row in rows), replays=len(rows)),
        (
            _text("head_replay"), _text("head_prior"), _text("head_size_expected"), _text("head_came"),
            _text("head_tolerance"), _text("head_within"), _text("head_gap"), _text("head_pass"),
        ),
        tuple(
            Row(
                (
                    _trial(row["name"]),
                    _text("prior", parameter=row["parameter"], keys=", ".join(row["evidence"])),
                    _quantiles(row["expected"]), _quantiles(row["came"]),
                    _text("tolerance", size=plain(row["tolerance"], 2), unit=_unit(row["unit"]),
                          proportion=share(row["proportion"])),
                    share(row["within"]), plain(row["largest_gap"], 3), yes_or_no(row["passes"]),
                ),
                MET if row["passes"] else MISSED,
            )
            for row in rows
        ),
        _text("replays_note", draws=rows[0]["draws"]),
    )  # fmt: skip


def _trial(name: str) -> str:
    return _text(
        {
            "scribes": "scribes",
            "hybrid_work": "hybrid_work",
            "belonging_on_burnout": "belonging_on_burnout",
            "belonging_on_quits": "belonging_on_quits",
            "layoff_survivors": "layoff_survivors",
        }[name]
    )


def _unit(unit: str) -> str:
    return _text({"SD": "unit_sd", "log ratio": "unit_log_ratio"}[unit])


def _quantiles(found: Mapping[str, float]) -> str:
    p5, p50, p95 = (plain(found[key], 2) for key in _percentiles)
    return ranged(p50, p5, p95)


def facts_csv(account: Account) -> str:
    """Every fact with all numbers in full, so that anybody can work the verdicts out again."""
    lines = [_line(row) for row in account["facts"]]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(dict.fromkeys(key for line in lines for key in line)), restval="",
                            lineterminator="\n")  # fmt: skip
    writer.writeheader()
    writer.writerows(lines)
    return stream.getvalue()


def _line(row: Fact) -> dict[str, Any]:
    texts_of = ("name", "fact", "study", "design", "evidence", "source", "statistic")
    line: dict[str, Any] = {"verdict": row["verdict"]} | {key: row[key] for key in texts_of}
    line |= {f"model_{key}": row["model"][key] for key in _percentiles}
    if row["verdict"] == SIGN_ONLY:
        line |= {"sign": row["sign"], "sign_right": row["sign_right"]}
    else:
        naive = row["naive"]
        line |= {
            "unit": row["unit"], "scale": row["scale"], "published": row["published"],
            "published_low": row["ends"][0], "published_high": row["ends"][1], "level": row["level"],
            "judged": row["judged"], "derived": row["derived"],
            "expected_low": row["predictive"][0], "expected_high": row["predictive"][1],
            "naive": naive["name"], "naive_centre": naive["centre"],
            "naive_low": naive["ends"][0], "naive_high": naive["ends"][1],
            "score": row["score"], "naive_score": naive["score"],
        }  # fmt: skip
        line |= {f"{reason}_holds": reason not in row["failed"] for reason in REASONS}
        line["steady"] = row["steady"]
        line |= {f"verdict_{name}": row[name] for name in WIDTHS}
    return line | {"computed": row["computed"], "why": row["why"]}

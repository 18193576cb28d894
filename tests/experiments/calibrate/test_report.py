"""The report: every number is the account's, misses are shown, nothing is fitted."""

import csv
import json
import math

import pytest

from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import Posterior, save_posterior
from tandem.experiments.calibrate.report import report_page, report_text, write_report
from tandem.experiments.calibrate.scoreboard import facts_csv
from tandem.experiments.calibrate.study import without_nan
from tandem.experiments.calibrate.tables import headline, tables, warnings
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws


def test_the_report_of_a_stored_posterior(tandem, stored, tmp_path):
    answer = tandem("report=true")
    assert answer.code == 0, answer.err
    for title in (
        "Fit: every finding",
        "Held-out facts: ",
        "Implementation checks, not evidence: ",
        "Identifiability",
        "Simulation-based",
        "Cross-check",
        "AI use and burnout:",
    ):
        assert title in answer.out
    (folder,) = tmp_path.glob("outputs/calibration/report-*")
    assert answer.out.splitlines()[-1] == str(folder.relative_to(tmp_path))
    pages = {path.stem for path in (folder / "figures").glob("*.png")}
    assert pages == {path.stem for path in (folder / "figures").glob("*.svg")}
    assert len(pages) == 11
    page = (folder / "report.md").read_text(encoding="utf-8")
    assert "## Held-out facts: " in page and "## Implementation checks" in page
    assert (folder / "facts.csv").is_file()
    assert all(f"figures/{stem}.png" in page for stem in pages)
    assert (folder / "figures" / "backcast.csv").read_text(encoding="utf-8").startswith("Quantity,Series,")


def test_a_report_without_draws_has_no_back_cast(tandem, stored, tmp_path):
    answer = tandem("report=true", "backcast_draws=0")
    assert answer.code == 0, answer.err
    assert "AI use and burnout:" not in answer.out
    assert not list(tmp_path.glob("outputs/calibration/report-*/figures/backcast*"))


def test_the_newest_run_is_reported(tandem, stored, tmp_path):
    import os

    newer = stored.parent / "newer"
    save_posterior(newer, NAME, made_up_draws(), made_up_account() | {"seconds_to_fit": 77.0})
    os.utime(stored / f"{NAME}.json", (1, 1))
    assert tandem("report=true").code == 0
    (page,) = tmp_path.glob("outputs/calibration/report-*/finding.md")
    assert "fitted in 77 s" in page.read_text("utf-8")


def test_a_posterior_of_an_older_model_is_refused(tandem, stored, tmp_path, monkeypatch):
    monkeypatch.setattr("tandem.calibration.fit.posterior.behaves_alike", lambda _: False)
    answer = tandem("report=true")
    assert answer.code == 2
    assert "rebuild it: tandem calibrate reading=level" in answer.err
    assert not list(tmp_path.glob("outputs/calibration/report-*"))


def test_a_damaged_posterior_is_refused(tandem, stored):
    (stored / f"{NAME}.json").write_text("{", encoding="utf-8")
    answer = tandem("report=true")
    assert answer.code == 2
    assert "cannot be read" in answer.err


def test_the_fit_table_tells_the_account(monkeypatch):
    account = made_up_account()
    fit = next(tables(account))
    for row, entry in zip(fit.rows, account["fit"], strict=True):
        assert row.cells[0] == entry["target"]
        assert row.cells[-1] == ("yes" if entry["inside"] else "no")
        assert row.verdict == ("met" if entry["inside"] else "missed")
    by_name = {row.cells[0]: row.cells for row in fit.rows}
    assert by_name["burnout_top"][1] == "88\u00a0%"
    assert by_name["considering_ratio"][1] == "2.00"


def test_counts_of_the_headline():
    account = made_up_account()
    fitted = [row for row in account["fit"] if row["use"] == "fitted"]
    text = headline(NAME, account)
    assert f"{sum(row['inside'] for row in fitted)} of {len(fitted)} fitted" in text
    counted = [row for row in account["facts"] if row["verdict"] != "sign only"]
    met = sum(row["verdict"] == "met" for row in counted)
    assert f"Of {len(counted)} facts held out, {met} are met; 5 of 5 replays" in text
    assert f"informs {sum(row['informed'] for row in account['contraction'])} of {len(INPUTS)}" in text


def test_misses_are_red_on_a_terminal(monkeypatch, capsys):
    import sys

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    lines = report_text(Posterior(NAME, (), made_up_account())).splitlines()
    red = [line for line in lines if "\x1b[1;31m" in line]
    assert any("missed" in line for line in red)
    assert not any(" met " in line for line in red)


def test_contradictions_are_told():
    account = made_up_account() | {"contradictions": ["'a' and 'b' cannot both hold."], "set_aside": ["'c'."]}
    told = warnings(account)
    assert told[0].startswith("Contradiction: 'a' and 'b' cannot both hold.")
    assert told[1] == "Left out under reading=level: 'c'."
    assert "**Contradiction:" in report_page(Posterior(NAME, (), account), {}, "figures")


def test_without_the_slow_checks():
    titles = [table.title for table in tables(made_up_account(refits=0, crosscheck=False))]
    assert not any("Simulation-based" in title or "Cross-check" in title for title in titles)


def test_few_simulated_data_sets_are_no_check():
    notes = [table.note for table in tables(made_up_account(refits=20))]
    assert any("Too few to be a check" in note for note in notes)


def test_a_statistic_without_a_value_does_not_break_the_account(tmp_path):
    account = made_up_account()
    account["facts"][0]["model"] = {"p5": float("nan"), "p50": float("nan"), "p95": float("nan")}
    account = without_nan(account)
    save_posterior(tmp_path, NAME, made_up_draws(), account)
    assert json.loads((tmp_path / f"{NAME}.json").read_text())["facts"][0]["model"]["p50"] is None
    facts = list(tables(account))[1]
    assert facts.rows[0].cells[3] == "no value"


def test_the_scoreboard_tells_the_account_missed_first():
    account = made_up_account()
    score = list(tables(account))[1]
    order = [row.verdict for row in score.rows]
    assert order == sorted(order, key=("missed", "met", "sign only").index)
    for row, fact in zip(score.rows, account["facts"], strict=True):
        assert row.cells[0] == fact["fact"] and row.cells[-1] == fact["evidence"]
        assert row.cells[5].startswith(fact["verdict"])
        assert all(reason in row.cells[5] for reason in fact["failed"])


def test_anybody_works_the_verdicts_out_again_from_the_csv():
    """With nothing but the columns and the formula of docs/calibration.md."""
    lines = list(csv.DictReader(facts_csv(made_up_account()).splitlines()))
    counted = [line for line in lines if line["verdict"] != "sign only"]
    assert {line["verdict"] for line in counted} == {"met", "missed"}
    for line in counted:
        number = math.log if line["scale"] == "ratio" else float
        value, low, high, p5, p50, p95, centre, first, last = (
            number(float(line[name]))
            for name in (
                "published", "published_low", "published_high", "model_p5", "model_p50", "model_p95",
                "naive_centre", "naive_low", "naive_high",
            )
        )  # fmt: skip
        w = (high - low) / 2 * (1.645 / 1.96 if line["level"] == "95" else 1)
        scores = []
        for middle, h in (((p5 + p95) / 2, (p95 - p5) / 2), (centre, (last - first) / 2)):
            reach = math.sqrt(h**2 + w**2)
            outside = max(abs(value - middle) - reach, 0)
            scores.append((2 * reach + 20 * outside, outside == 0))
        met = (p50 > centre) == (value > centre) and scores[0][1] and scores[0][0] < scores[1][0]
        assert line["verdict"] == ("met" if met else "missed"), line["name"]


def test_facts_judged_by_an_older_rule_are_not_shown(tmp_path):
    old = made_up_account()
    del old["replays"]
    old["facts"] = [{"name": "x", "verdict": "near", "range": [0, 1], "model": {}}]
    assert len(list(tables(old))) == 13
    assert "facts=true" in warnings(old)[-1]
    assert "held out, " not in headline(NAME, old).partition("findings")[2].partition("The survey")[0]
    write_report(Posterior(NAME, made_up_draws(), old), tmp_path)
    assert not (tmp_path / "facts.csv").exists() and not (tmp_path / "figures" / "facts.png").exists()


def test_facts_are_judged_anew_on_a_posterior_that_exists(tandem, stored):
    answer = tandem("report=true", "facts=true", "fact_draws=2", "people=2000", "threads=1")
    assert answer.code == 0, answer.err
    account = json.loads((stored / f"{NAME}.json").read_text())
    assert {row["draws"] for row in account["facts"]} == {2} == {row["draws"] for row in account["replays"]}


def test_facts_anew_only_with_a_report(tandem):
    answer = tandem("facts=true")
    assert answer.code == 2 and "report=true facts=true" in answer.err


@pytest.mark.parametrize("reading", ["level", "ratio", "both"])
def test_every_reading_has_tables(reading):
    assert len(list(tables(made_up_account(reading)))) == 16

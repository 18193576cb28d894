"""The report: every number is the account's, misses are shown, nothing is fitted."""

import json

import pytest

from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import Posterior, save_posterior
from tandem.experiments.calibrate.report import report_page, report_text
from tandem.experiments.calibrate.study import without_nan
from tandem.experiments.calibrate.tables import headline, tables, warnings
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws


def test_the_report_of_a_stored_posterior(tandem, stored, tmp_path):
    answer = tandem("report=true")
    assert answer.code == 0, answer.err
    for title in (
        "Fit: every finding",
        "Held-out facts",
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
    assert "## Held-out facts" in page
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
    assert "fitted in 77 s" in tandem("report=true").out


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
    assert "3 are met, 3 nearly, 3 missed" in text
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
    assert facts.rows[0].cells[2] == "no value"


@pytest.mark.parametrize("reading", ["level", "ratio", "both"])
def test_every_reading_has_tables(reading):
    assert len(list(tables(made_up_account(reading)))) == 13

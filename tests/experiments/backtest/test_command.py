"""`tandem backtest` from end to end, the regression replaced by its closed form to spare its compilation."""

import json

import pandas as pd
import pytest
import yaml

from tandem.calibration.base_rates import fit, regression
from tandem.experiments.backtest import experiment as backtest
from tandem.experiments.cli import main
from tests.experiments.backtest.made_up import GammaPoisson
from tests.model.organisation.synthetic_profile import write_synthetic_profile

pytest.importorskip("scoringrules")
pytest.importorskip("statsmodels")

SMALL = ("draws=20", "every=6", "posterior=prior", "threads=1")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    # In `fit`, too: first imported while the other is replaced, it would keep the stand-in.
    for module in (regression, fit):
        monkeypatch.setattr(module, "compile_regression", lambda _: GammaPoisson())
    write_synthetic_profile(tmp_path / "profile", months=60, first="2020-11", headcount=400)
    return tmp_path / "profile"


def run(folder, *more):
    usual = ("organisation=profile", f"organisation.path={folder}", *SMALL)
    said = {each.partition("=")[0] for each in more}
    return main(["backtest", *(each for each in usual if each.partition("=")[0] not in said), *more])


def test_the_report_is_complete_and_its_first_line_is_the_finding(folder, tmp_path, capsys):
    assert run(folder, "output=report") == 0
    out = capsys.readouterr().out
    report = tmp_path / "report"
    page = (report / "report.md").read_text()
    heading, what, finding = out.replace("\n", " ").partition("What. ")
    assert "Synthetic Ltd" in heading
    assert (what + finding).startswith(page.splitlines()[0]) and "Tandem" in page.splitlines()[0]
    assert "must not be used to assess" in page
    for stem in ("forecasts", "scores"):
        table = pd.read_parquet(report / f"{stem}.parquet")
        assert len(table) == len(pd.read_csv(report / f"{stem}.csv")) > 0
        assert set(table["forecast"]) == {"Tandem", "last year's rate", "exponential smoothing"}
    for stem in ("totals", "bands"):
        assert (report / "figures" / f"{stem}.png").stat().st_size > 10_000
        assert (report / "figures" / f"{stem}.svg").exists()
    manifest = json.loads((report / "manifest.json").read_text())
    assert manifest["origins"] == ["2023-11", "2024-05", "2024-11"]
    assert manifest["best"] in manifest["crps"]
    assert yaml.safe_load((report / "config.yaml").read_text())["organisation"]["path"] == str(folder)
    assert not list((tmp_path / "outputs").rglob("*.npz"))


def test_the_manifest_labels_the_draws_of_a_mixture(folder, tmp_path):
    assert run(folder, "posterior=upwork_2025", "output=report") == 0
    manifest = json.loads((tmp_path / "report" / "manifest.json").read_text())
    assert manifest["reading"] == "mixed" and manifest["readings"] == list(
        ("level", "ratio", "both", "level", "ratio") * 4
    )
    assert [each["name"] for each in manifest["posterior_components"]] == [
        "upwork_2025_level", "upwork_2025_ratio", "upwork_2025_both"
    ]  # fmt: skip
    figures = json.loads((tmp_path / "report" / "figures" / "figures.json").read_text())
    assert all(
        "mixed (40\u00a0% level, 40\u00a0% ratio, 20\u00a0% both" in each["caption"] for each in figures
    )


def test_an_interrupted_back_test_goes_on_where_it_stopped(folder, tmp_path, monkeypatch, capsys):
    forecast = backtest._maker
    made: list[object] = []

    def counted(plan, *given):
        make = forecast(plan, *given)

        def one(origin):
            if len(made) == 2:
                raise KeyboardInterrupt
            made.append(origin)
            return make(origin)

        return one

    monkeypatch.setattr(backtest, "_maker", counted)
    assert run(folder, "output=report") == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()
    made.append("the third only")
    assert run(folder, "output=report") == 0
    assert len(made) == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("horizon=0",), "horizon: found 0"),
        (("history=59",), "too short"),
        (("organisation.pulse_survey=x.yaml",), "a back-test does not use it"),
        (("organisation.path=nowhere",), "nowhere"),
        (("draws=5",), "draws: found 5"),
    ],
)
def test_wrong_input_is_answered_and_nothing_is_written(folder, tmp_path, capsys, typed, words):
    assert run(folder, "output=report", *typed) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


def test_a_table_has_no_past(tmp_path, capsys):
    typed = ("organisation=table", "organisation.path=example", *SMALL, f"output={tmp_path / 'report'}")
    assert main(["backtest", *typed]) == 2
    assert "only an imported profile has a past" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


def test_no_months_is_a_clear_message(folder, capsys):
    (folder / "monthly.parquet").unlink()
    assert run(folder) == 2
    assert "no monthly history (monthly.parquet)" in capsys.readouterr().err

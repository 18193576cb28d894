"""Tandem from Python: the same numbers as on the command line, errors with the same words."""

import json
from typing import Any

import pandas as pd
import pytest

import tandem
from tandem.experiments.cli import main

SMALL: dict[str, Any] = {"organisation": {"headcount": 300}, "draws": 4, "months": 3}
TYPED = ("organisation.headcount=300", "draws=4", "months=3")


@pytest.fixture(scope="module")
def result():
    return tandem.project(**SMALL, policy="guardrails", figures="headline")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed") / "run"
    assert main(["project", *TYPED, "policy=guardrails", "figures=none", f"output={folder}"]) == 0
    return folder


def test_the_public_names_are_few_and_there():
    assert len(tandem.__all__) <= 16
    assert all(getattr(tandem, name).__doc__ for name in tandem.__all__)
    assert set(tandem.__all__) <= set(dir(tandem))
    with pytest.raises(AttributeError, match="no attribute 'predict'"):
        tandem.predict  # noqa: B018


def test_the_numbers_are_those_of_the_command_line(result, run):
    assert result.summary == json.loads((run / "summary.json").read_text())
    typed = pd.read_parquet(run / "monthly.parquet")
    pd.testing.assert_frame_equal(
        result.monthly[typed.columns].drop(columns="month"), typed.drop(columns="month")
    )


def test_tables_carry_the_scenario_and_ordered_months(result):
    monthly = result.monthly
    assert set(monthly["scenario"]) == {"workload guardrails"}
    assert set(monthly["organisation"]) == {"default organisation"}
    assert pd.api.types.is_datetime64_any_dtype(monthly["month"])
    for _, rows in monthly.groupby(["department", "level", "contract", "measure"], observed=True):
        assert rows["month"].is_monotonic_increasing
    assert "Voluntary turnover" in result.finding


def test_departments_are_a_table_like_the_others(result):
    departments = result.departments
    assert set(departments["scenario"]) == {"workload guardrails"}
    assert set(departments["measure"]) >= {"voluntary_turnover", "ai_users", "true_gain"}
    assert not departments["certain"].any()  # four runs make nothing certain
    pd.testing.assert_frame_equal(result.tables["departments"], departments)


def test_a_notebook_shows_the_figures(result):
    assert result.figures
    for figure in result.figures:
        assert figure._repr_png_().startswith(b"\x89PNG")
        assert figure.title and figure.alt_text and figure.caption


def test_a_saved_result_is_a_run_folder_and_opens_again(result, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = result.save("kept")
    again = tandem.load("kept")
    assert again.summary == result.summary
    assert again.finding == result.finding
    pd.testing.assert_frame_equal(again.monthly, result.monthly)
    with pytest.raises(tandem.InputError, match="exists already"):
        result.save(folder)
    assert main(["project", "--config-path", "kept", "output=repeated"]) == 0
    assert tandem.load("repeated").summary == result.summary


def test_the_folder_that_the_command_line_wrote_opens(run):
    loaded = tandem.load(run)
    assert loaded.manifest["command"] == "tandem project"
    assert loaded.finding
    assert loaded.figures == ()
    with pytest.raises(tandem.InputError, match="no table 'effects'; it has: departments, monthly"):
        loaded.effects  # noqa: B018


@pytest.mark.parametrize("made", ["nothing", "a file", "an empty folder", "another program's manifest"])
def test_a_folder_that_is_no_run_is_told(made, tmp_path):
    place = tmp_path / "place"
    if made == "a file":
        place.write_text("x")
    elif made != "nothing":
        place.mkdir()
    if made == "another program's manifest":
        (place / "manifest.json").write_text('{"command": "npm install"}')
    with pytest.raises(tandem.InputError, match="folder"):
        tandem.load(place)


WRONG = {
    "a setting out of range": ({"months": 0}, "months: found 0; allowed: a whole number from 1 to 120"),
    "a setting misspelt": ({"month": 3}, "month: there is no such setting. Did you mean 'months'?"),
    "an option misspelt": ({"policy": "guardrail"}, "Did you mean 'guardrails'?"),
    "an option in a group": ({"environment": {"ai_progress": "fast"}}, "environment.ai_progress=fast"),
    "no such file": ({"organisation": "nowhere.csv"}, "no file, folder or option 'nowhere.csv'"),
    "a number as organisation": ({"organisation": 3}, "organisation: found 3"),
    "a value in a group": (
        {"environment": {"labour_market": {"quit_ratio": 99}}}, "environment.labour_market.quit_ratio",
    ),
    "a parameter that does not exist": ({"parameters": {"gain": 1}}, "gain"),
    "a reference": ({"name": "${oc.env:HOME}"}, "name: found '${oc.env:HOME}'"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "told"), WRONG.values(), ids=WRONG.keys())
def test_wrong_settings_raise_what_the_command_line_says(settings, told):
    with pytest.raises(tandem.InputError) as caught:
        tandem.project(**{**SMALL, **settings})
    assert told in str(caught.value)


def test_policies_are_compared_by_name_or_as_dictionaries():
    mine = {
        "name": "mine",
        "levers": {
            "care": {"kind": "workload_guardrails", "start": 1, "intensity": 1, "cost": {"per_head_month": 5}}
        },
    }
    result = tandem.compare(
        ["status_quo", "guardrails", mine], **SMALL, reading_draws=0, value_of_information=False,
        figures="none",
    )  # fmt: skip
    assert set(result.effects["policy"]) == {"workload guardrails", "mine"}
    with pytest.raises(tandem.InputError, match="Did you mean 'training'"):
        tandem.compare(["status_quo", "trainin"], **SMALL)


def test_an_organisation_is_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm.csv").write_text(
        "department,level,contract,headcount,mean_salary\nSales,junior,employee,60,50000\n"
    )
    result = tandem.project(organisation="firm.csv", draws=2, months=2, figures="none")
    assert result.summary["organisation"] == "firm"
    assert set(result.monthly["department"]) >= {"Sales"}

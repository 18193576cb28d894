"""The options that ship: their numbers come from the evidence, and each file says how to run it."""

import csv
import re
from typing import Any

import pytest
import yaml

from tandem.experiments.cli import main
from tandem.experiments.settings.overrides import groups, options_of
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.environment import Environment, environment_table
from tandem.model.parameters import central_values, register
from tandem.model.rules.environment import MARKET_USERS, TALENT_DEMAND
from tests.places import REPOSITORY

CONFIGS = REPOSITORY / "configs"
EVIDENCE = {
    row["key"]: row
    for row in csv.DictReader((REPOSITORY / "calibration" / "evidence.csv").open(encoding="utf-8"))
}

ENVIRONMENT = [group for group in groups() if group.startswith("environment/")]


def option(group: str, name: str) -> Any:
    return yaml.safe_load((CONFIGS / group / f"{name}.yaml").read_text(encoding="utf-8"))


def test_the_groups_and_options():
    expected = {
        "environment/ai_progress": ["agents_surge", "plateau", "steady"],
        "environment/ai_talent_demand": ["flat", "rising", "surge"],
        "environment/labour_market": ["base", "slack", "tight"],
        "organisation": ["default", "table"],
        "policy": ["guardrails", "layoff_example", "status_quo"],
        "posterior": [
            "own",
            "prior",
            "upwork_2025",
            "upwork_2025_both",
            "upwork_2025_level",
            "upwork_2025_ratio",
        ],
    }
    assert set(groups()) >= set(expected)
    for group, options in expected.items():
        assert set(options_of(group)) >= set(options)


def test_labour_markets_are_those_of_the_evidence():
    (mean,) = map(float, re.findall(r"mean (\d+\.\d+)", EVIDENCE["JOLTS_sd"]["quantity"]))
    deviation, of_2022 = (float(EVIDENCE[key]["value"]) for key in ("JOLTS_sd", "JOLTS_2022"))
    ratio = {
        name: option("environment/labour_market", name)["quit_ratio"] for name in ("slack", "base", "tight")
    }
    assert ratio["slack"] == pytest.approx((mean - deviation) / mean, abs=0.005)
    assert ratio["base"] == 1
    assert ratio["tight"] == pytest.approx(of_2022 / mean, abs=0.005)


def test_the_surge_quadruples_demand_in_six_months_and_stays():
    growth = float(EVIDENCE["UPW25_searches"]["value"])
    surge = option("environment/ai_talent_demand", "surge")
    world = Environment(0.5, 0, 1, 1, surge["growth"], surge["ceiling"])
    table = environment_table(world, central_values(), 1, 38, 60)
    people = (table[:, MARKET_USERS] / table[SURVEY_MONTH, MARKET_USERS]).clip(1)  # who have the skill
    demand = table[:, TALENT_DEMAND] * people
    assert demand[SURVEY_MONTH] == pytest.approx(1)
    assert demand[SURVEY_MONTH + 6] == pytest.approx(1 + growth)
    assert demand[-1] == pytest.approx(1 + growth)


@pytest.mark.parametrize(
    "file", sorted(CONFIGS.rglob("*.yaml")), ids=lambda file: str(file.relative_to(CONFIGS))
)
def test_every_file_opens_with_the_command_that_runs_it(file):
    opening = file.read_text(encoding="utf-8").split("\n\n")[0]
    assert opening.startswith("# ")
    assert re.search(r"tandem [a-z]+", opening)


def numbers_without_source(text: str) -> list[str]:
    keys = "|".join(["assumption", *EVIDENCE, *register()])
    found = []
    above = ""
    for line in text.splitlines():
        comment = line.partition("#")[2] + above
        above = above + line if line.startswith("#") else ""
        if re.match(r"\s*[\w ]+:\s+-?[\d.]+\s*(#|$)", line) and not re.search(rf"\b({keys})\b", comment):
            found.append(line)
    return found


@pytest.mark.parametrize("group", ENVIRONMENT)
def test_every_number_of_an_environment_names_its_source(group):
    for name in options_of(group):
        text = (CONFIGS / group / f"{name}.yaml").read_text(encoding="utf-8")
        assert numbers_without_source(text) == [], name


@pytest.mark.parametrize("group", ["policy", "posterior", *ENVIRONMENT])
def test_every_option_composes(group, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in options_of(group):
        assert main(["project", f"{group}={name}", "--cfg", "job"]) == 0
        shown = yaml.safe_load(capsys.readouterr().out)
        for part in group.split("/"):
            shown = shown[part]
        left_out: dict[str, Any] = {"weights": {}} if group == "posterior" else {}  # a mixture alone has any
        assert shown == left_out | option(group, name)
    assert list(tmp_path.iterdir()) == []

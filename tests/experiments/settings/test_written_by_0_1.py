"""What version 0.1 wrote opens: run folders, a search's policies, a profile (of made-up people)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tandem.experiments.import_profile.output import MAPPING
from tandem.experiments.intake.meaning.mapping import load_mapping
from tandem.model.organisation.folder.imported import PURPOSE, read_profile

WRITTEN = Path(__file__).parent / "written_by_0_1"
COMMANDS = ("project", "compare", "optimise", "backtest")
# Settings that came later, and what they are where nothing is said.
_report = {"to": "none", "template": None, "language": "en", "paper": "a4", "short": False}
NEW: dict[str, dict[str, Any]] = {
    "project": {
        "report": _report,
        "scenario": None,
        "figures": "all",
        "table": "monthly",
        "structure": "balanced",
    },
    "compare": {
        "report": _report,
        "scenario": None,
        "figures": "all",
        "structure": "balanced",
        "duration": None,
        "fiscal_year_start": 1,
        "discount_rate": None,
    },
    "optimise": {
        "scenario": None,
        "figures": "all",
        "structure": "balanced",
        "allow": None,
        "further": {},
    },
    "backtest": {"scenario": None, "structure": "balanced"},
}
NEW_OF_POSTERIOR: dict[str, Any] = {"weights": {}}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_folder_is_the_same_configuration(command, tandem):
    answer = tandem(command, "--config-path", str(WRITTEN / command), "--cfg", "job", "--resolve")
    assert answer.code == 0, answer.err
    saved = yaml.safe_load((WRITTEN / command / "config.yaml").read_text("utf-8"))
    assert saved.pop("defaults") == [f"{command}_schema", "_self_"]
    opened = yaml.safe_load(answer.out)
    assert not NEW_OF_POSTERIOR.keys() & saved["posterior"].keys()
    saved["posterior"] |= NEW_OF_POSTERIOR
    assert {key: value for key, value in opened.items() if key in saved} == saved
    assert {key: value for key, value in opened.items() if key not in saved} == NEW[command]


@pytest.mark.parametrize("role", ["knee", "runner_up"])
def test_a_policy_of_a_search_is_an_option(role, tandem):
    typed = ("--config-dir", str(WRITTEN / "optimise"), f"policy={role}")
    answer = tandem("project", *typed, "--cfg", "job", "--package", "policy")
    assert answer.code == 0, answer.err
    file = WRITTEN / "optimise" / "policy" / f"{role}.yaml"
    assert yaml.safe_load(answer.out) == yaml.safe_load(file.read_text("utf-8"))


def test_a_profile_is_read():
    imported = read_profile(WRITTEN / "profile")
    about = yaml.safe_load((WRITTEN / "profile" / "profile.yaml").read_text("utf-8"))
    assert imported.about == about
    assert imported.profile.imported and imported.profile.purpose == PURPOSE
    assert imported.profile.headcount == sum(group.headcount for group in imported.profile.groups) > 0


def test_a_mapping_is_read():
    mapping = load_mapping(WRITTEN / "profile" / MAPPING)
    assert (mapping.system, mapping.columns["pay"]) == ("workday", "Total Base Pay Annualized - Amount")

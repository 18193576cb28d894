"""Policies by name and in the user's own folder; every wrong one gets a message with file and key."""

import pytest

from tandem.experiments.cli import main
from tandem.experiments.simulation.policies import read_policies
from tandem.model.organisation.profile import Group, Profile
from tests.experiments.compare.conftest import SMALL


def refused(capsys, tmp_path, *settings):
    """The message of a comparison that must be refused without writing anything."""
    folder = tmp_path / "out"
    assert main(["compare", *SMALL, *settings, f"output={folder}"]) == 2
    assert not folder.exists() and not list(tmp_path.glob(".out*"))
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("policies=[status_quo]", ["policies: found 1", "two or more"]),
        ("policies=status_quo", ["policies: found 'status_quo'", "a list of policies"]),
        ("policies=[status_quo,guardrial]", ["no policy 'guardrial'", "Did you mean 'guardrails'?"]),
        ("policies=[status_quo,status_quo]", ["two policies are called 'status quo'"]),
        ("mechanisms=perhaps", ["mechanisms", "true or false"]),
        ("reading_draws=-1", ["reading_draws: found -1"]),
        ("draws=5", ["runs_per_parameter_set"]),
        ("fiscal_year_start=13", ["fiscal_year_start: found 13", "from 1 to 12", "example"]),
        ("discount_rate=-0.1", ["discount_rate: found -0.1", "0 to 1"]),
        ("duration=0", ["duration: found 0", "from 1 to 120"]),
    ],
)
def test_wrong_settings(capsys, tmp_path, settings, words):
    message = refused(capsys, tmp_path, settings)
    assert all(word in message for word in words), message


WRONG_LEVERS = {
    "kind: magic\n    intensity: 1": [
        "policy/mine.yaml.levers.lever.kind",
        "no lever 'magic'",
        "workload_guardrails",
    ],
    "kind: recognition\n    intensity: 3": ["levers.lever.intensity", "found 3", "0 to 2"],
    "kind: recognition\n    intensity: 1\n    start: 9\n    end: 3": ["levers.lever.end", "before the start"],
    "kind: recognition\n    intensity: 1\n    start: 99": ["levers.lever.start", "month of the projection"],
    "kind: recognition\n    intensity: 1\n    departments: [Sale]": [
        "levers.lever.departments",
        "'Sale'",
        "Sales",
    ],
    "kind: recognition\n    intensity: 1\n    levels: [boss]": ["levers.lever.levels", "'boss'", "junior"],
    "kind: recognition\n    intensity: 1\n    share: [0.6, 0.4]": ["levers.lever.share", "share above 0"],
    "kind: recognition\n    intensity: 1\n    cost: {fixed: -5}": ["levers.lever.cost.fixed", "found -5"],
    "kind: recognition\n    intensity: 1\n    cost: {fixd: 5}": ["cost.fixd", "Did you mean 'fixed'?"],
    "kind: recognition\n    intensity: 1\n    cost: {per_head_month: 5, currency: EUR}": [
        "policy/mine.yaml.levers.lever.cost.currency",
        "found 'EUR'",
        "USD",
        "shares of pay",
        "organisation.exchange_rates=",
    ],
    "kind: recognition\n    intensity: 1\n    cost: {per_head_month: 5, range: [1.5, 0.5]}": [
        "levers.lever.cost.range",
        "found [1.5, 0.5]",
        "[from, to]",
        "example",
    ],
    "kind: recognition\n    strength: 1": ["strength: there is no such setting", "intensity"],
    "kind: freelance_mix\n    intensity: 0.1\n    levels: [executive]": ["no freelancers in what it covers"],
    "kind: recognition\n   intensity: 1": ["policy/mine.yaml", "cannot be read"],
}


@pytest.mark.parametrize("lever", WRONG_LEVERS)
def test_wrong_levers_in_a_file_of_ones_own(capsys, tmp_path, lever):
    policy = tmp_path / "options" / "policy" / "mine.yaml"
    policy.parent.mkdir(parents=True)
    policy.write_text(f"name: mine\nlevers:\n  lever:\n    {lever}\n")
    message = refused(
        capsys, tmp_path, "--config-dir", str(tmp_path / "options"), "policies=[status_quo,mine]"
    )
    assert all(word in message for word in WRONG_LEVERS[lever]), message


def test_two_files_with_one_name(capsys, tmp_path):
    folder = tmp_path / "options" / "policy"
    folder.mkdir(parents=True)
    for stem in ("one", "two"):
        (folder / f"{stem}.yaml").write_text("name: mine\nlevers: {}\n")
    message = refused(capsys, tmp_path, "--config-dir", str(tmp_path / "options"), "policies=[one,two]")
    assert "two policies are called 'mine'" in message


def test_a_policy_that_does_nothing_changes_nothing(compare, tmp_path):
    """Zero intensity with a cost attached: every paired effect is nought in every run, cost included."""
    import pandas as pd

    folder = tmp_path / "options" / "policy"
    folder.mkdir(parents=True)
    (folder / "idle.yaml").write_text(
        "name: idle\nlevers:\n  idle:\n    kind: human_connection\n    intensity: 0\n    share: 0.5\n"
        "    cost: {fixed: 9000, per_head_month: 50, hours_per_week: 4}\n"
    )
    run = compare("--config-dir", str(tmp_path / "options"), "policies=[status_quo,idle]", "reading_draws=0")
    table = pd.read_parquet(run / "effects.parquet")
    stated = table[~table["effect"].isin(["cost_per_leaver_avoided", "payback_month"])]
    assert (stated[["p5", "p50", "p95", "mean"]] == 0).all(axis=None)


PROFILE = Profile("made up", "EUR", (Group("Sales", "junior", "employee", 40, 60_000.0),), "made up")


@pytest.mark.parametrize(
    ("name", "duration", "months"),
    [
        ("training", 36, [12]),  # learning has an end of its own
        ("training", 6, [6]),
        ("experimentation", 36, [6]),
        ("guardrails", 36, [36]),
        ("connection", 36, [36]),
        ("augment", 24, [24, 12, 24]),
        ("training", None, [12]),
    ],
)
def test_ready_policies_last_as_long_as_each_other_but_learning_ends(name, duration, months):
    _, policy = read_policies(["status_quo", name], 38, 36, PROFILE, duration)
    assert [(lever.end or 0) - lever.start + 1 for lever in policy.levers] == months

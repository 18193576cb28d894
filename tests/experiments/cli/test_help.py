"""`--help` shows the settings that people use as they are; `--help=all` shows every one."""

import re
from typing import Any

import pytest
import yaml
from hydra import compose, initialize_config_module
from omegaconf import OmegaConf

from tandem.experiments.backtest.schema import register_schema as register_backtest
from tandem.experiments.calibrate.schema import register_schema as register_calibrate
from tandem.experiments.cli import main
from tandem.experiments.compare.schema import register_schema as register_compare
from tandem.experiments.optimise.schema import register_schema as register_optimise
from tandem.experiments.sensitivity.schema import register_schema as register_sensitivity
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.schema import register_schema as register_project
from tandem.experiments.sweep.schema import register_schema as register_sweep

REGISTER = {
    "project": register_project,
    "compare": register_compare,
    "optimise": register_optimise,
    "calibrate": register_calibrate,
    "backtest": register_backtest,
    "sweep": register_sweep,
    "sensitivity": register_sensitivity,
}
MOST = 20
STANDS_FOR = ("=FILE", "=FOLDER", ".NAME", ".KIND", '="Northwind', "=pulse_2026", "policies=", "allow=")


def page_of(command: str, option: str, capsys: Any) -> str:
    assert main([command, option]) == 0
    return str(capsys.readouterr().out)


def shown(page: str) -> list[str]:
    """`key=value` of every setting of the short page."""
    lines = page.split("shows every one):\n\n")[1].split("\n\n")[0].splitlines()
    return [re.match(r'\S+="[^"]*"|\S+', line.strip())[0] for line in lines]  # type: ignore[index]


def config_of(command: str) -> dict[str, Any]:
    REGISTER[command]()
    with initialize_config_module("configs", version_base="1.3"):
        config: Any = OmegaConf.to_container(compose(command))
    return dict(config)


@pytest.mark.parametrize("command", REGISTER)
def test_the_short_page_names_at_most_twenty_settings_that_exist_with_their_values(command, capsys):
    settings, config = shown(page_of(command, "--help", capsys)), config_of(command)
    assert 10 <= len(settings) <= MOST
    for setting in settings:
        if setting == "FILE":  # stands by itself, without a key
            continue
        key, _, value = setting.strip("'~").partition("=")
        parts = key.split(".")
        assert parts[0] in config, key
        if any(mark in setting for mark in STANDS_FOR) or setting.startswith("'"):
            continue
        if key in ("organisation", "policy", "posterior") or parts[0] == "environment":
            assert value in options_of(key.replace(".", "/")), key
            continue
        found: Any = config
        for part in parts:
            found = found[part]
        assert found == yaml.safe_load(value), key


@pytest.mark.parametrize("command", REGISTER)
def test_the_whole_page_has_every_setting(command, capsys):
    page, config = page_of(command, "--help=all", capsys), config_of(command)
    assert all(f"\n{key}:" in page for key in config)


def test_the_whole_page_lists_the_options_of_each_group(capsys):
    page = page_of("project", "--help=all", capsys)
    for part in (
        "environment/ai_progress: agents_surge, plateau, steady",
        "organisation: default, profile, table",
        "--multirun",
        "--config-dir",
        "tandem project client.xlsx",
    ):
        assert part in page
    assert "Powered by Hydra" not in page and "schema" not in page


@pytest.mark.parametrize("typed", ["--help=al", "--help=", "-h=every"])
def test_another_help_is_refused(typed, capsys):
    assert main(["project", typed]) == 2
    assert "allowed: --help, or --help=all" in capsys.readouterr().err

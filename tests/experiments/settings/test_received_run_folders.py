"""A run folder from somebody else is data: more than values and names of options is refused."""

import json
import pickle
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.experiments.settings.attacks import ATTACKS, DEFAULTS, GOOD
from tests.experiments.settings.conftest import SECRET, Pickled, check_refused

RUN = ("--config-path", "../received")


@pytest.mark.parametrize(("lines", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_what_is_no_data_is_refused_with_file_and_key(lines, words, tandem, received):
    received("x.pkl", pickle.dumps(Pickled()))
    received("config.yaml", f"{GOOD}{lines}\n")
    check_refused(tandem("project", *RUN), "../received/config.yaml", *words)


@pytest.mark.parametrize("entry", DEFAULTS.values(), ids=DEFAULTS.keys())
def test_defaults_name_known_options_and_nothing_else(entry, tandem, received):
    received("config.yaml", f"defaults:\n- project_schema\n- {entry}\n- _self_\nmonths: 3\n")
    received("other.yaml", "# @package hydra.callbacks\nx: {_target_: os.mkdir, path: executed}\n")
    check_refused(tandem("project", *RUN), "../received/config.yaml", "line 3: defaults[1]: found")


@pytest.mark.parametrize("content", ["[1, 2]", "a text", "3", "defaults: {a: 1}", "defaults: hydra/config"])
def test_a_file_without_settings_is_refused(content, tandem, received):
    received("config.yaml", content)
    check_refused(tandem("project", *RUN), "../received/config.yaml")


def test_bytes_and_a_very_large_file_are_refused(tandem, received):
    received("config.yaml", b"\xff\xfe\x00m")
    check_refused(tandem("project", *RUN), "config.yaml: cannot be read")
    received("config.yaml", "name: " + "x" * (1 << 20))
    check_refused(tandem("project", *RUN), "config.yaml", "1 MB")


@pytest.mark.parametrize("command", ["compare", "optimise", "backtest", "calibrate"])
def test_every_command_refuses_it(command, tandem, received):
    received("config.yaml", f"defaults: [{command}_schema, _self_]\nname: ${{oc.env:SECRET}}\nhydra: {{}}\n")
    check_refused(tandem(command, *RUN), "config.yaml, line 2: name", "config.yaml, line 3: hydra")


def test_whole_policies_of_a_comparison_are_checked(tandem, received):
    first = "defaults: [compare_schema, common, _self_]\npolicies:\n"
    received("config.yaml", f"{first}- {{name: a, levrs: {{}}}}\n- status_quo\n")
    check_refused(tandem("compare", *RUN), "line 3: policies[0].levrs", "Did you mean 'levers'?")
    received("config.yaml", f"{first}- status_quo\n- ../../x\n")
    received("x.yaml", "name: x\nlevers: {}\n")
    check_refused(tandem("compare", *RUN), "there is no policy '../../x'")


def test_a_folder_of_another_command_names_it(tandem, received):
    received("config.yaml", "defaults: [compare_schema, _self_]\n")
    check_refused(tandem("project", *RUN), "tandem compare --config-path ../received")


@pytest.mark.parametrize("place", ["http://x.org/run", "pkg://tandem.configs", "file:///tmp", "", "a\0b"])
def test_a_run_folder_is_a_folder(place, tandem):
    check_refused(tandem("project", "--config-path", place), "--config-path: there is no file config.yaml")


def test_a_good_folder_runs_from_elsewhere(tandem, received):
    received(
        "config.yaml", f"{GOOD}name: Süd 👩‍👩‍👧\nenvironment: {{labour_market: {{quit_ratio: 1.2e0}}}}\n"
    )
    answer = tandem("project", *RUN, "--cfg", "job")
    assert answer.code == 0
    shown = yaml.safe_load(answer.out)
    assert (shown["months"], shown["draws"], shown["policy"]["name"]) == (3, 2, "AI training")
    assert shown["name"] == "Süd 👩‍👩‍👧"
    assert shown["environment"]["labour_market"]["quit_ratio"] == 1.2
    assert shown["reading"] == "${posterior.reading}"  # what Tandem itself ships may refer


def test_names_are_cleaned_before_they_are_shown_or_written(tandem, received):
    """Of a comparison as sent: nothing on the screen or in a file steers a terminal."""
    lines = """name: "\\e[31mNorth\\u202e"
organisation: {name: "Firm\\e]0;x\\a\\n", headcount: 200}
policy: {name: "AI \\e[1mtraining", levers: {}}
"""
    received("config.yaml", GOOD.replace("months: 3", "months: 1") + lines)
    answer = tandem("project", *RUN, "output=run")
    assert answer.code == 0, answer.err
    assert "\x1b" not in answer.out + answer.err and answer.out.startswith("North · ")
    summary = json.loads(Path("run", "summary.json").read_text("utf-8"))
    saved = yaml.safe_load(Path("run", "config.yaml").read_text("utf-8"))
    assert (summary["organisation"], saved["organisation"]["name"]) == ("North", "Firm")
    assert (saved["name"], saved["policy"]["name"]) == ("North", "AI training")
    assert tandem("project", "--config-path", "run", "--cfg", "job").code == 0


NAMES = st.sampled_from(
    ["hydra", "_target_", "_args_", "name", "months", "organisation", "policy", "levers", "x", "${x}", "<<"]
)
LEAVES = st.sampled_from(
    ["${oc.env:SECRET}", "$", "{x}", "a ${b} c", "pandas.read_pickle", "hydra", "_self_", "x", 1, None]
)
INNER = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(NAMES, LEAVES, max_size=2)
TREES = st.dictionaries(NAMES, INNER | st.dictionaries(NAMES, INNER, max_size=2), max_size=4)


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tree=TREES)
def test_whatever_is_sent_no_secret_comes_out(tree, tandem, received):
    received("config.yaml", yaml.safe_dump(tree))
    answer = tandem("project", *RUN, "--cfg", "all", "--resolve")
    assert SECRET not in answer.out + answer.err
    assert "Traceback" not in answer.err
    if any(word in str(tree) for word in ("'hydra':", "'_target_':", "'_args_':", "${")):
        assert answer.code == 2

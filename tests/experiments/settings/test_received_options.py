"""A folder of options from somebody else is data, too; a user's own work from it as before."""

import pickle
from pathlib import Path

import pytest
import yaml
from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.option_files import policy_settings
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.received import RUN
from tandem.model.errors import InputError
from tests.experiments.settings.attacks import BOMB
from tests.experiments.settings.conftest import Pickled, check_refused
from tests.places import REPOSITORY

DIR = ("--config-dir", "../received")
POLICY = "name: mine\nlevers: {a: {kind: wellness, intensity: 0.5}}\n"
WORLD = "quality_at_start: 0.5\nquality_growth: 1e-1\ntool_progress: 2\n"

# what somebody tries → the file, its text, words of the message
ATTACKS = {
    "a directive into Hydra": (
        "policy/mine.yaml",
        "# @package hydra.callbacks\nx: {_target_: pandas.read_pickle, _args_: [../received/x.pkl]}",
        ["mine.yaml, line 1: found '@package hydra.callbacks'", "line 2: x"],
    ),
    "a directive further down": (
        "policy/mine.yaml",
        POLICY + "#  @package  _global_",
        ["line 3: found '@package"],
    ),
    "another directive": ("policy/mine.yaml", "#@hydra x\n" + POLICY, ["line 1: found '@hydra x'"]),
    "an object in a lever": (
        "policy/mine.yaml",
        "name: x\nlevers:\n  a:\n    _target_: pandas.read_pickle",
        ["line 4: levers.a._target_"],
    ),
    "Hydra": ("policy/mine.yaml", POLICY + "hydra: {searchpath: [file:///]}", ["line 3: hydra"]),
    "a variable": ("policy/mine.yaml", "name: ${oc.env:SECRET}\nlevers: {}", ["line 1: name: found"]),
    "a variable in a list": (
        "policy/mine.yaml",
        "name: x\nlevers: {a: {kind: wellness, intensity: 1, levels: ['${oc.env:SECRET}']}}",
        ["levers.a.levels[0]: found"],
    ),
    "an object of Python": ("policy/mine.yaml", "name: !!python/object/apply:os.mkdir [executed]", ["tag"]),
    "anchors that multiply": ("policy/mine.yaml", BOMB, ["anchors"]),
    "another option's group": (
        "policy/mine.yaml",
        "defaults: [{organisation: table}]\n" + POLICY,
        ["defaults[0]"],
    ),
    "Hydra by default": (
        "policy/mine.yaml",
        "defaults: [override hydra/launcher: x]\n" + POLICY,
        ["defaults[0]"],
    ),
    "an option above": ("policy/mine.yaml", "defaults: [../organisation/table]\n" + POLICY, ["defaults[0]"]),
    "an unknown setting": (
        "policy/mine.yaml",
        "name: x\nlever: {}",
        ["line 2: lever:", "Did you mean 'levers'?"],
    ),
    "no settings": ("policy/mine.yaml", "- a", ["mine.yaml: found no settings"]),
    "a variable as a table": (
        "organisation/ours.yaml",
        "kind: table\npath: ${oc.env:SECRET}",
        ["organisation/ours.yaml, line 2: path"],
    ),
    "an unknown setting of an organisation": (
        "organisation/ours.yaml",
        "knd: table",
        ["Did you mean 'kind'?"],
    ),
    "an unknown setting of the world": (
        "environment/ai_progress/mine.yaml",
        "tool_progres: 1",
        ["environment/ai_progress/mine.yaml, line 1: tool_progres", "Did you mean 'tool_progress'?"],
    ),
    "an unknown setting of all the world": (
        "environment/mine.yaml",
        "ai_progress: {speed: 1}",
        ["environment/mine.yaml, line 1: ai_progress.speed"],
    ),
    "an object in a posterior": ("posterior/mine.yaml", "kind: fitted\n_target_: x", ["line 2: _target_"]),
    "the name of an option that ships": (
        "posterior/upwork_2025_level.yaml",
        "kind: prior\nname: prior\nfolder: null\nreading: level\n",
        ["'upwork_2025_level' is an option of posterior that ships", "my_upwork_2025_level.yaml"],
    ),
}


@pytest.mark.parametrize(("name", "text", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_what_is_no_data_is_refused_with_file_and_key(name, text, words, tandem, received):
    received("x.pkl", pickle.dumps(Pickled()))
    received(name, text + "\n")
    check_refused(tandem("project", *DIR, "policy=status_quo"), f"../received/{name}", *words)
    check_refused(tandem("compare", *DIR, "policies=[status_quo,mine]"), f"../received/{name}", *words)


def test_what_is_no_option_is_left_alone(tandem, received):
    """A finished run, or a whole project, can be such a folder: only groups of options are read."""
    received("config.yaml", "hydra: {}\n")
    received("hydra/launcher/evil.yaml", "_target_: os.mkdir\n")
    received("notes.yaml", "a: ${b}\n")
    received("figures/x.yaml", "a: ${b}\n")
    received("policy/._mine.yaml", b"\x00\x05\x16\x07")  # what macOS puts into archives
    received("policy/notes.txt", "not an option")
    received("policy/deeper/x.yaml", "a: ${b}\n")
    received("policy/guardrails.yaml", (REPOSITORY / "configs" / "policy" / "guardrails.yaml").read_bytes())
    received("policy/mine.yaml", POLICY)
    answer = tandem("project", *DIR, "policy=mine", "--cfg", "job", "--package", "policy")
    assert answer.code == 0, answer.err
    assert yaml.safe_load(answer.out)["name"] == "mine"
    check_refused(tandem("project", *DIR, "hydra/launcher=evil"), "setting of Hydra")
    check_refused(tandem("project", *DIR, "policy=deeper/x"), "there is no such option")


def test_options_of_every_group(tandem, received):
    received("policy/mine.yaml", "# @package policy\n" + POLICY)
    received("environment/ai_progress/mine.yaml", WORLD)
    received("organisation/ours.yaml", "kind: table\npath: example\nsheet: null\nname: Ours\n")
    received("posterior/ours.yaml", "kind: prior\nname: ours\nfolder: null\nreading: both\n")
    answer = tandem(
        "project", *DIR, "policy=mine", "environment.ai_progress=mine", "organisation=ours", "posterior=ours",
        "--cfg", "job", "--resolve",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    shown = yaml.safe_load(answer.out)
    assert shown["policy"] == yaml.safe_load(POLICY)
    assert shown["environment"]["ai_progress"] == {
        "quality_at_start": 0.5, "quality_growth": 0.1, "tool_progress": 2.0,
    }  # fmt: skip
    assert shown["organisation"]["name"] == "Ours"
    assert shown["reading"] == "both"


def test_what_a_folder_holds_is_forgotten_afterwards(tandem, received):
    received("policy/mine.yaml", POLICY)
    received("config.yaml", "defaults: [project_schema, common, policy: training, _self_]\nmonths: 3\n")
    assert tandem("project", *DIR, "policy=mine", "--cfg", "job").code == 0
    assert tandem("project", "--config-path", "../received", "--cfg", "job").code == 0
    answer = tandem("project", "policy=mine", "--cfg", "job")
    assert answer.code == 2 and "policy=mine: there is no such option" in answer.err
    kept = ConfigStore.instance().repo
    assert f"{RUN}.yaml" not in kept and "mine.yaml" not in kept.get("policy", {})


def test_an_option_may_begin_with_one_that_ships(tandem, received):
    received(
        "policy/mine.yaml",
        "defaults: [guardrails, _self_]\nname: more\nlevers: {guardrails: {intensity: 2}}\n",
    )
    answer = tandem("project", *DIR, "policy=mine", "--cfg", "job", "--package", "policy")
    assert answer.code == 0, answer.err
    shown = yaml.safe_load(answer.out)
    assert (shown["name"], shown["levers"]["guardrails"]["intensity"]) == ("more", 2)
    assert shown["levers"]["guardrails"]["kind"] == "workload_guardrails"


def test_a_configuration_of_ones_own_names_ones_own_options(tandem, received):
    received("policy/mine.yaml", POLICY)
    received(
        "pilot.yaml",
        "defaults:\n- project_schema\n- common\n- policy: mine\n- override organisation: table\n- _self_\n"
        "months: 7\norganisation: {path: example}\n",
    )
    for folder in ("--config-path", "--config-dir"):
        answer = tandem("project", folder, "../received", "--config-name", "pilot", "--cfg", "job")
        assert answer.code == 0, answer.err
        shown = yaml.safe_load(answer.out)
        assert (shown["months"], shown["policy"]["name"]) == (7, "mine")
        assert shown["organisation"]["kind"] == "table"


def test_a_policy_by_name_is_the_same_in_a_comparison(tandem, received):
    """What `compare` saves of it is what stands in the file; names and lists as sent."""
    received("policy/mine.yaml", POLICY.replace("mine", '"my\\e[1m own"'))
    small = (
        "organisation.headcount=200",
        "draws=2",
        "months=1",
        "reading_draws=0",
        "value_of_information=false",
    )
    answer = tandem("compare", *DIR, "policies=[status_quo,mine]", *small, "output=run")
    assert answer.code == 0, answer.err
    assert "\x1b" not in answer.out
    saved = yaml.safe_load(Path("run", "config.yaml").read_text("utf-8"))
    ships = yaml.safe_load((REPOSITORY / "configs" / "policy" / "status_quo.yaml").read_text("utf-8"))
    assert saved["policies"] == [ships, {**yaml.safe_load(POLICY), "name": "my own"}]


@pytest.mark.parametrize("name", options_of("policy"))
def test_a_policy_that_ships_is_read_as_it_stands(name):
    file = REPOSITORY / "configs" / "policy" / f"{name}.yaml"
    found = policy_settings(name)
    assert found == yaml.safe_load(file.read_text("utf-8"))
    assert found.file == f"policy/{name}.yaml"


@pytest.mark.parametrize(
    "name", ["../posterior/own", "guardrial", "", "policy/guardrails", "guardrails.yaml"]
)
def test_a_policy_is_a_name_and_no_path(name):
    with pytest.raises(InputError, match="there is no policy"):
        policy_settings(name)

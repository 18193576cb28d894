"""What is typed cannot reach into Hydra or to files elsewhere; sweeps and references of one's own stay."""

import pytest
import yaml

from tests.experiments.settings.conftest import SECRET, check_refused

REFUSED = {
    "hydra.callbacks.x._target_=os.mkdir": "a setting of Hydra",
    "+hydra.callbacks.x._target_=os.mkdir": "a setting of Hydra",
    "++hydra.run.dir=elsewhere": "a setting of Hydra",
    "~hydra.callbacks": "a setting of Hydra",
    "hydra/launcher=joblib": "a setting of Hydra",
    "+hydra/callbacks=x": "a setting of Hydra",
    "hydra={run: {dir: x}}": "a setting of Hydra",
    "hydra.searchpath=[file://../received]": "a setting of Hydra",
    "hydra/job_logging@x=default": "a setting of Hydra",
    "policy@hydra.callbacks=guardrails": "'@' would move settings",
    "+policy@x=guardrails": "'@' would move settings",
    "policy=../../received/mine": "has a name, not a path",
    "policy='../mine'": "has a name, not a path",
    "policy=/etc/mine": "has a name, not a path",
    "+policy=[guardrails,../mine]": "has a name, not a path",
    "organisation=[default,'/etc/mine']": "has a name, not a path",
    "environment.ai_progress=../../x": "has a name, not a path",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_settings_that_reach_elsewhere_are_refused(typed, tandem):
    check_refused(
        tandem("project", typed), typed.split("=")[0].lstrip("+~").replace(".ai", "/ai"), REFUSED[typed]
    )


@pytest.mark.parametrize(
    "option",
    [
        "--experimental-rerun",
        "--exper",
        "--hydra-help",
        "--config-pat",
        "--multi",
        "--",
        "-x",
        "-cpx",
        "--cfgs=job",
    ],
)
def test_only_known_options_are_passed_on(option, tandem, received):
    """Hydra knows one that reads a pickle, and takes every option by its first letters, too."""
    received("x.pkl", b"")
    check_refused(
        tandem("project", option, "../received/x.pkl"), f"{option.split('=')[0]}: there is no such option"
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--config-path"], "--config-path: it names nothing"),
        (["--config-name", "pilot"], "--config-name: it names a file in the folder of --config-path"),
        (["--config-path", ".", "--config-name", "../received/x"], "--config-name: found '../received/x'"),
        (["--config-path", ".", "--config-name", "nothing"], "there is no file nothing.yaml"),
        (["--config-dir", "a\0b"], "--config-dir: there is no folder"),
    ],
)
def test_folders_and_names_are_checked(typed, words, tandem, received):
    received("x.yaml", "months: 3\n")
    check_refused(tandem("project", *typed), words)


def test_the_last_of_two_folders_counts_and_is_the_one_that_is_checked(tandem, received, tmp_path):
    received("config.yaml", "defaults: [project_schema, common, _self_]\nname: ${oc.env:SECRET}\n")
    good = tmp_path / "good" / "config.yaml"
    good.parent.mkdir()
    good.write_text("defaults: [project_schema, common, policy: training, _self_]\nmonths: 5\n")
    first, last = ("--config-path", "../good"), ("--config-path=../received",)
    check_refused(tandem("project", *first, *last), "name: found")
    answer = tandem("project", *last, *first, "--cfg", "job")
    assert yaml.safe_load(answer.out)["months"] == 5


def test_sweeps_and_options_stay(tandem):
    answer = tandem("project", "-m", "policy=guardrails,training", "months=0,1", "draws=choice(3)")
    assert answer.code == 2
    assert "months: found 0" in answer.err and "no such" not in answer.err


def test_a_reference_that_is_typed_is_looked_up_and_kept_as_a_value(tandem):
    """It is the user's own; what is left of one after that cannot be a value, as it could not be repeated."""
    answer = tandem("project", "name=of ${policy.name}", "--cfg", "job", "--resolve")
    assert yaml.safe_load(answer.out)["name"] == "of status quo"
    answer = tandem("project", "name=${oc.env:SECRET}", "--cfg", "job", "--resolve")
    assert yaml.safe_load(answer.out)["name"] == SECRET
    check_refused(tandem("project", r"name=\${oc.env:SECRET}"), "name: found '${oc.env:SECRET}'", "allowed")


def test_a_posterior_is_named_and_no_path(tandem):
    check_refused(tandem("project", "posterior.name=../x"), "posterior.name: found '../x'", "without a path")


@pytest.mark.parametrize("name", ["=1+1", "@SUM(1)", "+cmd|x!A1", "-2+HYPERLINK(1)"])
def test_a_policys_name_is_no_formula(name, tandem):
    check_refused(tandem("project", f"policy.name='{name}'"), "policy.name: found", "formula")


@pytest.mark.parametrize("name", ["+1 day off", "-10 % layoffs", "A = B", "training (all)!"])
def test_a_policys_name_is_free_otherwise(name, tandem):
    answer = tandem("project", f"policy.name='{name}'", "months=0")
    assert "months: found 0" in answer.err and "policy.name" not in answer.err

"""The access log: every use of an imported profile is in it, whatever has been taken out of the profile."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from tandem.experiments.cli import main
from tandem.experiments.run.user_data import KEY_BYTES, close_to_others, log_access, log_use, privacy_key
from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.folder.imported import PURPOSE, read_profile
from tests.model.organisation.synthetic_profile import write_synthetic_profile


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    file = tmp_path / "data" / "access-log.jsonl"
    return lambda: (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )


@pytest.fixture
def folder(tmp_path):
    write_synthetic_profile(tmp_path / "profile")
    return tmp_path / "profile"


def emptied(folder):
    file = folder / "profile.yaml"
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text()), "purpose": ""}))


def test_the_use_of_a_profile_is_logged_with_its_purpose_and_hash(log, folder, tmp_path):
    profile = read_profile(folder).profile
    log_use("project", profile, tmp_path / "run")
    (entry,) = log()
    assert (entry["action"], entry["purpose"], entry["data_hash"]) == ("project", PURPOSE, profile.data_hash)
    assert entry["output"] == str(tmp_path / "run")


@pytest.mark.filterwarnings("ignore:.*purpose of this profile")
def test_a_purpose_that_was_taken_out_does_not_switch_the_log_off(log, folder, tmp_path):
    whole = read_profile(folder).profile.data_hash
    emptied(folder)
    log_use("compare", read_profile(folder).profile, tmp_path / "run")
    (entry,) = log()
    assert (entry["purpose"], entry["data_hash"]) == ("no purpose stated", whole)


def test_other_organisations_are_not_logged(log, tmp_path):
    log_use("project", default_organisation(200)[0], tmp_path / "run")
    assert log() == []


@pytest.mark.filterwarnings("ignore:.*purpose of this profile")
def test_a_projection_of_such_a_profile_says_so(log, folder, tmp_path, monkeypatch):
    emptied(folder)
    monkeypatch.chdir(tmp_path)
    typed = ["organisation=profile", "organisation.path=profile", "organisation.base_rates=literature"]
    assert main(["project", *typed, "draws=2", "months=1", "output=run"]) == 0
    assert "no purpose stated" in (tmp_path / "run" / "finding.md").read_text("utf-8")
    assert [entry["purpose"] for entry in log()] == ["no purpose stated"]
    assert (
        json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))["purpose"] == "no purpose stated"
    )


def test_key_log_and_folder_are_for_their_owner_alone(log, folder, tmp_path):
    place = tmp_path / "data"
    place.mkdir(mode=0o755)
    key = privacy_key()
    (place / "privacy-key").chmod(0o644)  # as an earlier version or a copy may have left it
    assert privacy_key() == key and len(key) == KEY_BYTES
    log_use("project", read_profile(folder).profile, tmp_path / "run")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (place, *place.iterdir())}
    assert modes == {"data": 0o700, "privacy-key": 0o600, "access-log.jsonl": 0o600}


def test_of_many_who_need_a_key_at_once_all_get_the_same_and_whole(log):
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: privacy_key(), range(40)))
    assert len(set(keys)) == 1 and len(keys[0]) == KEY_BYTES


def test_every_line_of_the_log_has_purpose_and_hash(log, tmp_path):
    log_access("dry run", "", "0" * 64, {"organisation": "Firm"})
    (entry,) = log()
    assert entry["purpose"] == "no purpose stated" and entry["data_hash"] == "0" * 64


def test_a_folder_and_what_is_in_it_are_closed_to_others(tmp_path):
    (tmp_path / "profile" / "more").mkdir(parents=True)
    (tmp_path / "profile" / "more" / "file.csv").write_text("x")
    close_to_others(tmp_path / "profile")
    paths = [tmp_path / "profile", *(tmp_path / "profile").rglob("*")]
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o700, 0o700, 0o600]

"""A user's own families: they come before the shipped words, and what is wrong is told with file and line."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

import pytest
import yaml

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import organisation_from_config
from tandem.model.organisation.families.assign import unknown_families, with_own_families
from tandem.model.organisation.families.exposure import exposure_of_groups
from tandem.model.organisation.families.matching import Meaning
from tandem.model.organisation.families.own import read_titles
from tandem.model.organisation.folder.imported import read_profile
from tandem.model.organisation.profile import Group, Profile
from tandem.model.organisation.table.read import read_table
from tests.model.organisation.synthetic_profile import write_synthetic_profile
from tests.places import REPOSITORY

CONFIGS = REPOSITORY / "configs" / "organisation"
DEFAULT, TABLE, PROFILE = (
    yaml.safe_load((CONFIGS / f"{name}.yaml").read_text("utf-8")) for name in ("default", "table", "profile")
)
OLD = REPOSITORY / "tests" / "experiments" / "settings" / "written_by_0_1" / "profile"
HEADER = "department,level,contract,headcount,mean_salary"


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "own.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_own_answers_come_before_the_shipped_words(written):
    titles = read_titles(
        written("Wizards: computing\nVertriebsinnendienst: Office and  Administration\nLegal: 0.9\n")
    )
    assert titles.every.meaning("wizards") == Meaning("computing")
    assert titles.every.meaning("VERTRIEBSINNENDIENST") == Meaning("office and administration")
    assert titles.every.meaning("Vertrieb") == Meaning("sales")
    assert titles.every.meaning("Legal") == Meaning(exposure=0.9)
    assert titles.every.meaning("Wizards and Sales") == Meaning("computing + sales")
    assert titles.every.meaning("Legal and Sales") is None  # a number and a family have no common mean
    with pytest.raises(InputError, match=r"'Legal and Sales' is in part.*example: Legal and Sales: 0\.5"):
        titles.stated("Legal and Sales")
    assert titles.stated("Sales") is None
    assert titles.stated("Wizards & Sales") == Meaning("computing + sales")


def test_a_mapping_and_nothing_will_do_too():
    assert read_titles(None).every.meaning("Sales") == Meaning("sales")
    assert read_titles({"Sales": "legal + sales"}).every.meaning("Sales") == Meaning("sales + legal")


WRONG = [
    ("Sales: 0.4\nSales: 0.5\n", ["own.yaml, line 2", "'Sales' stands there twice"]),
    ("Sales: 0.4\n\nsales : 0.5\n", ["own.yaml, line 3", "'Sales'", "line 1", "each name once"]),
    ('"Key  Account": 0.4\nkey account: legal\n', ["own.yaml, line 2", "line 1", "delete one"]),
    ("Sales: 1.2\n", ["own.yaml, line 1", "1.2", "0 to 1", "nearest: 1", "0.012"]),
    ("Legal: legal\nSales: 45\n", ["own.yaml, line 2", "45", "nearest: 1", "0.45"]),
    ("Sales: -0.1\n", ["own.yaml, line 1", "-0.1", "nearest: 0"]),
    ("Sales: .nan\n", ["own.yaml, line 1", "nan"]),
    ("Sales: salse\n", ["own.yaml, line 1, 'Sales'", "'salse'", "nearest: 'sales'", "example"]),
    ("Sales: legal + finanse\n", ["line 1", "'finanse'", "nearest: 'finance and accounting'"]),
    ("Sales:\n", ["own.yaml, line 1", "None", "job family"]),
    ("Sales: [legal]\n", ["own.yaml, line 1", "job family"]),
    ("Sales: true\n", ["own.yaml, line 1", "True"]),
    ("'*': legal\n", ["own.yaml, line 1", "no name"]),
    ("- Sales\n", ["own.yaml", "one line a name"]),
    ("", ["own.yaml", "one line a name"]),
    ("Sales: !!python/object/apply:os.getcwd []\n", ["own.yaml, line 1", "tag"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), WRONG)
def test_what_is_wrong_is_told_with_file_and_line(text, parts, written):
    with pytest.raises(InputError) as refused:
        read_titles(written(text))
    for part in parts:
        assert part in str(refused.value)


@pytest.mark.parametrize("chosen", [5, " ", ["Sales"], True])
def test_what_is_no_setting_is_refused(chosen):
    with pytest.raises(InputError, match=r"organisation\.families: found .*example"):
        read_titles(chosen)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.yaml: there is no such file"):
        read_titles(tmp_path / "nowhere.yaml")


# --- in each kind of organisation ---------------------------------------------------------------------


@pytest.fixture
def table(tmp_path):
    def write(rows, more=",job_family,ai_exposure"):
        file = tmp_path / "firm.csv"
        file.write_text(f"{HEADER}{more}\n" + "\n".join(rows) + "\n", encoding="utf-8")
        return file

    return write


def test_columns_of_a_table(table):
    file = table(
        [
            "A,x,employee,10,50000,Softwareentwickler,",
            "B,x,employee,10,50000,finance and accounting + legal,0.4",
            "C,x,employee,10,50000,,45%",
            "Sales,x,employee,10,50000,,",
        ]
    )
    groups = read_table(file).groups
    assert [(group.family, group.exposure) for group in groups] == [
        ("computing", None),
        ("finance and accounting + legal", 0.4),
        (None, 0.45),
        (None, None),
    ]
    assert unknown_families(read_table(file)) == ()


WRONG_CELLS = [
    ("A,x,employee,10,50000,Finanse,", ["row 2, column job_family", "'Finanse'", "example: finance and acc"]),
    ("A,x,employee,10,50000,Grue,", ["row 2, column job_family", "'Grue'", "organisation.families"]),
    ("A,x,employee,10,50000,=Sales,", ["row 2, column job_family", "formula"]),
    ("A,x,employee,10,50000,,45", ["row 2, column ai_exposure", "'45'", "from 0 to 1", "example: 0.45"]),
    ("A,x,employee,10,50000,,-1", ["row 2, column ai_exposure", "example: 0"]),
    ("A,x,employee,10,50000,,145%", ["row 2, column ai_exposure", "'145%'"]),
    ("A,x,employee,10,50000,,high", ["row 2, column ai_exposure", "'high'", "example: 0.45"]),
    ('A,x,employee,10,50000,,"0,4"', ["row 2, column ai_exposure", "'0,4'", "example: 0.4"]),
]


@pytest.mark.parametrize(("row", "parts"), WRONG_CELLS)
def test_wrong_cells_are_told_with_row_and_column(row, parts, table):
    with pytest.raises(InputError) as refused:
        read_table(table([row]))
    for part in parts:
        assert part in str(refused.value)


def test_the_file_tells_titles_and_departments_of_a_table(table, written):
    assert unknown_families(read_table(table(["Dept 7,x,employee,10,50000,,"]))) == ("Dept 7",)
    file = table(
        ["A,x,employee,10,50000,Wizard,", "Dept 7,x,employee,10,50000,,", "Sales,x,employee,10,50000,,"]
    )
    own = written("Wizard: legal\nDept 7: 0.3\nA: education\n")
    profile, _ = organisation_from_config({**TABLE, "path": str(file), "families": str(own)})
    assert [(group.family, group.exposure) for group in profile.groups] == [
        ("legal", None),  # what the row states counts before what is said of the department
        (None, 0.3),
        (None, None),
    ]


def test_an_imported_profile_takes_a_file_and_is_the_same_without(tmp_path, written):
    write_synthetic_profile(tmp_path / "made_up")
    choices = {**PROFILE, "path": str(tmp_path / "made_up")}
    plain, _ = organisation_from_config(choices)
    told, _ = organisation_from_config({**choices, "families": str(written("Support: 0.8\n"))})
    assert plain.data_hash == read_profile(tmp_path / "made_up").profile.data_hash != told.data_hash
    assert {group.exposure for group in told.groups if group.department == "Support"} == {0.8}
    assert told.imported and told.purpose == plain.purpose
    assert unknown_families(plain) == ()


def test_a_description_of_version_0_1_is_read_by_names():
    old = {key: value for key, value in DEFAULT.items() if key not in ("families", "quit_ratio")}
    profile, _ = organisation_from_config(old)
    assert all(group.own_work is None for group in profile.groups)
    assert unknown_families(profile) == ()
    nothing, _ = organisation_from_config({**old, "families": None, "quit_ratio": None})
    assert nothing == profile


def test_the_default_organisation_states_families_and_quits():
    profile, _ = organisation_from_config(DEFAULT)
    people = sum(group.headcount * group.quit_ratio for group in profile.groups)
    assert people / profile.headcount == pytest.approx(1, abs=1e-9)
    assert {group.department: group.quit_ratio for group in profile.groups} == DEFAULT["quit_ratio"]
    assert all(group.family is not None for group in profile.groups)
    assert sum(DEFAULT["departments"][name] * ratio for name, ratio in DEFAULT["salary_ratio"].items()) == (
        pytest.approx(1.0224, abs=0.005)  # as in version 0.1
    )


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("families", {"Sale": "sales"}, "organisation.families: 'Sale' is unknown"),
        ("families", {"Sales": "salse"}, "nearest: 'sales'"),
        (
            "quit_ratio",
            {"Sales": 9},
            "organisation.quit_ratio.Sales: found 9; allowed: a number from 0.2 to 5",
        ),
        ("quit_ratio", {"Sale": 1}, "organisation.quit_ratio: 'Sale' is unknown"),
        ("quit_ratio", ["Sales"], "organisation.quit_ratio: found ['Sales']"),
        ("quit_ratio", 1, "organisation.quit_ratio: found 1"),
    ],
)
def test_wrong_answers_of_a_description(key, value, part):
    with pytest.raises(InputError, match=re.escape(part)):
        organisation_from_config({**DEFAULT, key: value})


def test_a_description_takes_a_file(written):
    profile, _ = organisation_from_config({**DEFAULT, "families": str(written("Sales: 0.25\n"))})
    assert {group.exposure for group in profile.groups if group.department == "Sales"} == {0.25}


# --- groups and their hash ----------------------------------------------------------------------------

GROUP = Group("Sales", "senior", "employee", 25, 64000.0, 4.5, 0.45, 0.135)


@pytest.mark.parametrize(
    ("field", "value"),
    [("family", "wizardry"), ("exposure", 1.5), ("exposure", -0.1), ("exposure", float("nan")),
     ("quit_ratio", 0.1), ("quit_ratio", 6.0), ("quit_ratio", float("nan"))],
)  # fmt: skip
def test_impossible_values_are_refused_by_field(field, value):
    with pytest.raises(InputError, match=field):
        replace(GROUP, **{field: value})


def hash_of_version_0_1(profile: Profile) -> str:
    """Written down anew from what version 0.1 hashed."""
    rows = [
        [g.department, g.level, g.contract, g.headcount, float(g.mean_salary),
         *(None if value is None else float(value)
           for value in (g.mean_tenure_years, g.ai_users, g.annual_voluntary_quits))]
        for g in profile.groups
    ]  # fmt: skip
    content = json.dumps([profile.currency, list(profile.levels), rows], separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def test_hashes_of_what_states_nothing_are_those_of_version_0_1():
    old = read_profile(OLD).profile
    assert old.data_hash == hash_of_version_0_1(old)
    assert with_own_families(old, read_titles(None)) is old


def test_hashes_follow_what_is_stated():
    profiles = [
        Profile("firm", "USD", (replace(GROUP, **stated),), "f")
        for stated in ({}, {"family": "sales"}, {"exposure": 0.5}, {"quit_ratio": 1.2}, {"quit_ratio": 1.0})
    ]
    hashes = [profile.data_hash for profile in profiles]
    assert hashes[0] == hashes[4] == hash_of_version_0_1(profiles[0])
    assert len(set(hashes)) == 4


def test_the_table_of_job_roles_ships():
    profile, _ = organisation_from_config({**TABLE, "path": "example_roles"})
    assert profile.headcount == 1470
    assert min(group.headcount for group in profile.groups) >= 10
    assert len(profile.departments) == 9
    exposures = exposure_of_groups(profile, {"exposure_second_score": 0.5})
    assert len(set(exposures.tolist())) == 4

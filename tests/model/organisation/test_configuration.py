"""The default organisation is what its file says; wrong choices are refused with the key that is wrong."""

from __future__ import annotations

import copy
import csv
import re
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import default_organisation, organisation_from_config
from tandem.model.organisation.default import largest_remainders
from tests.places import REPOSITORY

FOLDER = files("tandem.configs.organisation")
DEFAULT = yaml.safe_load(FOLDER.joinpath("default.yaml").read_text(encoding="utf-8"))
TABLE = yaml.safe_load(FOLDER.joinpath("table.yaml").read_text(encoding="utf-8"))
EVIDENCE = REPOSITORY / "calibration" / "evidence.csv"


def share(profile, **values):
    own = [g.headcount for g in profile.groups if all(getattr(g, key) == v for key, v in values.items())]
    return sum(own) / profile.headcount


def evidence(key: str) -> float:
    with EVIDENCE.open(encoding="utf-8-sig") as file:
        return next(float(row["value"]) for row in csv.DictReader(file) if row["key"] == key)


def test_default_organisation_has_2000_seats_in_the_shares_of_its_file():
    profile, _ = default_organisation()
    assert profile.headcount == 2000
    assert len(profile.departments) == 8
    assert profile.levels == ("junior", "intermediate", "senior", "manager", "executive")
    for department, wanted in DEFAULT["departments"].items():
        assert share(profile, department=department) == pytest.approx(wanted, abs=1 / 2000)
    for level, wanted in DEFAULT["levels"].items():
        assert share(profile, level=level) == pytest.approx(wanted, abs=0.005)
    assert all((g.level == "executive") == (g.contract == "executive") for g in profile.groups)
    assert all(g.ai_users is None and g.annual_voluntary_quits is None for g in profile.groups)


def test_default_figures_are_those_of_the_evidence():
    profile, settings = default_organisation()
    assert share(profile, contract="freelancer") == pytest.approx(evidence("CONT_ic"), abs=0.002)
    assert settings.median_tenure_years is settings.first_year_tenure_share is None
    described = FOLDER.joinpath("default.yaml").read_text(encoding="utf-8")
    for key in ("BLS_tenure_med", "BLS_tenure_1y"):  # named beside what stands in its place
        assert re.search(rf"null +#.*{evidence(key):g} \({key}\)", described)
    assert DEFAULT["freelancer_pay_ratio"] == evidence("CONT_load")


@pytest.mark.parametrize(("name", "many"), [("default.yaml", 20), ("table.yaml", 4)])
def test_every_number_has_a_source_or_is_marked_as_an_assumption(name, many):
    with EVIDENCE.open(encoding="utf-8-sig") as file:
        keys = {row["key"] for row in csv.DictReader(file)}
    numbers = 0
    for line in FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines():
        if re.match(r"\s*[\w ]+:\s*[0-9]", line):
            numbers += 1
            words = set(re.findall(r"\w+", line.partition("#")[2]))
            assert "assumption" in words or words & keys, line
    assert numbers >= many


def test_both_files_draw_seats_alike():
    assert DEFAULT["seats"] == TABLE["seats"]


def test_example_table_by_name():
    profile, _ = organisation_from_config({**TABLE, "path": "example", "name": "Example"})
    assert (profile.headcount, profile.name) == (1470, "Example")


@settings(deadline=None)
@given(total=st.integers(0, 10**6), shares=st.lists(st.floats(1e-6, 1), min_size=1, max_size=50))
def test_largest_remainders_add_up_and_stay_within_one_of_the_quota(total, shares):
    parts = largest_remainders(total, shares)
    assert sum(parts) == total
    for part, quota in zip(parts, (total * share / sum(shares) for share in shares), strict=True):
        assert abs(part - quota) < 1 + 1e-6


def test_a_larger_organisation_keeps_its_shares():
    profile, _ = organisation_from_config({**DEFAULT, "headcount": 1_000_003})
    assert profile.headcount == 1_000_003
    assert share(profile, contract="freelancer") == pytest.approx(0.074, abs=1e-4)


WRONG = [
    ("headcount", 0, "organisation.headcount: found 0"),
    ("headcount", 2000.5, "organisation.headcount: found 2000.5"),
    ("headcount", "many", "organisation.headcount: found 'many'"),
    ("departments", {}, "organisation.departments"),
    ("departments", {"Sales": 0.5}, "add to 0.5"),
    ("departments", {"Sales": -0.1, "Legal": 1.1}, "organisation.departments.Sales: found -0.1"),
    ("levels.junior", 0.9, "organisation.levels: the shares add to 1.68"),
    ("executive_level", "boss", "organisation.executive_level: 'boss' is unknown"),
    ("freelancer_share", 0.95, "organisation.freelancer_share: found 0.95; allowed: a number from 0 to 0.87"),
    ("freelancer_levels", ["executive"], "organisation.freelancer_levels"),
    ("freelancer_levels", "junior", "organisation.freelancer_levels: found 'junior'"),
    ("salary.junior", "65k", "organisation.salary.junior: found '65k'"),
    ("salary", {"junior": 1000}, "organisation.salary: 'intermediate' is missing"),
    ("salary_ratio.Sales", 0, "organisation.salary_ratio.Sales: found 0"),
    ("currency", "dollars", "three-letter code"),
    ("name", 5, "organisation.name"),
    ("surprise", 1, "organisation.surprise is not a key"),
    ("kind", "magic", "organisation.kind: found 'magic'"),
    ("seats", None, "organisation.seats: found None"),
    ("seats.team_size", 40, "organisation.seats.team_size: found 40; allowed: a number from 4 to 12"),
    ("seats.team_size", True, "organisation.seats.team_size: found True"),
    ("seats.largest_team", 3, "organisation.seats.largest_team: found 3"),
    ("seats.smallest_team", 2.5, "organisation.seats.smallest_team: found 2.5; allowed: a whole number"),
    ("seats.salary_variation", float("nan"), "organisation.seats.salary_variation: found nan"),
    ("seats.first_year_tenure_share", 0.2, "median_tenure_years and first_year_tenure_share stand together"),
    ("seats.median_tenure_years", 3.9, "median_tenure_years and first_year_tenure_share stand together"),
    ("seats.freelancer_mean_tenure_years", 40, "organisation.seats.freelancer_mean_tenure_years: found 40"),
    ("seats.surprise", 1, "organisation.seats.surprise is not a setting"),
]


@pytest.mark.parametrize(("key", "value", "part"), WRONG)
def test_wrong_choice_is_refused_by_key(key, value, part):
    config = copy.deepcopy(DEFAULT)
    *above, last = key.split(".")
    place = config
    for name in above:
        place = place[name]
    place[last] = value
    with pytest.raises(InputError, match=re.escape(part)):
        organisation_from_config(config)


def test_a_share_of_the_first_year_beside_a_median_lies_in_its_range():
    seats = {**DEFAULT["seats"], "median_tenure_years": 3.9}
    assert organisation_from_config({**DEFAULT, "seats": {**seats, "first_year_tenure_share": 0.22}})
    with pytest.raises(InputError, match=r"organisation\.seats\.first_year_tenure_share: found 0\.6"):
        organisation_from_config({**DEFAULT, "seats": {**seats, "first_year_tenure_share": 0.6}})


def test_choices_that_look_like_numbers_are_names(tmp_path):
    path = tmp_path / "firm.csv"
    path.write_text(
        "department,level,contract,headcount,mean_salary\nSales,2,employee,9,9\nSales,1,employee,9,9\n"
    )
    profile, _ = organisation_from_config({**TABLE, "path": str(path), "name": 2025, "levels": [1, 2]})
    assert (profile.name, profile.levels) == ("2025", ("1", "2"))
    with pytest.raises(InputError, match=r"organisation.levels: found 'L1'"):
        organisation_from_config({**TABLE, "path": str(path), "levels": "L1"})


def test_missing_keys_and_path_are_named():
    with pytest.raises(InputError, match=r"organisation.salary is missing"):
        organisation_from_config({key: value for key, value in DEFAULT.items() if key != "salary"})
    with pytest.raises(InputError, match=r"organisation.path: no file is named"):
        organisation_from_config(TABLE)
    with pytest.raises(InputError, match=r"organisation.file is not a key"):
        organisation_from_config({**TABLE, "file": "x.csv"})

"""Names of departments and levels: those that stand for sums are refused, wherever they come from."""

import pytest
import yaml

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import organisation_from_config
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS, OTHER_DEPARTMENTS
from tandem.model.organisation.reserved import RESERVED, is_reserved
from tandem.model.organisation.suppression import all_cells
from tandem.model.organisation.table.read import read_table
from tests.places import REPOSITORY

DEFAULT = yaml.safe_load((REPOSITORY / "configs/organisation/default.yaml").read_text("utf-8"))
SPELT = [
    spelt
    for name in RESERVED
    for spelt in (name, name.upper(), name.replace(" ", "  "), name.replace(" ", "_"), f"{name}.")
]
OTHERS = [
    "Sales",
    "Other",
    "Overall",
    "Allied",
    "Departments",
    "organisation",
    "Tous les départements",
    "🙂",
    "全部",
]


def test_the_names_of_sums_are_all_among_them():
    whole = all_cells(organisation_from_config(DEFAULT)[0])[0]
    assert {whole.department, whole.level, ALL_DEPARTMENTS, OTHER_DEPARTMENTS} < set(RESERVED)


@pytest.mark.parametrize("name", SPELT)
def test_a_name_is_reserved_however_it_is_spelt(name):
    assert is_reserved(name)


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_are_not(name):
    assert not is_reserved(name)


def table(tmp_path, department="Sales", level="senior"):
    file = tmp_path / "firm.csv"
    file.write_text(
        f"department,level,contract,headcount,mean_salary\n{department},{level},employee,30,50000\n", "utf-8"
    )
    return file


@pytest.mark.parametrize("column", ["department", "level"])
@pytest.mark.parametrize("name", SPELT)
def test_a_table_with_one_is_refused(name, column, tmp_path):
    with pytest.raises(InputError, match=rf"firm\.csv, row 2, column {column}: .*stands for a sum"):
        read_table(table(tmp_path, **{column: name}))


@pytest.mark.parametrize("name", [*OTHERS, "שיווק", "👩‍👩‍👧 care", "Café\u00a0& Bar"])
def test_a_table_with_another_is_read(name, tmp_path):
    assert read_table(table(tmp_path, department=name)).departments == (name,)


@pytest.mark.parametrize("name", ["Sa\x1bles", "Sales\u202e", "Sa\u200bles", "S" * 101, "=1+1", "@x", "-x"])
def test_what_cannot_be_printed_or_is_a_formula_is_refused(name, tmp_path):
    with pytest.raises(InputError, match="column department"):
        read_table(table(tmp_path, department=name))
    with pytest.raises(InputError, match=r"organisation\.departments: found the name"):
        organisation_from_config(described("departments", "salary_ratio", name))


def described(shares, pay, name):
    """The default organisation with another name for its first department or level."""
    old = next(iter(DEFAULT[shares]))

    def swapped(value):
        if isinstance(value, dict):
            return {name if key == old else key: swapped(inner) for key, inner in value.items()}
        return [name if entry == old else entry for entry in value] if isinstance(value, list) else value

    return {key: swapped(value) for key, value in DEFAULT.items()} | {"headcount": 400}


@pytest.mark.parametrize(("shares", "pay"), [("departments", "salary_ratio"), ("levels", "salary")])
@pytest.mark.parametrize("name", SPELT)
def test_a_description_with_one_is_refused(name, shares, pay):
    with pytest.raises(InputError, match=f"organisation.{shares}: .*stands for a sum"):
        organisation_from_config(described(shares, pay, name))


@pytest.mark.parametrize("name", OTHERS[1:])
def test_a_description_with_another_is_read(name):
    assert organisation_from_config(described("departments", "salary_ratio", name))[0].departments[0] == name
